import type { ChannelStatisticsView } from '../../../shared/contract/broadcast-views.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import type { MessageTally } from '../../store/message-statistics.ts';
import type { Action } from '../parts.ts';

/** Rows that are counted before others get a turn. */
const STRETCH = 20_000;

type Row = { -readonly [K in keyof ChannelStatisticsView]: ChannelStatisticsView[K] };

/** Messages of each channel between two times, by when the relay got or made them. */
export const showChannelStatistics: Action<'statistics:channels'> = async (parts, request) => {
	const { from, to, channelIds } = request;
	if (from >= to)
		return fail('invalid', 'The period ends before it begins.', { fields: { to: 'is not after the start' } });
	const wanted = new Set(channelIds ?? parts.channels.all().map(channel => channel.row.id));
	const rows = new Map([...wanted].map(id => [id, empty(id)]));
	const people = new Map([...wanted].map(id => [id, new Set<string>()]));
	const { messageStatistics } = parts.store;
	const [first, end] = [await messageStatistics.placeAt(from), await messageStatistics.placeAt(to)];
	for (let place = first; place < end; place += STRETCH) {
		const until = Math.min(place + STRETCH, end);
		for (const tally of await messageStatistics.tally(place, until)) {
			const row = rows.get(tally.channelId);
			if (row) add(row, tally);
		}
		for (const { channelId, conversationId } of await messageStatistics.conversations(place, until))
			people.get(channelId)?.add(conversationId);
		for (const { channelId, currency, amount } of await messageStatistics.costs(place, until)) {
			const row = rows.get(channelId);
			// The cards are of one currency at a time: of another one nothing can be added up.
			if (row && (row.cost === null || row.cost.currency === currency))
				row.cost = { currency, amount: (row.cost?.amount ?? 0) + amount };
		}
		await new Promise(resolve => setImmediate(resolve));
	}
	return ok({
		channels: [...rows.values()].map(row => ({ ...row, people: people.get(row.channelId)?.size ?? 0 })),
	});
};

function empty(channelId: string): Row {
	const none = { inbound: 0, sent: 0, delivered: 0, read: 0, failed: 0, unknown: 0 };
	return { channelId, ...none, byBroadcast: 0, byPeople: 0, automatic: 0, tests: 0, people: 0, cost: null };
}

function add(row: Row, { direction, status, by, isTest, count }: MessageTally): void {
	if (direction === 'inbound') {
		row.inbound += count;
		return;
	}
	if (status === 'queued') return;
	if (status === 'failed') row.failed += count;
	if (status === 'unknown') row.unknown += count;
	if (status === 'read') row.read += count;
	if (status === 'read' || status === 'delivered') row.delivered += count;
	if (status !== 'sent' && status !== 'delivered' && status !== 'read') return;
	row.sent += count;
	if (isTest) row.tests += count;
	if (by === 'broadcast') row.byBroadcast += count;
	else if (by === 'person') row.byPeople += count;
	else row.automatic += count;
}
