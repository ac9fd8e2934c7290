import type { CostView } from '../../state/views.ts';
import { categoryWord } from '../../ui/category.ts';
import { countryName } from '../../ui/names.ts';
import { Table } from '../../ui/table.tsx';
import { formatNumber, plural, t } from '../../ui/text.ts';
import styles from './broadcasts.module.css';
import rehearsalStyles from './rehearsal.module.css';
import { money } from './words.ts';

/** What it costs by country and category, with the sum. */
export function CostTable({ cost }: { readonly cost: CostView }) {
	const { currency, amount, withoutRate, byCountry } = cost;
	return (
		<>
			<Table
				label={t('bc_cost')}
				columns={[
					{ key: 'country', title: t('price_country') },
					{ key: 'category', title: t('column_category') },
					{ key: 'messages', title: t('price_messages'), align: 'end' },
					{ key: 'amount', title: t('price_amount'), align: 'end' },
				]}
			>
				{byCountry.map(line => (
					<tr key={`${line.country} ${line.category}`} data-test="cost-row">
						<td>{line.country === null ? t('price_country_unknown') : countryName(line.country)}</td>
						<td>{categoryWord(line.category)}</td>
						<td data-align="end">{formatNumber(line.messages)}</td>
						<td data-align="end">{money(line.amount, currency)}</td>
					</tr>
				))}
				<tr class={rehearsalStyles.sum} data-test="cost-sum">
					<th scope="row" colSpan={2}>
						{t('bc_sum')}
					</th>
					<td data-align="end">{formatNumber(byCountry.reduce((sum, one) => sum + one.messages, 0))}</td>
					<td data-align="end">{money(amount, currency)}</td>
				</tr>
			</Table>
			{withoutRate > 0 && <p class={styles.meta}>{plural('bc_without_rate', withoutRate)}</p>}
		</>
	);
}
