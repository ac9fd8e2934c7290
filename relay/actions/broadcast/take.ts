import { afterRefusal } from '../../../shared/domain/broadcast-outcome.ts';
import { tierLimit } from '../../../shared/domain/limits.ts';
import { isInPeriod, nextInAll, zonesOf } from '../../../shared/domain/send-period.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StoredBroadcast } from '../../store/broadcasts.ts';
import type { RecipientRow } from '../../store/tables.ts';
import { poolOf, poolTier } from '../limit/pools.ts';
import type { Parts } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';
import { pauseBroadcast } from './change.ts';
import { prepareBase } from './content.ts';
import { type Judged, judge } from './judge.ts';
import { contentProblems } from './problems.ts';
import { type Ready, storeRecipient, type Taking } from './store-recipient.ts';

export interface Taken {
	readonly rows: Ready[];
	/** When to ask again; null when the broadcast does not run. `now` when more may go at once. */
	readonly nextAt: number | null;
}

/** Recipients that get another turn together, because it is night where they are. */
const POSTPONED_AT_ONCE = 2_000;
/** When nobody's turn has come: a failure may give somebody another one, also on the fallback channel, and tells nobody. */
const LOOK_AGAIN_MS = 5 * SECOND_MS;
/** How long a full limit is left alone. */
const LIMIT_REST_MS = MINUTE_MS;

/**
 * Takes the next recipients of a broadcast on one channel, in one transaction: asks the rules about each as things are now,
 * takes their places in the limit, and stores a message for each that may be written to, claimed by `owner`. After a crash
 * those messages are what is unknown, and nothing else is.
 */
export async function takeRecipients(
	parts: Parts,
	broadcast: StoredBroadcast,
	channel: LiveChannel,
	{ owner, limit }: { owner: string; limit: number },
): Promise<Taken> {
	const changes = new Changes();
	const taken = await parts.store.transaction(async (tx): Promise<Taken> => {
		const fresh = await tx.broadcasts.find(broadcast.id);
		if (fresh?.state !== 'running') return { rows: [], nextAt: null };
		return take({ parts, tx, changes, broadcast: fresh, channel, owner }, limit);
	});
	await changes.publish(parts.bus);
	return taken;
}

async function take(taking: Taking, limit: number): Promise<Taken> {
	const { parts, tx, changes, broadcast, channel } = taking;
	const { id, plan } = broadcast;
	const now = parts.now();
	const isFallback = channel.row.id !== plan.channelId;
	const content = isFallback ? (plan.fallback?.content ?? null) : plan.content;
	const { zone } = parts.settings.data.rules;

	if (plan.period.clock === 'account' && !isInPeriod(plan.period, zone, now))
		return restForPeriod(taking, nextInAll(plan.period, [zone], now));
	const rows = await tx.recipients.due(id, channel.row.id, now, limit);
	if (rows.length === 0) {
		const dueAt = await tx.recipients.nextDueAt(id, channel.row.id);
		return { rows: [], nextAt: Math.min(dueAt ?? Number.POSITIVE_INFINITY, now + LOOK_AGAIN_MS) };
	}
	const asleep = await putOff(taking, rows, zone);
	const awake = rows.filter(row => !asleep.has(row.country));
	if (awake.length === 0) return { rows: [], nextAt: now };

	const prepared = await prepareBase(tx, channel, content, isFallback ? 'fallback.content' : 'content');
	if ('unready' in prepared) {
		await pauseBroadcast(taking, id, { ...prepared.unready, byName: null });
		return { rows: [], nextAt: null };
	}
	const authorName = broadcast.launchedByName ?? broadcast.createdByName;
	const judging = { broadcastId: id, logic: plan.logic, channel, base: prepared.base, authorName };
	const judged = await judge(parts, tx, judging, awake);
	changes.recipientOf(id);
	// A template may have been edited meanwhile: what nobody's values fit is no fault of these.
	const unfit = judged.some(({ verdict }) => !verdict.allowed && verdict.refusal === 'parameters');
	const [general] = unfit ? await contentProblems(parts, tx, channel.row.id, content, '') : [];
	if (general) {
		const reason = content?.kind === 'template' ? 'template' : 'content';
		await pauseBroadcast(taking, id, { reason, message: general.message, byName: null });
		return { rows: [], nextAt: null };
	}
	const places = await placesFor(taking, judged);
	const ready: Ready[] = [];
	const written = new Set<string>();
	for (const one of judged) {
		// What one number of a person gets counts when the rules are asked about the next: their turn is in the next round.
		if (one.contactId !== null && written.has(one.contactId)) continue;
		const does = await consequence(taking, one, places);
		if (does === 'stop') return { rows: ready, nextAt: null };
		if (does === 'wait') return { rows: ready, nextAt: await restForLimit(taking) };
		if (does !== 'send') continue;
		ready.push(await storeRecipient(taking, one));
		if (one.contactId !== null) written.add(one.contactId);
	}
	if (broadcast.waiting !== null && ready.length > 0) {
		await tx.broadcasts.update(id, { waiting: null });
		changes.broadcast(id);
	}
	return { rows: ready, nextAt: now };
}

/** Gives those of countries where it is not the time another turn; the countries. */
async function putOff(
	taking: Taking,
	rows: readonly RecipientRow[],
	zone: string,
): Promise<Set<string | null>> {
	const { parts, tx, broadcast, channel } = taking;
	const { period } = broadcast.plan;
	const asleep = new Set<string | null>();
	if (period.clock === 'account') return asleep;
	const now = parts.now();
	for (const country of new Set(rows.map(row => row.country))) {
		const next = nextInAll(period, zonesOf(period, country, zone), now);
		if (next === now) continue;
		asleep.add(country);
		if (next !== null)
			await tx.recipients.many.postpone(
				{ broadcastId: broadcast.id, channelId: channel.row.id, country },
				{ now, dueAt: next },
				POSTPONED_AT_ONCE,
			);
		else
			for (const row of rows)
				if (row.country === country)
					await tx.recipients.update(Number(row.id), {
						state: 'not-sent',
						reason: 'period-over',
						detail: null,
						due_at: null,
					});
	}
	return asleep;
}

/** Room in the limit pool, and who needs none. */
interface Places {
	room: number;
	readonly counted: ReadonlySet<string>;
}

async function placesFor({ parts, tx, channel }: Taking, judged: readonly Judged[]): Promise<Places> {
	const opening = judged.filter(one => one.opens);
	const open = { room: Number.POSITIVE_INFINITY, counted: new Set<string>() };
	if (opening.length === 0) return open;
	const pool = poolOf(parts, channel);
	const limit = tierLimit(await poolTier(tx, pool));
	if (limit === null) return open;
	const now = parts.now();
	const ids = opening.flatMap(one => one.contactId ?? []);
	const counted = await tx.templateSends.openedOf(pool.channelIds, ids, now - DAY_MS);
	return { room: await parts.poolCounts.room(tx, pool, { limit, wanted: opening.length }, now), counted };
}

async function consequence(
	taking: Taking,
	one: Judged,
	places: Places,
): Promise<'send' | 'next' | 'wait' | 'stop'> {
	const { tx, broadcast, channel } = taking;
	const skip = async (reason: string, detail: string | null) => {
		await tx.recipients.update(Number(one.row.id), { state: 'skipped', reason, detail, due_at: null });
		return 'next' as const;
	};
	if (one.repeats !== null) return skip(one.repeats, null);
	if (one.filled.problem !== null) return skip('parameters', one.filled.problem);
	if (one.verdict.allowed) {
		if (!one.opens || places.counted.has(one.contactId ?? '')) return 'send';
		if (places.room <= 0) return 'wait';
		places.room -= 1;
		return 'send';
	}
	const { refusal, message, until } = one.verdict;
	// Whoever was refused before this broadcast too rests longer than its own first wait.
	if (refusal === 'marketing-held' && until !== null && Number(one.row.attempts) > 0) {
		await tx.recipients.update(Number(one.row.id), { due_at: until });
		return 'next';
	}
	const does = afterRefusal(one.verdict);
	switch (does.does) {
		case 'skip':
			return skip(refusal, message);
		case 'fallback': {
			const { fallback } = broadcast.plan;
			if (!fallback || Number(one.row.fallback) === 1 || channel.row.id === fallback.channelId)
				return skip(refusal, message);
			await tx.recipients.update(Number(one.row.id), {
				channel_id: fallback.channelId,
				fallback: 1,
				reason: refusal,
				detail: message,
			});
			// The other channel may have had nothing to do.
			taking.changes.broadcast(broadcast.id);
			return 'next';
		}
		case 'wait':
			return 'wait';
		case 'pause':
			await pauseBroadcast(taking, broadcast.id, { reason: does.reason, message, byName: null });
			return 'stop';
	}
}

async function restForPeriod(taking: Taking, until: number | null): Promise<Taken> {
	const { tx, broadcast } = taking;
	if (until === null) {
		// The last day is over: whoever has had no turn has none any more.
		await tx.recipients.many.endWaiting(
			broadcast.id,
			{ state: 'not-sent', reason: 'period-over' },
			POSTPONED_AT_ONCE,
		);
		taking.changes.recipientOf(broadcast.id);
		return { rows: [], nextAt: taking.parts.now() };
	}
	await noteWaiting(taking, {
		for: 'period',
		until,
		message: 'It is outside the hours in which this broadcast may send.',
	});
	return { rows: [], nextAt: until };
}

async function restForLimit(taking: Taking): Promise<number> {
	const { parts, tx, channel } = taking;
	const now = parts.now();
	const pool = poolOf(parts, channel);
	const { firstAt } = await tx.templateSends.opened(pool.channelIds, now - DAY_MS);
	const until = Math.max(firstAt === null ? 0 : firstAt + DAY_MS + SECOND_MS, now + LIMIT_REST_MS);
	await noteWaiting(taking, {
		for: 'limit',
		until,
		message: 'The limit of new contacts in 24 hours is used up. It goes on by itself when there is room.',
	});
	return until;
}

async function noteWaiting(
	{ tx, changes, broadcast }: Taking,
	waiting: NonNullable<StoredBroadcast['waiting']>,
): Promise<void> {
	if (broadcast.waiting?.for === waiting.for && broadcast.waiting.until === waiting.until) return;
	await tx.broadcasts.update(broadcast.id, { waiting });
	changes.broadcast(broadcast.id);
}
