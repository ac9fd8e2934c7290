import { Download } from 'lucide';
import { useMemo } from 'preact/hooks';
import { monthChoices, monthsOf, moveMonth, sumUp, totalsCsv } from '../../state/price-totals.ts';
import { createTotals } from '../../state/prices.ts';
import type { PriceTotalView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SelectField } from '../../ui/field.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { LoadedView } from '../loaded-view.tsx';
import styles from './prices.module.css';
import { TotalsTable } from './totals-table.tsx';
import { monthName } from './words.ts';

/** What messages cost in the months of the address, by month, channel, category and country. */
export function Totals({ zone }: { readonly zone: string }) {
	const { port, time, clock, place, go, channels } = useSettings();
	const { channelId, filters } = place.value;
	const now = clock.now.value;
	const { from, to } = monthsOf(filters, now, zone);
	const totals = useStateOf(() => createTotals(port, time, { from, to, channelId }), [from, to, channelId]);
	const months = useMemo(
		() => monthChoices(now, zone, [from, to]).map(month => ({ value: month, label: monthName(month) })),
		[zone, from, to],
	);
	const move = (change: { from: string } | { to: string }) =>
		go({ filters: { ...filters, ...moveMonth({ from, to }, change) } });
	const all = channels.all.value ?? [];
	const shown = totals.current.value;
	return (
		<section class={styles.part}>
			<div class={styles.heading}>
				<h2 class={styles.title}>{t('price_totals')}</h2>
				{shown.value && shown.value.length > 0 && (
					<Button
						icon={Download}
						test="totals-csv"
						onClick={() =>
							save(shown.value ?? [], from, to, id => all.find(one => one.id === id)?.name ?? id)
						}
					>
						{t('price_csv')}
					</Button>
				)}
			</div>
			<div class={styles.filters}>
				<SelectField
					label={t('price_from')}
					value={from}
					options={months}
					test="totals-from"
					onChange={month => move({ from: month })}
				/>
				<SelectField
					label={t('price_to')}
					value={to}
					options={months}
					test="totals-to"
					onChange={month => move({ to: month })}
				/>
				<SelectField
					label={t('column_channel')}
					value={channelId ?? ''}
					options={[
						{ value: '', label: t('all_channels') },
						...all.map(one => ({ value: one.id, label: one.name })),
						...(channelId !== null && !all.some(one => one.id === channelId)
							? [{ value: channelId, label: t('channel_gone') }]
							: []),
					]}
					test="totals-channel"
					onChange={next => go({ channelId: next === '' ? null : next })}
				/>
			</div>
			<LoadedView loaded={shown} failed={t('price_totals_failed')} onRetry={() => void totals.load()}>
				{value =>
					value.length === 0 ? (
						<EmptyState title={t('price_totals_empty')} test="totals-empty">
							{t('price_totals_empty_text')}
						</EmptyState>
					) : (
						<>
							<TotalsTable totals={value} />
							{sumUp(value).some(sum => sum.withoutRate > 0) && (
								<p class={styles.quiet}>{t('price_without_rate_help')}</p>
							)}
						</>
					)
				}
			</LoadedView>
		</section>
	);
}

function save(
	totals: readonly PriceTotalView[],
	from: string,
	to: string,
	channelName: (channelId: string) => string,
): void {
	const heads = [
		t('price_month'),
		t('column_channel'),
		t('column_category'),
		t('price_country'),
		t('price_messages'),
		t('price_billed'),
		t('price_amount'),
		t('price_currency'),
		t('price_without_rate'),
	];
	saveFile(
		`costs-${from === to ? from : `${from}-${to}`}.csv`,
		'text/csv',
		totalsCsv(totals, heads, channelName),
	);
}
