import type { ConsentEntry } from './consent.ts';
import type { PoolUse } from './limits.ts';
import type { CostEstimate, PriceCategory } from './pricing.ts';

/**
 * What sending to one contact on one channel depends on at one moment, besides the window and the content. The relay
 * makes it from its own facts; the sidebar gets a copy, to show the verdict before anybody types.
 */
export interface SendOutlook {
	/** The contact's newest word on this channel type, when it is an opt-out. */
	readonly optOut: ConsentEntry | null;
	/** Since when the contact has blocked this channel on its network; null when not, or not known. */
	readonly blockedAt: number | null;
	/** ISO 3166 country of the address, or null when it cannot be told. */
	readonly country: string | null;
	/** The name of the place that WhatsApp delivers nothing to, when the contact is there; null elsewhere. */
	readonly unreachable: string | null;
	readonly marketing: MarketingPressure;
	/** The limit pool of the channel. */
	readonly pool: PoolUse | null;
	/** What the provider does not let the account do now, in its words: `RESTRICTED_BIZ_INITIATED_MESSAGING`. */
	readonly restrictions: readonly { readonly type: string; readonly until: number | null }[];
	/** False when a bill is open: the provider sends nothing. */
	readonly paid: boolean;
	/** When the channel's templates were last synced; null when never. */
	readonly templatesSyncedAt: number | null;
	/** True when the settings say that what goes to such a place is refused, not only warned about. */
	readonly refuseUnreachable: boolean;
	/** What one message costs now, by category. Empty where the network costs nothing. */
	readonly prices: Readonly<Partial<Record<PriceCategory, CostEstimate>>>;
}

/** Marketing that a contact got lately without answering. */
export interface MarketingPressure {
	/** Marketing templates of the last 24 h since the contact's last message. */
	readonly unanswered: number;
	/** The most we send without an answer; null for no cap. */
	readonly cap: number | null;
	/** When one more may go under the cap; null when it may now. */
	readonly freeAt: number | null;
	/** After 131049: no marketing to this person before this. */
	readonly heldUntil: number | null;
}

/** Nothing stands in the way: for networks without limits, and for tests. */
export const OPEN_OUTLOOK: SendOutlook = {
	optOut: null,
	blockedAt: null,
	country: null,
	unreachable: null,
	marketing: { unanswered: 0, cap: null, freeAt: null, heldUntil: null },
	pool: null,
	restrictions: [],
	paid: true,
	templatesSyncedAt: 0,
	refuseUnreachable: false,
	prices: {},
};
