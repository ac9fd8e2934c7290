import type { CommandName, ReplyOf, RequestOf } from '../../shared/contract/commands/index.ts';
import type { EventName, RelayEvents } from '../../shared/contract/events.ts';
import type { RelayError, Result } from '../../shared/contract/result.ts';
import type { UserView } from '../../shared/contract/views.ts';
import type { CrmRecord } from '../../shared/domain/crm-record.ts';
import type { BulkToPage, PageToBulk } from './bulk-messages.ts';
import type { DraftFile } from './drafts.ts';

/**
 * What crosses the typed ports between the background and its clients: content scripts (`page`), sidebars
 * (`sidebar:<nonce>`), panels of recipients (`bulk:<nonce>`), recorders (`recorder:<nonce>`), the settings page and the
 * popup. All of it is plain JSON.
 */
export const PORT = {
	page: 'page',
	sidebar: 'sidebar',
	settings: 'settings',
	recorder: 'recorder',
	bulk: 'bulk',
} as const;

/** How the background stands with the relay. Times are epoch ms. */
export type Connection =
	/** No relay is paired: the settings page asks for a pairing code. */
	| { readonly state: 'unpaired' }
	| { readonly state: 'connecting'; readonly since: number }
	| { readonly state: 'online'; readonly since: number; readonly user: UserView; readonly relayUrl: string }
	/** The relay is away; sends wait in the outbox and go in order. */
	| { readonly state: 'offline'; readonly since: number; readonly reason: string }
	/** The relay will not have this client: revoked, or of a version that does not fit. */
	| { readonly state: 'refused'; readonly reason: string; readonly message: string };

/** A message on its way to the relay. It is kept on disk until the relay has stored it or refused it. */
export interface OutboxItem {
	readonly request: RequestOf<'message:send'>;
	readonly madeAt: number;
	readonly state: 'waiting' | 'sending' | 'refused';
	/** With `refused`: why; the person changes it or discards it. */
	readonly error: RelayError | null;
}

/** How the sidebar stands in CRM pages; kept by the background for all tabs. `width` in CSS pixels. */
export interface SidebarLayout {
	readonly open: boolean;
	readonly width: number;
}

/** A voice message that is to be recorded: what the channel plays, and for which draft. */
export interface RecordingWish {
	readonly mimeTypes: readonly string[];
	readonly maxBytes: number;
	/** The contact's name, for the recorder's title. */
	readonly name: string;
	/** Where the draft is kept that it goes into: somebody may be elsewhere when it is done. */
	readonly draftKey: string;
}

/** A recording that is on the relay. */
export interface Recorded {
	readonly file: DraftFile;
	readonly draftKey: string;
}

/** From a content script to the sidebars of its tab. */
export type PageToSidebar =
	/** Sent on every change, and in answer to `ready`. `loading` while the page has not drawn the record. */
	| {
			readonly kind: 'record';
			readonly record: CrmRecord | null;
			readonly crmName: string | null;
			readonly loading: boolean;
	  }
	/** Somebody pressed the chat button beside this phone. */
	| { readonly kind: 'choose-phone'; readonly contactId: string | null; readonly raw: string }
	| { readonly kind: 'focus' };

/** From a sidebar to the content script of its tab. */
export type SidebarToPage =
	| { readonly kind: 'ready' }
	| { readonly kind: 'close' }
	| { readonly kind: 'resize'; readonly width: number }
	/** Show on the page where a value came from; null ends it. */
	| { readonly kind: 'highlight'; readonly fieldKey: string | null };

export type FromClient =
	| { readonly type: 'call'; readonly id: number; readonly command: CommandName; readonly request: unknown }
	/** Puts a message into the outbox. It never fails: what becomes of it is told by `outbox`. */
	| { readonly type: 'send'; readonly request: RequestOf<'message:send'> }
	/** Takes a waiting or refused message out of the outbox. */
	| { readonly type: 'discard'; readonly clientId: string }
	| { readonly type: 'pair'; readonly id: number; readonly code: string; readonly device: string }
	| { readonly type: 'unpair'; readonly id: number }
	/** Opens the settings page in a tab. */
	| { readonly type: 'open-settings'; readonly place: string | null }
	/** From a sidebar: opens a window of ours that may use the microphone; the CRM's page never gets it. */
	| { readonly type: 'open-recorder'; readonly wish: RecordingWish }
	/** From a recorder: for the sidebar that asked. */
	| { readonly type: 'recorded'; readonly recorded: Recorded }
	/** From the content script: a nonce for the frame that it is about to place, a sidebar's or a panel's. */
	| { readonly type: 'place-sidebar'; readonly id: number }
	/** From a sidebar, or from a panel of recipients. */
	| { readonly type: 'to-page'; readonly message: SidebarToPage | BulkToPage }
	| { readonly type: 'to-sidebar'; readonly message: PageToSidebar }
	| { readonly type: 'to-bulk'; readonly message: PageToBulk }
	/** From the content script: how the sidebar stands, for the next page. */
	| { readonly type: 'keep-layout'; readonly layout: SidebarLayout };

export type FromBackground =
	/** First on a content script's port, which is told nothing of the relay but how much is unread. */
	| { readonly type: 'page-hello'; readonly layout: SidebarLayout; readonly unread: number }
	/** Content scripts only. */
	| { readonly type: 'unread'; readonly total: number }
	/** Content scripts only: the keyboard shortcut was pressed. */
	| { readonly type: 'toggle-sidebar' }
	/** First on every other port; for a sidebar it says that its embedder is confirmed. */
	| { readonly type: 'hello'; readonly connection: Connection; readonly outbox: readonly OutboxItem[] }
	/** Sidebars only: the frame was not placed by our content script. It shows nothing. */
	| { readonly type: 'not-confirmed' }
	| { readonly type: 'result'; readonly id: number; readonly result: Result<unknown> }
	| { readonly type: 'event'; readonly name: EventName; readonly payload: unknown }
	| { readonly type: 'connection'; readonly connection: Connection }
	| { readonly type: 'outbox'; readonly items: readonly OutboxItem[] }
	| { readonly type: 'from-page'; readonly message: PageToSidebar | PageToBulk }
	| { readonly type: 'from-sidebar'; readonly message: SidebarToPage }
	/** Content scripts only: their panel of recipients said it. */
	| { readonly type: 'from-bulk'; readonly message: BulkToPage }
	/** Sidebars only. */
	| { readonly type: 'recorded'; readonly recorded: Recorded };

/**
 * The face that extension pages see of the background. Made by `connectPort()` in port-client.ts; the port opens itself
 * again when the worker was stopped. `In` and `Out` are what it hears from the page and says to it: a sidebar's by default.
 */
export interface RelayPort<In = PageToSidebar, Out = SidebarToPage> {
	/** `null` until the first `hello`. */
	readonly connection: Connection | null;
	readonly outbox: readonly OutboxItem[];
	/**
	 * Asks the relay. Never rejects: `offline` is a Result too. Calls are not kept over a disconnect; only `send` is.
	 */
	call<C extends CommandName>(command: C, request: RequestOf<C>): Promise<Result<ReplyOf<C>>>;
	send(request: RequestOf<'message:send'>): void;
	discard(clientId: string): void;
	pair(code: string, device: string): Promise<Result<{ user: UserView }>>;
	unpair(): Promise<Result<Record<string, never>>>;
	openSettings(place?: string): void;
	openRecorder(wish: RecordingWish): void;
	giveRecording(recorded: Recorded): void;
	toPage(message: Out): void;
	toSidebar(message: PageToSidebar): void;
	/** Each returns the function that ends the listening. */
	on<E extends EventName>(event: E, listener: (payload: RelayEvents[E]) => void): () => void;
	onConnection(listener: (connection: Connection) => void): () => void;
	onOutbox(listener: (items: readonly OutboxItem[]) => void): () => void;
	onFromPage(listener: (message: In) => void): () => void;
	onFromSidebar(listener: (message: SidebarToPage) => void): () => void;
	onRecorded(listener: (recorded: Recorded) => void): () => void;
	/** Sidebars: the embedder could not be confirmed. */
	onNotConfirmed(listener: () => void): () => void;
	/** The extension was updated or removed under this page: nothing works until the tab is reloaded. */
	onInvalidated(listener: () => void): () => void;
	close(): void;
}
