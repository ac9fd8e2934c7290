import { fail, type Result } from '../../shared/contract/result.ts';
import type {
	FromBackground,
	FromClient,
	PageToSidebar,
	Recorded,
	RecordingWish,
	SidebarLayout,
	SidebarToPage,
} from './page-messages.ts';
import { PORT } from './page-messages.ts';
import type { Session } from './session.ts';
import type { SidebarNonces } from './sidebar-nonces.ts';
import type { Texts } from './texts.ts';

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

export interface PortServerOptions {
	readonly session: Session;
	readonly nonces: SidebarNonces;
	/** Those of recorders. */
	readonly recorderNonces: SidebarNonces;
	/** The extension's own id, and its own origin with a closing slash. */
	readonly self: { readonly id: string; readonly baseUrl: string };
	readonly layout: {
		read(): Promise<SidebarLayout>;
		keep(layout: SidebarLayout): Promise<void>;
	};
	/** `tabId` is a tab that shows the settings already, or null. */
	readonly openSettings: (place: string | null, tabId: number | null) => void;
	/** Opens the recorder's window; `hash` says what it is for. */
	readonly openRecorder: (hash: string) => void;
	readonly text: Texts;
}

/** What stands at the other end; decided by the browser's word about the sender, never by the message. */
type Client =
	| { readonly kind: 'page'; readonly tabId: number }
	| { readonly kind: 'sidebar'; readonly tabId: number; readonly frameId: number; readonly nonce: string }
	/** A window of ours that records for a sidebar of this tab. */
	| { readonly kind: 'recorder'; readonly nonce: string; readonly forTabId: number | null }
	/** The popup too; it stands in no tab. */
	| { readonly kind: 'settings'; readonly tabId: number | null };

/** What each kind of client may ask. A content script gets no call to the relay at all. */
const MAY: Record<Client['kind'], ReadonlySet<FromClient['type']>> = {
	page: new Set(['place-sidebar', 'to-sidebar', 'keep-layout']),
	sidebar: new Set(['call', 'send', 'discard', 'open-settings', 'to-page', 'open-recorder']),
	recorder: new Set(['call', 'recorded']),
	settings: new Set(['call', 'send', 'discard', 'open-settings', 'pair', 'unpair']),
};

/** Commands that would hand out or end the token behind the session's back. */
const NOT_BY_CALL: ReadonlySet<string> = new Set(['session:pair', 'session:end']);

/** All that a recorder needs of the relay. */
const RECORDER_CALLS: ReadonlySet<string> = new Set(['media:ticket']);

/** The background's end of all ports. Give it every port of `runtime.onConnect`, from the first moment on. */
export class PortServer {
	readonly #options: PortServerOptions;
	readonly #clients = new Map<ServerPort, Client>();
	#unread = 0;

	constructor(options: PortServerOptions) {
		this.#options = options;
		const { session } = options;
		session.onConnection(connection => this.#tellReaders({ type: 'connection', connection }));
		session.onOutbox(items => this.#tellReaders({ type: 'outbox', items }));
		session.onEvent(({ name, payload }) => this.#tellReaders({ type: 'event', name, payload }));
	}

	/** The number on the launchers' dot. */
	showUnread(total: number): void {
		this.#unread = total;
		this.#tell(client => client.kind === 'page', { type: 'unread', total });
	}

	/** The keyboard shortcut: opens or closes the sidebar of a tab. */
	toggleSidebar(tabId: number): void {
		this.#tell(client => client.kind === 'page' && client.tabId === tabId, { type: 'toggle-sidebar' });
	}

	accept(port: ServerPort): void {
		const client = this.#clientOf(port);
		if (client === null) {
			if (port.name.startsWith(PORT.sidebar)) post(port, { type: 'not-confirmed' });
			port.disconnect();
			return;
		}
		// Messages that come before the greeting is done wait for it, in their order.
		const greeted = this.#greet(port, client).catch(() => false);
		port.onMessage.addListener(async message => {
			if (await greeted) await this.#receive(port, client, message as FromClient);
		});
		port.onDisconnect.addListener(() => this.#clients.delete(port));
	}

	#clientOf(port: ServerPort): Client | null {
		const { self } = this.#options;
		const { id, url = '', tab, frameId = 0 } = port.sender ?? {};
		if (id !== self.id) return null;
		const [kind, nonce] = port.name.split(':', 2);
		if (kind === PORT.page && tab?.id !== undefined && frameId === 0 && !url.startsWith(self.baseUrl)) {
			return { kind: 'page', tabId: tab.id };
		}
		if (kind === PORT.sidebar && nonce && tab?.id !== undefined && frameId !== 0) {
			return isPage(url, `${self.baseUrl}sidebar.html`)
				? { kind: 'sidebar', tabId: tab.id, frameId, nonce }
				: null;
		}
		if (kind === PORT.recorder && nonce && tab?.id !== undefined && frameId === 0) {
			return isPage(url, `${self.baseUrl}recorder.html`) ? { kind: 'recorder', nonce, forTabId: null } : null;
		}
		if (kind === PORT.settings && url.startsWith(self.baseUrl) && frameId === 0) {
			return isPage(url, `${self.baseUrl}sidebar.html`) ? null : { kind: 'settings', tabId: tab?.id ?? null };
		}
		return null;
	}

	async #greet(port: ServerPort, client: Client): Promise<boolean> {
		const { session, nonces, layout } = this.#options;
		await session.ready;
		if (client.kind === 'page') {
			const hello: FromBackground = {
				type: 'page-hello',
				layout: await layout.read(),
				unread: this.#unread,
			};
			this.#clients.set(port, client);
			return post(port, hello);
		}
		if (client.kind === 'sidebar' && !(await nonces.confirm(client.nonce, client.tabId, client.frameId))) {
			post(port, { type: 'not-confirmed' });
			return false;
		}
		if (client.kind === 'recorder') {
			const forTabId = await this.#options.recorderNonces.tabOf(client.nonce);
			if (forTabId === null) {
				post(port, { type: 'not-confirmed' });
				return false;
			}
			this.#clients.set(port, { ...client, forTabId });
		} else this.#clients.set(port, client);
		session.wake();
		return post(port, { type: 'hello', connection: session.connection, outbox: session.outbox });
	}

	async #receive(port: ServerPort, client: Client, message: FromClient): Promise<void> {
		if (!MAY[client.kind].has(message.type)) {
			if ('id' in message) {
				answer(port, message.id, fail('forbidden', this.#options.text('page_connection_not_allowed')));
			}
			return;
		}
		const { session, nonces, layout, openSettings, text } = this.#options;
		switch (message.type) {
			case 'call': {
				const denied =
					NOT_BY_CALL.has(message.command) ||
					(client.kind === 'recorder' && !RECORDER_CALLS.has(message.command));
				answer(
					port,
					message.id,
					denied
						? fail('forbidden', text('page_connection_not_allowed'))
						: await session.call(message.command, message.request),
				);
				break;
			}
			case 'send':
				await session.send(message.request);
				break;
			case 'discard':
				await session.discard(message.clientId);
				break;
			case 'pair':
				answer(port, message.id, await session.pair(message.code, message.device));
				break;
			case 'unpair':
				answer(port, message.id, await session.unpair());
				break;
			case 'open-settings':
				openSettings(message.place, this.#settingsTab());
				break;
			case 'place-sidebar':
				if (client.kind !== 'page') break;
				answer(port, message.id, { ok: true, value: { nonce: await nonces.make(client.tabId) } });
				break;
			case 'keep-layout':
				await layout.keep(message.layout);
				break;
			case 'open-recorder':
				if (client.kind === 'sidebar') await this.#openRecorder(client.tabId, message.wish);
				break;
			case 'recorded':
				this.#giveRecording(port, message.recorded);
				break;
			case 'to-page':
				if (client.kind === 'sidebar') this.#toPage(client.tabId, message.message);
				break;
			case 'to-sidebar':
				if (client.kind === 'page') this.#toSidebar(client.tabId, message.message);
				break;
		}
	}

	/** The wish stands in the window's own address, so that it survives a reload and a stop of the worker. */
	async #openRecorder(tabId: number, wish: RecordingWish): Promise<void> {
		const nonce = await this.#options.recorderNonces.make(tabId);
		this.#options.openRecorder(`${nonce}&${encodeURIComponent(JSON.stringify(wish))}`);
	}

	#giveRecording(port: ServerPort, recorded: Recorded): void {
		const recorder = this.#clients.get(port);
		if (recorder?.kind !== 'recorder') return;
		const { forTabId } = recorder;
		this.#tell(client => client.kind === 'sidebar' && client.tabId === forTabId, {
			type: 'recorded',
			recorded,
		});
	}

	#settingsTab(): number | null {
		for (const client of this.#clients.values()) {
			if (client.kind === 'settings' && client.tabId !== null) return client.tabId;
		}
		return null;
	}

	#toPage(tabId: number, message: SidebarToPage): void {
		this.#tell(client => client.kind === 'page' && client.tabId === tabId, { type: 'from-sidebar', message });
	}

	#toSidebar(tabId: number, message: PageToSidebar): void {
		this.#tell(client => client.kind === 'sidebar' && client.tabId === tabId, { type: 'from-page', message });
	}

	#tellReaders(message: FromBackground): void {
		this.#tell(client => client.kind !== 'page', message);
	}

	#tell(to: (client: Client) => boolean, message: FromBackground): void {
		for (const [port, client] of this.#clients) if (to(client)) post(port, message);
	}
}

/** True when a page's address, apart from its query and hash, is this one. */
function isPage(url: string, page: string): boolean {
	return url.split(/[?#]/, 1)[0] === page;
}

function answer(port: ServerPort, id: number, result: Result<unknown>): void {
	post(port, { type: 'result', id, result });
}

/** False when the port closed meanwhile; its client opens another. */
function post(port: ServerPort, message: FromBackground): boolean {
	try {
		port.postMessage(message);
		return true;
	} catch {
		return false;
	}
}
