import type { DeliveryCode } from '../../../shared/domain/delivery-codes.ts';
import type { Content } from '../../../shared/domain/message.ts';
import { newId } from '../../ids.ts';
import type { StoreParts } from '../../store/store.ts';
import type { MessageRow } from '../../store/tables.ts';
import type { Parts } from '../parts.ts';
import type { Applying } from '../webhook/apply.ts';
import type { Changes } from '../webhook/changes.ts';
import { timelinePlace } from '../webhook/stored-content.ts';
import { linkText } from './prepare.ts';

/** Queues a text that nobody of us wrote. The same `clientId` is queued once. */
export async function queueAutomatic(
	applying: Applying,
	one: { conversationId: string; clientId: string; text: string },
): Promise<void> {
	const content = { kind: 'text', text: one.text } as const;
	await queue(applying, applying.channel.row.id, { ...one, content, author: null });
}

/** Failures of a file that a text with its address may get around (features.md S2-13). */
const FILE_REFUSED: ReadonlySet<DeliveryCode> = new Set(['media-refused', 'media-missing', 'unsupported']);

/**
 * The network refused a file that was given by its address: a text with the address goes in its place, once, in the name
 * of who sent the file. Of all else nothing happens.
 */
export async function sendLinkInstead(
	applying: { parts: Parts; tx: StoreParts; changes: Changes },
	row: MessageRow,
	code: DeliveryCode,
): Promise<void> {
	if (row.kind !== 'file-link' || !FILE_REFUSED.has(code)) return;
	const link = JSON.parse(row.content) as Content;
	if (link.kind !== 'file-link') return;
	const id = await queue(applying, row.channel_id, {
		conversationId: row.conversation_id,
		clientId: `${row.id}-as-text`,
		content: linkText(link),
		author: row.author_id === null ? null : { id: row.author_id, name: row.author_name },
	});
	if (id === null) return;
	await applying.tx.messages.update(id, { retry_of: row.id, to_key: row.to_key });
	await applying.tx.messages.update(row.id, { retried_by: id });
}

async function queue(
	{ parts, tx, changes }: { parts: Parts; tx: StoreParts; changes: Changes },
	channelId: string,
	one: {
		conversationId: string;
		clientId: string;
		content: Content;
		author: { id: string; name: string | null } | null;
	},
): Promise<string | null> {
	const conversation = await tx.conversations.find(one.conversationId);
	if (!conversation) return null;
	const now = parts.now();
	const at = timelinePlace(now);
	const id = newId('msg');
	const seq = await tx.messages.insert({
		id,
		conversation_id: conversation.id,
		channel_id: channelId,
		direction: 'outbound',
		kind: one.content.kind,
		content: JSON.stringify(one.content),
		hidden: 0,
		status: 'queued',
		at,
		received_at: now,
		client_id: one.clientId,
		author_id: one.author?.id ?? null,
		author_name: one.author?.name ?? null,
		forwarded: 0,
		attempts: 0,
		due_at: now,
	});
	if (seq === null) return null;
	changes.note(conversation.id, Number(conversation.revision));
	await tx.conversations.change(conversation.id, { message: { at, seq } });
	changes.afterwards(() => parts.bus.publish('message:queued', { channelId }));
	return id;
}
