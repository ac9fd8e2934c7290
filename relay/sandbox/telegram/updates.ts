import { randomInt } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';
import type { RetryPlan } from '../deliver.ts';
import type { BotWebhook, Fields, TelegramUpdateRow } from './model.ts';
import type { TelegramWorld } from './telegram-world.ts';

/** How long a receiver may take. */
const ANSWER_TIMEOUT_MS = 10_000;
/** How long Telegram keeps an update (providers.md §7.3). */
const KEEPS_MS: Readonly<Record<string, number>> = { callback_query: 150_000 };
const KEEPS_OTHERS_MS = 86_400_000;
/** Kinds that an empty list does not mean. */
const RARE = ['chat_member', 'message_reaction', 'message_reaction_count'];
/** What Telegram waits at most, in ms, is drawn from here; and what it lets us ask for. */
const LONGEST_WAIT_MS = [60_000, 120_000] as const;
const RETRY_AFTER_MAX_S = 3600;

/** What became of one try. */
type Outcome = { isTaken: true } | { isTaken: false; why: string; retryAfterS: number | null };

/**
 * Posts updates as Telegram does (providers.md §7.3): those of one queue one after the other, different queues at once up to
 * `max_connections`; what is not answered with 2xx is tried again after 1 s, 2 s, 4 s … and blocks its own queue alone.
 */
export class UpdateLine {
	readonly #telegram: TelegramWorld;
	readonly #retry: RetryPlan;
	readonly #onQuiet: () => void;
	readonly #inFlight = new Set<string>();
	readonly #agents = [new http.Agent({ keepAlive: true }), new https.Agent({ keepAlive: true })] as const;
	#timer: NodeJS.Timeout | null = null;
	#closed = false;

	constructor(telegram: TelegramWorld, retry: RetryPlan, onQuiet: () => void) {
		this.#telegram = telegram;
		this.#retry = retry;
		this.#onQuiet = onQuiet;
	}

	/** Updates that wait for a webhook which is there. */
	get pending(): number {
		return this.#telegram.bot.webhook === null ? 0 : this.waiting;
	}

	/** All that wait, as `getWebhookInfo` counts them. */
	get waiting(): number {
		return this.#telegram.store.updates.size;
	}

	/** Queues one update. Kinds that the bot does not want are dropped; without a webhook it waits for one, as in reality. */
	enqueue(kind: string, queue: string, content: Fields): void {
		const { bot, world, store } = this.#telegram;
		if (!wants(bot.webhook, kind)) return;
		bot.lastUpdateId += 1;
		store.bots.put(bot);
		const now = world.clock.timer();
		store.updates.put({
			id: String(bot.lastUpdateId),
			queue,
			update: { update_id: bot.lastUpdateId, [kind]: content },
			expiresAt: now + (KEEPS_MS[kind] ?? KEEPS_OTHERS_MS),
			dueAt: now,
			attempt: 0,
		});
		world.store.flushSoon();
		this.wake();
	}

	/** Looks at what is due: after a fault changed, time advanced or a webhook was set. */
	wake(): void {
		const { bot, world, store } = this.#telegram;
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = null;
		const { webhook } = bot;
		if (this.#closed || webhook === null || world.faults.webhooks.held) return;
		const now = world.clock.timer();
		const seen = new Set(this.#inFlight);
		let nextAt = Number.POSITIVE_INFINITY;
		for (const row of store.updates.all()) {
			if (now >= row.expiresAt && !this.#inFlight.has(row.queue)) {
				store.updates.delete(row.id);
				continue;
			}
			if (seen.has(row.queue)) continue;
			seen.add(row.queue);
			const dueAt = row.dueAt + (row.attempt === 0 ? world.faults.webhooks.lateMs : 0);
			if (dueAt > now) nextAt = Math.min(nextAt, dueAt);
			else if (this.#inFlight.size < webhook.maxConnections) void this.#post(webhook, row);
		}
		if (nextAt < Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.wake(), nextAt - now);
		if (this.pending === 0) this.#onQuiet();
	}

	/** Forgets how long refused updates should wait. */
	retryNow(): void {
		for (const row of this.#telegram.store.updates.all()) row.dueAt = 0;
		this.wake();
	}

	/** Forgets everything that waits. */
	clear(): void {
		this.#telegram.store.updates.clear();
		this.#onQuiet();
	}

	close(): void {
		this.#closed = true;
		if (this.#timer) clearTimeout(this.#timer);
		for (const agent of this.#agents) agent.destroy();
	}

	async #post(webhook: BotWebhook, row: TelegramUpdateRow): Promise<void> {
		this.#inFlight.add(row.queue);
		const { store, world } = this.#telegram;
		const bytes = Buffer.from(JSON.stringify(row.update));
		const outcome = await this.#request(webhook, bytes);
		if (outcome.isTaken && world.faults.webhooks.twice) await this.#request(webhook, bytes);
		if (this.#closed) return;
		this.#inFlight.delete(row.queue);
		if (outcome.isTaken) store.updates.delete(row.id);
		else this.#fail(webhook, row, outcome);
		world.changed('deliveries');
		this.wake();
	}

	#fail(
		webhook: BotWebhook,
		row: TelegramUpdateRow,
		{ why, retryAfterS }: { why: string; retryAfterS: number | null },
	): void {
		const { store, world, bot, date } = this.#telegram;
		world.violate('webhook-refused', `telegram: ${why}`);
		webhook.lastErrorAt = date;
		webhook.lastErrorMessage = why;
		store.bots.put(bot);
		if (!store.updates.get(row.id)) return;
		row.attempt += 1;
		const doubled = this.#retry.firstMs * 2 ** (row.attempt - 1);
		const longest = Math.min(this.#retry.capMs * 2, randomInt(...LONGEST_WAIT_MS));
		const asked = retryAfterS === null ? null : Math.min(retryAfterS, RETRY_AFTER_MAX_S) * 1000;
		row.dueAt = world.clock.timer() + (asked ?? Math.min(doubled, longest));
		store.updates.put(row);
	}

	#request(webhook: BotWebhook, bytes: Buffer): Promise<Outcome> {
		const url = new URL(webhook.url);
		const isSecure = url.protocol === 'https:';
		const headers = {
			'Content-Type': 'application/json',
			'Content-Length': bytes.length,
			...(webhook.secret !== null && { 'X-Telegram-Bot-Api-Secret-Token': webhook.secret }),
		};
		const agent = this.#agents[isSecure ? 1 : 0];
		return new Promise(resolve => {
			const options = { method: 'POST', headers, agent, timeout: ANSWER_TIMEOUT_MS };
			const request = (isSecure ? https : http).request(url, options, response => {
				response.resume();
				const { statusCode = 0, statusMessage = '' } = response;
				const asked = Number(response.headers['retry-after']);
				response.on('close', () =>
					resolve(
						statusCode >= 200 && statusCode < 300
							? { isTaken: true }
							: {
									isTaken: false,
									why: `Wrong response from the webhook: ${statusCode} ${statusMessage}`,
									retryAfterS: asked > 0 ? asked : null,
								},
					),
				);
			});
			request.on('timeout', () => request.destroy(new Error('Read timeout expired')));
			request.on('error', error => resolve({ isTaken: false, why: wordsOf(error), retryAfterS: null }));
			request.end(bytes);
		});
	}
}

function wordsOf(error: Error): string {
	return 'code' in error && error.code === 'ECONNREFUSED' ? 'Connection refused' : error.message;
}

function wants(webhook: BotWebhook | null, kind: string): boolean {
	const list = webhook?.allowedUpdates ?? [];
	return list.length === 0 ? !RARE.includes(kind) : list.includes(kind);
}
