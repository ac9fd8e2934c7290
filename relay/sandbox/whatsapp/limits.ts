import type { NumberRow } from '../model.ts';

/** One message to the same person every 6 s, of which 45 may be spent at once (Meta, throughput page, Dec 2025). */
const PAIR_BURST = 45;
const PAIR_REFILL_MS = 6000;

/** Counts messages per number and per pair of number and person. Kept in memory only. */
export class SendLimits {
	readonly #time: () => number;
	readonly #recent = new Map<string, number[]>();
	readonly #pairs = new Map<string, { tokens: number; at: number }>();

	/** `time` in ms is what seconds are counted by. */
	constructor(time: () => number) {
		this.#time = time;
	}

	/** Counts one call; false when the number already had its messages of this second. */
	takeThroughput(number: NumberRow): boolean {
		const now = this.#time();
		const recent = (this.#recent.get(number.id) ?? []).filter(at => at > now - 1000);
		this.#recent.set(number.id, recent);
		if (recent.length >= number.throughput) return false;
		recent.push(now);
		return true;
	}

	/** Counts one message to a person; false when the pair has nothing left. */
	takePair(chatId: string): boolean {
		const now = this.#time();
		const pair = this.#pairs.get(chatId) ?? { tokens: PAIR_BURST, at: now };
		const tokens = Math.min(PAIR_BURST, pair.tokens + (now - pair.at) / PAIR_REFILL_MS);
		this.#pairs.set(chatId, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
		return tokens >= 1;
	}

	clear(): void {
		this.#recent.clear();
		this.#pairs.clear();
	}
}
