import { isOver } from '../../../shared/domain/broadcast.ts';
import type { MessageRow } from '../../store/tables.ts';
import { endRest } from '../broadcast/end.ts';
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
	if (row.recipient_id === null || row.broadcast_id === null) return;
	// Cancelled in this very moment: nobody would come for it any more.
	const broadcast = await parts.store.broadcasts.find(row.broadcast_id);
	if (broadcast && isOver(broadcast.state)) await endRest(parts, broadcast.id, 'cancelled');
}
