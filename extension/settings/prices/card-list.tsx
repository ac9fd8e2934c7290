import { useState } from 'preact/hooks';
import { cardNow, type PriceCards, type Prices } from '../../state/prices.ts';
import type { PriceCardView } from '../../state/views.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { currencyName } from '../../ui/names.ts';
import { Table } from '../../ui/table.tsx';
import { plural, t } from '../../ui/text.ts';
import { showToast } from '../../ui/toast.tsx';
import { useSettings } from '../context.ts';
import styles from './prices.module.css';
import { dayWords, money } from './words.ts';

export interface CardListProps {
	readonly value: PriceCards;
	readonly prices: Prices;
	readonly zone: string;
}

/** Every rate card, with its rates folded. */
export function CardList({ value, prices, zone }: CardListProps) {
	const { clock, link } = useSettings();
	const [removing, setRemoving] = useState<PriceCardView | null>(null);
	const held = cardNow(value, clock.now.value, zone);
	return (
		<>
			{!held && (
				<p class={styles.warning} role="alert" data-test="price-no-card">
					{t('price_no_card', { currency: value.currency })}
				</p>
			)}
			<ul class={styles.cards}>
				{value.cards.map(card => (
					<li key={card.id} class={styles.card} data-test="price-card" data-id={card.id}>
						<div class={styles.top}>
							<h3 class={styles.cardName}>
								{t('price_card_name', { currency: card.currency, day: dayWords(card.effectiveFrom) })}
							</h3>
							{card.id === held?.id && <Badge tone="good">{t('price_in_use')}</Badge>}
							<Badge>{t(card.imported ? 'price_imported' : 'price_ours')}</Badge>
							{card.imported && link.may('prices:edit') && (
								<Button look="link" test="price-remove" onClick={() => setRemoving(card)}>
									{t('price_remove')}
								</Button>
							)}
						</div>
						<p class={styles.quiet}>
							{currencyName(card.currency)} · {card.source}
						</p>
						<Rates card={card} />
					</li>
				))}
			</ul>
			{removing && (
				<Dialog
					title={t('price_remove_title')}
					onClose={() => setRemoving(null)}
					actions={
						<>
							<Button onClick={() => setRemoving(null)}>{t('cancel')}</Button>
							<Button
								look="danger"
								test="price-remove-confirm"
								onClick={() => {
									setRemoving(null);
									void prices.remove(removing.id).then(error => {
										if (error) showToast(error.code === 'offline' ? t('open_offline') : error.message);
									});
								}}
							>
								{t('price_remove')}
							</Button>
						</>
					}
				>
					<p>
						{t('price_remove_text', { currency: removing.currency, day: dayWords(removing.effectiveFrom) })}
					</p>
				</Dialog>
			)}
		</>
	);
}

function Rates({ card }: { readonly card: PriceCardView }) {
	const [open, setOpen] = useState(false);
	const rates = Object.entries(card.rates).sort(([a], [b]) => a.localeCompare(b));
	const label = plural('price_rates', rates.length);
	return (
		<details class={styles.rates} onToggle={event => setOpen(event.currentTarget.open)}>
			<summary>{label}</summary>
			{open && (
				<Table
					label={t('price_rates_of', { currency: card.currency, day: dayWords(card.effectiveFrom) })}
					columns={[
						{ key: 'market', title: t('price_market') },
						{ key: 'marketing', title: t('category_marketing'), align: 'end' },
						{ key: 'utility', title: t('category_utility'), align: 'end' },
						{ key: 'authentication', title: t('category_authentication'), align: 'end' },
						{ key: 'international', title: t('price_international'), align: 'end' },
						{ key: 'service', title: t('category_service'), align: 'end' },
					]}
				>
					{rates.map(([market, rate]) => (
						<tr key={market}>
							<td>{market}</td>
							{[
								rate.marketing,
								rate.utility,
								rate.authentication,
								rate.authenticationInternational,
								rate.service,
							].map((amount, index) => (
								<td key={index} data-align="end">
									{amount === null ? '–' : money(amount, card.currency)}
								</td>
							))}
						</tr>
					))}
				</Table>
			)}
		</details>
	);
}
