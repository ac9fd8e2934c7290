import type { Texts } from '../connection/texts.ts';
import { addLayer, LAYER_Z } from './layer.ts';

/** Says that the extension was updated under this page, and offers the reload. Needs nothing of the extension any more. */
export function showReloadBanner(document: Document, text: Texts, reload: () => void): void {
	const layer = addLayer(document.documentElement, PLACE, CSS);
	const bar = document.createElement('div');
	bar.setAttribute('role', 'status');
	bar.append(text('page_updated'));
	bar.append(button(document, text('page_reload'), reload));
	bar.append(button(document, text('page_dismiss'), layer.remove));
	layer.root.append(bar);
}

function button(document: Document, label: string, onPress: () => void): HTMLButtonElement {
	const made = document.createElement('button');
	made.type = 'button';
	made.textContent = label;
	made.addEventListener('click', onPress);
	return made;
}

const PLACE = { position: 'fixed', top: '12px', right: '12px', 'max-width': '420px', 'z-index': LAYER_Z };
const CSS = `
div {
	display: flex; flex-wrap: wrap; gap: 8px; align-items: center; padding: 10px 12px; border: 1px solid var(--line);
	border-radius: 8px; background: var(--surface); color: var(--text); font: 13px/18px system-ui, sans-serif;
	box-shadow: 0 2px 10px rgb(0 0 0 / .2);
}
button { padding: 4px 10px; border: 1px solid var(--line); border-radius: 6px; background: transparent; color: inherit; }
button:first-of-type { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
`;
