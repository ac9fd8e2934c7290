/**
 * How many people a pool of channels may open in 24 h, and how the provider grades a number. Meta counts per business
 * portfolio since 7 Oct 2025, before per number: a pool is one channel or several (providers.md §5.1).
 */

/** The provider's grade of a number. Words newer than this code are kept as they are. */
export type Quality = 'green' | 'yellow' | 'red' | 'unknown' | (string & {});

/** What a provider last told of one channel's number. Null: not told. */
export interface Standing {
	/** The provider's tier, `TIER_250` … `TIER_UNLIMITED`, as it was written. */
	readonly tier: string | null;
	readonly quality: Quality | null;
	/** `connected`, `flagged`, `restricted`, `rate_limited`, `banned` …, in lower case. */
	readonly numberStatus: string | null;
	/** Messages a second; 80 by default, 20 beside the app, 1,000 at the highest. */
	readonly throughput: number | null;
	readonly verifiedName: string | null;
	/** What the account may not do now, and until when (null: not told). */
	readonly restrictions: readonly { readonly type: string; readonly until: number | null }[];
	/** False when the provider says that nothing goes out until a bill is paid. */
	readonly paid: boolean;
	/** When the provider was last heard on this, in epoch ms. */
	readonly reportedAt: number | null;
}

export const NO_STANDING: Standing = {
	tier: null,
	quality: null,
	numberStatus: null,
	throughput: null,
	verifiedName: null,
	restrictions: [],
	paid: true,
	reportedAt: null,
};

/** How much of a pool's limit is used at one moment. */
export interface PoolUse {
	readonly poolId: string;
	readonly name: string;
	/** People that may be opened in a moving 24 h; null for no limit, or an unknown tier. */
	readonly limit: number | null;
	/** Different people opened outside a window within the last 24 h, as we counted. */
	readonly used: number;
	/** True when this person is among them already: one more message to them counts nothing. */
	readonly counted: boolean;
	/** When the oldest of them leaves the 24 h; null when none is in. */
	readonly freeAt: number | null;
}
