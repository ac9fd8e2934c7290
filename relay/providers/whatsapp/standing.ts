import type { StandingReport } from '../abilities.ts';
import { type Json, list, number, record, text } from '../wire.ts';

/**
 * What is asked of a number for its standing (providers.md §5.1). The limit's older name, `messaging_limit_tier`, is gone from
 * v24 on: it is still read, and no longer asked for.
 */
export const STANDING_FIELDS =
	'verified_name,status,quality_rating,throughput,whatsapp_business_manager_messaging_limit,health_status';

/** Errors in `health_status` that are an open bill. 141006 is not confirmed (from memory of Meta's page, Oct 2026). */
const PAYMENT_ERRORS = new Set(['131042', '141006']);

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
		...readPaid(found),
	};
}

/** Whether a bill stands in the way, as `health_status` tells it; nothing where it is not there. */
export function readPaid(found: Json): StandingReport {
	const health = record(found.health_status);
	if (!health || text(health.can_send_message) === null) return {};
	const codes = list(health.entities)
		.flatMap(entity => list(record(entity)?.errors))
		.map(error => text(record(error)?.error_code) ?? '');
	return { paid: !codes.some(code => PAYMENT_ERRORS.has(code)) };
}

/**
 * A messaging limit as Meta writes it: `TIER_2K`, the number 2000, or -1 for no limit (providers.md §2.10). One limit has one
 * word, so that the same limit in another spelling is no change; null when nothing is told.
 */
export function readTier(value: unknown): string | null {
	const said = text(value);
	if (said === null || said === 'TIER_NOT_SET') return null;
	const count = number(said);
	if (count === null) return said;
	if (count < 0) return 'TIER_UNLIMITED';
	return count >= 1000 && count % 1000 === 0 ? `TIER_${count / 1000}K` : `TIER_${count}`;
}
