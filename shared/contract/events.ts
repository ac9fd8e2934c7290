import type { BroadcastView } from './broadcast-views.ts';
import type { ImportView } from './contact-views.ts';
import type { AlertView } from './sending-views.ts';
import type { ChannelView, ConversationView, MessageView } from './views.ts';

/**
 * What the relay tells without being asked, after it is stored. A client that missed some asks for what changed after
 * the revision it has.
 */
export interface RelayEvents {
	/**
	 * A conversation or its messages changed. Its reader had `previousRevision`: apply, and take `conversation.revision`.
	 * It had less: call `conversation:sync`. It had as much or more: drop it.
	 */
	'conversation:changed': {
		readonly previousRevision: number;
		readonly conversation: ConversationView;
		readonly messages: readonly MessageView[];
	};
	'channel:changed': { readonly channel: ChannelView };
	'channel:removed': { readonly channelId: string };
	/** A person came back from the provider's page: ask `channel:authorization`. To those who may manage channels. */
	'channel:authorized': { readonly authorizationId: string };
	/** Two contacts became one, or one became two again. */
	'contact:merged': { readonly contactIds: readonly string[] };
	'template:changed': { readonly channelId: string };
	/** Quick replies, rules, limits or prices changed: whoever shows them asks again. */
	'quick-reply:changed': Record<string, never>;
	'rules:changed': Record<string, never>;
	'limit:changed': { readonly channelId: string };
	'price:changed': Record<string, never>;
	/** To managers and owners only. An alert that was dismissed comes again, with `dismissedAt`. */
	'alert:changed': { readonly alert: AlertView };
	/** A broadcast or its counts changed; while it runs at most once a second. */
	'broadcast:changed': { readonly broadcast: BroadcastView };
	'broadcast:removed': { readonly broadcastId: string };
	/** To those who may import: how far an import of contacts is. */
	'import:changed': { readonly import: ImportView };
	/** This device's token has ended; the relay closes the connection after it. */
	'session:ended': { readonly reason: 'revoked' | 'ended' };
}

export type EventName = keyof RelayEvents;
export const EVENT_NAMES = [
	'conversation:changed',
	'channel:changed',
	'channel:removed',
	'channel:authorized',
	'contact:merged',
	'template:changed',
	'quick-reply:changed',
	'rules:changed',
	'limit:changed',
	'price:changed',
	'alert:changed',
	'broadcast:changed',
	'broadcast:removed',
	'import:changed',
	'session:ended',
] as const satisfies readonly EventName[];

/** socket.io's typed events, relay to client. */
export type RelayToClient = { [E in EventName]: (payload: RelayEvents[E]) => void };
