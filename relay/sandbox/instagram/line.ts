import { createHmac } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';
import type { RetryPlan } from '../deliver.ts';
import type { World } from '../world.ts';
import type { InstagramAccount, InstagramDeliveryRow } from './model.ts';
import { INSTAGRAM_APP } from './seed.ts';

/** Meta tries for 36 hours, and wants its answer within five seconds (providers.md §8.4). */
const GIVE_UP_MS = 36 * 3_600_000;
const SLOW_MS = 5000;
const ANSWER_TIMEOUT_MS = 10_000;

/** JSON as Meta writes it: everything outside ASCII escaped, slashes too. The signature is over these bytes. */
export function metaBytes(body: unknown): Buffer {
	const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
	return Buffer.from(
		JSON.stringify(body)
			.replace(/[\u0080-\uffff]/g, escaped)
			.replaceAll('/', '\\/'),
	);
}

/**
 * Posts the app's webhooks, one after another. One that is not answered with 200 is tried again after a wait that doubles,
 * and given up after 36 hours. What waits is in the store and goes on after a restart.
 */
export class InstagramLine {
	readonly #world: World;
	readonly #retry: RetryPlan;
	readonly #onQuiet: () => void;
	readonly #account: () => InstagramAccount;
	#rows: InstagramDeliveryRow[] = [];
	#inFlight = false;
	#timer: NodeJS.Timeout | null = null;
	#closed = false;

	constructor(world: World, retry: RetryPlan, account: () => InstagramAccount, onQuiet: () => void) {
		this.#world = world;
		this.#retry = retry;
		this.#account = account;
		this.#onQuiet = onQuiet;
	}

	get pending(): number {
		return this.#rows.length;
	}

	/** Takes up what an earlier process left behind. */
	resume(): void {
		const left = this.#world.store.instagramDeliveries.all().sort((a, b) => a.id.localeCompare(b.id));
		this.#rows = left.map(row => ({ ...row, dueAt: 0 }));
		this.wake();
	}

	enqueue(entry: Record<string, unknown>): void {
		const now = this.#world.clock.timer();
		const id = `${String(Date.now()).padStart(15, '0')}-${String(this.#world.nextSeq()).padStart(10, '0')}`;
		const row = { id, entry, queuedAt: now, dueAt: now, attempt: 0 };
		this.#rows.push(this.#world.store.instagramDeliveries.put(row));
		this.#world.store.flushSoon();
		this.wake();
	}

	/** Forgets how long refused webhooks should wait. */
	retryNow(): void {
		for (const row of this.#rows) row.dueAt = 0;
		this.wake();
	}

	clear(): void {
		this.#rows = [];
		this.#onQuiet();
	}

	close(): void {
		this.#closed = true;
		if (this.#timer) clearTimeout(this.#timer);
	}

	wake(): void {
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = null;
		const { held, lateMs } = this.#world.faults.webhooks;
		const [head] = this.#rows;
		if (this.#closed || this.#inFlight || held || !head) return;
		const wait = Math.max(head.dueAt, head.queuedAt + lateMs) - this.#world.clock.timer();
		if (wait > 0) {
			this.#timer = setTimeout(() => this.wake(), wait);
			return;
		}
		this.#inFlight = true;
		void this.#post(head);
	}

	async #post(row: InstagramDeliveryRow): Promise<void> {
		const bytes = metaBytes({ object: 'instagram', entry: [row.entry] });
		const accepted = await this.#request(bytes);
		if (accepted && this.#world.faults.webhooks.twice) await this.#request(bytes);
		this.#inFlight = false;
		if (this.#closed) return;
		// A reset meanwhile has emptied the line.
		if (this.#rows[0] === row) this.#settle(row, accepted);
		this.#world.changed('deliveries');
		this.wake();
		this.#onQuiet();
	}

	#settle(row: InstagramDeliveryRow, accepted: boolean): void {
		const now = this.#world.clock.timer();
		if (accepted || now - row.queuedAt > GIVE_UP_MS) {
			this.#rows.shift();
			this.#world.store.instagramDeliveries.delete(row.id);
			if (!accepted) this.#world.dropped += 1;
			return;
		}
		row.attempt += 1;
		row.dueAt = now + Math.min(this.#retry.firstMs * 2 ** (row.attempt - 1), this.#retry.capMs);
		this.#world.store.instagramDeliveries.put(row);
	}

	#request(bytes: Buffer): Promise<boolean> {
		const { webhook } = this.#account();
		if (!webhook) return Promise.resolve(true);
		const url = new URL(webhook.url);
		const signature = createHmac('sha256', INSTAGRAM_APP.appSecret).update(bytes).digest('hex');
		const headers = {
			'Content-Type': 'application/json',
			'Content-Length': bytes.length,
			'X-Hub-Signature-256': `sha256=${signature}`,
		};
		const started = performance.now();
		return new Promise(resolve => {
			const options = { method: 'POST', headers, timeout: ANSWER_TIMEOUT_MS };
			const request = (url.protocol === 'https:' ? https : http).request(url, options, response => {
				response.resume();
				const tookMs = Math.round(performance.now() - started);
				if (tookMs > SLOW_MS) this.#world.violate('webhook-slow', `instagram: answered after ${tookMs} ms`);
				if (response.statusCode !== 200)
					this.#world.violate('webhook-refused', `instagram: ${response.statusCode}`);
				response.on('close', () => resolve(response.statusCode === 200));
			});
			request.on('timeout', () => request.destroy(new Error('no answer')));
			request.on('error', () => resolve(false));
			request.end(bytes);
		});
	}
}
