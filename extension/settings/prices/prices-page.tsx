import { Upload } from 'lucide';
import { createPrices, type PriceCards, type Prices } from '../../state/prices.ts';
import { createRules } from '../../state/rules.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { LoadedView } from '../loaded-view.tsx';
import { PageHead } from '../page-head.tsx';
import { CardList } from './card-list.tsx';
import { ImportView } from './import-view.tsx';
import styles from './prices.module.css';
import { Totals } from './totals.tsx';

/** What messages cost, and the rate cards that it is computed with; or the card that is being imported. */
export function PricesPage() {
	const { port, place, go, link } = useSettings();
	const prices = useStateOf(() => createPrices(port), []);
	const rules = useStateOf(() => createRules(port), []);
	const cards = prices.cards.current.value;
	const may = link.may('prices:edit');
	// Months begin where the account is; until that is known, where the reader is.
	const known = rules.current.value;
	const zone = known.value?.zone ?? (known.problem || !link.online.value ? readersZone() : null);
	const { open, ...shown } = place.value.filters;
	if (open === 'import' && may) {
		return (
			<LoadedView loaded={cards} failed={t('price_failed')} onRetry={() => void prices.cards.load()}>
				{({ currency }) => <ImportView currency={currency} onClose={() => go({ filters: shown })} />}
			</LoadedView>
		);
	}
	return (
		<>
			<PageHead title={t('nav_prices')}>
				{may && (
					<Button
						icon={Upload}
						test="price-import"
						onClick={() => go({ filters: { ...shown, open: 'import' } })}
					>
						{t('price_import')}
					</Button>
				)}
			</PageHead>
			<p class={styles.estimate} data-test="price-estimate">
				{t('price_estimate')}
			</p>
			{zone !== null && <Totals zone={zone} />}
			<section class={styles.part}>
				<h2 class={styles.title}>{t('price_cards')}</h2>
				<LoadedView loaded={cards} failed={t('price_failed')} onRetry={() => void prices.cards.load()}>
					{value => <Cards value={value} prices={prices} zone={zone ?? readersZone()} />}
				</LoadedView>
			</section>
		</>
	);
}

interface CardsProps {
	readonly value: PriceCards;
	readonly prices: Prices;
	readonly zone: string;
}

function Cards({ value, prices, zone }: CardsProps) {
	return (
		<>
			<p class={styles.quiet}>{t('price_cards_help', { currency: value.currency })}</p>
			<CardList value={value} prices={prices} zone={zone} />
		</>
	);
}

function readersZone(): string {
	return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
