import type { UnreadableView } from '../../../shared/contract/broadcast-views.ts';
import type { CheckedRequestOf } from '../../../shared/contract/commands/index.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { isEditable } from '../../../shared/domain/broadcast.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StoredBroadcast } from '../../store/broadcasts.ts';
import type { Action, Parts } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';
import { type Candidate, toRecipients } from './candidates.ts';
import { heldByFourEyes } from './four-eyes.ts';
import { candidatesOf } from './sources.ts';
import { broadcastViews, unknownBroadcast } from './view.ts';

export type Source = CheckedRequestOf<'broadcast:add-recipients'>['source'];

/** As many as anybody reads; the rest is counted. */
const TOLD = 100;

export interface Added {
	added: number;
	repeated: number;
	unreadable: UnreadableView[];
	unreadableCount: number;
}

export const addRecipients: Action<'broadcast:add-recipients'> = async (parts, request, caller) => {
	const ids = [...new Set(request.broadcastIds)];
	const found = await parts.store.broadcasts.findMany(ids);
	const broadcasts = ids.map(id => found.find(one => one.id === id));
	const missing = broadcasts.indexOf(undefined);
	if (missing >= 0) return unknownBroadcast();
	const sum: Added = { added: 0, repeated: 0, unreadable: [], unreadableCount: 0 };
	for (const broadcast of broadcasts) {
		if (!broadcast) continue;
		const held = heldByFourEyes(parts, caller, broadcast);
		if (held) return held;
		const added = await addFrom(parts, broadcast, request.source);
		if (!added.ok) return added;
		sum.added += added.value.added;
		sum.repeated += added.value.repeated;
		// The same lines are unreadable for each.
		if (added.value.unreadableCount >= sum.unreadableCount) {
			sum.unreadable = added.value.unreadable;
			sum.unreadableCount = added.value.unreadableCount;
		}
	}
	const fresh = await parts.store.broadcasts.findMany(ids);
	return ok({ ...sum, broadcasts: await broadcastViews(parts, fresh) });
};

/** Adds all of a source to one broadcast, in parts: what was added before something failed stays, and counts once. */
export async function addFrom(
	parts: Parts,
	broadcast: StoredBroadcast,
	source: Source,
): Promise<Result<Added>> {
	const closed = () =>
		fail(
			'conflict',
			`The broadcast “${broadcast.plan.name}” has begun, so nobody can be added. Make a new one for them.`,
		);
	if (!isEditable(broadcast.state)) return closed();
	const channel = parts.channels.find(broadcast.plan.channelId);
	if (!channel)
		return fail('refused', 'The channel of this broadcast was removed. Choose another channel first.', {
			refusal: 'channel-off',
		});
	const found = await candidatesOf(parts, source, broadcast.plan.logic, channel);
	if (!found.ok) return found;
	const sum: Added = { added: 0, repeated: 0, unreadable: [], unreadableCount: 0 };
	const note = (one: UnreadableView) => {
		sum.unreadableCount += 1;
		if (sum.unreadable.length < TOLD) sum.unreadable.push(one);
	};
	for await (const batch of found.value(note)) {
		const added = await addBatch(parts, broadcast, channel, batch);
		if (added === null) return closed();
		sum.added += added;
		sum.repeated += batch.length - added;
		// Others want the store too.
		await new Promise(resolve => setImmediate(resolve));
	}
	return ok(sum);
}

/** Null when the broadcast began meanwhile. */
async function addBatch(
	parts: Parts,
	broadcast: StoredBroadcast,
	channel: LiveChannel,
	batch: readonly Candidate[],
): Promise<number | null> {
	const changes = new Changes();
	const added = await parts.store.transaction(async tx => {
		const fresh = await tx.broadcasts.find(broadcast.id);
		if (!fresh || !isEditable(fresh.state)) return null;
		changes.recipientOf(broadcast.id);
		return tx.recipients.add(await toRecipients(tx, fresh, channel, batch));
	});
	await changes.publish(parts.bus);
	return added;
}
