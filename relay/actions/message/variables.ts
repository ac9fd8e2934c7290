import { fail, ok } from '../../../shared/contract/result.ts';
import { botVariables } from '../../../shared/domain/bot-variables.ts';
import type { Content } from '../../../shared/domain/message.ts';
import { publicAddress } from '../media/media.ts';
import type { Action } from '../parts.ts';
import { findTarget } from './target.ts';

/** An incoming message in the words of bots; its file by an address of ours that lives a day. */
export const showVariables: Action<'message:variables'> = async (parts, request) => {
	const row = await parts.store.messages.find(request.messageId);
	const channel = row ? parts.channels.find(row.channel_id) : null;
	if (row?.direction !== 'inbound' || !channel)
		return fail('not-found', 'There is no such message of a contact.', {
			fields: { messageId: 'is unknown' },
		});
	const content = JSON.parse(row.content) as Content;
	const target = await findTarget(parts, parts.store, { conversationId: row.conversation_id }, 'to');
	if (!target.ok) return target;
	const { contactId, to } = target.value;
	const contact = contactId === null ? null : await parts.store.contacts.find(contactId);
	const isStored = content.kind === 'media' && content.state === 'stored';
	return ok({
		variables: botVariables({
			provider: channel.provider.id,
			address: to,
			profileName: contact?.profile_name ?? null,
			content,
			fileUrl: isStored ? publicAddress(parts, content.mediaId) : null,
		}),
	});
};
