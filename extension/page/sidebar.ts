import type { PageToSidebar, SidebarLayout } from '../connection/page-messages.ts';
import type { Texts } from '../connection/texts.ts';
import type { BackgroundLink } from './background-link.ts';
import { createFrame } from './frame.ts';
import { addLauncher } from './launcher.ts';

export interface SidebarOptions {
	readonly document: Document;
	readonly text: Texts;
	readonly link: () => BackgroundLink;
	/** The sidebar's page; the nonce goes into its hash. */
	readonly pageUrl: string;
	/** What a sidebar is told first. */
	readonly record: () => PageToSidebar;
	/** How far it reaches into the page now. */
	readonly onReach?: (width: number) => void;
}

/** Launcher and frame together: who opens, who closes, where the keyboard goes. */
export interface PageSidebar {
	/** The background was reached, perhaps again. */
	greet(layout: SidebarLayout, unread: number): void;
	showUnread(total: number): void;
	toggle(): void;
	/** Opens for a chat with this phone. */
	choose(message: PageToSidebar, opener: HTMLElement): void;
	/** Said only while a sidebar is there to hear it. */
	tell(message: PageToSidebar): void;
	place(nonce: string): void;
	/** The sidebar has loaded and listens. */
	becomeReady(): void;
	close(): void;
	setWidth(width: number): void;
	/** After the page has changed: puts back what it threw out. */
	keep(): void;
	remove(): void;
}

export function createSidebar({
	document,
	text,
	link,
	pageUrl,
	record,
	onReach,
}: SidebarOptions): PageSidebar {
	let greeted = false;
	let ready = false;
	/** Told as soon as the sidebar listens. */
	let waiting: PageToSidebar[] = [];
	let opener: HTMLElement | null = null;

	const launcher = addLauncher(document, text, toggle);
	const frame = createFrame({
		document,
		text,
		onWidth(width, done) {
			if (!frame.isOpen) return;
			showReach(width);
			if (done) link().keepLayout({ open: true, width });
		},
	});
	const ended = new AbortController();
	document.addEventListener('keydown', onKey, { signal: ended.signal });

	function showReach(width: number): void {
		launcher.showOpen(width);
		onReach?.(width);
	}

	function open(by: HTMLElement | null): void {
		opener = by;
		if (!frame.isOpen) {
			ready = false;
			frame.open();
			showReach(frame.width);
			link().keepLayout({ open: true, width: frame.width });
			link().askNonce();
		}
	}

	function close(): void {
		if (!frame.isOpen) return;
		const hadFocus = frame.hasFocus() || launcher.hasFocus();
		frame.close();
		ready = false;
		waiting = [];
		showReach(0);
		link().keepLayout({ open: false, width: frame.width });
		// Whoever wrote in the page meanwhile keeps the keyboard.
		if (hadFocus) {
			if (opener?.isConnected) opener.focus();
			else launcher.focus();
		}
	}

	function toggle(): void {
		if (frame.isOpen) close();
		else {
			open(null);
			tell({ kind: 'focus' });
		}
	}

	function tell(message: PageToSidebar): void {
		if (!frame.isOpen) return;
		if (ready) send(message);
		else waiting.push(message);
	}

	function send(message: PageToSidebar): void {
		if (message.kind !== 'record') frame.focus();
		link().toSidebar(message);
	}

	function onKey(event: KeyboardEvent): void {
		if (event.key !== 'Escape' || event.defaultPrevented || !frame.isOpen) return;
		// In a field of the page, Escape means that field.
		if (!frame.hasFocus() && !launcher.hasFocus() && isEditable(document.activeElement)) return;
		close();
	}

	return {
		greet(layout, unread) {
			launcher.showUnread(unread);
			if (!greeted) {
				greeted = true;
				frame.setWidth(layout.width);
				if (layout.open) open(null);
			} else if (frame.isOpen && !ready) link().askNonce();
		},
		showUnread: launcher.showUnread,
		toggle,
		choose(message, by) {
			open(by);
			tell(message);
		},
		tell(message) {
			// Before it is ready it is told the newest record anyway.
			if (ready || message.kind !== 'record') tell(message);
		},
		place: nonce => frame.load(`${pageUrl}#${nonce}`),
		becomeReady() {
			if (!frame.isOpen) return;
			ready = true;
			link().toSidebar(record());
			for (const message of waiting.splice(0)) send(message);
		},
		close,
		setWidth: frame.setWidth,
		keep() {
			launcher.keep();
			if (!frame.isOpen || frame.isConnected) return;
			frame.close();
			open(opener);
		},
		remove() {
			ended.abort();
			frame.close();
			launcher.remove();
		},
	};
}

function isEditable(element: Element | null): boolean {
	return (
		element !== null &&
		(element.matches('input, textarea, select') ||
			('isContentEditable' in element && element.isContentEditable === true))
	);
}
