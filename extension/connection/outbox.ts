import type { RequestOf } from '../../shared/contract/commands/index.ts';
import type { ErrorCode, RelayError, Result } from '../../shared/contract/result.ts';
import { type Backoff, backoffMs, RECONNECT } from './backoff.ts';
import type { KeyValue } from './key-value.ts';
import { createListeners } from './listeners.ts';
import type { OutboxItem } from './page-messages.ts';
import type { Texts } from './texts.ts';

type SendRequest = RequestOf<'message:send'>;

/** Hands one message to the relay. Must not reject. */
export type Deliver = (request: SendRequest) => Promise<Result<unknown>>;

export interface OutboxOptions {
	readonly store: KeyValue;
	readonly text: Texts;
	readonly now?: () => number;
	readonly random?: () => number;
	readonly backoff?: Backoff;
}

interface KeptItem {
	readonly request: SendRequest;
	readonly madeAt: number;
	/** Relay and user that the message was written for; it is never sent as somebody else or to another relay. */
	readonly owner: string;
	readonly error: RelayError | null;
}

/** While the outbox may send: as whom, by what way, and a signal that ends with it. */
interface Run {
	readonly owner: string;
	readonly deliver: Deliver;
	readonly ended: AbortController;
}

const KEY = 'outbox';

/** The relay did not take the message and did not say no either: the same message goes again later. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['offline', 'unavailable', 'too-many', 'unauthorised']);

/** A fault of the relay is tried a few times, then shown: it may be this very message that breaks it. */
const FAULT_TRIES = 3;

/**
 * Messages on their way to the relay, on disk until it has stored or refused them. Each conversation (or new address) is
 * a lane: one message at a time, in the order written. The relay knows a message by its `clientId`, so one whose answer
 * was lost is sent again and stored once.
 */
export class Outbox {
	readonly #options: Required<OutboxOptions>;
	readonly #changes = createListeners<readonly OutboxItem[]>();
	readonly #lanes = new Set<string>();
	readonly #sending = new Set<string>();
	#kept: KeptItem[] = [];
	#saved: Promise<void> = Promise.resolve();
	#run: Run | null = null;

	constructor(options: OutboxOptions) {
		this.#options = { now: Date.now, random: Math.random, backoff: RECONNECT, ...options };
	}

	/** Reads what an earlier worker left. Call once, before anything else. */
	async load(): Promise<void> {
		const kept = await this.#options.store.get(KEY);
		this.#kept = Array.isArray(kept) ? kept : [];
	}

	/** In the order written. */
	get items(): readonly OutboxItem[] {
		return this.#kept.map(({ request, madeAt, error }) => ({
			request,
			madeAt,
			error,
			state: error ? 'refused' : this.#sending.has(request.clientId) ? 'sending' : 'waiting',
		}));
	}

	onChange(listener: (items: readonly OutboxItem[]) => void): () => void {
		return this.#changes.add(listener);
	}

	/**
	 * Keeps a message and sends it as soon as its turn comes. Nothing is sent before it is on disk. A message that is
	 * already here is left as it is, so a sender in doubt may add it again. Never rejects.
	 */
	async add(request: SendRequest, owner: string | null): Promise<void> {
		if (this.#kept.some(item => item.request.clientId === request.clientId)) return;
		const madeAt = this.#options.now();
		const error: RelayError | null =
			owner === null ? { code: 'offline', message: this.#options.text('page_connection_unpaired') } : null;
		this.#kept.push({ request, madeAt, owner: owner ?? '', error });
		try {
			await this.#save();
		} catch {
			this.#settle(request.clientId, {
				code: 'internal',
				message: this.#options.text('page_outbox_not_saved'),
			});
		}
		this.#tell();
		this.#work(laneOf(request));
	}

	/** Takes a message out, unless the relay already has it. Never rejects. */
	async discard(clientId: string): Promise<void> {
		this.#settle(clientId, null);
		await this.#save().catch(() => {});
		this.#tell();
	}

	/** The relay can be reached: send what waits. Messages of another relay or user are refused instead. */
	resume(owner: string, deliver: Deliver): void {
		this.pause();
		this.#run = { owner, deliver, ended: new AbortController() };
		const strangers = this.#kept.filter(item => item.error === null && item.owner !== owner);
		for (const { request } of strangers) {
			this.#settle(request.clientId, {
				code: 'refused',
				message: this.#options.text('page_outbox_other_relay'),
			});
		}
		if (strangers.length > 0) {
			this.#save().catch(() => {});
			this.#tell();
		}
		for (const lane of new Set(this.#kept.map(item => laneOf(item.request)))) this.#work(lane);
	}

	/** The relay is away: what is under way is waited for, nothing new is begun. */
	pause(): void {
		this.#run?.ended.abort();
		this.#run = null;
	}

	async #work(lane: string): Promise<void> {
		const run = this.#run;
		if (run === null || this.#lanes.has(lane)) return;
		this.#lanes.add(lane);
		let failures = 0;
		while (this.#run === run) {
			const next = this.#kept.find(item => item.error === null && laneOf(item.request) === lane);
			if (!next) break;
			const result = await this.#send(run, next.request);
			if (result.ok || !this.#passes(result.error.code, failures)) {
				failures = 0;
				this.#settle(next.request.clientId, result.ok ? null : result.error);
				// Not waited for: should the worker stop before this is on disk, the message goes again and is known.
				this.#save().catch(() => {});
				this.#tell();
			} else {
				this.#tell();
				const ms = backoffMs(this.#options.backoff, failures++, this.#options.random());
				await pauseFor(ms, run.ended.signal);
			}
		}
		this.#lanes.delete(lane);
		// The connection was lost and came back while the last answer was awaited.
		if (this.#run !== run) this.#work(lane);
	}

	async #send(run: Run, request: SendRequest): Promise<Result<unknown>> {
		// An item is on disk before its lane sees it only if the save has ended.
		await this.#saved.catch(() => {});
		this.#sending.add(request.clientId);
		this.#tell();
		const result = await run.deliver(request);
		this.#sending.delete(request.clientId);
		return result;
	}

	#passes(code: ErrorCode, failures: number): boolean {
		return PASSING.has(code) || (code === 'internal' && failures + 1 < FAULT_TRIES);
	}

	/** Ends a message: gone, or listed with why it was refused. */
	#settle(clientId: string, error: RelayError | null): void {
		this.#kept = this.#kept.flatMap(item => {
			if (item.request.clientId !== clientId) return [item];
			return error ? [{ ...item, error }] : [];
		});
	}

	/** One write after the other, each with the newest list. Rejects when this write failed. */
	#save(): Promise<void> {
		this.#saved = this.#saved.catch(() => {}).then(() => this.#options.store.set(KEY, this.#kept));
		return this.#saved;
	}

	#tell(): void {
		this.#changes.call(this.items);
	}
}

/** Messages to one conversation, or to one address of a channel while there is none, go in order. */
function laneOf(request: SendRequest): string {
	if (request.conversationId !== undefined) return `conversation:${request.conversationId}`;
	const to = typeof request.to === 'string' ? request.to : `${request.to?.kind}:${request.to?.value}`;
	return `address:${request.channelId}:${to}`;
}

function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise(resolve => {
		if (signal.aborted) return resolve();
		const timer = setTimeout(resolve, ms);
		signal.addEventListener('abort', () => {
			clearTimeout(timer);
			resolve();
		});
	});
}
