import { createHmac } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';
import type { Change, DeliveryRow, NumberRow } from './model.ts';
import type { World } from './world.ts';

/** How often a refused webhook is tried again: `firstMs`, twice as long each time, at most `capMs`. */
export interface RetryPlan {
	firstMs: number;
	capMs: number;
}

/** How long a receiver may take. */
const ANSWER_TIMEOUT_MS = 10_000;
/** How long a batch waits to become full. */
const BATCH_WAIT_MS = 200;

/** JSON as Meta writes it: everything outside ASCII escaped, slashes too. */
function metaJson(body: unknown): string {
	const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
	return JSON.stringify(body)
		.replace(/[\u0080-\uffff]/g, escaped)
		.replaceAll('/', '\\/');
}

interface Line {
	rows: DeliveryRow[];
	inFlight: boolean;
	timer: NodeJS.Timeout | null;
}

/**
 * Posts webhooks. Each number has one line: a webhook leaves when the one before it got its 200, so order is kept
 * unless a fault mixes it. What waits is in the store and goes on after a restart.
 */
export class WebhookLine {
	readonly #world: World;
	readonly #retry: RetryPlan;
	readonly #lines = new Map<string, Line>();
	readonly #agents = [new http.Agent({ keepAlive: true }), new https.Agent({ keepAlive: true })] as const;
	readonly #onQuiet: () => void;
	#closed = false;

	constructor(world: World, retry: RetryPlan, onQuiet: () => void) {
		this.#world = world;
		this.#retry = retry;
		this.#onQuiet = onQuiet;
	}

	/** Takes up what an earlier process left behind. */
	resume(): void {
		const rows = this.#world.store.deliveries.all().sort((a, b) => a.id.localeCompare(b.id));
		for (const row of rows) this.#line(row.numberId).rows.push({ ...row, dueAt: 0 });
		this.wake();
	}

	get pending(): number {
		return [...this.#lines.values()].reduce((sum, line) => sum + line.rows.length, 0);
	}

	/** Queues one change, or a whole body that a test made. Dropped, as in reality, when no webhook is registered. */
	enqueue(numberId: string, what: { change: Change } | { raw: unknown }): void {
		const number = this.#world.store.numbers.get(numberId);
		if (!number?.webhook) {
			this.#world.dropped += 1;
			return;
		}
		const now = this.#world.clock.timer();
		const row: DeliveryRow = {
			id: `${String(Date.now()).padStart(15, '0')}-${String(this.#world.nextSeq()).padStart(10, '0')}`,
			numberId,
			queuedAt: now,
			dueAt: now,
			attempt: 0,
			change: 'change' in what ? what.change : null,
			raw: 'raw' in what ? what.raw : null,
			shuffled: false,
		};
		this.#line(numberId).rows.push(this.#world.store.deliveries.put(row));
		this.#world.store.flushSoon();
		this.#pump(numberId);
	}

	/** Looks at every line again: after a fault changed, time advanced or a webhook was registered. */
	wake(): void {
		for (const numberId of this.#lines.keys()) this.#pump(numberId);
	}

	/** Forgets how long refused webhooks should wait, and tries them now. */
	retryNow(): void {
		for (const line of this.#lines.values()) for (const row of line.rows) row.dueAt = 0;
		this.wake();
	}

	clear(): void {
		for (const line of this.#lines.values()) line.rows.length = 0;
		this.#onQuiet();
	}

	close(): void {
		this.#closed = true;
		for (const line of this.#lines.values()) if (line.timer) clearTimeout(line.timer);
		for (const agent of this.#agents) agent.destroy();
	}

	#line(numberId: string): Line {
		const line = this.#lines.get(numberId) ?? { rows: [], inFlight: false, timer: null };
		this.#lines.set(numberId, line);
		return line;
	}

	#pump(numberId: string): void {
		const line = this.#line(numberId);
		const { webhooks } = this.#world.faults;
		if (line.timer) clearTimeout(line.timer);
		line.timer = null;
		const head = line.rows[0];
		if (this.#closed || line.inFlight || webhooks.held || !head) return;
		const wait = this.#readyAt(line, head) - this.#world.clock.timer();
		if (wait > 0) {
			line.timer = setTimeout(() => this.#pump(numberId), wait);
			return;
		}
		if (webhooks.shuffleMs > 0 && !head.shuffled) {
			line.rows = mixed(line.rows);
			for (const row of line.rows) row.shuffled = true;
		}
		line.inFlight = true;
		void this.#post(numberId, this.#nextGroup(line));
	}

	#readyAt(line: Line, head: DeliveryRow): number {
		const { lateMs, shuffleMs, batch } = this.#world.faults.webhooks;
		const mixing = shuffleMs > 0 && !head.shuffled ? head.queuedAt + shuffleMs : 0;
		const filling =
			batch > 1 && line.rows.length < batch && !head.shuffled ? head.queuedAt + BATCH_WAIT_MS : 0;
		return Math.max(head.dueAt, head.queuedAt + lateMs, mixing, filling);
	}

	#nextGroup(line: Line): DeliveryRow[] {
		const group: DeliveryRow[] = [];
		for (const row of line.rows) {
			if (group.length > 0 && (row.change === null || group.length >= this.#world.faults.webhooks.batch))
				break;
			group.push(row);
			if (row.change === null) break;
		}
		return group;
	}

	async #post(numberId: string, group: DeliveryRow[]): Promise<void> {
		const line = this.#line(numberId);
		const number = this.#world.store.numbers.get(numberId);
		const accepted =
			!number?.webhook || (await this.#attempt(number, bodyOf(number, group, this.#world.faults)));
		if (this.#closed) return;
		line.inFlight = false;
		// A reset meanwhile has emptied the line: then these rows are nobody's any more.
		if (line.rows[0] === group[0]) this.#settle(line, group, accepted);
		this.#world.changed('deliveries');
		this.#pump(numberId);
		this.#onQuiet();
	}

	/** Takes an accepted group off the line, or plans its next try. */
	#settle(line: Line, group: DeliveryRow[], accepted: boolean): void {
		if (accepted) {
			line.rows.splice(0, group.length);
			for (const row of group) this.#world.store.deliveries.delete(row.id);
			return;
		}
		for (const row of group) {
			row.attempt += 1;
			const wait = Math.min(this.#retry.firstMs * 2 ** (row.attempt - 1), this.#retry.capMs);
			row.dueAt = this.#world.clock.timer() + wait;
			this.#world.store.deliveries.put(row);
		}
	}

	async #attempt(number: NumberRow, body: unknown): Promise<boolean> {
		const bytes = Buffer.from(number.provider === 'cloud-api' ? metaJson(body) : JSON.stringify(body));
		const first = await this.#request(number, bytes);
		if (first && this.#world.faults.webhooks.twice) await this.#request(number, bytes);
		return first;
	}

	#request(number: NumberRow, bytes: Buffer): Promise<boolean> {
		const url = new URL(number.webhook?.url ?? '');
		const secure = url.protocol === 'https:';
		const hmac = (key: string) => createHmac('sha256', key).update(bytes).digest('hex');
		const headers = {
			'Content-Type': 'application/json',
			'Content-Length': bytes.length,
			...number.webhook?.headers,
			...(number.appSecret && { 'X-Hub-Signature-256': `sha256=${hmac(number.appSecret)}` }),
			...(number.partnerSecret && { 'x-360dialog-signature': hmac(number.partnerSecret) }),
		};
		const agent = this.#agents[secure ? 1 : 0];
		const started = performance.now();
		return new Promise(resolve => {
			const options = { method: 'POST', headers, agent, timeout: ANSWER_TIMEOUT_MS };
			const request = (secure ? https : http).request(url, options, response => {
				response.resume();
				const tookMs = Math.round(performance.now() - started);
				if (tookMs > 1000) this.#world.violate('webhook-slow', `${number.id}: answered after ${tookMs} ms`);
				if (response.statusCode !== 200)
					this.#world.violate('webhook-refused', `${number.id}: ${response.statusCode}`);
				response.on('close', () => resolve(response.statusCode === 200));
			});
			request.on('timeout', () => request.destroy(new Error('no answer')));
			request.on('error', () => resolve(false));
			request.end(bytes);
		});
	}
}

function bodyOf(number: NumberRow, group: DeliveryRow[], faults: World['faults']): unknown {
	const first = group[0];
	if (first && first.change === null) return first.raw;
	const changes = group.flatMap(row => (row.change ? [row.change] : []));
	const entry = (list: Change[]) => {
		const time = list.find(change => change.time !== undefined)?.time;
		const plain = list.map(({ field, value }) => ({ value, field }));
		return { id: number.wabaId, ...(time !== undefined && { time }), changes: plain };
	};
	const entries = faults.webhooks.batchEntries ? changes.map(change => entry([change])) : [entry(changes)];
	return { object: 'whatsapp_business_account', entry: entries };
}

/** The rows in another order than before, whenever there are two. */
function mixed(rows: readonly DeliveryRow[]): DeliveryRow[] {
	const order = rows.map(row => ({ row, key: Math.random() })).sort((a, b) => a.key - b.key);
	const result = order.map(({ row }) => row);
	const same = result.every((row, index) => row === rows[index]);
	return same ? result.reverse() : result;
}
