import { MARKETS, OTHER_MARKET } from '../data/markets.ts';
import { placeTime } from '../lib/calendar.ts';

/** What a message costs. Amounts are in millionths of a currency unit: 0.0618 USD is 61,800. Cards are data. */

export const PRICE_CATEGORIES = ['marketing', 'utility', 'authentication', 'service'] as const;
export type PriceCategory = (typeof PRICE_CATEGORIES)[number];

/** One currency's rates from a day on, as the provider publishes them. */
export interface PriceCard {
	readonly id: string;
	/** ISO 4217. */
	readonly currency: string;
	/** The first day it holds, `2026-10-01`, in the account's zone. */
	readonly effectiveFrom: string;
	readonly source: string;
	/** By market's name as in `shared/data/markets.ts`; millionths per delivered message. */
	readonly rates: Readonly<Record<string, MarketRates>>;
}

export interface MarketRates {
	readonly marketing: number;
	readonly utility: number;
	readonly authentication: number;
	/** Null where the market has none. */
	readonly authenticationInternational: number | null;
	/** Null on cards from before messages without a template cost anything. */
	readonly service: number | null;
}

/** Why a message costs what it costs. */
export type PriceReason =
	| 'rate'
	| 'free-in-window'
	| 'free-entry-point'
	| 'free-service'
	| 'free-allowance'
	| 'free-kind'
	| 'no-rate';

/** What sending one message will cost if it is delivered. Always an estimate: volume tiers and fees of resellers are not in it. */
export interface CostEstimate {
	readonly category: PriceCategory;
	/** Null when no rate is known. */
	readonly amount: number | null;
	readonly currency: string;
	readonly reason: PriceReason;
	/** The market whose rate it is; null when the person's country is not known. */
	readonly market: string | null;
}

/** What a status webhook said of a message's price. */
export interface ReportedPrice {
	readonly billable: boolean | null;
	/** `marketing`, `utility`, `authentication`, `authentication_international`, `service`, `referral_conversion` …, as written. */
	readonly category: string | null;
	/** `PMP` or `CBP`, as written. */
	readonly model: string | null;
	/** `regular`, `free_customer_service`, `free_entry_point`, as written. */
	readonly type: string | null;
}

/** From this day each delivered template has a price, and utility is free in an open window. providers.md §5.5. */
const PER_MESSAGE_FROM = '2025-07-01';
/** From this day messages without a template cost what utility costs, and utility in the window costs again. */
const SERVICE_FROM = '2026-10-01';
/** Messages without a template that a number may deliver in a month before they cost something. */
export const SERVICE_ALLOWANCE = 1_000;

/** The local day of a moment, `2026-11-21`. `zone` is an IANA name; throws RangeError for one that is none. */
export function dayOf(at: number, zone: string): string {
	const { year, month, day } = placeTime(at, zone);
	return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** The local month of a moment, `2026-11`. Throws as `dayOf`. */
export function monthOf(at: number, zone: string): string {
	return dayOf(at, zone).slice(0, -3);
}

function padded(value: number, digits: number): string {
	return String(value).padStart(digits, '0');
}

/** Who gets a message, as far as its price depends on it. */
export interface PricedRecipient {
	/** Null for who has no phone number that we know. */
	readonly e164: string | null;
	/** ISO 3166; asked only without a number. */
	readonly country: string | null;
}

/**
 * The market of a recipient at a moment: by the number's calling code, without a number by the country, without both
 * null. `zone` says which day the moment is on, where a market begins or ends; UTC without it.
 */
export function marketOf(
	e164: string | null,
	country: string | null,
	at: number,
	zone = 'UTC',
): string | null {
	return marketOn({ e164, country }, dayOf(at, zone));
}

function marketOn({ e164, country }: PricedRecipient, day: string): string | null {
	const digits = e164?.replace(/\D/g, '') ?? '';
	const rows = MARKET_ROWS.filter(
		({ from, until }) => (from === null || day >= from) && (until === null || day < until),
	);
	if (digits !== '') {
		let best = { length: 0, market: OTHER_MARKET };
		for (const row of rows)
			for (const prefix of row.prefixes)
				if (prefix.length > best.length && digits.startsWith(prefix))
					best = { length: prefix.length, market: row.market };
		return best.market;
	}
	if (country === null || country === '') return null;
	return rows.find(row => row.countries.has(country.toUpperCase()))?.market ?? OTHER_MARKET;
}

const MARKET_ROWS = MARKETS.map(({ market, from, until, members }) => {
	const pairs = members.split(' ').map(member => member.split(':'));
	return {
		market,
		from,
		until,
		countries: new Set(pairs.map(([country = '']) => country)),
		prefixes: pairs.flatMap(([, prefixes]) => prefixes?.split('/') ?? []),
	};
});

/** The card that holds on a day: the newest one of the currency that has begun; of two of one day the later in the list. */
export function cardOn(cards: readonly PriceCard[], currency: string, day: string): PriceCard | null {
	let newest: PriceCard | null = null;
	for (const card of cards) {
		if (card.currency !== currency || card.effectiveFrom > day) continue;
		if (newest === null || card.effectiveFrom >= newest.effectiveFrom) newest = card;
	}
	return newest;
}

interface FoundRate {
	readonly amount: number | null;
	readonly market: string | null;
}

/**
 * One rate on a day. A card that is older than a market prices it under the market it belonged to when the card began:
 * an estimate is better than none.
 */
function rateOn(
	rate: keyof MarketRates,
	to: PricedRecipient,
	day: string,
	currency: string,
	cards: readonly PriceCard[],
): FoundRate {
	const market = marketOn(to, day);
	const card = cardOn(cards, currency, day);
	if (card === null || market === null) return { amount: null, market };
	const former = marketOn(to, card.effectiveFrom);
	const rates = card.rates[market] ?? (former === null ? undefined : card.rates[former]);
	if (rates === undefined) return { amount: null, market };
	if (rate === 'service') {
		if (day < SERVICE_FROM) return { amount: 0, market };
		return { amount: rates.service ?? rates.utility, market };
	}
	return { amount: rates[rate], market };
}

export interface CostFacts extends PricedRecipient {
	readonly category: PriceCategory;
	/** When it will be sent, and in which IANA zone the account's days and months begin. */
	readonly now: number;
	readonly zone: string;
	readonly windowOpen: boolean;
	/** Within a free entry point. */
	readonly entryFree: boolean;
	readonly currency: string;
	readonly cards: readonly PriceCard[];
	/** Messages without a template that the channel has delivered this month, in the account's zone. */
	readonly serviceSentThisMonth: number;
}

/**
 * What a message will cost if it is delivered, by the rules of the day (providers.md §5.5, Oct 2026). Before 1 Jul 2025
 * other rules held: no rate.
 */
export function estimateCost(facts: CostFacts): CostEstimate {
	const { category, currency } = facts;
	const day = dayOf(facts.now, facts.zone);
	const market = marketOn(facts, day);
	const of = (amount: number | null, reason: PriceReason, where = market): CostEstimate => ({
		category,
		amount,
		currency,
		reason,
		market: where,
	});
	if (facts.entryFree) return of(0, 'free-entry-point');
	if (day < PER_MESSAGE_FROM) return of(null, 'no-rate');
	if (day < SERVICE_FROM) {
		if (category === 'service') return of(0, 'free-service');
		if (category === 'utility' && facts.windowOpen) return of(0, 'free-in-window');
	} else if (category === 'service' && facts.serviceSentThisMonth < SERVICE_ALLOWANCE) {
		return of(0, 'free-allowance');
	}
	const found = rateOn(category, facts, day, currency, facts.cards);
	return of(found.amount, found.amount === null ? 'no-rate' : 'rate', found.market);
}

export interface ReportedCostFacts extends PricedRecipient {
	readonly price: ReportedPrice;
	/** When the message was sent. */
	readonly at: number;
	readonly zone: string;
	readonly currency: string;
	readonly cards: readonly PriceCard[];
}

/** Which rate a reported category is billed at. `marketing_lite` is marketing over Meta's own optimiser. */
const RATE_OF: Readonly<Record<string, keyof MarketRates>> = {
	marketing: 'marketing',
	marketing_lite: 'marketing',
	utility: 'utility',
	authentication: 'authentication',
	authentication_international: 'authenticationInternational',
	service: 'service',
};

/**
 * What a message cost by what the provider reported of it. Its `type` and `category` count; the older `billable` only
 * where no type was told, or to say that nothing is due. Null: the report or the cards do not say, and for conversations
 * of before 1 Jul 2025 (`CBP`).
 */
export function costOfReported(facts: ReportedCostFacts): FoundRate {
	const { price } = facts;
	const day = dayOf(facts.at, facts.zone);
	const market = marketOn(facts, day);
	const category = price.category?.toLowerCase().replace(/-/g, '_') ?? null;
	const type = price.type?.toLowerCase() ?? null;
	if (type?.startsWith('free') || price.billable === false || category === 'referral_conversion')
		return { amount: 0, market };
	if (type === null && price.billable === null) return { amount: null, market };
	const rate = category === null || price.model === 'CBP' ? undefined : RATE_OF[category];
	if (rate === undefined) return { amount: null, market };
	return rateOn(rate, facts, day, facts.currency, facts.cards);
}

/** Smaller amounts than this show their fractions of a cent, as rate cards do. */
const ONE_UNIT = 1_000_000;

/** Millionths of a currency as a person reads them: `$0.0618`, `€1,204.50`. A word that is no currency is shown as it is. */
export function formatMoney(millionths: number, currency: string, locale: string): string {
	const amount = millionths / ONE_UNIT;
	const isSmall = millionths !== 0 && Math.abs(millionths) < ONE_UNIT;
	const fractions = isSmall ? { maximumFractionDigits: Math.abs(millionths) < 100 ? 6 : 4 } : {};
	try {
		return new Intl.NumberFormat(locale, { style: 'currency', currency, ...fractions }).format(amount);
	} catch {
		return `${amount} ${currency}`;
	}
}
