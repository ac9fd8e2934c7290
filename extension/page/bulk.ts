import type { BulkToPage, PageToBulk } from '../connection/bulk-messages.ts';
import type { Texts } from '../connection/texts.ts';
import type { CrmList, ListAccess } from '../crm/list.ts';
import { addBulkButton, type BulkButton } from './bulk-button.ts';
import { createBulkFrame } from './bulk-frame.ts';
import { createListBridge } from './list-bridge.ts';

/** What the panel's side of the page says to the background. */
export interface BulkLink {
	/** Asks for a nonce; a later question makes an earlier one void. */
	askNonce(): void;
	say(message: PageToBulk): void;
}

export interface BulkOptions {
	readonly document: Document;
	readonly text: Texts;
	readonly link: () => BulkLink;
	/** The panel's page; the nonce goes into its hash. */
	readonly pageUrl: string;
	readonly access: Omit<ListAccess, 'signal'>;
}

/** Recipients from the list on screen: a button while there is one, and a panel that asks for its rows. */
export interface PageBulk {
	/** What the page shows now; null when it is no list. */
	show(list: CrmList | null): void;
	place(nonce: string): void;
	hear(message: BulkToPage): void;
	/** The background was reached, perhaps again. */
	greet(): void;
	/** How far the sidebar reaches into the page. */
	moveTo(right: number): void;
	remove(): void;
}

export function createBulk({ document, text, link, pageUrl, access }: BulkOptions): PageBulk {
	let button: BulkButton | null = null;
	let loaded = false;
	let busy = false;
	let isList = false;
	let right = 0;
	const frame = createBulkFrame(document, text);
	const bridge = createListBridge({ access, say: message => frame.isOpen && link().say(message) });
	const ended = new AbortController();
	document.addEventListener('keydown', onKey, { signal: ended.signal });

	function open(): void {
		loaded = false;
		busy = false;
		frame.open(right);
		button?.showOpen(true);
		link().askNonce();
	}

	function close(): void {
		const hadFocus = frame.hasFocus();
		bridge.stop();
		frame.close();
		button?.showOpen(false);
		if (hadFocus) button?.focus();
		if (!isList) dropButton();
	}

	function dropButton(): void {
		button?.remove();
		button = null;
	}

	/** Before the sidebar hears it: one press closes one thing. */
	function onKey(event: KeyboardEvent): void {
		if (event.key !== 'Escape' || event.defaultPrevented || !frame.isOpen || busy) return;
		if (!frame.hasFocus() && button?.hasFocus() !== true) return;
		event.preventDefault();
		close();
	}

	return {
		show(list) {
			isList = list !== null;
			if (frame.isOpen && !frame.isConnected) close();
			// While the panel is open, its button stays to close it.
			if (!isList && !frame.isOpen) dropButton();
			else {
				if (!button) {
					button = addBulkButton(document, text, () => (frame.isOpen ? close() : open()));
					button.showOpen(false);
					button.moveTo(right);
				}
				button.keep();
				button.showTicked(list?.ticked.length ?? 0);
			}
			bridge.show(list);
		},
		place(nonce) {
			frame.load(`${pageUrl}#${nonce}`);
		},
		hear(message) {
			if (!frame.isOpen) return;
			if (message.kind === 'close') return close();
			if (message.kind === 'busy') busy = message.busy;
			if (message.kind === 'ready' && !loaded) {
				loaded = true;
				frame.focus();
			}
			bridge.hear(message);
		},
		greet() {
			if (!frame.isOpen) return;
			if (loaded) bridge.repeat();
			else link().askNonce();
		},
		moveTo(next) {
			right = next;
			button?.moveTo(right);
			frame.moveTo(right);
		},
		remove() {
			ended.abort();
			bridge.stop();
			frame.close();
			button?.remove();
		},
	};
}
