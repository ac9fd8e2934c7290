import { useEffect, useRef } from 'preact/hooks';

const layers: { readonly close: () => void }[] = [];

/** While `open`, Escape closes this layer before any that was opened earlier. */
export function useLayer(open: boolean, close: () => void): void {
	const latest = useRef(close);
	latest.current = close;
	useEffect(() => {
		if (!open) return;
		const layer = { close: () => latest.current() };
		layers.push(layer);
		return () => {
			const at = layers.indexOf(layer);
			if (at >= 0) layers.splice(at, 1);
		};
	}, [open]);
}

/** Closes the topmost open layer; false when none is open. */
export function closeTopLayer(): boolean {
	const top = layers.at(-1);
	top?.close();
	return top !== undefined;
}

/** Listens for Escape on a page: the top layer first, then `otherwise`. Returns the function that ends it. */
export function listenForEscape(page: Document, otherwise: () => void): () => void {
	const onKey = (event: KeyboardEvent) => {
		if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
		event.preventDefault();
		if (!closeTopLayer()) otherwise();
	};
	page.addEventListener('keydown', onKey);
	return () => page.removeEventListener('keydown', onKey);
}
