import { DAY_MS, SECOND_MS } from '../../../shared/lib/time.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Pool } from './pools.ts';

/** What was counted, and when. */
interface Known {
	readonly people: number;
	readonly at: number;
	/** The channels it was counted over: another set is counted anew. */
	readonly channels: string;
}

/** Clocks of relays that share a store differ by less; what falls into it is counted twice, never left out. */
const OVERLAP_MS = 10 * SECOND_MS;
/** With more people than this since the last count, counting those takes long too. */
const MANY = 1_000;

/**
 * Whether a pool has room for one more person.
 *
 * Counting a hundred thousand people takes longer than sending a message. What was counted once can only fall with time,
 * so only those opened since are counted, and all of them again when both together could have reached the limit. It is the
 * store that tells who was opened since: the channels of a pool may be sent for by several relays, one after another or
 * side by side.
 */
export class PoolCounts {
	readonly #known = new Map<string, Known>();

	/** True when one more person may be opened now. */
	async hasRoom(tx: StoreParts, pool: Pool, limit: number, now: number): Promise<boolean> {
		return (await this.room(tx, pool, { limit, wanted: 1 }, now)) > 0;
	}

	/** How many more people may surely be opened now. Exact when it is fewer than `wanted`: nobody is held back by an old count. */
	async room(
		tx: StoreParts,
		pool: Pool,
		{ limit, wanted }: { readonly limit: number; readonly wanted: number },
		now: number,
	): Promise<number> {
		const channels = pool.channelIds.join(' ');
		const known = this.#known.get(pool.id);
		if (known?.channels === channels && now >= known.at) {
			const since = await tx.templateSends.opened(pool.channelIds, known.at - OVERLAP_MS);
			const left = limit - known.people - since.people;
			if (since.people < MANY && left >= wanted) return left;
		}
		const { people } = await tx.templateSends.opened(pool.channelIds, now - DAY_MS);
		this.#known.set(pool.id, { people, at: now, channels });
		return Math.max(0, limit - people);
	}
}
