import { fail, ok } from '../../../shared/contract/result.ts';
import type { PriceCardView } from '../../../shared/contract/sending-views.ts';
import { PRICE_CARDS } from '../../../shared/data/price-cards.ts';
import { parsePriceCsv } from '../../../shared/domain/price-csv.ts';
import type { PriceCard } from '../../../shared/domain/pricing.ts';
import { newId } from '../../ids.ts';
import type { Action, Parts } from '../parts.ts';

/** Every card, an imported one instead of ours of the same currency and day. */
export function allCards(parts: Pick<Parts, 'settings'>): PriceCard[] {
	const imported = parts.settings.data.priceCards;
	const ours = PRICE_CARDS.filter(card => !imported.some(one => isSame(one, card)));
	return [...imported, ...ours].toSorted(
		(a, b) => a.currency.localeCompare(b.currency) || b.effectiveFrom.localeCompare(a.effectiveFrom),
	);
}

function isSame(a: Pick<PriceCard, 'currency' | 'effectiveFrom'>, b: typeof a): boolean {
	return a.currency === b.currency && a.effectiveFrom === b.effectiveFrom;
}

function view(parts: Parts, card: PriceCard): PriceCardView {
	return { ...card, imported: parts.settings.data.priceCards.some(one => one.id === card.id) };
}

export const showCards: Action<'price:cards'> = async parts =>
	ok({
		cards: allCards(parts).map(card => view(parts, card)),
		currency: parts.settings.data.rules.currency,
	});

export const importCard: Action<'price:import'> = async (parts, request, caller) => {
	const read = parsePriceCsv(request.csv);
	if ('problem' in read) return fail('invalid', read.problem, { fields: { csv: read.problem } });
	const card = {
		id: newId('crd'),
		currency: request.currency,
		effectiveFrom: request.effectiveFrom,
		source: `Imported by ${caller.user.name}`,
		rates: { ...read.rates },
	};
	await parts.settings.change(data => {
		data.priceCards = [...data.priceCards.filter(one => !isSame(one, card)), card];
	});
	parts.bus.publish('price:changed', {});
	return ok({ card: view(parts, card), warnings: [...read.warnings] });
};

export const removeCard: Action<'price:remove'> = async (parts, request) => {
	if (PRICE_CARDS.some(card => card.id === request.cardId))
		return fail(
			'refused',
			'This card comes with the product and stays. Import one of the same currency and day to replace it.',
		);
	await parts.settings.change(data => {
		data.priceCards = data.priceCards.filter(card => card.id !== request.cardId);
	});
	parts.bus.publish('price:changed', {});
	return ok({});
};

export const showTotals: Action<'price:totals'> = async (parts, request) => {
	if (request.from > request.to)
		return fail('invalid', 'The first month is after the last.', {
			fields: { from: 'is after the last month' },
		});
	return ok({ totals: await parts.store.costs.totals(request.from, request.to, request.channelId) });
};
