import { marketingRest } from '../../../shared/domain/marketing-rest.ts';
import type { StoreParts } from '../../store/store.ts';

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
	await tx.templateSends.putHold(contactId, channelType, { times, until: at + marketingRest(times) });
}
