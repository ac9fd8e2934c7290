import type { ReplyOf } from '../../shared/contract/commands/index.ts';
import type { RelayError } from '../../shared/contract/result.ts';
import type { PriceCardView, PriceTotalView } from '../../shared/contract/sending-views.ts';
import { cardOn, dayOf } from '../../shared/domain/pricing.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createCalmReload } from './calm-reload.ts';
import type { TimeSource } from './clock.ts';
import { createSource, type Source } from './loaded.ts';

export type PriceCards = ReplyOf<'price:cards'>;

/** The rate cards, kept up to date. */
export interface Prices {
	readonly cards: Source<PriceCards>;
	remove(cardId: string): Promise<RelayError | null>;
	stop(): void;
}

/** Reads the rate cards and the currency that costs are computed in. */
export function createPrices(port: RelayPort): Prices {
	const cards = createSource<PriceCards>(port, ['price:changed', 'rules:changed'], () =>
		port.call('price:cards', {}),
	);
	return {
		cards,
		remove: async cardId => {
			const answer = await port.call('price:remove', { cardId });
			await cards.load();
			return answer.ok ? null : answer.error;
		},
		stop: cards.stop,
	};
}

/** Which costs are summed up: months like `2026-11`, of one channel or of all. */
export interface TotalsQuery {
	readonly from: string;
	readonly to: string;
	readonly channelId: string | null;
}

/** A price is known when a message is delivered; more often than this the sums are not asked for. */
const RELOAD_MS = 10 * SECOND_MS;

/** Reads what messages cost, and soon again after messages have changed. */
export function createTotals(
	port: RelayPort,
	time: TimeSource,
	{ from, to, channelId }: TotalsQuery,
): Source<readonly PriceTotalView[]> {
	const source = createSource<readonly PriceTotalView[]>(port, ['price:changed'], async () => {
		const answer = await port.call('price:totals', { from, to, ...(channelId !== null && { channelId }) });
		return answer.ok ? { ok: true, value: answer.value.totals } : answer;
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

/** The card that costs are computed with at a moment; null when the currency has none. */
export function cardNow({ cards, currency }: PriceCards, now: number, zone: string): PriceCardView | null {
	const held = cardOn(cards, currency, dayOf(now, zone));
	return cards.find(card => card.id === held?.id) ?? null;
}
