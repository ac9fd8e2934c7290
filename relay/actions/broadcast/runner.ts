import { channelsOf } from '../../../shared/domain/broadcast.ts';
import { SECOND_MS } from '../../../shared/lib/time.ts';
import type { StoredBroadcast } from '../../store/broadcasts.ts';
import type { MessageRow } from '../../store/tables.ts';
import type { Parts } from '../parts.ts';
import { Speed } from './speed.ts';
import type { Ready } from './store-recipient.ts';
import { takeRecipients } from './take.ts';

/** What the sender asks for more when the answers of people leave room. */
export interface BroadcastRunner {
	/** At most so many messages of broadcasts for a channel, stored and claimed. */
	take(channelId: string, limit: number): Promise<Ready[]>;
	/** When to ask again for a channel; null when no broadcast waits there. */
	nextAt(channelId: string): number | null;
	/** A message of a broadcast goes out that was taken before: its speed counts it. */
	count(row: MessageRow): void;
	/** Which broadcasts run is read anew. */
	refresh(): void;
}

/** Taken in one transaction: what was taken and not yet asked for is unknown after a crash. */
const AT_ONCE = 16;
/** Which broadcasts run is read at most this often, and whenever one changes. */
const READ_EVERY_MS = SECOND_MS;
/** How long a broadcast rests after a fault of ours. */
const AFTER_FAULT_MS = 5 * SECOND_MS;
/** Recipients who get nothing make room for others: this often in one round. */
const PASSES = 20;

/** Gives the sender the recipients of running broadcasts in turn, each broadcast at the speed that was set for it. */
export function createBroadcastRunner(parts: Parts, owner: string): BroadcastRunner {
	const speeds = new Map<string, Speed>();
	/** By broadcast and channel: when to look again. */
	const restsUntil = new Map<string, number>();
	const nexts = new Map<string, number | null>();
	let running: readonly StoredBroadcast[] = [];
	let readAt = Number.NEGATIVE_INFINITY;
	let turn = 0;

	async function read(): Promise<void> {
		const now = parts.now();
		if (now >= readAt && now - readAt < READ_EVERY_MS) return;
		readAt = now;
		running = await parts.store.broadcasts.ofStates(['running']);
		const ids = new Set(running.map(one => one.id));
		for (const id of speeds.keys())
			if (!ids.has(id)) {
				speeds.delete(id);
				parts.broadcastRates.forget(id);
			}
		for (const key of restsUntil.keys()) if (!ids.has(key.split(' ')[0] ?? '')) restsUntil.delete(key);
	}

	function speedOf({ id, plan }: StoredBroadcast): Speed {
		const known = speeds.get(id);
		if (known?.perMinute === plan.perMinute) return known;
		const speed = new Speed(plan.perMinute);
		speeds.set(id, speed);
		return speed;
	}

	async function takeFrom(broadcast: StoredBroadcast, channelId: string, limit: number): Promise<Ready[]> {
		const channel = parts.channels.find(channelId);
		if (!channel) return [];
		const key = `${broadcast.id} ${channelId}`;
		const speed = speedOf(broadcast);
		const rows: Ready[] = [];
		for (let pass = 0; pass < PASSES; pass += 1) {
			const now = parts.now();
			const room = Math.min(limit - rows.length, speed.available(now), AT_ONCE - rows.length);
			if (room <= 0) {
				if (rows.length < AT_ONCE) restsUntil.set(key, speed.nextAt(now));
				return rows;
			}
			const taken = await takeRecipients(parts, broadcast, channel, { owner, limit: room }).catch(
				(error: unknown) => {
					// What was taken already, and the answers of people, still go: a fault of one broadcast holds up nobody else.
					parts.log.error(
						{ error, broadcastId: broadcast.id },
						'recipients of a broadcast could not be taken',
					);
					return { rows: [], nextAt: now + AFTER_FAULT_MS };
				},
			);
			// Counted from when they are handed over, not from when they were looked for.
			for (const row of taken.rows) {
				speed.take(parts.now());
				rows.push(row);
			}
			if (taken.rows.length > 0) parts.broadcastRates.note(broadcast.id, taken.rows.length, now);
			restsUntil.set(key, taken.nextAt ?? Number.POSITIVE_INFINITY);
			if (taken.nextAt === null || taken.nextAt > now) return rows;
		}
		return rows;
	}

	return {
		async take(channelId, limit) {
			await read();
			const rows: Ready[] = [];
			const here = running.filter(one => channelsOf(one.plan).includes(channelId));
			turn += 1;
			for (let index = 0; index < here.length; index += 1) {
				const broadcast = here[(turn + index) % here.length];
				if (!broadcast || rows.length >= limit) continue;
				if ((restsUntil.get(`${broadcast.id} ${channelId}`) ?? 0) > parts.now()) continue;
				rows.push(...(await takeFrom(broadcast, channelId, limit - rows.length)));
			}
			const times = here.map(one => restsUntil.get(`${one.id} ${channelId}`) ?? 0).filter(Number.isFinite);
			nexts.set(channelId, times.length === 0 ? null : Math.min(...times));
			return rows;
		},
		nextAt: channelId => nexts.get(channelId) ?? null,
		count(row) {
			if (row.broadcast_id === null || row.recipient_id === null) return;
			speeds.get(row.broadcast_id)?.take(parts.now());
		},
		refresh() {
			readAt = Number.NEGATIVE_INFINITY;
			restsUntil.clear();
		},
	};
}
