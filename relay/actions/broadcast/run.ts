import { fail, type Result } from '../../../shared/contract/result.ts';
import type { Action } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';
import { beginBroadcast } from './begin.ts';
import { endRest } from './end.ts';
import { fourEyes } from './four-eyes.ts';
import { launchProblems } from './problems.ts';
import { answerWith, unknownBroadcast } from './view.ts';

export const launchBroadcast: Action<'broadcast:launch'> = async (parts, request, caller) => {
	const { broadcastId: id } = request;
	const refused = fourEyes(parts, caller);
	if (refused) return refused;
	const changes = new Changes();
	const result = await parts.store.transaction(async (tx): Promise<Result<null>> => {
		const known = await tx.broadcasts.find(id);
		if (!known) return unknownBroadcast();
		if (known.state === 'running' || known.state === 'scheduled') return { ok: true, value: null };
		if (known.state !== 'draft')
			return fail('conflict', `The broadcast is ${known.state}; it cannot be launched again.`);
		const problems = await launchProblems(parts, tx, known);
		const [first] = problems;
		if (first)
			return fail('refused', first.message, {
				refusal: 'not-ready',
				fields: Object.fromEntries(
					problems.flatMap(({ field, message }) => (field === null ? [] : [[`plan.${field}`, message]])),
				),
			});
		const now = parts.now();
		const launchedByName = caller.user.name;
		await tx.broadcasts.update(id, { launchedByName, updatedAt: now, pause: null });
		if (known.plan.startAt !== null && known.plan.startAt > now) {
			await tx.broadcasts.update(id, { state: 'scheduled' });
			changes.broadcast(id);
		} else await beginBroadcast({ parts, tx, changes }, known, now);
		return { ok: true, value: null };
	});
	if (!result.ok) return result;
	await changes.publish(parts.bus);
	return answerWith(parts, id);
};

export const pauseByPerson: Action<'broadcast:pause'> = async (parts, request, caller) => {
	const { broadcastId: id } = request;
	const changes = new Changes();
	const result = await parts.store.transaction(async (tx): Promise<Result<null>> => {
		const known = await tx.broadcasts.find(id);
		if (!known) return unknownBroadcast();
		const now = parts.now();
		if (known.state === 'scheduled') await tx.broadcasts.update(id, { state: 'draft', updatedAt: now });
		else if (known.state === 'running')
			await tx.broadcasts.update(id, {
				state: 'paused',
				pause: {
					reason: 'person',
					message: `${caller.user.name} paused it.`,
					at: now,
					byName: caller.user.name,
				},
				waiting: null,
				updatedAt: now,
			});
		else if (known.state !== 'paused' && known.state !== 'draft')
			return fail('conflict', `The broadcast is ${known.state}; there is nothing to pause.`);
		changes.broadcast(id);
		return { ok: true, value: null };
	});
	if (!result.ok) return result;
	await changes.publish(parts.bus);
	return answerWith(parts, id);
};

export const resumeBroadcast: Action<'broadcast:resume'> = async (parts, request, caller) => {
	const { broadcastId: id } = request;
	const refused = fourEyes(parts, caller);
	if (refused) return refused;
	const changes = new Changes();
	const result = await parts.store.transaction(async (tx): Promise<Result<null>> => {
		const known = await tx.broadcasts.find(id);
		if (!known) return unknownBroadcast();
		if (known.state === 'running') return { ok: true, value: null };
		if (known.state !== 'paused')
			return fail('conflict', `The broadcast is ${known.state}; it cannot go on.`);
		// What stopped it may still stand in its way: better said now than by the next pause.
		const problem = (await launchProblems(parts, tx, known)).find(one => one.field !== 'startAt');
		if (problem) return fail('refused', problem.message, { refusal: 'not-ready' });
		await beginBroadcast({ parts, tx, changes }, known, parts.now());
		return { ok: true, value: null };
	});
	if (!result.ok) return result;
	await changes.publish(parts.bus);
	return answerWith(parts, id);
};

export const cancelBroadcast: Action<'broadcast:cancel'> = async (parts, request) => {
	const { broadcastId: id } = request;
	const changes = new Changes();
	const result = await parts.store.transaction(async (tx): Promise<Result<null>> => {
		const known = await tx.broadcasts.find(id);
		if (!known) return unknownBroadcast();
		if (known.state === 'completed')
			return fail('conflict', 'The broadcast is completed; there is nothing left to cancel.');
		if (known.state === 'cancelled') return { ok: true, value: null };
		const now = parts.now();
		await tx.broadcasts.update(id, {
			state: 'cancelled',
			endedAt: now,
			pause: null,
			waiting: null,
			updatedAt: now,
		});
		changes.broadcast(id);
		return { ok: true, value: null };
	});
	if (!result.ok) return result;
	// From here on nothing goes out; the rest is told to each recipient.
	await changes.publish(parts.bus);
	await endRest(parts, id, 'cancelled');
	return answerWith(parts, id);
};
