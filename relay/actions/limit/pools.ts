import type { PoolUse, Standing } from '../../../shared/domain/limits.ts';
import { tierLimit } from '../../../shared/domain/limits.ts';
import { DAY_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Parts } from '../parts.ts';

/** Channels whose messages count against one limit. */
export interface Pool {
	readonly id: string;
	readonly name: string;
	readonly channelIds: readonly string[];
}

/** The pool of a channel: the one that an owner put it in, else one of its own. */
export function poolOf(parts: Pick<Parts, 'settings'>, channel: LiveChannel): Pool {
	const { pools } = parts.settings.data;
	const joined = pools.find(pool => pool.channelIds.includes(channel.row.id));
	return joined ?? { id: channel.row.id, name: channel.row.name, channelIds: [channel.row.id] };
}

/** Every pool that has channels with limits, in the order of their channels. */
export function allPools(parts: Pick<Parts, 'settings' | 'channels'>): Pool[] {
	const pools = new Map<string, Pool>();
	for (const channel of parts.channels.all()) {
		if (!channel.provider.capabilities.templates) continue;
		const pool = poolOf(parts, channel);
		pools.set(pool.id, pool);
	}
	return [...pools.values()];
}

/** The tier that was told last of a pool's channels: they share it. Null when none was told. */
export async function poolTier(tx: StoreParts, pool: Pool): Promise<string | null> {
	const standings = await Promise.all(pool.channelIds.map(id => tx.standings.get(id)));
	const told = standings.filter(standing => standing.tier !== null);
	return told.toSorted((a, b) => (b.reportedAt ?? 0) - (a.reportedAt ?? 0))[0]?.tier ?? null;
}

/** How much of a channel's pool is used at `now`, and whether this contact is counted already. */
export async function poolUse(
	tx: StoreParts,
	pool: Pool,
	contactId: string | null,
	now: number,
): Promise<PoolUse> {
	const tier = await poolTier(tx, pool);
	const { people, firstAt } = await tx.templateSends.opened(pool.channelIds, now - DAY_MS);
	return {
		poolId: pool.id,
		name: pool.name,
		limit: tierLimit(tier),
		used: people,
		counted:
			contactId !== null && (await tx.templateSends.isOpened(pool.channelIds, contactId, now - DAY_MS)),
		freeAt: firstAt === null ? null : firstAt + DAY_MS,
	};
}

/** The restrictions that hold at `now`. */
export function restrictionsAt(standing: Standing, now: number): Standing['restrictions'] {
	return standing.restrictions.filter(one => one.until === null || now < one.until);
}
