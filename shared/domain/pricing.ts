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
