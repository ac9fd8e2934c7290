import { newId } from '../../ids.ts';
import type { Applying } from '../webhook/apply.ts';
import { timelinePlace } from '../webhook/stored-content.ts';

/** Queues a text that nobody of us wrote. The same `clientId` is queued once. */
export async function queueAutomatic(
	{ parts, tx, channel, changes }: Applying,
	one: { conversationId: string; clientId: string; text: string },
): Promise<void> {
	const conversation = await tx.conversations.find(one.conversationId);
	if (!conversation) return;
	const now = parts.now();
	const at = timelinePlace(now);
	const seq = await tx.messages.insert({
		id: newId('msg'),
		conversation_id: conversation.id,
		channel_id: channel.row.id,
		direction: 'outbound',
		kind: 'text',
		content: JSON.stringify({ kind: 'text', text: one.text }),
		hidden: 0,
		status: 'queued',
		at,
		received_at: now,
		client_id: one.clientId,
		author_name: null,
		forwarded: 0,
		attempts: 0,
		due_at: now,
	});
	if (seq === null) return;
	changes.note(conversation.id, Number(conversation.revision));
	await tx.conversations.change(conversation.id, { message: { at, seq } });
	changes.afterwards(() => parts.bus.publish('message:queued', { channelId: channel.row.id }));
}
