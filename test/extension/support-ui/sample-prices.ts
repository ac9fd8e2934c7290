import type { PriceCardView, PriceTotalView } from '../../../shared/contract/sending-views.ts';

/** Rate cards and costs of an invented kitchen shop. */

export function cardOf(more: Partial<PriceCardView> = {}): PriceCardView {
	return {
		id: 'eur-2026-10',
		currency: 'EUR',
		effectiveFrom: '2026-10-01',
		source: 'Meta’s rate card of 1 Oct 2026',
		imported: false,
		rates: {
			Germany: {
				marketing: 113_100,
				utility: 45_600,
				authentication: 45_600,
				authenticationInternational: null,
				service: 45_600,
			},
			India: {
				marketing: 9_800,
				utility: 1_200,
				authentication: 1_200,
				authenticationInternational: 25_200,
				service: 1_200,
			},
		},
		...more,
	};
}

export function totalOf(more: Partial<PriceTotalView> = {}): PriceTotalView {
	return {
		month: '2026-11',
		channelId: 'ch-sales',
		category: 'marketing',
		country: 'DE',
		messages: 100,
		billed: 95,
		amount: 10_744_500,
		currency: 'EUR',
		withoutRate: 0,
		...more,
	};
}

export function sampleCards(): PriceCardView[] {
	return [
		cardOf(),
		cardOf({ id: 'crd-1', effectiveFrom: '2026-07-01', source: 'Imported by Mara Lindt', imported: true }),
		cardOf({ id: 'usd-2026-10', currency: 'USD' }),
	];
}

export function sampleTotals(month: string, before: string): PriceTotalView[] {
	return [
		totalOf({ month, messages: 1412, billed: 1287, amount: 145_559_700 }),
		totalOf({ month, country: 'AT', messages: 88, billed: 86, amount: 4_911_000 }),
		totalOf({ month, category: 'utility', messages: 318, billed: 41, amount: 1_869_600 }),
		totalOf({ month, category: 'service', channelId: 'ch-service', messages: 902, billed: 0, amount: 0 }),
		totalOf({
			month,
			category: 'authentication_international',
			country: 'IN',
			messages: 6,
			billed: 6,
			amount: 151_200,
		}),
		totalOf({
			month,
			category: 'marketing_lite',
			country: null,
			messages: 12,
			billed: 12,
			amount: 0,
			withoutRate: 12,
		}),
		totalOf({ month: before, messages: 640, billed: 611, amount: 69_104_100 }),
		totalOf({ month: before, country: 'US', currency: 'USD', messages: 20, billed: 20, amount: 500_000 }),
	];
}
