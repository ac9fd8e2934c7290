import { formatMoney } from '../../../shared/domain/pricing.ts';
import { STATISTIC_COLUMNS, type StatisticColumn, sumChannels } from '../../state/statistics.ts';
import type { ChannelStatisticsView } from '../../state/views.ts';
import { Table } from '../../ui/table.tsx';
import { formatNumber, type TextKey, t, textLocale } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import styles from './statistics.module.css';

const WORDS: Record<StatisticColumn, TextKey> = {
	inbound: 'stats_inbound',
	sent: 'stats_sent',
	delivered: 'stats_delivered',
	read: 'stats_read',
	failed: 'stats_unsent',
	unknown: 'stats_unknown',
	byBroadcast: 'stats_by_broadcast',
	byPeople: 'stats_by_people',
	automatic: 'stats_automatic',
	tests: 'stats_tests',
	people: 'stats_people',
};

/** The numbers of each channel and of all together. */
export function StatisticsTable({
	channels: shown,
}: {
	readonly channels: readonly ChannelStatisticsView[];
}) {
	const { channels } = useSettings();
	const { counts, costs } = sumChannels(shown);
	const hasTests = counts.tests > 0;
	return (
		<div class={styles.table}>
			<Table
				label={t('nav_statistics')}
				columns={[
					{ key: 'channel', title: t('column_channel') },
					...STATISTIC_COLUMNS.map(key => ({
						key,
						title: key === 'tests' ? `${t(WORDS[key])} *` : t(WORDS[key]),
						align: 'end' as const,
					})),
					{ key: 'cost', title: t('price_amount'), align: 'end' },
				]}
			>
				{shown.map(one => (
					<tr key={one.channelId} data-test="stats-row" data-id={one.channelId}>
						<td class={styles.channel}>
							{channels.all.value?.find(channel => channel.id === one.channelId)?.name ?? t('channel_gone')}
						</td>
						{STATISTIC_COLUMNS.map(key => (
							<td key={key} data-align="end" data-column={key}>
								{formatNumber(one[key])}
							</td>
						))}
						<td data-align="end">
							{one.cost ? formatMoney(one.cost.amount, one.cost.currency, textLocale()) : '–'}
						</td>
					</tr>
				))}
				{shown.length > 1 && (
					<tr class={styles.sum} data-test="stats-sum">
						<th scope="row">{t('stats_all')}</th>
						{STATISTIC_COLUMNS.map(key => (
							<td key={key} data-align="end">
								{/* Somebody on two channels is one person: theirs make no sum. */}
								{key === 'people' ? '–' : formatNumber(counts[key])}
							</td>
						))}
						<td data-align="end">
							{costs.length === 0
								? '–'
								: costs.map(one => (
										<p key={one.currency}>{formatMoney(one.amount, one.currency, textLocale())}</p>
									))}
						</td>
					</tr>
				)}
			</Table>
			{hasTests && (
				<p class={styles.quiet} data-test="stats-tests">
					* {t('stats_tests_help')}
				</p>
			)}
		</div>
	);
}
