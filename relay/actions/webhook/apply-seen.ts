import { advanceStatus, type Status } from '../../../shared/domain/status.ts';
import type { ProviderEvent } from '../../providers/events.ts';
import type { Applying } from './apply.ts';
import { changeMessage } from './apply-to-message.ts';

/** The contact has read everything of ours up to a moment. About somebody whom nobody wrote to it changes nothing. */
export async function applySeen(
	applying: Applying,
	event: Extract<ProviderEvent, { kind: 'seen' }>,
): Promise<void> {
	const { tx, channel } = applying;
	const [known] = await tx.contacts.byAddresses(channel.row.type, event.party.addresses);
	const conversation = known ? await tx.conversations.ofContact(known.contactId, channel.row.id) : null;
	if (!conversation) return;
	for (const row of await tx.messageFinds.unreadBefore(conversation.id, event.at))
		await changeMessage(applying, row, {
			status: advanceStatus(row.status as Status, 'read'),
			read_at: row.read_at ?? event.at,
		});
}
