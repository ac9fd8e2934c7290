import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { type Address, sendableAddress } from '../../../shared/domain/address.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Parts } from '../parts.ts';
import type { SendPlace } from '../send/outlook.ts';
import { isSendable, readGiven } from './recipient.ts';

/** Whom a request is about: a conversation, or an address on a channel, which may be of somebody nobody knows. */
export interface TargetRequest {
	readonly conversationId?: string | undefined;
	readonly channelId?: string | undefined;
	readonly to?: string | { kind: Address['kind']; value: string } | undefined;
}

/** Finds them. `field` is how the request calls the address. */
export async function findTarget(
	parts: Parts,
	tx: StoreParts,
	request: TargetRequest,
	field: string,
): Promise<Result<SendPlace>> {
	if (request.conversationId !== undefined) {
		const conversation = await tx.conversations.find(request.conversationId);
		const channel = conversation ? parts.channels.find(conversation.channel_id) : null;
		if (!conversation)
			return fail('not-found', 'There is no such conversation.', {
				fields: { conversationId: 'is unknown' },
			});
		if (!channel)
			return fail('refused', 'The channel of this conversation was removed. Choose another channel.', {
				refusal: 'channel-off',
			});
		const to = await addressOn(tx, channel, conversation.contact_id);
		return ok({ channel, conversation, to, contactId: conversation.contact_id });
	}
	const channel = parts.channels.find(request.channelId ?? '');
	if (!channel)
		return fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });
	const given = readGiven(channel, request.to ?? '', field);
	if (!given.ok) return given;
	const [known] = await tx.contacts.byAddresses(channel.row.type, [given.value]);
	const conversation = known ? await tx.conversations.ofContact(known.contactId, channel.row.id) : null;
	// A number of somebody whom this network knows by another address: that is where the message goes.
	const to = isSendable(channel.row.type, given.value)
		? given.value
		: known
			? await addressOn(tx, channel, known.contactId)
			: null;
	return ok({ channel, conversation, to, contactId: known?.contactId ?? null });
}

/** Where this channel reaches a contact; null when it does not. */
async function addressOn(tx: StoreParts, channel: LiveChannel, contactId: string): Promise<Address | null> {
	const addresses = await tx.contacts.addresses([contactId]);
	return sendableAddress(
		channel.row.type,
		addresses.map(row => ({ kind: row.kind as Address['kind'], value: row.value })),
		channel.connection.identity,
	);
}
