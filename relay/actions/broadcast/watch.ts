import type { RecipientCounts } from '../../../shared/domain/broadcast.ts';
import { brakeCounts, brakes } from '../../../shared/domain/broadcast-brake.ts';
import { missedStart } from '../../../shared/domain/send-period.ts';
import { templateSendability } from '../../../shared/domain/template-status.ts';
import { HOUR_MS, SECOND_MS } from '../../../shared/lib/time.ts';
import type { StoredBroadcast } from '../../store/broadcasts.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Parts } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';
import { beginBroadcast } from './begin.ts';
import { type Changing, pauseBroadcast } from './change.ts';
import { endRest } from './end.ts';

/** How late a broadcast without a period may begin by itself. Later somebody is asked: nobody expects yesterday's offer. */
const GRACE_MS = HOUR_MS;
/** How often a running broadcast is looked at. */
const LOOK_EVERY_MS = SECOND_MS;

/** Begins what is due, ends what is done, and lets rest what should not go on. Resolves with when to look again. */
export async function watchBroadcasts(parts: Parts): Promise<number | null> {
	const open = await parts.store.broadcasts.ofStates(['scheduled', 'running']);
	const times: number[] = [];
	for (const broadcast of open) {
		const at = await look(parts, broadcast);
		if (at !== null) times.push(at);
	}
	return times.length === 0 ? null : Math.min(...times);
}

/** What was cancelled when the relay ended, before all of its recipients were told. */
export async function finishCancelled(parts: Parts): Promise<void> {
	for (const { id } of await parts.store.broadcasts.ofStates(['cancelled']))
		if (await parts.store.recipients.isAnyOf(id, ['waiting', 'sending']))
			await endRest(parts, id, 'cancelled');
}

async function look(parts: Parts, broadcast: StoredBroadcast): Promise<number | null> {
	const now = parts.now();
	if (broadcast.state === 'scheduled') {
		const startAt = broadcast.plan.startAt ?? now;
		if (now < startAt) return startAt;
		await start(parts, broadcast, startAt);
		return now + LOOK_EVERY_MS;
	}
	const changes = new Changes();
	await parts.store.transaction(async tx => {
		const fresh = await tx.broadcasts.find(broadcast.id);
		if (fresh?.state === 'running') await lookAtRunning({ parts, tx, changes }, fresh);
	});
	await changes.publish(parts.bus);
	return now + LOOK_EVERY_MS;
}

async function start(parts: Parts, broadcast: StoredBroadcast, startAt: number): Promise<void> {
	const now = parts.now();
	const { zone } = parts.settings.data.rules;
	const changes = new Changes();
	await parts.store.transaction(async tx => {
		const fresh = await tx.broadcasts.find(broadcast.id);
		if (fresh?.state !== 'scheduled') return;
		const does = missedStart(fresh.plan.period, zone, { startAt, now, graceMs: GRACE_MS });
		if (does === 'start') return beginBroadcast({ parts, tx, changes }, fresh, startAt);
		await pauseBroadcast({ parts, tx, changes }, fresh.id, {
			reason: 'missed-start',
			message:
				'The relay did not run at the time at which this broadcast should have begun, and that time is over. Look at it, and let it begin now if it still fits.',
			byName: null,
		});
	});
	await changes.publish(parts.bus);
}

async function lookAtRunning(
	changing: Changing & { readonly parts: Parts },
	broadcast: StoredBroadcast,
): Promise<void> {
	const { parts, tx, changes } = changing;
	const { id, plan, launch } = broadcast;
	const now = parts.now();
	if (!(await tx.recipients.isAnyOf(id, ['waiting', 'sending']))) {
		await tx.broadcasts.update(id, { state: 'completed', endedAt: now, waiting: null, updatedAt: now });
		changes.broadcast(id);
		return;
	}
	const fallback = plan.fallback?.channelId;
	const needsFallback = fallback !== undefined && (await tx.recipients.nextDueAt(id, fallback)) !== null;
	const why =
		(await channelStands(changing, plan.channelId)) ??
		(needsFallback ? await channelStands(changing, fallback) : null) ??
		(await templateStands(tx, broadcast));
	if (why) {
		await pauseBroadcast(changing, id, { ...why, byName: null });
		return;
	}
	const counts = (await tx.broadcasts.counts([id])).get(id);
	if (!counts) return;
	const refused = await tx.broadcastFigures.refused(id);
	const tooMuch = brakes(plan.brake, launch.base, brakeCounts(counts, refused));
	if (tooMuch) {
		await pauseBroadcast(changing, id, { ...tooMuch, byName: null });
		return;
	}
	await noteAgain(changing, broadcast, counts);
}

/** Only those wait whom WhatsApp refused: it is told until when. */
async function noteAgain(
	{ parts, tx, changes }: Changing,
	broadcast: StoredBroadcast,
	counts: RecipientCounts,
): Promise<void> {
	const { count, firstAt } = await tx.recipients.again(broadcast.id, parts.now());
	const isAll = count > 0 && counts.waiting === count && counts.sending === 0;
	const until = isAll ? firstAt : null;
	if (until === null ? broadcast.waiting?.for !== 'refused-marketing' : broadcast.waiting?.until === until)
		return;
	await tx.broadcasts.update(broadcast.id, {
		waiting:
			until === null
				? null
				: {
						for: 'refused-marketing',
						until,
						message: `${count} people get another try later, because their message was refused for now.`,
					},
	});
	changes.broadcast(broadcast.id);
}

async function channelStands(
	{ parts, tx }: Changing & { readonly parts: Parts },
	channelId: string,
): Promise<{ reason: 'channel' | 'balance'; message: string } | null> {
	const channel = parts.channels.find(channelId);
	if (!channel) return { reason: 'channel', message: 'The channel of this broadcast was removed.' };
	const { state, problem, name } = channel.row;
	if (state === 'active') return null;
	const { paid } = await tx.standings.get(channelId);
	return {
		reason: paid ? 'channel' : 'balance',
		message: `${name} does not send: ${problem ?? 'it was switched off.'}`,
	};
}

/** What changed about the template or the number since the broadcast began or was let go on. */
async function templateStands(
	tx: StoreParts,
	{ plan, launch }: StoredBroadcast,
): Promise<{ reason: 'template' | 'category' | 'quality'; message: string } | null> {
	const quality = (await tx.standings.get(plan.channelId)).quality;
	if (isWorse(launch.numberQuality, quality))
		return {
			reason: 'quality',
			message: `The quality of the number has fallen to ${quality}. People block or report it; going on may cost the number its limit.`,
		};
	if (plan.content?.kind !== 'template') return null;
	const stored = await tx.templates.find(plan.channelId, plan.content.name, plan.content.language);
	if (!stored) return { reason: 'template', message: 'The template is no longer there.' };
	const { status, category, quality: grade } = stored.template;
	const { sendable, sentence } = templateSendability(status);
	if (!sendable)
		return { reason: 'template', message: `The template “${plan.content.name}” cannot be sent: ${sentence}` };
	if (launch.category !== null && category !== launch.category)
		return {
			reason: 'category',
			message: `WhatsApp has moved the template from ${launch.category} to ${category}: it costs another price and other rules hold. Look at the cost before it goes on.`,
		};
	if (isWorse(launch.templateQuality, grade))
		return {
			reason: 'quality',
			message: `The quality of the template has fallen to ${grade}. People block or report it; going on may pause it for good.`,
		};
	return null;
}

const GRADES = ['green', 'yellow', 'red'];

function isWorse(before: string | null, now: string | null): boolean {
	const grade = (word: string | null) => GRADES.indexOf(word?.toLowerCase() ?? '');
	// An unknown grade is no fall, and one that was never told is compared with the best.
	return grade(now) > Math.max(grade(before), 0);
}
