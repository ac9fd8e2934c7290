/**
 * Meta's messaging limits by the word that its API uses: people that a portfolio may open in a moving 24 h; null for no
 * limit. `TIER_1K` is from before 7 Oct 2025 and still read. Source: providers.md §5.1 and §2.10, Oct 2026.
 */
export const MESSAGING_TIERS: Readonly<Record<string, number | null>> = {
	TIER_50: 50,
	TIER_250: 250,
	TIER_1K: 1_000,
	TIER_2K: 2_000,
	TIER_10K: 10_000,
	TIER_100K: 100_000,
	TIER_UNLIMITED: null,
};
