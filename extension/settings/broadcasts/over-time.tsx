import { ChartLine as ChartIcon, Table2 } from 'lucide';
import { useMemo, useState } from 'preact/hooks';
import { type Series, shownSeries } from '../../state/broadcast-numbers.ts';
import type { AnalyticsView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { lazy } from '../../ui/lazy.tsx';
import { Table } from '../../ui/table.tsx';
import { formatNumber, type TextKey, t } from '../../ui/text.ts';
import styles from './broadcasts.module.css';
import rehearsalStyles from './rehearsal.module.css';
import { zonedTime } from './times.ts';

const Chart = lazy(() => import('../../ui/chart.tsx').then(one => one.Chart));

/** Each line has a colour and dashes of its own. */
const LOOKS: Record<
	Series,
	{ readonly word: TextKey; readonly token: string; readonly dash: readonly number[] }
> = {
	sent: { word: 'bc_bucket_sent', token: '--text-2', dash: [] },
	delivered: { word: 'bc_bucket_delivered', token: '--good', dash: [8, 4] },
	read: { word: 'bc_bucket_read', token: '--info', dash: [2, 3] },
	replied: { word: 'bc_bucket_replied', token: '--accent', dash: [10, 3, 2, 3] },
	clicked: { word: 'bc_bucket_clicked', token: '--warn', dash: [5, 5] },
	failed: { word: 'bc_bucket_failed', token: '--bad', dash: [1, 4] },
};

/** What happened when, as lines or as the same numbers in a table. */
export function OverTime({ overTime }: { readonly overTime: AnalyticsView['overTime'] }) {
	const [look, setLook] = useState<'chart' | 'table'>('chart');
	const { points } = overTime;
	const series = useMemo(() => shownSeries(overTime), [overTime]);
	const times = useMemo(() => points.map(point => point.at), [points]);
	const lines = useMemo(
		() =>
			series.map(one => ({
				name: t(LOOKS[one].word),
				token: LOOKS[one].token,
				dash: LOOKS[one].dash,
				values: points.map(point => point[one]),
			})),
		[points, series],
	);
	if (points.length === 0) return null;
	return (
		<section class={rehearsalStyles.section}>
			<div class={styles.tools}>
				<h2>{t('bc_over_time')}</h2>
				<Button
					look="quiet"
					icon={look === 'chart' ? Table2 : ChartIcon}
					test="chart-twin"
					onClick={() => setLook(look === 'chart' ? 'table' : 'chart')}
				>
					{t(look === 'chart' ? 'bc_as_table' : 'bc_as_chart')}
				</Button>
			</div>
			{look === 'chart' ? (
				<Chart times={times} lines={lines} label={t('bc_chart_label')} />
			) : (
				<Table
					label={t('bc_over_time')}
					columns={[
						{ key: 'at', title: t('bc_time') },
						...series.map(one => ({ key: one, title: t(LOOKS[one].word), align: 'end' as const })),
					]}
				>
					{points.map(point => (
						<tr key={point.at} data-test="time-row">
							<td>{zonedTime(point.at)}</td>
							{series.map(one => (
								<td key={one} data-align="end">
									{formatNumber(point[one])}
								</td>
							))}
						</tr>
					))}
				</Table>
			)}
		</section>
	);
}
