import type { Texts } from '../connection/texts.ts';
import { addLayer, LAYER_Z, type Layer, setStyle } from './layer.ts';

/** The frame that holds the panel of recipients. It lies over the page, which can still be used beside it. */
export interface BulkFrame {
	readonly isOpen: boolean;
	/** False when the page has thrown it out: what it showed is gone. */
	readonly isConnected: boolean;
	/** Shows the frame, empty until it gets an address. */
	open(right: number): void;
	/** The panel's page, with a nonce that nobody else knows. */
	load(url: string): void;
	/** `right`: how far the sidebar reaches into the page. */
	moveTo(right: number): void;
	close(): void;
	focus(): void;
	/** True when the keyboard is in it. */
	hasFocus(): boolean;
}

export function createBulkFrame(document: Document, text: Texts): BulkFrame {
	let layer: Layer | null = null;
	let iframe: HTMLIFrameElement | null = null;

	function moveTo(right: number): void {
		// Beside the launcher and the sidebar, as long as there is room.
		const beside = `min(${right + 48}px, calc(100vw - ${WIDTH + GAP}px))`;
		if (layer) setStyle(layer.host, { right: `max(${GAP}px, ${beside})` });
	}

	return {
		get isOpen() {
			return layer !== null;
		},
		get isConnected() {
			return layer?.host.isConnected ?? false;
		},
		open(right) {
			if (layer) return;
			layer = addLayer(document.documentElement, PLACE, CSS);
			moveTo(right);
		},
		load(url) {
			if (!layer) return;
			iframe?.remove();
			iframe = document.createElement('iframe');
			iframe.title = text('bulk_open');
			iframe.src = url;
			layer.root.append(iframe);
		},
		moveTo,
		close() {
			layer?.remove();
			layer = null;
			iframe = null;
		},
		focus: () => iframe?.focus(),
		hasFocus: () => layer !== null && layer.root.activeElement !== null,
	};
}

const WIDTH = 420;
const GAP = 12;
const PLACE = {
	position: 'fixed',
	top: `${GAP}px`,
	width: `min(${WIDTH}px, calc(100vw - ${2 * GAP}px))`,
	height: `min(640px, calc(100vh - ${2 * GAP}px))`,
	'z-index': LAYER_Z,
	'border-radius': '10px',
	'box-shadow': '0 4px 24px rgb(0 0 0 / .3)',
};

const CSS = `
iframe {
	display: block; width: 100%; height: 100%; box-sizing: border-box; border: 1px solid var(--line); border-radius: 10px;
	background: var(--surface); color-scheme: light dark;
}
`;
