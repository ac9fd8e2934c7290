import { byMonth, type PriceSum, sumUp } from '../../state/price-totals.ts';
import type { PriceTotalView } from '../../state/views.ts';
import { categoryWord } from '../../ui/category.ts';
import { countryName } from '../../ui/names.ts';
import { Table } from '../../ui/table.tsx';
import { formatNumber, t } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import styles from './prices.module.css';
import { money, monthName, shortMonth } from './words.ts';

/** The costs line by line, with the sums of each month and of all. */
export function TotalsTable({ totals }: { readonly totals: readonly PriceTotalView[] }) {
	const months = byMonth(totals);
	const all = sumUp(totals);
	return (
		<Table
			label={t('price_totals')}
			columns={[
				{ key: 'month', title: t('price_month') },
				{ key: 'channel', title: t('column_channel') },
				{ key: 'category', title: t('column_category') },
				{ key: 'country', title: t('price_country') },
				{ key: 'messages', title: t('price_messages'), align: 'end' },
				{ key: 'billed', title: t('price_billed'), align: 'end' },
				{ key: 'amount', title: t('price_amount'), align: 'end' },
				{ key: 'without', title: t('price_without_rate'), align: 'end' },
			]}
		>
			{months.flatMap(({ month, rows, sums }) => [
				...rows.map(row => (
					<Row key={`${month} ${row.channelId} ${row.category} ${row.country} ${row.currency}`} row={row} />
				)),
				...sums.map(sum => (
					<Sum
						key={`${month} ${sum.currency}`}
						sum={sum}
						label={named(t('price_sum_of', { month: monthName(month) }), sum, sums)}
						test="totals-month"
					/>
				)),
			])}
			{months.length > 1 &&
				all.map(sum => (
					<Sum key={sum.currency} sum={sum} label={named(t('price_sum_all'), sum, all)} test="totals-all" />
				))}
		</Table>
	);
}

/** Two sums of the same lines are told apart by their currency. */
function named(label: string, { currency }: PriceSum, sums: readonly PriceSum[]): string {
	return sums.length > 1 ? `${label}, ${currency}` : label;
}

function Row({ row }: { readonly row: PriceTotalView }) {
	const { channels } = useSettings();
	return (
		<tr data-test="totals-row">
			<td class={styles.month}>{shortMonth(row.month)}</td>
			<td class={styles.channel}>
				{channels.all.value?.find(one => one.id === row.channelId)?.name ?? t('channel_gone')}
			</td>
			<td>{categoryWord(row.category)}</td>
			<td>{row.country === null ? t('price_country_unknown') : countryName(row.country)}</td>
			<Numbers sum={row} />
		</tr>
	);
}

function Sum({
	sum,
	label,
	test,
}: {
	readonly sum: PriceSum;
	readonly label: string;
	readonly test: string;
}) {
	return (
		<tr class={styles.sum} data-test={test}>
			<th scope="row" colSpan={4}>
				{label}
			</th>
			<Numbers sum={sum} />
		</tr>
	);
}

function Numbers({ sum }: { readonly sum: PriceSum }) {
	return (
		<>
			<td data-align="end">{formatNumber(sum.messages)}</td>
			<td data-align="end">{formatNumber(sum.billed)}</td>
			<td data-align="end">{money(sum.amount, sum.currency)}</td>
			<td data-align="end">{sum.withoutRate === 0 ? '–' : formatNumber(sum.withoutRate)}</td>
		</>
	);
}
