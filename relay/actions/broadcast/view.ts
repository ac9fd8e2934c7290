import type { BroadcastView } from '../../../shared/contract/broadcast-views.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { SECOND_MS } from '../../../shared/lib/time.ts';
import type { StoredBroadcast } from '../../store/broadcasts.ts';
import type { Action, Parts } from '../parts.ts';

/** Broadcasts as the extension sees them, in the order given. */
export async function broadcastViews(
	parts: Parts,
	broadcasts: readonly StoredBroadcast[],
): Promise<BroadcastView[]> {
	const { store } = parts;
	const counts = await store.broadcasts.counts(broadcasts.map(one => one.id));
	const parentIds = [...new Set(broadcasts.flatMap(one => one.parentId ?? []))];
	const parents = new Map((await store.broadcasts.findMany(parentIds)).map(one => [one.id, one]));
	const now = parts.now();
	const views: BroadcastView[] = [];
	for (const one of broadcasts) {
		const own = counts.get(one.id);
		if (!own) continue;
		const parent = parents.get(one.parentId ?? '');
		const runs = one.state === 'running';
		const again = runs || one.state === 'paused' ? (await store.recipients.again(one.id, now)).count : 0;
		const rate = runs ? parts.broadcastRates.of(one.id, now) : 0;
		const left = own.waiting - again;
		views.push({
			id: one.id,
			plan: one.plan,
			state: one.state,
			counts: own,
			again,
			pause: one.pause,
			waiting: one.waiting,
			parent: parent ? { id: parent.id, name: parent.plan.name } : null,
			createdAt: one.createdAt,
			createdByName: one.createdByName,
			launchedByName: one.launchedByName,
			startedAt: one.startedAt,
			startedLateMs: one.lateMs,
			endedAt: one.endedAt,
			expectedEndAt:
				runs && rate > 0 && one.waiting === null && left > 0 ? now + (left / rate) * SECOND_MS : null,
			rate,
			updatedAt: one.updatedAt,
		});
	}
	return views;
}

/** One broadcast as it is now, as an answer. */
export async function answerWith(parts: Parts, id: string): Promise<Result<{ broadcast: BroadcastView }>> {
	const found = await parts.store.broadcasts.find(id);
	const [broadcast] = found ? await broadcastViews(parts, [found]) : [];
	return broadcast ? ok({ broadcast }) : unknownBroadcast();
}

/** There is none with this id. */
export function unknownBroadcast(): Result<never> {
	return fail('not-found', 'There is no such broadcast. Somebody may have thrown it away.', {
		fields: { broadcastId: 'is unknown' },
	});
}

export const showBroadcast: Action<'broadcast:show'> = (parts, request) =>
	answerWith(parts, request.broadcastId);

export const listBroadcasts: Action<'broadcast:list'> = async (parts, request) => {
	const { limit } = request;
	const found = await parts.store.broadcasts.list({ ...request, limit: limit + 1 });
	return ok({
		broadcasts: await broadcastViews(parts, found.slice(0, limit)),
		hasMore: found.length > limit,
	});
};
