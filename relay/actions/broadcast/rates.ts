import { SECOND_MS } from '../../../shared/lib/time.ts';

/** Over how long a rate is told. */
const SECONDS = 10;

/** How many messages each broadcast handed over in each of the last seconds. For people to look at; ends with the process. */
export class Rates {
	readonly #counts = new Map<string, Map<number, number>>();

	note(broadcastId: string, count: number, now: number): void {
		const second = Math.floor(now / SECOND_MS);
		const counts = this.#counts.get(broadcastId) ?? new Map<number, number>();
		counts.set(second, (counts.get(second) ?? 0) + count);
		for (const known of counts.keys()) if (known < second - SECONDS) counts.delete(known);
		this.#counts.set(broadcastId, counts);
	}

	/** Messages a second over the last ten whole seconds, or over those since the first. */
	of(broadcastId: string, now: number): number {
		const second = Math.floor(now / SECOND_MS);
		const counts = this.#counts.get(broadcastId);
		if (!counts) return 0;
		const seconds = [...counts].filter(([known]) => known >= second - SECONDS && known < second);
		const first = Math.min(...seconds.map(([known]) => known));
		const sum = seconds.reduce((total, [, count]) => total + count, 0);
		return sum === 0 ? 0 : sum / (second - first);
	}

	/** It runs no more. */
	forget(broadcastId: string): void {
		this.#counts.delete(broadcastId);
	}
}
