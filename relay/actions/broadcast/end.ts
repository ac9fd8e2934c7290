import { channelsOf } from '../../../shared/domain/broadcast.ts';
import type { MessageChange } from '../../store/messages.ts';
import type { MessageRow } from '../../store/tables.ts';
import type { Parts } from '../parts.ts';
import { changeMessage } from '../webhook/apply-to-message.ts';
import { Changes } from '../webhook/changes.ts';

/** So many in one transaction: others want the store too. */
const AT_ONCE = 2_000;
const MESSAGES_AT_ONCE = 200;

/** Everybody whose turn has not come gets nothing, and no message waits for another try. Repeatable. */
export async function endRest(parts: Parts, broadcastId: string, reason: string): Promise<void> {
	const broadcast = await parts.store.broadcasts.find(broadcastId);
	if (!broadcast) return;
	const channelIds = channelsOf(broadcast.plan);
	for (;;) {
		const changes = new Changes();
		const ended = await parts.store.transaction(async tx => {
			const messages = await tx.outbox.waitingOf(broadcastId, channelIds, MESSAGES_AT_ONCE);
			// It has failed before, for the reason that it carries.
			for (const message of messages)
				await changeMessage({ tx, changes }, message, endedTry(message, parts.now()));
			const to = { state: 'not-sent', reason } as const;
			const count = await tx.recipients.many.endWaiting(broadcastId, to, AT_ONCE);
			changes.recipientOf(broadcastId);
			return count + messages.length;
		});
		await changes.publish(parts.bus);
		if (ended === 0) return;
		await new Promise(resolve => setImmediate(resolve));
	}
}

/** A message that waits for another try and gets none: it has failed before, for the reason that it carries. */
export function endedTry(message: MessageRow, now: number): MessageChange {
	return {
		status: 'failed',
		failed_at: now,
		claimed_by: null,
		due_at: null,
		...(message.problem !== null && { problem: withoutRetry(message.problem) }),
	};
}

function withoutRetry(problem: string): string {
	return JSON.stringify({ ...(JSON.parse(problem) as object), retryAt: null });
}
