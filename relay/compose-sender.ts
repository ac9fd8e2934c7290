import { holdLaterTry } from './actions/broadcast/later-try.ts';
import { type BroadcastRunner, createBroadcastRunner } from './actions/broadcast/runner.ts';
import type { Ready } from './actions/broadcast/store-recipient.ts';
import { deliver } from './actions/outbox/deliver.ts';
import { giveBack } from './actions/outbox/give-back.ts';
import { recoverTaken } from './actions/outbox/record.ts';
import type { Parts } from './actions/parts.ts';
import { hasEnded, LEASE_MS, RENEW_MS } from './jobs/owner.ts';
import { CAREFUL, createSender, type Sender, type SenderLimits } from './jobs/sender.ts';
import type { MessageRow } from './store/tables.ts';

/** Composes what sends: the sender, with the queue of people's messages and the recipients of broadcasts behind it. */
export function composeSender(given: {
	readonly parts: Parts;
	readonly owner: string;
	readonly onRoom: () => void;
	readonly limits?: Partial<SenderLimits>;
}): {
	readonly sender: Sender;
	readonly broadcasts: BroadcastRunner;
	/** The provider told another speed of a channel. */
	readonly learnThroughput: (channelId: string) => Promise<void>;
} {
	const { parts, owner } = given;
	const { store, channels, log, now } = parts;
	const renewAt = new Map<string, number>();
	const throughputs = new Map<string, number | null>();
	const learnThroughput = async (channelId: string) => {
		throughputs.set(channelId, (await store.standings.get(channelId)).throughput);
	};
	const broadcasts = createBroadcastRunner(parts, owner);
	const sender = createSender<MessageRow | Ready>({
		channels: () =>
			channels
				.all()
				.filter(channel => channel.row.state === 'active')
				.map(channel => channel.row.id),
		async holdLease(channelId) {
			if ((renewAt.get(channelId) ?? 0) > now()) return true;
			const holder = await store.leases.holder(channelId);
			const gone = holder && hasEnded(holder.owner, owner) ? holder.owner : null;
			const held = await store.leases.take(channelId, owner, now(), now() + LEASE_MS, gone);
			if (held) renewAt.set(channelId, now() + RENEW_MS);
			else renewAt.delete(channelId);
			return held;
		},
		async recover(channelId) {
			await learnThroughput(channelId);
			const count = await recoverTaken(parts, channelId, owner);
			if (count > 0)
				log.warn(
					{ channelId, count },
					'messages were on their way when the relay ended: nobody knows whether they went out',
				);
		},
		// The answers of people first, then broadcasts.
		async claim(channelId, limit) {
			const rows: MessageRow[] = [];
			for (const row of await store.outbox.claim(channelId, owner, now(), limit))
				if (!(await holdLaterTry(parts, row))) rows.push(row);
			for (const row of rows) broadcasts.count(row);
			if (rows.length >= limit) return rows;
			return [...rows, ...(await broadcasts.take(channelId, limit - rows.length))];
		},
		deliver: row => deliver(parts, row),
		postpone: (row, dueAt) => giveBack(parts, row, dueAt),
		async nextDueAt(channelId, at) {
			const times = [await store.outbox.nextDueAt(channelId, at), broadcasts.nextAt(channelId)];
			const known = times.filter(time => time !== null);
			return known.length === 0 ? null : Math.min(...known);
		},
		onRoom: given.onRoom,
		now,
		pace: channelId => channels.find(channelId)?.provider.pace ?? CAREFUL,
		throughput: channelId => throughputs.get(channelId) ?? null,
		...(given.limits && { limits: given.limits }),
	});
	return { sender, broadcasts, learnThroughput };
}
