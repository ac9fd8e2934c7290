import type { Result } from '../../shared/contract/result.ts';
import type { BulkToPage } from '../connection/bulk-messages.ts';
import { type LinkPort, openLink } from '../connection/link.ts';
import type {
	FromBackground,
	FromClient,
	PageToSidebar,
	SidebarLayout,
	SidebarToPage,
} from '../connection/page-messages.ts';
import type { BulkLink } from './bulk.ts';

export interface BackgroundLinkOptions {
	readonly open: () => LinkPort;
	readonly isValid: () => boolean;
	/** At the first connection, and again whenever the worker was stopped between. */
	readonly onHello: (layout: SidebarLayout, unread: number) => void;
	readonly onUnread: (total: number) => void;
	readonly onToggle: () => void;
	readonly onSidebar: (message: SidebarToPage) => void;
	readonly onNonce: (nonce: string) => void;
	readonly onBulk: (message: BulkToPage) => void;
	readonly onBulkNonce: (nonce: string) => void;
	readonly onInvalidated: () => void;
}

/** What a content script may say to the background: nothing that reaches the relay. */
export interface BackgroundLink {
	/** Asks for a nonce; a later question makes an earlier one void. */
	askNonce(): void;
	toSidebar(message: PageToSidebar): void;
	keepLayout(layout: SidebarLayout): void;
	close(): void;
}

/** The same with the panel's own words. */
export interface PageLink extends BackgroundLink {
	readonly bulk: BulkLink;
}

export function linkToBackground(options: BackgroundLinkOptions): PageLink {
	let last = 0;
	let asked = 0;
	let askedForBulk = 0;
	const link = openLink<FromClient, FromBackground>({
		open: options.open,
		isValid: options.isValid,
		onInvalidated: options.onInvalidated,
		onMessage(message) {
			switch (message.type) {
				case 'page-hello':
					options.onHello(message.layout, message.unread);
					break;
				case 'unread':
					options.onUnread(message.total);
					break;
				case 'toggle-sidebar':
					options.onToggle();
					break;
				case 'from-sidebar':
					options.onSidebar(message.message);
					break;
				case 'from-bulk':
					options.onBulk(message.message);
					break;
				case 'result': {
					// The only question that a content script asks.
					const result = message.result as Result<{ nonce: string }>;
					if (result.ok && message.id === asked) options.onNonce(result.value.nonce);
					if (result.ok && message.id === askedForBulk) options.onBulkNonce(result.value.nonce);
					break;
				}
			}
		},
	});
	function ask(): number {
		link.post({ type: 'place-sidebar', id: ++last });
		return last;
	}

	return {
		askNonce() {
			asked = ask();
		},
		bulk: {
			askNonce() {
				askedForBulk = ask();
			},
			say: message => link.post({ type: 'to-bulk', message }),
		},
		toSidebar: message => link.post({ type: 'to-sidebar', message }),
		keepLayout: layout => link.post({ type: 'keep-layout', layout }),
		close: link.close,
	};
}
