import type {
	Connection,
	OutboxItem,
	PageToSidebar,
	Recorded,
	RecordingWish,
	RelayPort,
	SidebarToPage,
} from '../../../extension/connection/page-messages.ts';
import type { CommandName, ReplyOf, RequestOf } from '../../../shared/contract/commands/index.ts';
import type { EventName, RelayEvents } from '../../../shared/contract/events.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { UserView } from '../../../shared/contract/views.ts';

export type Handlers = {
	[C in CommandName]?: (request: RequestOf<C>) => Result<ReplyOf<C>> | Promise<Result<ReplyOf<C>>>;
};

export const MARA: UserView = { id: 'u-mara', name: 'Mara Lindt', role: 'owner' };

export const ONLINE: Connection = {
	state: 'online',
	since: 0,
	user: MARA,
	relayUrl: 'https://relay.example.org',
};

/** A port without a background: tests answer its calls and tell what the relay and the page would. */
export interface FakePort extends RelayPort {
	readonly calls: { readonly command: CommandName; readonly request: unknown }[];
	readonly sent: RequestOf<'message:send'>[];
	readonly discarded: string[];
	readonly toPageMessages: SidebarToPage[];
	readonly recorders: RecordingWish[];
	readonly recordings: Recorded[];
	record(recorded: Recorded): void;
	readonly settingsOpened: (string | undefined)[];
	answer<C extends CommandName>(command: C, handler: NonNullable<Handlers[C]>): void;
	emit<E extends EventName>(event: E, payload: RelayEvents[E]): void;
	setConnection(connection: Connection): void;
	setOutbox(items: readonly OutboxItem[]): void;
	fromPage(message: PageToSidebar): void;
	notConfirm(): void;
	invalidate(): void;
	/** How often a command was called. */
	countOf(command: CommandName): number;
}

type Listener = (payload: never) => void;

/** Makes a fake port. A command without a handler answers `unavailable`; away from the relay all answer `offline`. */
export function createFakePort(handlers: Handlers = {}, first: Connection | null = ONLINE): FakePort {
	let connection = first;
	let outbox: readonly OutboxItem[] = [];
	const answers = new Map<string, (request: never) => unknown>(Object.entries(handlers));
	const listeners = new Map<string, Set<Listener>>();
	const listen = (kind: string, listener: Listener) => {
		const set = listeners.get(kind) ?? new Set();
		listeners.set(kind, set.add(listener));
		return () => void set.delete(listener);
	};
	const tell = (kind: string, payload?: unknown) => {
		for (const listener of [...(listeners.get(kind) ?? [])]) listener(payload as never);
	};
	const port: FakePort = {
		get connection() {
			return connection;
		},
		get outbox() {
			return outbox;
		},
		calls: [],
		sent: [],
		discarded: [],
		toPageMessages: [],
		settingsOpened: [],
		recorders: [],
		recordings: [],
		openRecorder: wish => void port.recorders.push(wish),
		giveRecording: recorded => void port.recordings.push(recorded),
		onRecorded: listener => listen('recorded', listener as Listener),
		record: recorded => tell('recorded', recorded),
		call: async (command, request) => {
			port.calls.push({ command, request });
			await Promise.resolve();
			if (connection?.state !== 'online') return fail('offline', 'The relay is away.');
			const handler = answers.get(command);
			if (!handler) return fail('unavailable', `No handler for ${command}.`);
			return (await handler(request as never)) as never;
		},
		send: request => {
			port.sent.push(request);
			port.setOutbox([...outbox, { request, madeAt: Date.now(), state: 'waiting', error: null }]);
		},
		discard: clientId => {
			port.discarded.push(clientId);
			port.setOutbox(outbox.filter(item => item.request.clientId !== clientId));
		},
		pair: async () => ok({ user: MARA }),
		unpair: async () => {
			port.setConnection({ state: 'unpaired' });
			return ok({});
		},
		openSettings: place => void port.settingsOpened.push(place),
		toPage: message => void port.toPageMessages.push(message),
		toSidebar: () => {},
		on: (event, listener) => listen(`event:${event}`, listener as Listener),
		onConnection: listener => listen('connection', listener as Listener),
		onOutbox: listener => listen('outbox', listener as Listener),
		onFromPage: listener => listen('page', listener as Listener),
		onFromSidebar: () => () => {},
		onNotConfirmed: listener => listen('not-confirmed', listener as Listener),
		onInvalidated: listener => listen('invalidated', listener as Listener),
		close: () => listeners.clear(),
		answer: (command, handler) => void answers.set(command, handler as (request: never) => unknown),
		emit: (event, payload) => tell(`event:${event}`, payload),
		setConnection: next => {
			connection = next;
			tell('connection', next);
		},
		setOutbox: items => {
			outbox = items;
			tell('outbox', items);
		},
		fromPage: message => tell('page', message),
		notConfirm: () => tell('not-confirmed'),
		invalidate: () => tell('invalidated'),
		countOf: command => port.calls.filter(call => call.command === command).length,
	};
	return port;
}
