import { EventEmitter } from 'node:events';

/** Facts inside one relay, published after they are stored. */
export interface BusEvents {
	/** A conversation went from one revision to a later one. */
	'conversation:changed': { conversationId: string; previousRevision: number };
	'channel:changed': { channelId: string };
	'channel:removed': { channelId: string };
	'channel:authorized': { authorizationId: string };
	'contact:merged': { contactIds: readonly string[] };
	'template:changed': { channelId: string };
	'quick-reply:changed': Record<string, never>;
	'rules:changed': Record<string, never>;
	'limit:changed': { channelId: string };
	'price:changed': Record<string, never>;
	'alert:changed': { alertId: string };
	/** State or plan. */
	'broadcast:changed': { broadcastId: string };
	/** Its recipients came further. Often: whoever tells people of it waits a while. */
	'broadcast:moved': { broadcastId: string };
	'broadcast:removed': { broadcastId: string };
	/** An import of contacts came a step further. */
	'import:changed': { importId: string };
	/** An import waits for work on it. */
	'import:wanted': Record<string, never>;
	'device:ended': { deviceId: string; reason: 'revoked' | 'ended' };
	/** Something may be due to be sent. */
	'message:queued': { channelId: string };
	/** Something may be due to be fetched. */
	'media:wanted': Record<string, never>;
	/** Bodies are in the inbox. */
	'webhook:stored': Record<string, never>;
}

export type BusEvent = keyof BusEvents;

export interface Bus {
	publish<E extends BusEvent>(event: E, fact: BusEvents[E]): void;
	/** Returns the function that ends the listening. */
	on<E extends BusEvent>(event: E, listener: (fact: BusEvents[E]) => void): () => void;
}

export function createBus(): Bus {
	const emitter = new EventEmitter();
	emitter.setMaxListeners(0);
	return {
		publish: (event, fact) => void emitter.emit(event, fact),
		on(event, listener) {
			emitter.on(event, listener);
			return () => void emitter.off(event, listener);
		},
	};
}
