import { createAnalytics } from '../../state/broadcast-analytics.ts';
import type { AnalyticsView, BroadcastView } from '../../state/views.ts';
import { countryName } from '../../ui/names.ts';
import { Table } from '../../ui/table.tsx';
import { formatNumber, plural, t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { LoadedView } from '../loaded-view.tsx';
import styles from './broadcasts.module.css';
import { CostTable } from './cost-table.tsx';
import { BucketLink } from './numbers.tsx';
import { OverTime } from './over-time.tsx';
import rehearsalStyles from './rehearsal.module.css';
import { percent } from './words.ts';

/** How a broadcast does: over time, why some did not get it, by country, by link, and what it cost. */
export function Analytics({ broadcast: { id } }: { readonly broadcast: BroadcastView }) {
	const { port, time } = useSettings();
	const analytics = useStateOf(() => createAnalytics(port, time, id), [id]);
	return (
		<LoadedView
			loaded={analytics.current.value}
			failed={t('bc_analytics_failed')}
			onRetry={() => void analytics.load()}
		>
			{value => (
				<div class={rehearsalStyles.rehearsal} data-test="analytics">
					<OverTime overTime={value.overTime} />
					<Reasons id={id} reasons={value.reasons} />
					<Countries id={id} countries={value.byCountry} />
					<Links links={value.links} />
					{value.cost && (
						<section class={rehearsalStyles.section}>
							<h2>{t('bc_cost')}</h2>
							<CostTable cost={value.cost} />
						</section>
					)}
					{value.tests > 0 && (
						<p class={styles.meta} data-test="tests">
							{plural('bc_tests', value.tests)}
						</p>
					)}
				</div>
			)}
		</LoadedView>
	);
}

function Reasons({ id, reasons }: { readonly id: string; readonly reasons: AnalyticsView['reasons'] }) {
	if (reasons.length === 0) return null;
	return (
		<section class={rehearsalStyles.section}>
			<h2>{t('bc_reasons')}</h2>
			<Table
				label={t('bc_reasons')}
				columns={[
					{ key: 'reason', title: t('bc_reason') },
					{ key: 'next', title: t('bc_next_step') },
					{ key: 'count', title: t('bc_people_column'), align: 'end' },
				]}
			>
				{reasons.map(({ state, reason, message, nextStep, count, retryable }) => (
					<tr key={`${state} ${reason}`} data-test="reason-row" data-id={reason}>
						<td class={styles.words}>{message}</td>
						<td class={styles.words}>
							{nextStep} {retryable && <span class={styles.meta}>{t('bc_retryable')}</span>}
						</td>
						<td data-align="end">
							<BucketLink id={id} bucket={state} reason={reason} test="reason-people">
								{formatNumber(count)}
							</BucketLink>
						</td>
					</tr>
				))}
			</Table>
		</section>
	);
}

function Countries({
	id,
	countries,
}: {
	readonly id: string;
	readonly countries: AnalyticsView['byCountry'];
}) {
	if (countries.length < 2) return null;
	return (
		<section class={rehearsalStyles.section}>
			<h2>{t('bc_by_country')}</h2>
			<Table
				label={t('bc_by_country')}
				columns={[
					{ key: 'country', title: t('price_country') },
					{ key: 'audience', title: t('bc_audience'), align: 'end' },
					{ key: 'sent', title: t('bc_bucket_sent'), align: 'end' },
					{ key: 'delivered', title: t('bc_bucket_delivered'), align: 'end' },
					{ key: 'read', title: t('bc_bucket_read'), align: 'end' },
					{ key: 'replied', title: t('bc_bucket_replied'), align: 'end' },
					{ key: 'failed', title: t('bc_bucket_failed'), align: 'end' },
				]}
			>
				{countries.map(one => (
					<tr key={one.country ?? ''} data-test="country-row">
						<td>
							{one.country === null ? (
								t('price_country_unknown')
							) : (
								<BucketLink id={id} bucket="all" country={one.country} test="country-people">
									{countryName(one.country)}
								</BucketLink>
							)}
						</td>
						<td data-align="end">{formatNumber(one.audience)}</td>
						<td data-align="end">{formatNumber(one.sent)}</td>
						{(['delivered', 'read', 'replied', 'failed'] as const).map(key => (
							<td key={key} data-align="end" title={formatNumber(one[key])}>
								{key === 'failed' ? formatNumber(one.failed) : percent(one[key], one.sent)}
							</td>
						))}
					</tr>
				))}
			</Table>
		</section>
	);
}

function Links({ links }: { readonly links: AnalyticsView['links'] }) {
	if (links.length === 0) return null;
	return (
		<section class={rehearsalStyles.section}>
			<h2>{t('bc_links')}</h2>
			<Table
				label={t('bc_links')}
				columns={[
					{ key: 'url', title: t('bc_link') },
					{ key: 'people', title: t('bc_people_column'), align: 'end' },
					{ key: 'clicks', title: t('bc_clicks'), align: 'end' },
				]}
			>
				{links.map(({ url, people, clicks }) => (
					<tr key={url} data-test="link-row">
						<td class={styles.words}>{url}</td>
						<td data-align="end">{formatNumber(people)}</td>
						<td data-align="end">{formatNumber(clicks)}</td>
					</tr>
				))}
			</Table>
		</section>
	);
}
