import type { MessageRow } from '../../store/tables.ts';
import type { Parts } from '../parts.ts';

/**
 * Gives a taken message back, due later. A broadcast's has its place in the limit and under the marketing cap already: that
 * is given back too and taken anew when it is sent, or the rules would then count it against itself.
 */
export async function giveBack(parts: Parts, row: MessageRow, dueAt: number): Promise<void> {
	await parts.store.transaction(async tx => {
		await tx.messages.update(row.id, { claimed_by: null, due_at: dueAt });
		if (row.recipient_id !== null) await tx.templateSends.remove(row.id);
	});
}
