import { DAY_MS } from '../../../shared/lib/time.ts';
import type { StoreParts } from '../../store/store.ts';

/** Waits after refusals in a row: a day, two, four (features.md S1-75; Meta asks for at least a day, providers.md §5.4). */
const HOLDS_MS = [DAY_MS, 2 * DAY_MS, 4 * DAY_MS];

/** How long marketing to a person rests after this many refusals in a row. */
export function holdLength(times: number): number {
	return HOLDS_MS[Math.min(times, HOLDS_MS.length) - 1] ?? DAY_MS;
}

/** The provider refused marketing to this person: it rests, each time in a row for longer. */
export async function holdMarketing(
	tx: StoreParts,
	contactId: string,
	channelType: string,
	at: number,
): Promise<void> {
	const known = (await tx.templateSends.hold(contactId)).find(hold => hold.channelType === channelType);
	// Several messages refused together are one refusal.
	if (known && at < known.until) return;
	const times = (known?.times ?? 0) + 1;
	await tx.templateSends.putHold(contactId, channelType, { times, until: at + holdLength(times) });
}
