import type { ProviderPace } from '../provider.ts';

/** Messages a second of a number; one in 6 s to one person after a burst of 45, of which some are left (providers.md §5.2, Feb 2026). */
export const WHATSAPP_PACE: ProviderPace = { perSecond: 80, pairBurst: 30, pairEveryMs: 6000 };
