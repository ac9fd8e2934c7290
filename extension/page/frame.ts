import type { Texts } from '../connection/texts.ts';
import { addLayer, LAYER_Z, type Layer, setStyle } from './layer.ts';
import { clampWidth, createResizeHandle } from './resize-handle.ts';

export interface FrameOptions {
	readonly document: Document;
	readonly text: Texts;
	/** The width changed; `done` when it is to be remembered. */
	readonly onWidth: (width: number, done: boolean) => void;
}

/** The frame that holds the sidebar. It lies over the page and moves nothing in it. */
export interface SidebarFrame {
	readonly isOpen: boolean;
	readonly width: number;
	setWidth(width: number): void;
	/** Shows the frame, empty until it gets an address. */
	open(): void;
	/** The sidebar's page, with a nonce that nobody else knows. */
	load(url: string): void;
	close(): void;
	focus(): void;
	/** True when the keyboard is in it. */
	hasFocus(): boolean;
	/** False when the page has thrown it out: what it showed is gone. */
	readonly isConnected: boolean;
}

export function createFrame({ document, text, onWidth }: FrameOptions): SidebarFrame {
	let layer: Layer | null = null;
	let iframe: HTMLIFrameElement | null = null;
	let width = clampWidth(0);

	const handle = createResizeHandle({
		document,
		text,
		width: () => width,
		onResize: next => resize(next, false),
		onDrag(dragging) {
			// Else the frame takes the pointer as soon as it is over it.
			if (iframe) iframe.style.pointerEvents = dragging ? 'none' : '';
			if (!dragging) onWidth(width, true);
		},
	});

	function resize(next: number, done: boolean): void {
		width = clampWidth(next);
		if (layer) setStyle(layer.host, { width: `min(${width}px, 100vw)` });
		handle.show(width);
		onWidth(width, done);
	}

	return {
		get isOpen() {
			return layer !== null;
		},
		get width() {
			return width;
		},
		get isConnected() {
			return layer?.host.isConnected ?? false;
		},
		setWidth: next => resize(next, true),
		open() {
			if (layer) return;
			layer = addLayer(document.documentElement, { ...PLACE, width: `min(${width}px, 100vw)` }, CSS);
			handle.show(width);
			const ground = document.createElement('div');
			ground.className = 'ground';
			layer.root.append(ground, handle.element);
		},
		load(url) {
			if (!layer) return;
			iframe?.remove();
			iframe = document.createElement('iframe');
			iframe.title = text('page_frame_title');
			iframe.allow = 'clipboard-write';
			iframe.src = url;
			layer.root.append(iframe);
		},
		close() {
			layer?.remove();
			layer = null;
			iframe = null;
		},
		focus: () => iframe?.focus(),
		hasFocus: () => layer !== null && layer.root.activeElement !== null,
	};
}

const PLACE = {
	position: 'fixed',
	top: '0',
	right: '0',
	bottom: '0',
	height: '100%',
	'z-index': LAYER_Z,
	'box-shadow': '0 0 12px rgb(0 0 0 / .2)',
};

const CSS = `
.ground { position: absolute; inset: 0; background: var(--surface); }
iframe { position: relative; display: block; width: 100%; height: 100%; border: 0; border-left: 1px solid var(--line); box-sizing: border-box; color-scheme: light dark; }
.handle { position: absolute; top: 0; bottom: 0; left: -3px; width: 7px; cursor: ew-resize; touch-action: none; z-index: 1; }
.handle:hover, .handle:focus-visible { background: color-mix(in srgb, var(--accent) 50%, transparent); }
.handle:focus-visible { outline-offset: -2px; }
`;
