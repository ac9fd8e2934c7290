import type { StandingReport } from '../provider.ts';
import { type Json, number, record, text } from './wire.ts';

/** What is asked of a number for its standing (providers.md §5.1; `messaging_limit_tier` is the older name). */
export const STANDING_FIELDS =
	'verified_name,status,quality_rating,throughput,whatsapp_business_manager_messaging_limit,messaging_limit_tier';

/** Messages a second of Meta's throughput levels (providers.md §5.2, Feb 2026). */
const THROUGHPUT: Record<string, number> = { STANDARD: 80, HIGH: 1000 };

/** Reads a number as Graph shows it; only what is there. */
export function readStanding(found: Json): StandingReport {
	const limit = found.whatsapp_business_manager_messaging_limit;
	const tier = readTier(record(limit)?.current_limit ?? limit) ?? readTier(found.messaging_limit_tier);
	const quality = text(found.quality_rating)?.toLowerCase() ?? null;
	const status = text(found.status)?.toLowerCase() ?? null;
	const level = text(record(found.throughput)?.level)?.toUpperCase();
	const throughput = level === undefined ? undefined : THROUGHPUT[level];
	const verifiedName = text(found.verified_name);
	return {
		...(tier !== null && { tier }),
		...(quality !== null && quality !== 'na' && { quality }),
		...(status !== null && { numberStatus: status }),
		...(throughput !== undefined && { throughput }),
		...(verifiedName !== null && { verifiedName }),
	};
}

/**
 * A messaging limit as Meta writes it: `TIER_2K`, the number 2000, or -1 for no limit (providers.md §2.10). In the form of a
 * tier; null when nothing is told.
 */
export function readTier(value: unknown): string | null {
	const said = text(value);
	if (said === null || said === 'TIER_NOT_SET') return null;
	const count = number(said);
	if (count === null) return said;
	return count < 0 ? 'TIER_UNLIMITED' : `TIER_${count}`;
}
