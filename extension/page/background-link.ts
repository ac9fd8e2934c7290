import type { Result } from '../../shared/contract/result.ts';
import { type LinkPort, openLink } from '../connection/link.ts';
import type {
	FromBackground,
	FromClient,
	PageToSidebar,
	SidebarLayout,
	SidebarToPage,
} from '../connection/page-messages.ts';

export interface BackgroundLinkOptions {
	readonly open: () => LinkPort;
	readonly isValid: () => boolean;
	/** At the first connection, and again whenever the worker was stopped between. */
	readonly onHello: (layout: SidebarLayout, unread: number) => void;
	readonly onUnread: (total: number) => void;
	readonly onToggle: () => void;
	readonly onSidebar: (message: SidebarToPage) => void;
	readonly onNonce: (nonce: string) => void;
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

export function linkToBackground(options: BackgroundLinkOptions): BackgroundLink {
	let asked = 0;
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
				case 'result': {
					// The only question that a content script asks.
					const result = message.result as Result<{ nonce: string }>;
					if (result.ok && message.id === asked) options.onNonce(result.value.nonce);
					break;
				}
			}
		},
	});
	return {
		askNonce: () => link.post({ type: 'place-sidebar', id: ++asked }),
		toSidebar: message => link.post({ type: 'to-sidebar', message }),
		keepLayout: layout => link.post({ type: 'keep-layout', layout }),
		close: link.close,
	};
}
