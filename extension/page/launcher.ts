import type { Texts } from '../connection/texts.ts';
import { chatIcon } from './icons.ts';
import { addLayer, LAYER_Z, setStyle } from './layer.ts';

export interface Launcher {
	showUnread(total: number): void;
	/** How far the open sidebar reaches into the page; 0 while it is closed. */
	showOpen(width: number): void;
	focus(): void;
	/** True when the keyboard is on it. */
	hasFocus(): boolean;
	/** Puts it back should the page have thrown it out. */
	keep(): void;
	remove(): void;
}

/** The button at the page's right edge. It opens the sidebar, then stands at its edge and closes it. */
export function addLauncher(document: Document, text: Texts, onPress: () => void): Launcher {
	const layer = addLayer(document.documentElement, PLACE, CSS);
	const button = document.createElement('button');
	button.type = 'button';
	button.append(chatIcon(document, 18));
	const dot = document.createElement('span');
	dot.hidden = true;
	button.append(dot);
	button.addEventListener('click', onPress);
	layer.root.append(button);
	let unread = 0;
	let width = 0;

	function show(): void {
		dot.hidden = unread === 0;
		const label =
			width > 0
				? text('page_close')
				: unread > 0
					? text('page_open_unread', String(unread))
					: text('page_open');
		button.setAttribute('aria-label', label);
		button.setAttribute('aria-expanded', String(width > 0));
		button.title = label;
		setStyle(layer.host, { right: `${width}px` });
	}
	show();

	return {
		showUnread(total) {
			unread = total;
			show();
		},
		showOpen(next) {
			width = next;
			show();
		},
		focus: () => button.focus(),
		hasFocus: () => layer.root.activeElement === button,
		keep() {
			if (!layer.host.isConnected) document.documentElement.append(layer.host);
		},
		remove: layer.remove,
	};
}

const PLACE = { position: 'fixed', top: '40%', right: '0', 'z-index': LAYER_Z };

const CSS = `
button {
	position: relative; display: flex; align-items: center; justify-content: center; width: 36px; height: 44px; padding: 0;
	border: 1px solid var(--line); border-right: 0; border-radius: 8px 0 0 8px;
	background: var(--accent); color: var(--on-accent); box-shadow: 0 1px 4px rgb(0 0 0 / .25);
}
button:hover { filter: brightness(1.1); }
span { position: absolute; top: -5px; left: -5px; width: 10px; height: 10px; border-radius: 50%; border: 2px solid var(--surface); background: var(--bad); }
span[hidden] { display: none; }
`;
