import { fail, ok } from '../../../shared/contract/result.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { MessageRow } from '../../store/tables.ts';
import { findTarget } from '../message/target.ts';
import { type Action, type Parts, PERSON_WAITS_MS, within } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';

/** Everything up to a message was seen: the badge goes down here, and the contact gets blue ticks. */
export const markRead: Action<'conversation:mark-read'> = async (parts, request) => {
	const changes = new Changes();
	const message = await parts.store.messages.find(request.messageId);
	if (message?.conversation_id !== request.conversationId) {
		return fail('not-found', 'There is no such message in this conversation.', {
			fields: { messageId: 'is unknown' },
		});
	}
	const { unread, news } = await parts.store.transaction(async tx => {
		const conversation = await tx.conversations.find(request.conversationId);
		const before = Number(conversation?.revision ?? 0);
		const read = await tx.messages.markInboundRead(
			request.conversationId,
			{ at: Number(message.at), seq: Number(message.seq) },
			parts.now(),
			before + 1,
		);
		const left = await tx.messages.countUnread(request.conversationId);
		if (read.length > 0 || left !== Number(conversation?.unread)) {
			changes.note(request.conversationId, before);
			await tx.conversations.change(request.conversationId, { unread: left });
		}
		return { unread: left, news: read.length > 0 };
	});
	await changes.publish(parts.bus);
	if (news) void tellProvider(parts, message, 'markRead');
	return ok({ unread });
};

/** Shows the contact that somebody writes; WhatsApp ties it to the contact's last message. */
export const showTyping: Action<'conversation:typing'> = async (parts, request) => {
	const rows = await parts.store.messages.page(request.conversationId, null, 20);
	const last = rows.findLast(row => row.direction === 'inbound' && row.external_id !== null);
	// WhatsApp cannot show it without marking read: it is shown only once the message was read here too.
	if (last && last.status === 'read') await tellProvider(parts, last, 'showTyping');
	return ok({});
};

/** Receipts are a courtesy: a provider that does not take one costs nobody their work. */
async function tellProvider(
	parts: Parts,
	message: MessageRow,
	what: 'markRead' | 'showTyping',
): Promise<void> {
	const channel = parts.channels.find(message.channel_id);
	const tell = channel?.connection.receipts?.[what];
	if (
		!tell ||
		channel?.row.state !== 'active' ||
		message.external_id === null ||
		message.direction !== 'inbound'
	)
		return;
	try {
		const target = await findTarget(parts, parts.store, { conversationId: message.conversation_id }, 'to');
		const to = target.ok ? target.value.to : null;
		await tell({ externalId: message.external_id, to }, within(parts, PERSON_WAITS_MS));
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		parts.log.info({ error, messageId: message.id }, 'a read receipt was not taken');
	}
}
