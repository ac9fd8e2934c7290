import { MESSAGING_TIERS } from '../data/messaging-tiers.ts';

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

/**
 * The most people of a tier in 24 h; null for no limit and for a word that says none (`TIER_NOT_SET`, a word newer than
 * this code). Plain numbers are read too (providers.md §2.10), `-1` as no limit, and so are tiers newer than this code
 * whose word holds their number.
 */
export function tierLimit(tier: string | null): number | null {
	if (tier === null) return null;
	const word = tier.toUpperCase();
	if (Object.hasOwn(MESSAGING_TIERS, word)) return MESSAGING_TIERS[word] ?? null;
	const written = /^(?:TIER_)?(\d{1,9})([KM]?)$/.exec(word);
	if (!written) return null;
	const limit = Number(written[1]) * (written[2] === 'K' ? 1_000 : written[2] === 'M' ? 1_000_000 : 1);
	return limit > 0 ? limit : null;
}

/** True for a tier that surely has no limit, and not only none that is known. */
export function isUnlimited(tier: string | null): boolean {
	return tier !== null && /^(?:TIER_UNLIMITED|-1)$/i.test(tier);
}

/** A tier for a person: "2,000 people in 24 hours". */
export function tierLabel(tier: string | null): string {
	if (isUnlimited(tier)) return 'no limit';
	const limit = tierLimit(tier);
	if (limit !== null) return `${inEnglish(limit)} people in 24 hours`;
	return tier === null || tier.toUpperCase() === 'TIER_NOT_SET' ? 'not told yet' : tier;
}

function inEnglish(count: number): string {
	return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** How far a pool is on the way to its next tier. */
export interface TierProgress {
	/** People to open within seven days: half the limit. Null where there is no next tier, or the limit is not known. */
	readonly needs: number | null;
	readonly used7d: number;
	/** 0 to 1; 1 where nothing is needed. */
	readonly share: number;
	readonly reached: boolean;
}

/**
 * Progress towards the next tier: Meta raises a portfolio that used half its limit in seven days while its quality is
 * high (providers.md §5.1, Oct 2026). It never says when, so this says how far and predicts nothing.
 */
export function progressOf({ limit, used7d }: { limit: number | null; used7d: number }): TierProgress {
	if (limit === null) return { needs: null, used7d, share: 1, reached: false };
	const needs = Math.ceil(limit / 2);
	return { needs, used7d, share: needs === 0 ? 1 : Math.min(1, used7d / needs), reached: used7d >= needs };
}

/** People that can still be opened now; null for no limit. */
export function poolRemaining(use: PoolUse): number | null {
	return use.limit === null ? null : Math.max(0, use.limit - use.used);
}

/** True when one more message would open one person too many. A person who is counted already never does. */
export function isPoolFull(use: PoolUse): boolean {
	return use.limit !== null && !use.counted && use.used >= use.limit;
}
