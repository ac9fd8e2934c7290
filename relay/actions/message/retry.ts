import type { SendContent } from '../../../shared/contract/fields.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { Content } from '../../../shared/domain/message.ts';
import type { MessageRow } from '../../store/tables.ts';
import type { Action } from '../parts.ts';
import { messageViews } from '../views.ts';
import { changeMessage } from '../webhook/apply-to-message.ts';
import { Changes } from '../webhook/changes.ts';
import type { SendRequest } from './outgoing.ts';
import { answerFor, storeMessage } from './send.ts';

/**
 * Sends a failed or unknown message again, as a new message with an identity of its own; the old one stays and points to
 * it. Only one of two people who press at once gets a new message.
 */
export const retryMessage: Action<'message:retry'> = async (parts, request, caller) => {
	const known = await parts.store.messages.byClientId(request.clientId);
	if (known) return answerFor(parts, known, caller);
	const row = await parts.store.messages.find(request.messageId);
	if (row?.direction !== 'outbound')
		return fail('not-found', 'There is no such message of ours.', { fields: { messageId: 'is unknown' } });
	if (row.status !== 'failed' && row.status !== 'unknown') {
		return fail(
			'conflict',
			`The message is ${row.status}; only one that failed, or of which nothing is known, can be sent again.`,
		);
	}
	if (row.retried_by !== null) return fail('conflict', 'This message was sent again already.');

	const replyTo =
		row.reply_to_external_id === null
			? null
			: await parts.store.messages.byExternalId(row.channel_id, row.reply_to_external_id);
	const send: SendRequest = {
		clientId: request.clientId,
		conversationId: row.conversation_id,
		content: toSend(row),
		...(replyTo && { replyToMessageId: replyTo.id }),
	};
	const changes = new Changes();
	const result = await parts.store.transaction(async (tx): Promise<Result<string>> => {
		const same = await tx.messages.byClientId(request.clientId);
		if (same) return ok(same.id);
		const fresh = await tx.messages.find(row.id);
		if (!fresh || fresh.retried_by !== null) return fail('conflict', 'This message was sent again already.');
		const stored = await storeMessage(parts, tx, send, caller, changes);
		if (!stored.ok) return stored;
		const made = await tx.messages.find(stored.value);
		if (made) await changeMessage({ tx, changes }, made, { retry_of: row.id, to_key: row.to_key });
		await changeMessage({ tx, changes }, fresh, { retried_by: stored.value });
		return stored;
	});
	if (!result.ok) return result;
	await changes.publish(parts.bus);
	const made = await parts.store.messages.find(result.value);
	return made
		? answerFor(parts, made, caller)
		: fail('internal', 'The message was stored but cannot be read.');
};

const LINKED = ['image', 'video', 'audio', 'document'] as const;

/** What was said, as it would be sent anew. */
function toSend(row: MessageRow): SendContent {
	const content = JSON.parse(row.content) as Content | Extract<SendContent, { kind: 'reaction' }>;
	switch (content.kind) {
		case 'text':
			return { kind: 'text', text: content.text };
		case 'media':
			return {
				kind: 'media',
				mediaId: content.mediaId,
				...(content.caption !== null && { caption: content.caption }),
				...(content.mediaKind === 'voice' && { voice: true }),
			};
		case 'template':
			return {
				kind: 'template',
				name: content.name,
				language: content.language,
				parameters: content.parameters,
			};
		case 'reaction':
		case 'link-button':
		case 'location-request':
			return content;
		case 'choices': {
			const { kind, text, options, footer, listLabel } = content;
			const same = options.map(({ id, title, detail }) => ({
				id,
				title,
				...(detail !== null && { detail }),
			}));
			return {
				kind,
				text,
				options: same,
				...(footer !== null && { footer }),
				...(listLabel !== null && { listLabel }),
			};
		}
		case 'location': {
			const { kind, latitude, longitude, name, address } = content;
			return {
				kind,
				latitude,
				longitude,
				...(name !== null && { name }),
				...(address !== null && { address }),
			};
		}
		case 'contacts': {
			const contacts = content.contacts.map(({ company, ...one }) => ({
				...one,
				...(company !== null && { company }),
			}));
			return { kind: 'contacts', contacts };
		}
		case 'file-link': {
			const { kind, url, filename, caption } = content;
			const more = { ...(filename !== null && { filename }), ...(caption !== null && { caption }) };
			const mediaKind = LINKED.find(one => one === content.mediaKind);
			return { kind, url, ...more, ...(mediaKind && { mediaKind }) };
		}
		case 'album': {
			const mediaIds = content.items.map(item => item.mediaId);
			return { kind: 'album', mediaIds, ...(content.caption !== null && { caption: content.caption }) };
		}
		case 'comment-reply': {
			const { kind, mode, text, commentMessageId } = content;
			return { kind, mode, text, messageId: commentMessageId };
		}
		default:
			throw new Error(`An outbound message of kind ${content.kind} cannot be sent again.`);
	}
}

/** Settles an unknown message without sending: a person asked the customer, or saw the phone. */
export const settleMessage: Action<'message:settle'> = async (parts, request) => {
	const changes = new Changes();
	// Within the transaction: a tick that arrives meanwhile knows better than a person.
	const row = await parts.store.transaction(async tx => {
		const found = await tx.messages.find(request.messageId);
		if (found?.direction !== 'outbound' || found.status !== 'unknown') return found;
		const now = parts.now();
		await changeMessage(
			{ tx, changes },
			found,
			request.outcome === 'sent'
				? { status: 'sent', sent_at: now, problem: null }
				: { status: 'failed', failed_at: now },
		);
		return { ...found, status: request.outcome };
	});
	await changes.publish(parts.bus);
	if (row?.direction !== 'outbound')
		return fail('not-found', 'There is no such message of ours.', { fields: { messageId: 'is unknown' } });
	if (row.status !== request.outcome)
		return fail('conflict', `The message is ${row.status} by now; there is nothing left to settle.`);
	const fresh = await parts.store.messages.find(row.id);
	const [message] = fresh ? await messageViews(parts.store, [fresh]) : [];
	return message ? ok({ message }) : fail('not-found', 'The message is no longer there.');
};
