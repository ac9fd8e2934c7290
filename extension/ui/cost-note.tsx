import { type CostEstimate, formatMoney, type PriceReason } from '../../shared/domain/pricing.ts';
import { categoryWord } from './category.ts';
import styles from './cost-note.module.css';
import { type TextKey, t, textLocale } from './text.ts';

const FREE: Partial<Record<PriceReason, TextKey>> = {
	'free-in-window': 'free_in_window',
	'free-entry-point': 'free_entry_point',
	'free-service': 'free_service',
	'free-allowance': 'free_allowance',
	'free-kind': 'free_kind',
};

/** What a message will cost. Always called an estimate. */
export function CostNote({ cost }: { readonly cost: CostEstimate }) {
	return (
		<span class={styles.cost} data-test="cost" title={t('cost_help')}>
			{inWords(cost)}
		</span>
	);
}

function inWords({ amount, currency, reason, market, category }: CostEstimate): string {
	const free = FREE[reason];
	if (free) return t('cost_free', { why: t(free) });
	if (amount === null)
		return t(market === null ? 'cost_no_country' : 'cost_no_rate', { market: market ?? '' });
	return t('cost_about', {
		amount: formatMoney(amount, currency, textLocale()),
		market: market ?? '',
		category: categoryWord(category),
	});
}
