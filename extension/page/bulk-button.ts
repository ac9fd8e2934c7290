import type { Texts } from '../connection/texts.ts';
import { recipientsIcon } from './icons.ts';
import { addLayer, LAYER_Z, setStyle } from './layer.ts';

export interface BulkButton {
	/** How many rows are ticked. */
	showTicked(count: number): void;
	showOpen(open: boolean): void;
	/** How far the sidebar reaches into the page. */
	moveTo(right: number): void;
	focus(): void;
	/** True when the keyboard is on it. */
	hasFocus(): boolean;
	/** Puts it back should the page have thrown it out. */
	keep(): void;
	remove(): void;
}

/** The button below the launcher, while the page shows a list. */
export function addBulkButton(document: Document, text: Texts, onPress: () => void): BulkButton {
	const layer = addLayer(document.documentElement, PLACE, CSS);
	const button = document.createElement('button');
	button.type = 'button';
	button.title = text('bulk_open');
	button.setAttribute('aria-label', text('bulk_open'));
	button.append(recipientsIcon(document, 18));
	const number = document.createElement('span');
	number.setAttribute('aria-hidden', 'true');
	button.append(number);
	button.addEventListener('click', onPress);
	layer.root.append(button);

	return {
		showTicked(count) {
			number.hidden = count === 0;
			number.textContent = String(count);
		},
		showOpen: open => button.setAttribute('aria-expanded', String(open)),
		moveTo: right => setStyle(layer.host, { right: `${right}px` }),
		focus: () => button.focus(),
		hasFocus: () => layer.root.activeElement === button,
		keep() {
			if (!layer.host.isConnected) document.documentElement.append(layer.host);
		},
		remove: layer.remove,
	};
}

const PLACE = { position: 'fixed', top: 'calc(40% + 52px)', right: '0', 'z-index': LAYER_Z };

const CSS = `
button {
	position: relative; display: flex; align-items: center; justify-content: center; width: 36px; height: 36px; padding: 0;
	border: 1px solid var(--line); border-right: 0; border-radius: 8px 0 0 8px;
	background: var(--surface); color: var(--accent); box-shadow: 0 1px 4px rgb(0 0 0 / .25);
}
button:hover, button[aria-expanded=true] { background: var(--accent); color: var(--on-accent); }
span {
	position: absolute; top: -7px; left: -8px; min-width: 18px; height: 18px; padding: 0 4px; box-sizing: border-box;
	border-radius: 9px; background: var(--accent); color: var(--on-accent); font: 600 11px/18px system-ui, sans-serif; text-align: center;
}
span[hidden] { display: none; }
@media (prefers-color-scheme: dark) { button { color: #7fd1bd; } button:hover { color: var(--on-accent); } }
`;
