/** Marks every node that we add to a page, so that a newer content script finds what an older one left. */
export const MARK = 'data-crm-chat-bridge';

/** Something of ours on the page: a host without style of its own or of the page, and a closed shadow tree in it. */
export interface Layer {
	readonly host: HTMLElement;
	readonly root: ShadowRoot;
	remove(): void;
}

/** Above Kommo's own panels (105), below dialogs. */
export const LAYER_Z = '110';

/**
 * Adds a layer to a page. `place` are the host's own styles: neither the page's style sheets nor `css` reach the host, only
 * what is below it. Keys pressed in it
 * are not heard by the page, so that its shortcuts stay quiet.
 */
export function addLayer(parent: Element, place: Record<string, string>, css: string): Layer {
	const document = parent.ownerDocument;
	const host = document.createElement('div');
	host.setAttribute(MARK, '');
	host.style.setProperty('all', 'initial', 'important');
	setStyle(host, place);
	const root = host.attachShadow({ mode: 'closed' });
	const style = document.createElement('style');
	style.textContent = `${BASE_CSS}${css}`;
	root.append(style);
	for (const type of ['keydown', 'keypress', 'keyup']) host.addEventListener(type, stopPlainKeys);
	parent.append(host);
	return { host, root, remove: () => host.remove() };
}

/** Sets styles that no style sheet of the page can overrule. */
export function setStyle(element: HTMLElement, styles: Record<string, string>): void {
	for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value, 'important');
}

/** Removes what a content script left that was ended without notice, as Firefox does at an update. */
export function sweep(document: Document): void {
	for (const left of document.querySelectorAll(`[${MARK}]`)) left.remove();
}

/** Escape goes on: it closes the sidebar wherever it is pressed. */
function stopPlainKeys(event: Event): void {
	if (!(event instanceof KeyboardEvent) || event.key !== 'Escape') event.stopPropagation();
}

const BASE_CSS = `
:host {
	--accent: #1f6b5b; --on-accent: #fff; --surface: #fff; --text: #1c2430; --line: #c9d0d8; --focus: #1a5fd0; --bad: #c0262d;
}
@media (prefers-color-scheme: dark) {
	:host {
		--accent: #25796a; --on-accent: #fff; --surface: #1b2129; --text: #e6eaf0; --line: #414b58; --focus: #7fb0ff; --bad: #e5484d;
	}
}
button { font: 13px/18px system-ui, sans-serif; box-sizing: border-box; margin: 0; cursor: pointer; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
svg { display: block; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
`;
