import type { CommandName, ReplyOf, RequestOf } from '../../shared/contract/commands/index.ts';
import type { EventName, RelayEvents } from '../../shared/contract/events.ts';
import { fail, type Result } from '../../shared/contract/result.ts';
import type { BulkToPage } from './bulk-messages.ts';
import { type LinkPort, openLink } from './link.ts';
import { createListeners, type Listeners } from './listeners.ts';
import type {
	Connection,
	FromBackground,
	FromClient,
	OutboxItem,
	PageToSidebar,
	Recorded,
	RelayPort,
	SidebarToPage,
} from './page-messages.ts';
import type { Texts } from './texts.ts';

export interface RelayPortOptions {
	readonly open: () => LinkPort;
	readonly isValid: () => boolean;
	readonly text: Texts;
}

/** The face of the background over any port. `connectPort()` makes one for an extension page. */
export function createRelayPort<In = PageToSidebar, Out extends SidebarToPage | BulkToPage = SidebarToPage>({
	open,
	isValid,
	text,
}: RelayPortOptions): RelayPort<In, Out> {
	const pending = new Map<number, (result: Result<unknown>) => void>();
	/** Sends of which the background has not yet shown that it keeps them; given again to the next worker. */
	const unkept = new Map<string, OutboxItem>();
	const events = new Map<EventName, Listeners<unknown>>();
	const connections = createListeners<Connection>();
	const outboxes = createListeners<readonly OutboxItem[]>();
	const fromPage = createListeners<In>();
	const fromSidebar = createListeners<SidebarToPage>();
	const recordings = createListeners<Recorded>();
	const notConfirmed = createListeners<void>();
	const invalidated = createListeners<void>();
	let connection: Connection | null = null;
	let kept: readonly OutboxItem[] = [];
	let lastId = 0;
	let saidReady = false;
	let greeted = false;
	let valid = true;

	const link = openLink<FromClient, FromBackground>({
		open,
		isValid,
		onMessage: receive,
		onLost: forgetCalls,
		onInvalidated() {
			valid = false;
			forgetCalls();
			invalidated.call();
		},
	});

	function forgetCalls(): void {
		for (const [id, answer] of [...pending]) {
			pending.delete(id);
			answer(fail('offline', text(valid ? 'page_connection_interrupted' : 'page_connection_invalidated')));
		}
	}

	function receive(message: FromBackground): void {
		switch (message.type) {
			case 'hello':
				connection = message.connection;
				takeOutbox(message.outbox);
				for (const item of unkept.values()) link.post({ type: 'send', request: item.request });
				// A new worker knows nothing of this sidebar: ask the page again for what may have been missed.
				if (greeted && saidReady) link.post({ type: 'to-page', message: { kind: 'ready' } });
				greeted = true;
				connections.call(connection);
				break;
			case 'connection':
				connection = message.connection;
				connections.call(connection);
				break;
			case 'outbox':
				takeOutbox(message.items);
				break;
			case 'result': {
				const answer = pending.get(message.id);
				pending.delete(message.id);
				answer?.(message.result);
				break;
			}
			case 'event':
				events.get(message.name)?.call(message.payload);
				break;
			case 'from-page':
				// The background gives each kind of port what is said to it.
				fromPage.call(message.message as In);
				break;
			case 'from-sidebar':
				fromSidebar.call(message.message);
				break;
			case 'recorded':
				recordings.call(message.recorded);
				break;
			case 'not-confirmed':
				notConfirmed.call();
				break;
			// The others are for content scripts.
		}
	}

	function takeOutbox(items: readonly OutboxItem[]): void {
		kept = items;
		for (const item of items) unkept.delete(item.request.clientId);
		outboxes.call(outbox());
	}

	function outbox(): readonly OutboxItem[] {
		return unkept.size === 0 ? kept : [...kept, ...unkept.values()];
	}

	/** The reply's type is the contract's; the relay is trusted to keep it. */
	function ask<T>(message: (id: number) => FromClient): Promise<Result<T>> {
		if (!valid) return Promise.resolve(fail('offline', text('page_connection_invalidated')));
		const id = ++lastId;
		return new Promise(resolve => {
			pending.set(id, result => resolve(result as Result<T>));
			link.post(message(id));
		});
	}

	return {
		get connection() {
			return connection;
		},
		get outbox() {
			return outbox();
		},
		call: <C extends CommandName>(command: C, request: RequestOf<C>) =>
			ask<ReplyOf<C>>(id => ({ type: 'call', id, command, request })),
		send(request) {
			unkept.set(request.clientId, { request, madeAt: Date.now(), state: 'waiting', error: null });
			link.post({ type: 'send', request });
			outboxes.call(outbox());
		},
		discard(clientId) {
			unkept.delete(clientId);
			link.post({ type: 'discard', clientId });
		},
		pair: (code, device) => ask(id => ({ type: 'pair', id, code, device })),
		unpair: () => ask(id => ({ type: 'unpair', id })),
		openSettings: place => link.post({ type: 'open-settings', place: place ?? null }),
		openRecorder: wish => link.post({ type: 'open-recorder', wish }),
		giveRecording: recorded => link.post({ type: 'recorded', recorded }),
		toPage(message) {
			if (message.kind === 'ready') saidReady = true;
			link.post({ type: 'to-page', message });
		},
		toSidebar: message => link.post({ type: 'to-sidebar', message }),
		on<E extends EventName>(event: E, listener: (payload: RelayEvents[E]) => void) {
			const listeners = events.get(event) ?? createListeners<unknown>();
			events.set(event, listeners);
			// Carried from the relay under this very name.
			return listeners.add(payload => listener(payload as RelayEvents[E]));
		},
		onConnection: listener => connections.add(listener),
		onOutbox: listener => outboxes.add(listener),
		onFromPage: listener => fromPage.add(listener),
		onFromSidebar: listener => fromSidebar.add(listener),
		onRecorded: listener => recordings.add(listener),
		onNotConfirmed: listener => notConfirmed.add(listener),
		onInvalidated: listener => invalidated.add(listener),
		close: link.close,
	};
}
