import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { type BroadcastPlan, isEditable } from '../../../shared/domain/broadcast.ts';
import { NO_LAUNCH, type StoredBroadcast } from '../../store/broadcasts.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Action, Parts } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';
import { heldByFourEyes } from './four-eyes.ts';
import { answerWith, unknownBroadcast } from './view.ts';

/** What a broadcast may not change once it has begun: whoever got it already got just that. */
const FIXED = ['channelId', 'content', 'fallback', 'logic', 'trackLinks', 'startAt'] as const;

/** Recipients that are changed in one statement: others want the store too. */
const AT_ONCE = 500;

export const saveBroadcast: Action<'broadcast:save'> = async (parts, request, caller) => {
	const { broadcastId: id, plan } = request;
	const changes = new Changes();
	let isOtherPeriod = false;
	const result = await parts.store.transaction(async (tx): Promise<Result<null>> => {
		const known = await tx.broadcasts.find(id);
		const wrong = (await problemOf(parts, tx, id, plan)) ?? mayChange(known, plan, request.basedOn);
		if (wrong) return wrong;
		const now = parts.now();
		changes.broadcast(id);
		if (!known) {
			await tx.broadcasts.insert(newBroadcast(id, plan, { now, user: caller.user }));
			return { ok: true, value: null };
		}
		const same = JSON.stringify(known.plan) === JSON.stringify(plan);
		if (same) return { ok: true, value: null };
		isOtherPeriod = JSON.stringify(known.plan.period) !== JSON.stringify(plan.period);
		await tx.broadcasts.update(id, {
			plan,
			updatedAt: Math.max(now, known.updatedAt + 1),
			// Another plan is launched anew, by somebody who has seen it.
			...(known.state === 'scheduled' && { state: 'draft' as const }),
		});
		if (known.plan.channelId !== plan.channelId) await tx.recipients.moveTo(id, plan.channelId);
		return { ok: true, value: null };
	});
	if (!result.ok) return result;
	// Who was put off until the hours that were set before may have their turn now.
	if (isOtherPeriod)
		while ((await parts.store.recipients.many.wake(id, AT_ONCE)) > 0)
			await new Promise(resolve => setImmediate(resolve));
	await changes.publish(parts.bus);
	return answerWith(parts, id);
};

/** One that nobody has launched. */
export function newBroadcast(
	id: string,
	plan: BroadcastPlan,
	by: { now: number; user: { id: string; name: string } },
): StoredBroadcast {
	return {
		id,
		plan,
		state: 'draft',
		startedAt: null,
		lateMs: null,
		endedAt: null,
		pause: null,
		waiting: null,
		launch: NO_LAUNCH,
		parentId: null,
		createdAt: by.now,
		createdById: by.user.id,
		createdByName: by.user.name,
		launchedByName: null,
		updatedAt: by.now,
	};
}

function mayChange(
	known: StoredBroadcast | null,
	plan: BroadcastPlan,
	basedOn: number | null | undefined,
): Result<never> | null {
	if (!known) return null;
	if (basedOn !== undefined && basedOn !== known.updatedAt)
		return fail(
			'conflict',
			'Somebody else has changed this broadcast meanwhile. Look at their version before you save yours.',
		);
	if (isEditable(known.state)) return null;
	if (known.state !== 'paused')
		return fail('conflict', `The broadcast is ${known.state}; its plan cannot be changed any more.`);
	const changed = FIXED.filter(key => JSON.stringify(known.plan[key]) !== JSON.stringify(plan[key]));
	if (changed.length === 0) return null;
	return fail(
		'conflict',
		'A broadcast that has begun keeps its channel, content and recipients. Its period, speed and brake can be changed while it is paused.',
		{ fields: Object.fromEntries(changed.map(key => [`plan.${key}`, 'cannot be changed any more'])) },
	);
}

/** What of a plan no broadcast may be. What only hinders its launch is said when it is rehearsed and launched. */
async function problemOf(
	parts: Parts,
	tx: StoreParts,
	id: string,
	plan: BroadcastPlan,
): Promise<Result<never> | null> {
	const invalid = (field: string, message: string, what: string) =>
		fail('invalid', message, { fields: { [`plan.${field}`]: what } });
	const owner = await tx.broadcasts.idOfName(plan.name);
	if (owner !== null && owner !== id)
		return invalid(
			'name',
			`There is a broadcast called “${plan.name}” already. Choose another name.`,
			'is taken',
		);
	for (const [field, channelId] of [
		['channelId', plan.channelId],
		['fallback.channelId', plan.fallback?.channelId],
	] as const) {
		if (channelId === undefined) continue;
		const channel = parts.channels.find(channelId);
		if (!channel) return invalid(field, 'There is no such channel.', 'is unknown');
		if (channel.row.type === 'instagram')
			return invalid(
				field,
				'Instagram takes no broadcasts: a business may write only to who wrote in the last 24 hours. Choose WhatsApp or Telegram.',
				'cannot carry broadcasts',
			);
		const content = field === 'channelId' ? plan.content : (plan.fallback?.content ?? null);
		const needsTemplate = channel.provider.capabilities.templates;
		if (content !== null && (content.kind === 'template') !== needsTemplate)
			return invalid(
				field === 'channelId' ? 'content' : 'fallback.content',
				needsTemplate
					? 'WhatsApp takes only approved templates from a business that begins. Choose a template.'
					: 'This channel has no templates. Write a text, or choose a quick reply.',
				needsTemplate ? 'must be a template' : 'cannot be a template',
			);
	}
	const { fallback, period } = plan;
	if (fallback?.channelId === plan.channelId)
		return invalid('fallback.channelId', 'The fallback is the same channel. Choose another.', 'is the same');
	if (period.from !== null && period.to !== null && period.from > period.to)
		return invalid('period.to', 'The last day is before the first.', 'is before the first day');
	if (period.hours !== null && period.hours.from % 1440 === period.hours.to % 1440 && period.hours.from !== 0)
		return invalid('period.hours', 'The hours begin and end at the same time.', 'begin and end together');
	return null;
}

export const removeBroadcast: Action<'broadcast:remove'> = async (parts, request) => {
	const { broadcastId: id } = request;
	const result = await parts.store.transaction(async (tx): Promise<Result<Record<string, never>>> => {
		const known = await tx.broadcasts.find(id);
		if (!known) return { ok: true, value: {} };
		if (known.startedAt !== null)
			return fail(
				'conflict',
				'This broadcast has begun: what was sent stays on record. Cancel it if it should send no more.',
			);
		await tx.broadcasts.remove(id);
		return { ok: true, value: {} };
	});
	if (!result.ok) return result;
	parts.bus.publish('broadcast:removed', { broadcastId: id });
	while ((await parts.store.recipients.many.remove(id, { limit: AT_ONCE })) > 0)
		await new Promise(resolve => setImmediate(resolve));
	return result;
};

export const removeRecipients: Action<'broadcast:remove-recipients'> = async (parts, request, caller) => {
	const { broadcastId: id, recipientIds: ids } = request;
	for (;;) {
		const changes = new Changes();
		const result = await parts.store.transaction(async (tx): Promise<Result<number>> => {
			const known = await tx.broadcasts.find(id);
			if (!known) return unknownBroadcast();
			const held = heldByFourEyes(parts, caller, known);
			if (held) return held;
			if (!isEditable(known.state) || known.startedAt !== null)
				return fail(
					'conflict',
					'The broadcast has begun; nobody can be taken out any more. Pause or cancel it.',
				);
			changes.recipientOf(id);
			return ok(await tx.recipients.many.remove(id, ids ? { ids } : { limit: AT_ONCE }));
		});
		if (!result.ok) return result;
		await changes.publish(parts.bus);
		if (ids || result.value === 0) return answerWith(parts, id);
		await new Promise(resolve => setImmediate(resolve));
	}
};
