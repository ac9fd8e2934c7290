import { fail, type Result } from '../../../shared/contract/result.ts';
import { type BroadcastPlan, type Bucket, isOver } from '../../../shared/domain/broadcast.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Action } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';
import { addFrom } from './add-recipients.ts';
import { newBroadcast } from './save.ts';
import { answerWith, unknownBroadcast } from './view.ts';

/** How a broadcast to those of a bucket is called, after the one that it comes from. */
const NAMES: Readonly<Record<Bucket, string>> = {
	all: 'again',
	waiting: 'the rest',
	sent: 'to those it was sent to',
	delivered: 'to those who got it',
	read: 'to those who read it',
	'not-read': 'to those who did not read it',
	clicked: 'to those who clicked',
	'not-clicked': 'to those who did not click',
	replied: 'to those who answered',
	'not-replied': 'to those who did not answer',
	failed: 'retry',
	skipped: 'to those who were skipped',
	'not-sent': 'to those it was not sent to',
	unknown: 'to those of whom nothing is known',
	stopped: 'to those who opted out',
};

export const deriveBroadcast: Action<'broadcast:derive'> = async (parts, request, caller) => {
	const { broadcastId, newId: id, bucket, sameContent } = request;
	const parent = await parts.store.broadcasts.find(broadcastId);
	if (!parent) return unknownBroadcast();
	// Whoever waits may get it from both.
	if ((bucket === 'waiting' || bucket === 'all') && !isOver(parent.state))
		return fail(
			'conflict',
			'This broadcast has not ended: those who still wait would get both. Cancel it first, or choose others.',
			{ fields: { bucket: 'still changes' } },
		);
	const changes = new Changes();
	const made = await parts.store.transaction(async (tx): Promise<Result<null>> => {
		const known = await tx.broadcasts.find(id);
		if (known && known.parentId !== parent.id)
			return fail('conflict', 'This id belongs to another broadcast. Make a new one.', {
				fields: { newId: 'is in use' },
			});
		if (known) return { ok: true, value: null };
		const plan: BroadcastPlan = {
			...parent.plan,
			name: await freeName(tx, `${parent.plan.name} – ${NAMES[bucket]}`),
			content: sameContent ? parent.plan.content : null,
			startAt: null,
			period: { ...parent.plan.period, from: null, to: null },
		};
		await tx.broadcasts.insert({
			...newBroadcast(id, plan, { now: parts.now(), user: caller.user }),
			parentId: parent.id,
		});
		changes.broadcast(id);
		return { ok: true, value: null };
	});
	if (!made.ok) return made;
	await changes.publish(parts.bus);
	const child = await parts.store.broadcasts.find(id);
	if (!child) return unknownBroadcast();
	const added = await addFrom(parts, child, { kind: 'broadcast', broadcastId, bucket });
	return added.ok ? answerWith(parts, id) : added;
};

const NAME_MAX = 120;

/** The name, or with the first number behind it that is free. */
async function freeName(tx: StoreParts, wanted: string): Promise<string> {
	for (let number = 1; ; number += 1) {
		const end = number === 1 ? '' : ` ${number}`;
		const name = `${wanted.slice(0, NAME_MAX - end.length)}${end}`;
		if ((await tx.broadcasts.idOfName(name)) === null) return name;
	}
}
