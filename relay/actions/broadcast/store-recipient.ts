import { type Address, matchKey } from '../../../shared/domain/address.ts';
import type { Template } from '../../../shared/domain/template.ts';
import type { LiveChannel } from '../../channels.ts';
import { newId } from '../../ids.ts';
import type { StoredBroadcast } from '../../store/broadcasts.ts';
import type { StoreParts } from '../../store/store.ts';
import type { MessageRow, RecipientRow } from '../../store/tables.ts';
import type { Parts } from '../parts.ts';
import type { Changes } from '../webhook/changes.ts';
import { contactOf, conversationOf } from '../webhook/contact-of.ts';
import { timelinePlace } from '../webhook/stored-content.ts';
import type { Judged } from './judge.ts';
import { shortLinks } from './links.ts';

/** A message that the rules have just allowed: it is handed over as it is. */
export type Ready = MessageRow & {
	readonly ready: { readonly to: Address; readonly template: Template | null };
};

/** Recipients of one broadcast are being taken on one channel, in one transaction, by one sender. */
export interface Taking {
	readonly parts: Parts;
	readonly tx: StoreParts;
	readonly changes: Changes;
	readonly broadcast: StoredBroadcast;
	readonly channel: LiveChannel;
	readonly owner: string;
}

/** Stores the message of a recipient, claimed, with its place in the limit and the timeline. */
export async function storeRecipient(taking: Taking, one: Judged): Promise<Ready> {
	const { parts, tx, changes, broadcast, channel, owner } = taking;
	const { row, to } = one;
	if (to === null) throw new Error('The rules let a message go to nobody.');
	const now = parts.now();
	const contactId = one.contactId ?? (await newContact(taking, row, to));
	const conversation = one.conversation
		? { id: one.conversation.id, revision: Number(one.conversation.revision) }
		: await conversationOf(tx, channel.row.id, contactId, now);
	const links = broadcast.plan.trackLinks ? shortLinks(parts, broadcast.id, Number(row.id)) : null;
	const filled = links ? one.fillWith(links.link) : one.filled;
	if (filled.content === null) throw new Error('A message that was filled cannot be filled again.');
	for (const link of links?.made ?? []) await tx.shortLinks.add(link);
	const { content } = filled;
	const template = filled.outgoing.kind === 'template' ? filled.outgoing.template : null;
	const id = newId('msg');
	const at = timelinePlace(now);
	const attempts = Number(row.attempts) + 1;
	const seq = await tx.messages.insert({
		id,
		conversation_id: conversation.id,
		channel_id: channel.row.id,
		direction: 'outbound',
		kind: content.kind,
		content: JSON.stringify(content),
		hidden: 0,
		status: 'queued',
		at,
		received_at: now,
		client_id: `${broadcast.id}:${row.id}:${attempts}`,
		author_name: broadcast.launchedByName ?? broadcast.createdByName,
		to_key: matchKey(to),
		forwarded: 0,
		attempts: 0,
		due_at: now,
		claimed_by: owner,
		broadcast_id: broadcast.id,
		recipient_id: Number(row.id),
		retry_of: row.message_id,
	});
	if (seq === null) throw new Error(`The recipient ${row.id} has a message of this attempt already.`);
	if (row.message_id !== null) await tx.messages.update(row.message_id, { retried_by: id });
	changes.note(conversation.id, conversation.revision);
	await tx.conversations.change(conversation.id, { message: { at, seq } });
	if (template)
		await tx.templateSends.add({
			message_id: id,
			channel_id: channel.row.id,
			contact_id: contactId,
			name: template.name,
			language: template.language,
			category: template.category,
			opens: one.opens ? 1 : 0,
			at: now,
		});
	await tx.recipients.update(Number(row.id), {
		state: 'sending',
		reason: null,
		detail: null,
		message_id: id,
		attempts,
		due_at: null,
		contact_id: contactId,
		key: one.contactId === null ? row.key : one.key,
	});
	const message = await tx.messages.find(id);
	if (!message) throw new Error('A message that was just stored is not there.');
	return { ...message, ready: { to, template } };
}

async function newContact(
	{ parts, tx, channel, changes }: Taking,
	row: RecipientRow,
	to: Address,
): Promise<string> {
	const now = parts.now();
	const party = { addresses: [to], profileName: null };
	const contactId = await contactOf(tx, channel.row.type, party, now, changes, { source: 'API' });
	if (row.name.trim() !== '') {
		const contact = await tx.contacts.find(contactId);
		if (contact?.name === null && contact.profile_name === null)
			await tx.contacts.rename(contactId, { name: row.name.trim() });
	}
	return contactId;
}
