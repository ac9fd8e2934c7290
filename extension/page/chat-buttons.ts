import type { Texts } from '../connection/texts.ts';
import type { PhonePlace } from '../crm/crm.ts';
import { chatIcon } from './icons.ts';
import { addLayer, type Layer, setStyle } from './layer.ts';

const SIZE = 22;
const GAP = 4;

export interface ChatButtons {
	/** Makes the page have one button per phone, and no other. Changes nothing when it has. */
	show(places: readonly PhonePlace[]): void;
	remove(): void;
}

interface Row {
	readonly layer: Layer;
	readonly button: HTMLButtonElement;
	readonly place: PhonePlace;
}

/**
 * A button beside each phone. It stands in the phone's row, so that it scrolls and goes with it, but out of the flow, so
 * that nothing on the page moves.
 */
export function createChatButtons(
	document: Document,
	text: Texts,
	onPress: (place: PhonePlace, button: HTMLButtonElement) => void,
): ChatButtons {
	const rows = new Map<HTMLElement, Row>();
	// A collapsed contact has no size; its buttons find their place when it is opened.
	const resized = new ResizeObserver(entries => {
		for (const { target } of entries) {
			const row = [...rows.values()].find(({ place }) => anchorOf(place.element) === target);
			if (row) align(row);
		}
	});

	function add(place: PhonePlace): Row {
		const layer = addLayer(place.element, { position: 'absolute', 'z-index': '1' }, CSS);
		const button = document.createElement('button');
		button.type = 'button';
		button.append(chatIcon(document, 14));
		layer.root.append(button);
		const row = { layer, button, place };
		button.addEventListener('click', event => {
			// Kommo opens a menu for a click anywhere in the row.
			event.stopPropagation();
			event.preventDefault();
			onPress(rows.get(place.element)?.place ?? place, button);
		});
		for (const type of ['mousedown', 'pointerdown', 'mouseup']) {
			layer.host.addEventListener(type, event => event.stopPropagation());
		}
		align(row);
		resized.observe(anchorOf(place.element));
		return row;
	}

	function drop(element: HTMLElement, row: Row): void {
		resized.unobserve(anchorOf(element));
		row.layer.remove();
		rows.delete(element);
	}

	return {
		show(places) {
			const wanted = new Set(places.map(({ element }) => element));
			for (const [element, row] of [...rows]) {
				if (!wanted.has(element) || row.layer.host.parentNode !== element) drop(element, row);
			}
			for (const place of places) {
				const row = { ...(rows.get(place.element) ?? add(place)), place };
				rows.set(place.element, row);
				const label = text('page_chat_with', place.contactName || place.phone.shown, place.phone.shown);
				if (row.button.title !== label) {
					row.button.title = label;
					row.button.setAttribute('aria-label', label);
				}
			}
		},
		remove() {
			resized.disconnect();
			for (const [element, row] of [...rows]) drop(element, row);
		},
	};
}

/** The button stands at the end of the field that shows the number. */
function anchorOf(element: HTMLElement): HTMLElement {
	return element.querySelector<HTMLElement>('input:not([type="hidden"])') ?? element;
}

/** Moves the button from where the flow would have put it; an offset would ask for a positioned row. */
function align({ layer: { host }, place: { element } }: Row): void {
	const anchor = anchorOf(element).getBoundingClientRect();
	setStyle(host, { transform: 'none', display: anchor.width === 0 ? 'none' : 'block' });
	if (anchor.width === 0) return;
	const own = host.getBoundingClientRect();
	const x = anchor.right - SIZE - GAP - own.left;
	const y = anchor.top + (anchor.height - SIZE) / 2 - own.top;
	setStyle(host, { transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)` });
}

const CSS = `
button {
	display: flex; align-items: center; justify-content: center; width: ${SIZE}px; height: ${SIZE}px; padding: 0;
	border: 0; border-radius: 6px; background: color-mix(in srgb, var(--accent) 14%, #fff); color: var(--accent);
}
button:hover, button:focus-visible { background: var(--accent); color: var(--on-accent); }
@media (prefers-color-scheme: dark) { button { background: color-mix(in srgb, var(--accent) 22%, #fff); color: #17584a; } }
`;
