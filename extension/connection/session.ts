import type { CommandName, RequestOf } from '../../shared/contract/commands/index.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { UserView } from '../../shared/contract/views.ts';
import type { KeyValue } from './key-value.ts';
import { createListeners } from './listeners.ts';
import { Outbox } from './outbox.ts';
import type { Connection, OutboxItem } from './page-messages.ts';
import { exchangeCode, type KeptPairing, keepPairing, type Pairing, readPairing } from './pairing.ts';
import { endsPairing, RelayClient, type RelayClientOptions, type RelayEvent } from './relay-client.ts';

export interface SessionOptions extends RelayClientOptions {
	/** Outlives the browser: pairing and outbox. */
	readonly local: KeyValue;
	/** Outlives the worker: since when the relay is away. */
	readonly session: KeyValue;
	readonly fetch?: typeof fetch;
}

const OFFLINE_SINCE = 'offline-since';

/** This browser's standing with one relay: pairing, connection and outbox, brought back from disk when the worker starts. */
export class Session {
	/** Resolves when what an earlier worker left has been read. Everything below waits for it. */
	readonly ready: Promise<void>;
	readonly #options: SessionOptions;
	readonly #client: RelayClient;
	readonly #outbox: Outbox;
	readonly #states = createListeners<Connection>();
	#kept: KeptPairing | null = null;

	constructor(options: SessionOptions) {
		this.#options = options;
		this.#client = new RelayClient(options);
		this.#outbox = new Outbox({
			store: options.local,
			text: options.text,
			...(options.backoff && { backoff: options.backoff }),
		});
		this.#client.onConnection(connection => this.#connectionChanged(connection));
		this.#client.onEvent(event => this.#heard(event));
		this.ready = this.#load();
	}

	get connection(): Connection {
		if (this.#kept?.state === 'refused') {
			return { state: 'refused', reason: this.#kept.reason, message: this.#kept.message };
		}
		return this.#client.connection;
	}

	get outbox(): readonly OutboxItem[] {
		return this.#outbox.items;
	}

	get isPaired(): boolean {
		return this.#kept?.state === 'paired';
	}

	onConnection(listener: (connection: Connection) => void): () => void {
		return this.#states.add(listener);
	}

	onOutbox(listener: (items: readonly OutboxItem[]) => void): () => void {
		return this.#outbox.onChange(listener);
	}

	onEvent(listener: (event: RelayEvent) => void): () => void {
		return this.#client.onEvent(listener);
	}

	/** There is reason to believe that the relay can be reached now. */
	wake(): void {
		this.#client.wake();
	}

	/** Ends the connection and keeps everything; for tests and for a worker that stops. */
	stop(): void {
		this.#outbox.pause();
		this.#client.stop();
	}

	call<C extends CommandName>(command: C, request: RequestOf<C> | unknown): Promise<Result<unknown>> {
		// Checked by the relay, which is the one that counts.
		return this.#client.call(command, request as RequestOf<C>);
	}

	async send(request: RequestOf<'message:send'>): Promise<void> {
		await this.ready;
		const kept = this.#kept;
		await this.#outbox.add(request, kept?.state === 'paired' ? ownerOf(kept.pairing) : null);
		this.#client.wake();
	}

	discard(clientId: string): Promise<void> {
		return this.#outbox.discard(clientId);
	}

	/** Replaces the pairing there was, if the code is good. */
	async pair(code: string, device: string): Promise<Result<{ user: UserView }>> {
		const { text } = this.#options;
		const paired = await exchangeCode(code, device, text, this.#options.fetch);
		if (!paired.ok) return paired;
		await this.#keep({ state: 'paired', pairing: paired.value });
		this.#client.start(paired.value, null);
		return ok({ user: paired.value.user });
	}

	/** Forgets the relay. Its device is ended there too if it can be told; else its owner revokes it. */
	async unpair(): Promise<Result<Record<string, never>>> {
		if (this.#client.connection.state === 'online') await this.#client.call('session:end', {});
		await this.#keep(null);
		this.stop();
		this.#states.call(this.connection);
		return ok({});
	}

	async #load(): Promise<void> {
		const { local, session } = this.#options;
		await this.#outbox.load();
		this.#kept = await readPairing(local);
		if (this.#kept?.state !== 'paired') return;
		const since = await session.get(OFFLINE_SINCE);
		this.#client.start(this.#kept.pairing, typeof since === 'number' ? since : null);
	}

	#connectionChanged(connection: Connection): void {
		const { session } = this.#options;
		const kept = this.#kept;
		if (connection.state === 'online' && kept?.state === 'paired') {
			this.#outbox.resume(ownerOf(kept.pairing), request => this.#client.call('message:send', request));
			session.remove(OFFLINE_SINCE);
		} else {
			this.#outbox.pause();
		}
		if (connection.state === 'offline') session.set(OFFLINE_SINCE, connection.since);
		if (connection.state === 'refused' && endsPairing(connection.reason)) {
			// The token is dead: it is dropped, and the reason stays for whoever looks at the settings.
			const reason = connection.reason === 'unauthorised' ? 'unauthorised' : 'revoked';
			this.#keep({ state: 'refused', reason, message: connection.message });
		}
		if (connection.state !== 'unpaired' || kept === null) this.#states.call(connection);
	}

	#heard(event: RelayEvent): void {
		if (event.name !== 'session:ended') return;
		const { reason } = event.payload as { reason: 'revoked' | 'ended' };
		const message = this.#options.text(`page_connection_${reason}`);
		this.#keep(reason === 'revoked' ? { state: 'refused', reason, message } : null);
		this.stop();
		this.#states.call(this.connection);
	}

	#keep(kept: KeptPairing | null): Promise<void> {
		this.#kept = kept;
		return keepPairing(this.#options.local, kept);
	}
}

/** Whose messages these are: a person at a relay. */
function ownerOf(pairing: Pairing): string {
	return `${pairing.user.id} ${pairing.relayUrl}`;
}
