import type { FromBackground, FromClient } from './page-messages.ts';
import { PORT } from './page-messages.ts';

/** As much of a browser's port as the server needs. */
export interface ServerPort {
	readonly name: string;
	readonly sender?: {
		readonly id?: string | undefined;
		readonly url?: string | undefined;
		readonly tab?: { readonly id?: number | undefined } | undefined;
		readonly frameId?: number | undefined;
	};
	postMessage(message: FromBackground): void;
	disconnect(): void;
	readonly onMessage: { addListener(listener: (message: unknown) => void): void };
	readonly onDisconnect: { addListener(listener: () => void): void };
}

/** What stands at the other end; decided by the browser's word about the sender, never by the message. */
export type Client =
	| { readonly kind: 'page'; readonly tabId: number }
	| { readonly kind: 'sidebar'; readonly tabId: number; readonly frameId: number; readonly nonce: string }
	/** A panel that takes recipients from a list of the page. */
	| { readonly kind: 'bulk'; readonly tabId: number; readonly frameId: number; readonly nonce: string }
	/** A window of ours that records for a sidebar of this tab. */
	| { readonly kind: 'recorder'; readonly nonce: string; readonly forTabId: number | null }
	/** The popup too; it stands in no tab. */
	| { readonly kind: 'settings'; readonly tabId: number | null };

/** Those that a CRM's page may frame, and that therefore have to show their nonce. */
export const FRAMED = [PORT.sidebar, PORT.bulk] as const;
/** A client in a frame of a CRM's page. */
export type FramedClient = Extract<Client, { kind: (typeof FRAMED)[number] }>;

/** What each kind of client may ask. A content script gets no call to the relay at all. */
export const MAY: Record<Client['kind'], ReadonlySet<FromClient['type']>> = {
	page: new Set(['place-sidebar', 'to-sidebar', 'to-bulk', 'keep-layout']),
	sidebar: new Set(['call', 'send', 'discard', 'open-settings', 'to-page', 'open-recorder']),
	bulk: new Set(['call', 'open-settings', 'to-page']),
	recorder: new Set(['call', 'recorded']),
	settings: new Set(['call', 'send', 'discard', 'open-settings', 'pair', 'unpair']),
};

/** Commands that would hand out or end the token behind the session's back. */
export const NOT_BY_CALL: ReadonlySet<string> = new Set(['session:pair', 'session:end']);

/** All that these need of the relay; others may call anything. */
export const ONLY_CALLS: Partial<Record<Client['kind'], ReadonlySet<string>>> = {
	recorder: new Set(['media:ticket']),
	bulk: new Set(['channel:list', 'broadcast:list', 'broadcast:save', 'broadcast:add-recipients']),
};

/**
 * What stands at a port's other end, by the browser's word about its sender; null for what has no business here. `self` is
 * the extension's own id, and its own origin with a closing slash.
 */
export function clientOf(
	port: ServerPort,
	self: { readonly id: string; readonly baseUrl: string },
): Client | null {
	const { id, url = '', tab, frameId = 0 } = port.sender ?? {};
	if (id !== self.id) return null;
	const [kind, nonce] = port.name.split(':', 2);
	if (kind === PORT.page && tab?.id !== undefined && frameId === 0 && !url.startsWith(self.baseUrl)) {
		return { kind: 'page', tabId: tab.id };
	}
	if ((kind === PORT.sidebar || kind === PORT.bulk) && nonce && tab?.id !== undefined && frameId !== 0) {
		return isPage(url, `${self.baseUrl}${kind}.html`) ? { kind, tabId: tab.id, frameId, nonce } : null;
	}
	if (kind === PORT.recorder && nonce && tab?.id !== undefined && frameId === 0) {
		return isPage(url, `${self.baseUrl}recorder.html`) ? { kind: 'recorder', nonce, forTabId: null } : null;
	}
	if (kind === PORT.settings && url.startsWith(self.baseUrl) && frameId === 0) {
		const framed = FRAMED.some(page => isPage(url, `${self.baseUrl}${page}.html`));
		return framed ? null : { kind: 'settings', tabId: tab?.id ?? null };
	}
	return null;
}

/** True for a sidebar or panel. */
export function isFramed(client: Client): client is FramedClient {
	return client.kind === 'sidebar' || client.kind === 'bulk';
}

/** True when a page's address, apart from its query and hash, is this one. */
function isPage(url: string, page: string): boolean {
	return url.split(/[?#]/, 1)[0] === page;
}
