import { advanceStatus, type Status } from '../../../shared/domain/status.ts';
import type { Party, ProviderEvent } from '../../providers/events.ts';
import type { Applying } from './apply.ts';
import { changeMessage } from './apply-to-message.ts';

/**
 * The contact has read everything of ours up to a message, or up to a moment where none is named. The message decides: its
 * time is by our clock, and the provider's may go before or after. About somebody whom nobody wrote to it changes nothing.
 */
export async function applySeen(
	applying: Applying,
	event: Extract<ProviderEvent, { kind: 'seen' }>,
): Promise<void> {
	const { tx, channel } = applying;
	const { targetId } = event;
	const target = targetId === null ? null : await tx.messages.byExternalId(channel.row.id, targetId);
	// Seen before the answer to our send came: asked again once the message is known.
	if (targetId !== null && !target) await tx.inbox.keepEarly(channel.row.id, targetId, event, event.at);
	const conversationId = target?.conversation_id ?? (await conversationWith(applying, event.party));
	if (conversationId === null) return;
	for (const row of await tx.messageFinds.unreadBefore(conversationId, Number(target?.sent_at ?? event.at)))
		await changeMessage(applying, row, {
			status: advanceStatus(row.status as Status, 'read'),
			read_at: row.read_at ?? event.at,
		});
}

async function conversationWith({ tx, channel }: Applying, party: Party): Promise<string | null> {
	const [known] = await tx.contacts.byAddresses(channel.row.type, party.addresses);
	const conversation = known ? await tx.conversations.ofContact(known.contactId, channel.row.id) : null;
	return conversation?.id ?? null;
}
