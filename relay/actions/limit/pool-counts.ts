import { DAY_MS } from '../../../shared/lib/time.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Pool } from './pools.ts';

/** What was counted, and what was added since: together never less than the truth, for people only leave with time. */
interface Known {
	readonly people: number;
	added: number;
	/** The channels it was counted over: another set is counted anew. */
	readonly channels: string;
}

/**
 * Whether a pool has room for one more person.
 *
 * Counting a hundred thousand people takes longer than sending a message. What was counted once can only fall with time,
 * so the store is asked again only when the count plus what we added could have reached the limit. Right while one relay
 * sends for all channels of the pool, which is what channel leases see to.
 */
export class PoolCounts {
	readonly #known = new Map<string, Known>();

	/** True when one more person may be opened now. */
	async hasRoom(tx: StoreParts, pool: Pool, limit: number, now: number): Promise<boolean> {
		const channels = pool.channelIds.join(' ');
		const known = this.#known.get(pool.id);
		if (known?.channels === channels && known.people + known.added < limit) return true;
		const { people } = await tx.templateSends.opened(pool.channelIds, now - DAY_MS);
		this.#known.set(pool.id, { people, added: 0, channels });
		return people < limit;
	}

	/** One more was opened. */
	add(pool: Pool): void {
		const known = this.#known.get(pool.id);
		if (known) known.added += 1;
	}
}
