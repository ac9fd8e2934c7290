import { fail, type Result } from '../../shared/contract/result.ts';
import type { BulkToPage, PageToBulk } from './bulk-messages.ts';
import type {
	FromBackground,
	FromClient,
	PageToSidebar,
	Recorded,
	RecordingWish,
	SidebarLayout,
	SidebarToPage,
} from './page-messages.ts';
import {
	type Client,
	clientOf,
	FRAMED,
	type FramedClient,
	isFramed,
	MAY,
	NOT_BY_CALL,
	ONLY_CALLS,
	type ServerPort,
} from './port-clients.ts';
import type { Session } from './session.ts';
import type { SidebarNonces } from './sidebar-nonces.ts';
import type { Texts } from './texts.ts';

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
		const client = clientOf(port, this.#options.self);
		if (client === null) {
			if (FRAMED.some(page => port.name.startsWith(page))) post(port, { type: 'not-confirmed' });
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
		if (isFramed(client) && !(await nonces.confirm(client.nonce, client.tabId, client.frameId))) {
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
		const outbox = client.kind === 'bulk' ? [] : session.outbox;
		return post(port, { type: 'hello', connection: session.connection, outbox });
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
				const only = ONLY_CALLS[client.kind];
				const denied = NOT_BY_CALL.has(message.command) || only?.has(message.command) === false;
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
				if (isFramed(client)) this.#toPage(client, message.message);
				break;
			case 'to-bulk':
				if (client.kind === 'page') this.#toBulk(client.tabId, message.message);
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

	/** Each says its own kind of message: a port's kind is the browser's word, and so is this. */
	#toPage(from: FramedClient, message: SidebarToPage | BulkToPage): void {
		this.#tell(
			client => client.kind === 'page' && client.tabId === from.tabId,
			from.kind === 'bulk'
				? { type: 'from-bulk', message: message as BulkToPage }
				: { type: 'from-sidebar', message: message as SidebarToPage },
		);
	}

	#toBulk(tabId: number, message: PageToBulk): void {
		this.#tell(client => client.kind === 'bulk' && client.tabId === tabId, { type: 'from-page', message });
	}

	#toSidebar(tabId: number, message: PageToSidebar): void {
		this.#tell(client => client.kind === 'sidebar' && client.tabId === tabId, { type: 'from-page', message });
	}

	#tellReaders(message: FromBackground): void {
		// A panel needs no message of anybody.
		this.#tell(({ kind }) => kind !== 'page' && (kind !== 'bulk' || message.type === 'connection'), message);
	}

	#tell(to: (client: Client) => boolean, message: FromBackground): void {
		for (const [port, client] of this.#clients) if (to(client)) post(port, message);
	}
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
