import { DAY_MS } from '../lib/time.ts';

/** Rests after refusals in a row: a day, two, four (features.md S1-75; Meta asks for at least a day, providers.md §5.4). */
const RESTS_MS = [DAY_MS, 2 * DAY_MS, 4 * DAY_MS];

/** How long marketing to a person rests after WhatsApp refused it (131049) so many times in a row; the last length stays. */
export function marketingRest(times: number): number {
	return RESTS_MS[Math.min(times, RESTS_MS.length) - 1] ?? DAY_MS;
}

/** So many times a broadcast tries again by itself, each after its rest. */
export const MARKETING_TRIES = RESTS_MS.length;
