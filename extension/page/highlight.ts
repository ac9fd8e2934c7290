import { addLayer, LAYER_Z, type Layer, setStyle } from './layer.ts';

export interface Highlight {
	/** Frames an element of the page; null ends it. */
	show(element: HTMLElement | null): void;
	remove(): void;
}

/** Frames the place on the page that a value came from, without touching the element itself. */
export function createHighlight(document: Document): Highlight {
	let layer: Layer | null = null;
	let ended: AbortController | null = null;

	function end(): void {
		ended?.abort();
		ended = null;
		layer?.remove();
		layer = null;
	}

	function show(element: HTMLElement | null): void {
		end();
		if (!element?.isConnected) return;
		element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
		const added = addLayer(document.documentElement, PLACE, CSS);
		layer = added;
		added.root.append(document.createElement('div'));
		ended = new AbortController();
		const follow = () => {
			const { left, top, width, height } = element.getBoundingClientRect();
			setStyle(added.host, {
				left: `${left - 3}px`,
				top: `${top - 3}px`,
				width: `${width + 6}px`,
				height: `${height + 6}px`,
				display: width === 0 ? 'none' : 'block',
			});
		};
		follow();
		const options = { signal: ended.signal, passive: true, capture: true };
		document.addEventListener('scroll', follow, options);
		document.defaultView?.addEventListener('resize', follow, options);
	}

	return { show, remove: end };
}

const PLACE = { position: 'fixed', 'pointer-events': 'none', 'z-index': LAYER_Z, 'box-sizing': 'border-box' };
const CSS =
	'div { height: 100%; box-sizing: border-box; border: 2px solid var(--focus); border-radius: 6px; background: rgb(26 95 208 / .08); }';
