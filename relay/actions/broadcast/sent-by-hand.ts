import type { StoreParts } from '../../store/store.ts';
import type { RecipientRow } from '../../store/tables.ts';

/** Which newest messages of these recipients, by id, failed and were sent again by a person. */
export async function sentByHand(
	tx: StoreParts,
	rows: readonly Pick<RecipientRow, 'message_id'>[],
): Promise<Set<string>> {
	const messages = await tx.messageFinds.byIds(rows.flatMap(row => row.message_id ?? []));
	return new Set(messages.flatMap(row => (row.retried_by === null ? [] : [row.id])));
}
