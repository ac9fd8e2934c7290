import type { ChannelStatisticsView } from '../../shared/contract/broadcast-views.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createCalmReload } from './calm-reload.ts';
import type { TimeSource } from './clock.ts';
import { addDays, type DayRange, dayStart } from './days.ts';
import { createSource, type Source } from './loaded.ts';

/** Numbers change with every message; more often than this they are not asked for. */
const RELOAD_MS = 10 * SECOND_MS;

/** Reads what each channel (or one) did on some days of a zone, and soon again after messages have changed. */
export function createStatistics(
	port: RelayPort,
	time: TimeSource,
	{ from, to }: DayRange,
	zone: string,
	channelId: string | null,
): Source<readonly ChannelStatisticsView[]> {
	const source = createSource<readonly ChannelStatisticsView[]>(port, [], async () => {
		const answer = await port.call('statistics:channels', {
			from: dayStart(from, zone),
			to: dayStart(addDays(to, 1), zone),
			...(channelId !== null && { channelIds: [channelId] }),
		});
		return answer.ok ? { ok: true, value: answer.value.channels } : answer;
	});
	const reload = createCalmReload(time, RELOAD_MS, () => void source.load());
	const stopListening = port.on('conversation:changed', reload.soon);
	return {
		...source,
		stop: () => {
			stopListening();
			reload.stop();
			source.stop();
		},
	};
}

/** The numbers that are added up over channels. */
export const STATISTIC_COLUMNS = [
	'inbound',
	'sent',
	'delivered',
	'read',
	'failed',
	'unknown',
	'byBroadcast',
	'byPeople',
	'automatic',
	'tests',
	'people',
] as const;
export type StatisticColumn = (typeof STATISTIC_COLUMNS)[number];

/** All channels together. Amounts of two currencies make no sum, so there is one for each. */
export function sumChannels(channels: readonly ChannelStatisticsView[]): {
	readonly counts: Readonly<Record<StatisticColumn, number>>;
	readonly costs: readonly { readonly currency: string; readonly amount: number }[];
} {
	const counts = Object.fromEntries(
		STATISTIC_COLUMNS.map(column => [column, channels.reduce((sum, one) => sum + one[column], 0)]),
	) as Record<StatisticColumn, number>;
	const amounts = new Map<string, number>();
	for (const { cost } of channels)
		if (cost) amounts.set(cost.currency, (amounts.get(cost.currency) ?? 0) + cost.amount);
	return {
		counts,
		costs: [...amounts]
			.map(([currency, amount]) => ({ currency, amount }))
			.sort((a, b) => a.currency.localeCompare(b.currency)),
	};
}
