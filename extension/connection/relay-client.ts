import { io, type Socket } from 'socket.io-client';
import type { CommandName, ReplyOf, RequestOf } from '../../shared/contract/commands/index.ts';
import { EVENT_NAMES, type EventName } from '../../shared/contract/events.ts';
import { fail, type Result } from '../../shared/contract/result.ts';
import {
	type Handshake,
	PROTOCOL_VERSION,
	REFUSE_REASONS,
	type RefuseReason,
} from '../../shared/contract/version.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/lib/time.ts';
import { type Backoff, backoffMs, RECONNECT } from './backoff.ts';
import { createListeners } from './listeners.ts';
import type { Connection } from './page-messages.ts';
import type { Pairing } from './pairing.ts';
import type { Texts } from './texts.ts';

export interface RelayClientOptions {
	/** The extension's own version, for the relay's list of devices. */
	readonly version: string;
	readonly text: Texts;
	readonly now?: () => number;
	readonly random?: () => number;
	readonly backoff?: Backoff;
	/** How long a call waits for its answer, and for a connection that is being made. */
	readonly callTimeoutMs?: number;
	readonly connectTimeoutMs?: number;
}

/** What the relay says without being asked. The payload is the relay's and is passed on as it is. */
export interface RelayEvent {
	readonly name: EventName;
	readonly payload: unknown;
}

/** A refusal that no retry mends: the token is dead. Versions can change, so those are tried again now and then. */
export function endsPairing(reason: string): boolean {
	return reason === 'unauthorised' || reason === 'revoked';
}

/** A relay or an extension may have been updated meanwhile. */
const REFUSED_RETRY_MS = 10 * MINUTE_MS;

/**
 * The one connection to the relay. It connects again by itself with growing pauses; `wake()` skips the pause. socket.io's
 * own reconnection stays off: its timers cannot be skipped, and die with the worker.
 */
export class RelayClient {
	readonly #options: Required<RelayClientOptions>;
	readonly #states = createListeners<Connection>();
	readonly #events = createListeners<RelayEvent>();
	#pairing: Pairing | null = null;
	#socket: Socket | null = null;
	#connection: Connection = { state: 'unpaired' };
	#failures = 0;
	#timer: ReturnType<typeof setTimeout> | null = null;
	/** Set while an attempt is under way; settles with it. */
	#attempt: PromiseWithResolvers<void> | null = null;

	constructor(options: RelayClientOptions) {
		this.#options = {
			now: Date.now,
			random: Math.random,
			backoff: RECONNECT,
			callTimeoutMs: 20 * SECOND_MS,
			connectTimeoutMs: 10 * SECOND_MS,
			...options,
		};
	}

	get connection(): Connection {
		return this.#connection;
	}

	onConnection(listener: (connection: Connection) => void): () => void {
		return this.#states.add(listener);
	}

	onEvent(listener: (event: RelayEvent) => void): () => void {
		return this.#events.add(listener);
	}

	/** Begins to connect. `offlineSince` keeps the time of a disconnect over a stop of the worker. */
	start(pairing: Pairing, offlineSince: number | null): void {
		this.stop();
		this.#pairing = pairing;
		this.#failures = 0;
		this.#tell(
			offlineSince === null
				? { state: 'connecting', since: this.#options.now() }
				: { state: 'offline', since: offlineSince, reason: this.#reason() },
		);
		this.#open();
	}

	/** Closes for good; the state becomes `unpaired`. */
	stop(): void {
		this.#pairing = null;
		this.#drop();
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		if (this.#connection.state !== 'unpaired') this.#tell({ state: 'unpaired' });
	}

	/** Connects now instead of after the pause. Does nothing while connected, refused, or already trying. */
	wake(): void {
		if (this.#pairing === null || this.#attempt !== null) return;
		if (this.#connection.state === 'online' || this.#connection.state === 'refused') return;
		this.#open();
	}

	/**
	 * Asks the relay. Never rejects: without a connection it is `offline`, without an answer in time `unavailable`. A call
	 * made while a connection is being made waits for it.
	 */
	async call<C extends CommandName>(command: C, request: RequestOf<C>): Promise<Result<ReplyOf<C>>> {
		if (this.#attempt !== null) await this.#attempt.promise;
		const socket = this.#socket;
		if (socket === null || this.#connection.state !== 'online') return fail('offline', this.#whyNot());
		return this.#ask(socket, command, request);
	}

	async #ask<C extends CommandName>(
		socket: Socket,
		command: C,
		request: RequestOf<C>,
	): Promise<Result<ReplyOf<C>>> {
		try {
			// The acknowledgement is the contract's Result: both ends are ours and of one protocol version.
			return (await socket.timeout(this.#options.callTimeoutMs).emitWithAck(command, request)) as Result<
				ReplyOf<C>
			>;
		} catch {
			return socket.connected
				? fail('unavailable', this.#options.text('page_connection_slow', this.#host()))
				: fail('offline', this.#whyNot());
		}
	}

	#open(): void {
		const pairing = this.#pairing;
		if (pairing === null) return;
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		this.#drop();
		const attempt = Promise.withResolvers<void>();
		this.#attempt = attempt;
		const url = new URL(pairing.relayUrl);
		const auth: Handshake = {
			token: pairing.token,
			protocol: PROTOCOL_VERSION,
			version: this.#options.version,
		};
		const socket = io(url.origin, {
			path: `${url.pathname.replace(/\/$/, '')}/socket.io/`,
			transports: ['websocket'],
			auth,
			forceNew: true,
			reconnection: false,
			timeout: this.#options.connectTimeoutMs,
		});
		this.#socket = socket;
		socket.on('connect', () => this.#greet(socket));
		socket.on('connect_error', error => this.#failed(socket, error.message));
		socket.on('disconnect', () => this.#failed(socket, null));
		for (const name of EVENT_NAMES) {
			socket.on(name, (payload: unknown) => {
				if (this.#socket === socket) this.#events.call({ name, payload });
			});
		}
	}

	async #greet(socket: Socket): Promise<void> {
		const shown = await this.#ask(socket, 'session:show', {});
		if (this.#socket !== socket || this.#pairing === null) return;
		if (!shown.ok) {
			this.#failed(socket, endsPairing(shown.error.code) ? shown.error.code : null);
			return;
		}
		this.#failures = 0;
		this.#tell({
			state: 'online',
			since: this.#options.now(),
			user: shown.value.user,
			relayUrl: this.#pairing.relayUrl,
		});
		this.#settle();
	}

	/** `said` is the relay's own word when it refused the handshake, or the transport's when there was none. */
	#failed(socket: Socket, said: string | null): void {
		if (this.#socket !== socket) return;
		this.#drop();
		const refused = REFUSE_REASONS.find(reason => reason === said);
		if (refused) this.#refuse(refused);
		else {
			this.#later(backoffMs(this.#options.backoff, this.#failures++, this.#options.random()));
			const before = this.#connection;
			const since = before.state === 'offline' ? before.since : this.#options.now();
			this.#tell({ state: 'offline', since, reason: this.#reason() });
		}
		this.#settle();
	}

	#refuse(reason: RefuseReason): void {
		if (!endsPairing(reason)) this.#later(REFUSED_RETRY_MS);
		this.#tell({
			state: 'refused',
			reason,
			message: this.#options.text(`page_connection_${reason.replaceAll('-', '_')}`),
		});
	}

	#later(ms: number): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#open(), ms);
	}

	#drop(): void {
		const socket = this.#socket;
		this.#socket = null;
		if (socket !== null) {
			socket.off();
			socket.disconnect();
		}
		this.#settle();
	}

	#settle(): void {
		const attempt = this.#attempt;
		this.#attempt = null;
		attempt?.resolve();
	}

	#tell(connection: Connection): void {
		this.#connection = connection;
		this.#states.call(connection);
	}

	#host(): string {
		return this.#pairing === null ? '' : new URL(this.#pairing.relayUrl).host;
	}

	#reason(): string {
		// `onLine` is only sure when it says no.
		if (globalThis.navigator?.onLine === false) return this.#options.text('page_connection_no_network');
		return this.#options.text('page_connection_no_answer', this.#host());
	}

	#whyNot(): string {
		const now = this.#connection;
		if (now.state === 'offline') return now.reason;
		if (now.state === 'refused') return now.message;
		return this.#options.text(
			now.state === 'unpaired' ? 'page_connection_unpaired' : 'page_connection_connecting',
		);
	}
}
