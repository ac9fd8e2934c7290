import { fail, ok } from '../../../shared/contract/result.ts';
import { matchKey } from '../../../shared/domain/address.ts';
import type { ConversationRow } from '../../store/tables.ts';
import { readRecipient } from '../message/recipient.ts';
import type { Action, Parts } from '../parts.ts';
import { conversationViews, messageViews } from '../views.ts';

export const openConversation: Action<'conversation:open'> = async (parts, request) => {
	if (request.conversationId !== undefined) {
		const row = await parts.store.conversations.find(request.conversationId);
		if (!row)
			return fail('not-found', 'There is no such conversation.', {
				fields: { conversationId: 'is unknown' },
			});
		return ok({ ...(await newest(parts, row, request.limit)), matchedBy: null, address: null });
	}
	const channel = parts.channels.find(request.channelId ?? '');
	if (!channel)
		return fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });
	const address = readRecipient(channel, request.address ?? '');
	if (!address) {
		const shown = typeof request.address === 'string' ? request.address : request.address?.value;
		return fail(
			'invalid',
			`“${shown}” is not a phone number. Write it with its country code, like +49 30 901820.`,
			{ fields: { address: 'is not a phone number' } },
		);
	}
	const [known] = await parts.store.contacts.byAddresses(channel.row.type, [address]);
	const row = known ? await parts.store.conversations.ofContact(known.contactId, channel.row.id) : null;
	if (!known || !row)
		return ok({ conversation: null, messages: [], hasOlder: false, matchedBy: null, address });
	const matchedBy =
		known.matchKey === matchKey(address) && known.value === address.value ? 'exact' : 'variant';
	return ok({ ...(await newest(parts, row, request.limit)), matchedBy, address });
};

async function newest(parts: Parts, row: ConversationRow, limit: number) {
	const [views, rows] = await Promise.all([
		conversationViews(parts.store, [row]),
		parts.store.messages.page(row.id, null, limit + 1),
	]);
	const hasOlder = rows.length > limit;
	return {
		conversation: views[0] ?? null,
		messages: await messageViews(parts.store, hasOlder ? rows.slice(1) : rows),
		hasOlder,
	};
}
