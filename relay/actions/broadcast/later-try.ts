import { isAnyTime, nextInAll, zonesOf } from '../../../shared/domain/send-period.ts';
import type { MessageRow } from '../../store/tables.ts';
import type { Parts } from '../parts.ts';
import { changeMessage } from '../webhook/apply-to-message.ts';
import { Changes } from '../webhook/changes.ts';
import { endedTry } from './end.ts';

/**
 * Asks the period about a message of a broadcast that is tried again: the hours may have ended since the first try. True when
 * it must not go now; it is then due in the next hours, or has failed for good when there are none.
 */
export async function holdLaterTry(parts: Parts, row: MessageRow): Promise<boolean> {
	const { store } = parts;
	if (row.recipient_id === null || row.broadcast_id === null) return false;
	const broadcast = await store.broadcasts.find(row.broadcast_id);
	if (!broadcast || isAnyTime(broadcast.plan.period)) return false;
	const { period } = broadcast.plan;
	const recipient = await store.recipients.find(Number(row.recipient_id));
	const zones = zonesOf(period, recipient?.country ?? null, parts.settings.data.rules.zone);
	const now = parts.now();
	const next = nextInAll(period, zones, now);
	if (next === now) return false;
	const changes = new Changes();
	await store.transaction(async tx => {
		const fresh = await tx.messages.find(row.id);
		if (fresh?.status !== 'queued') return;
		if (next === null) await changeMessage({ tx, changes }, fresh, endedTry(fresh, now));
		else await tx.messages.update(row.id, { claimed_by: null, due_at: next });
	});
	await changes.publish(parts.bus);
	return true;
}
