import type { Texts } from '../connection/texts.ts';

export const MIN_WIDTH = 320;
export const MAX_WIDTH = 560;
/** One press of an arrow key. */
const STEP = 16;

export interface ResizeHandle {
	readonly element: HTMLElement;
	show(width: number): void;
}

export interface ResizeOptions {
	readonly document: Document;
	readonly text: Texts;
	readonly width: () => number;
	readonly onResize: (width: number) => void;
	/** While it is dragged, and once when it is let go. */
	readonly onDrag: (dragging: boolean) => void;
}

/** The sidebar's left edge: dragged, or moved with the arrow keys, Home and End. */
export function createResizeHandle({ document, text, width, onResize, onDrag }: ResizeOptions): ResizeHandle {
	const element = document.createElement('div');
	element.className = 'handle';
	element.tabIndex = 0;
	element.setAttribute('role', 'separator');
	element.setAttribute('aria-orientation', 'vertical');
	element.setAttribute('aria-label', text('page_resize'));
	element.setAttribute('aria-valuemin', String(MIN_WIDTH));
	element.setAttribute('aria-valuemax', String(MAX_WIDTH));
	let from: { x: number; width: number } | null = null;

	element.addEventListener('pointerdown', event => {
		from = { x: event.clientX, width: width() };
		element.setPointerCapture(event.pointerId);
		onDrag(true);
		event.preventDefault();
	});
	element.addEventListener('pointermove', event => {
		if (from) onResize(clampWidth(from.width + from.x - event.clientX));
	});
	for (const type of ['pointerup', 'pointercancel'] as const) {
		element.addEventListener(type, () => {
			if (from) onDrag(false);
			from = null;
		});
	}
	element.addEventListener('keydown', event => {
		const next = widthAfter(event.key, width());
		if (next === null) return;
		event.preventDefault();
		onResize(next);
		onDrag(false);
	});
	return {
		element,
		show: value => element.setAttribute('aria-valuenow', String(value)),
	};
}

export function clampWidth(width: number): number {
	return Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)));
}

/** The sidebar grows to the left. */
function widthAfter(key: string, width: number): number | null {
	switch (key) {
		case 'ArrowLeft':
			return clampWidth(width + STEP);
		case 'ArrowRight':
			return clampWidth(width - STEP);
		case 'Home':
			return MIN_WIDTH;
		case 'End':
			return MAX_WIDTH;
		default:
			return null;
	}
}
