import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { MessageView } from '../../../shared/contract/views.ts';
import { type Address, matchKey } from '../../../shared/domain/address.ts';
import type { Content } from '../../../shared/domain/message.ts';
import type { LiveChannel } from '../../channels.ts';
import { newId } from '../../ids.ts';
import type { StoreParts } from '../../store/store.ts';
import type { ConversationRow, MessageRow } from '../../store/tables.ts';
import type { Action, Caller, Parts } from '../parts.ts';
import { messageViews } from '../views.ts';
import { putReaction } from '../webhook/apply-to-message.ts';
import { Changes } from '../webhook/changes.ts';
import { contactOf, conversationOf } from '../webhook/contact-of.ts';
import { timelinePlace } from '../webhook/stored-content.ts';
import { outgoingOf, type ReactionContent, refusal, type SendRequest, verdictOf } from './outgoing.ts';
import { prepare } from './prepare.ts';
import { findTarget } from './target.ts';

type Sent = { messageId: string; conversationId: string; message: MessageView };

/**
 * Stores a message for sending. The same `clientId` is stored once: whoever asks again gets the first answer, so that a
 * double click, a retry and a second tab send one message.
 */
export const sendMessage: Action<'message:send'> = async (parts, request, caller) => {
	const known = await parts.store.messages.byClientId(request.clientId);
	if (known) return answerFor(parts, known, caller);

	const changes = new Changes();
	const result = await parts.store.transaction(tx => storeMessage(parts, tx, request, caller, changes));
	if (!result.ok) return result;
	await changes.publish(parts.bus);
	const stored = await parts.store.messages.find(result.value);
	return stored
		? answerFor(parts, stored, caller)
		: fail('internal', 'The message was stored but cannot be read.');
};

/** The answer about a stored message; for a reaction it is the message that carries it. */
export async function answerFor(parts: Parts, row: MessageRow, caller: Caller): Promise<Result<Sent>> {
	if (row.author_id !== null && row.author_id !== caller.user.id) {
		return fail(
			'conflict',
			'This clientId belongs to a message of somebody else. Make a new one for each message.',
			{
				fields: { clientId: 'is in use' },
			},
		);
	}
	const shown =
		row.hidden === 1
			? await parts.store.messages.find((JSON.parse(row.content) as { messageId: string }).messageId)
			: row;
	const [message] = shown ? await messageViews(parts.store, [shown]) : [];
	if (!message) return fail('not-found', 'The message is no longer there.');
	return ok({ messageId: row.id, conversationId: row.conversation_id, message });
}

/** Checks and stores; the id of the stored message. Everything happens in the given transaction. */
export async function storeMessage(
	parts: Parts,
	tx: StoreParts,
	request: SendRequest,
	caller: Caller,
	changes: Changes,
): Promise<Result<string>> {
	// Asked again in here: of two clicks at once, both found nothing before either was stored.
	const same = await tx.messages.byClientId(request.clientId);
	if (same) return ok(same.id);
	const target = await findTarget(parts, tx, request, 'to');
	if (!target.ok) return target;
	const { channel, to } = target.value;
	const { conversation } = target.value;

	const prepared = await prepare(parts, tx, target.value, request.content, caller.user.name);
	if (!prepared.ok) return prepared;
	const { name = '', language = '' } = prepared.value.kind === 'template' ? prepared.value : {};
	const template = name === '' ? null : await tx.templates.find(channel.row.id, name, language);
	const outgoing = await outgoingOf(tx, prepared.value, {
		channelId: channel.row.id,
		template: template?.template ?? null,
		exceptId: null,
	});
	const verdict = await verdictOf(parts, tx, target.value, outgoing);
	if (!verdict.allowed) return refusal(verdict);
	if (!to)
		return fail('refused', 'This contact has no address that this channel can write to.', {
			refusal: 'unreachable',
		});

	if (conversation && request.lastSeenMessageId !== undefined && request.content.kind !== 'reaction') {
		const newer = await newerByOthers(tx, conversation.id, caller.user.id, request.lastSeenMessageId);
		if (newer) {
			const who = newer.direction === 'inbound' ? 'The customer' : (newer.author_name ?? 'Somebody else');
			return fail('refused', `${who} wrote since you began. Read it, then send this if it still fits.`, {
				refusal: 'newer-message',
			});
		}
	}
	const related = await findRelated(tx, conversation, request, prepared.value);
	if (!related.ok) return related;

	const place = conversation
		? { id: conversation.id, revision: Number(conversation.revision) }
		: await beginConversation(parts, tx, channel, to, request.name ?? null, changes);
	return ok(
		await storeQueued(parts, tx, {
			request,
			caller,
			channel,
			place,
			toKey: request.conversationId === undefined ? matchKey(to) : null,
			content: prepared.value,
			related: related.value,
			changes,
		}),
	);
}

async function newerByOthers(
	tx: StoreParts,
	conversationId: string,
	userId: string,
	lastSeenMessageId: string | null,
): Promise<MessageRow | null> {
	const newest = await tx.messages.newestByOthers(conversationId, userId);
	if (!newest || newest.id === lastSeenMessageId) return null;
	const seen = lastSeenMessageId === null ? null : await tx.messages.find(lastSeenMessageId);
	if (!seen || seen.conversation_id !== conversationId) return newest;
	const isNewer =
		Number(newest.at) > Number(seen.at) ||
		(Number(newest.at) === Number(seen.at) && Number(newest.seq) > Number(seen.seq));
	return isNewer ? newest : null;
}

interface Related {
	readonly replyTo: MessageRow | null;
	readonly reactionTo: MessageRow | null;
}

/** The messages that this one is about. They must be of the same conversation and known to the provider. */
async function findRelated(
	tx: StoreParts,
	conversation: ConversationRow | null,
	request: SendRequest,
	content: Content | ReactionContent,
): Promise<Result<Related>> {
	const find = async (id: string) => {
		const row = await tx.messages.find(id);
		return row && conversation && row.conversation_id === conversation.id && row.external_id !== null
			? row
			: null;
	};
	if (content.kind === 'reaction') {
		const reactionTo = await find(content.messageId);
		if (!reactionTo) {
			return fail('invalid', 'A reaction needs a message of this conversation that was sent or received.', {
				fields: { 'content.messageId': 'cannot be reacted to' },
			});
		}
		return ok({ replyTo: null, reactionTo });
	}
	// A comment that is answered is what the answer quotes.
	const replyToId = content.kind === 'comment-reply' ? content.commentMessageId : request.replyToMessageId;
	if (replyToId === undefined) return ok({ replyTo: null, reactionTo: null });
	const replyTo = await find(replyToId);
	if (!replyTo) {
		return fail(
			'invalid',
			'The message that this one answers is not in this conversation, or was not sent.',
			{ fields: { replyToMessageId: 'cannot be answered' } },
		);
	}
	return ok({ replyTo, reactionTo: null });
}

async function beginConversation(
	parts: Parts,
	tx: StoreParts,
	channel: LiveChannel,
	to: Address,
	name: string | null,
	changes: Changes,
): Promise<{ id: string; revision: number }> {
	const now = parts.now();
	const contactId = await contactOf(
		tx,
		channel.row.type,
		{ addresses: [to], profileName: null },
		now,
		changes,
		{ source: 'API' },
	);
	const contact = await tx.contacts.find(contactId);
	const given = name?.trim();
	if (given && contact?.name === null && contact.profile_name === null)
		await tx.contacts.rename(contactId, { name: given });
	return conversationOf(tx, channel.row.id, contactId, now);
}

async function storeQueued(
	parts: Parts,
	tx: StoreParts,
	one: {
		request: SendRequest;
		caller: Caller;
		channel: LiveChannel;
		place: { id: string; revision: number };
		toKey: string | null;
		content: Content | ReactionContent;
		related: Related;
		changes: Changes;
	},
): Promise<string> {
	const { content } = one;
	const now = parts.now();
	const id = newId('msg');
	const at = timelinePlace(now);
	const hidden = content.kind === 'reaction';
	const seq = await tx.messages.insert({
		id,
		conversation_id: one.place.id,
		channel_id: one.channel.row.id,
		direction: 'outbound',
		kind: content.kind,
		content: JSON.stringify(content),
		hidden: hidden ? 1 : 0,
		status: 'queued',
		at,
		received_at: now,
		client_id: one.request.clientId,
		author_id: one.caller.user.id,
		author_name: one.caller.user.name,
		to_key: one.toKey,
		reply_to_external_id: one.related.replyTo?.external_id ?? null,
		forwarded: 0,
		attempts: 0,
		due_at: now,
	});
	if (one.request.quickReplyId !== undefined) {
		await tx.quickReplies.countUse(one.request.quickReplyId, now);
		one.changes.afterwards(() => parts.bus.publish('quick-reply:changed', {}));
	}
	if (seq === null) throw new Error('A message with this client id appeared within the same transaction.');
	if (one.request.test) await tx.messages.markTest(id, null);
	one.changes.note(one.place.id, one.place.revision);
	await tx.conversations.change(one.place.id, hidden ? {} : { message: { at, seq } });
	if (content.kind === 'reaction' && one.related.reactionTo) {
		await putReaction({ tx, changes: one.changes }, one.related.reactionTo, {
			from: 'us',
			emoji: content.emoji === '' ? null : content.emoji,
			at: now,
		});
	}
	one.changes.afterwards(() => parts.bus.publish('message:queued', { channelId: one.channel.row.id }));
	return id;
}
