import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { DAY_MS } from '../../../shared/lib/time.ts';
import { hashSecret, newSecret } from '../../ids.ts';
import { readRecipient } from '../message/recipient.ts';
import type { Action, Parts } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';
import { contactOf, onlyAddress } from '../webhook/contact-of.ts';
import { viewOf } from './contact.ts';

/** So long a link works; people open some messages late. */
const LINK_LIVES_MS = 30 * DAY_MS;

/** A link by which this very contact begins a conversation on a channel where only contacts can (providers.md §7.7). */
export const inviteContact: Action<'contact:invite'> = async (parts, request) => {
	const channel = parts.channels.find(request.channelId);
	if (!channel)
		return fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });
	const { link } = channel.provider;
	if (link === undefined)
		return fail('refused', 'This channel has no link by which a conversation begins.', {
			refusal: 'not-supported',
		});
	const name = encodeURIComponent(channel.row.address.replace(/^@/, ''));
	const place = link.replaceAll('{address}', name);
	if (!place.includes('{token}')) return ok({ url: place, expiresAt: null });
	const contactId = await invited(parts, request);
	if (!contactId.ok) return contactId;
	const token = newSecret().slice(0, 43);
	const now = parts.now();
	const expiresAt = now + LINK_LIVES_MS;
	await parts.store.startLinks.add({
		token_hash: hashSecret(token),
		channel_id: channel.row.id,
		contact_id: contactId.value,
		created_at: now,
		expires_at: expiresAt,
	});
	return ok({ url: place.replaceAll('{token}', token), expiresAt });
};

/** Whom the link is for; somebody nobody knows yet becomes a contact. */
async function invited(
	parts: Parts,
	request: {
		contactId?: string | undefined;
		address?: Parameters<typeof readRecipient>[1] | undefined;
		name?: string | undefined;
	},
): Promise<Result<string>> {
	if (request.contactId !== undefined) {
		const contact = await viewOf(parts.store, request.contactId);
		return contact.ok ? ok(contact.value.id) : contact;
	}
	const given = request.address;
	const phone =
		given === undefined
			? null
			: (parts.channels
					.all()
					.map(channel => readRecipient(channel, given))
					.find(one => one?.kind === 'phone') ?? null);
	if (!phone)
		return fail('invalid', 'Say whom the link is for: a contact, or a number with its country code.', {
			fields: { address: 'is not a phone number' },
		});
	const changes = new Changes();
	const id = await parts.store.transaction(async tx => {
		const found = await contactOf(tx, 'whatsapp', onlyAddress(phone), parts.now(), changes, {
			source: 'API',
		});
		const row = await tx.contacts.find(found);
		const name = request.name?.trim();
		if (name && row?.name === null && row.profile_name === null) await tx.contacts.rename(found, { name });
		return found;
	});
	await changes.publish(parts.bus);
	return ok(id);
}
