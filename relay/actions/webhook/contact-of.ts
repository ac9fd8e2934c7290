import { type Address, isLasting, matchKey } from '../../../shared/domain/address.ts';
import type { ChannelType } from '../../../shared/domain/channel.ts';
import { newId } from '../../ids.ts';
import type { Party } from '../../providers/events.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Changes } from './changes.ts';

/**
 * The contact that these addresses belong to; made when none is known.
 *
 * Addresses that belonged to different contacts show that they were one person all along (a user id seen before the
 * phone was): the contact of the first address keeps, the others become part of it, with their conversations.
 *
 * `writtenAt` is when they wrote from these addresses on WhatsApp, which shows that it reaches their number. `source` is
 * where a new contact comes from: they wrote, or one of ours writes to them.
 */
export async function contactOf(
	tx: StoreParts,
	type: ChannelType,
	party: Party,
	now: number,
	changes: Changes,
	{ writtenAt = null, source = 'ORGANIC' }: { writtenAt?: number | null; source?: 'ORGANIC' | 'API' } = {},
): Promise<string> {
	const known = await tx.contacts.byAddresses(type, party.addresses);
	const owners = new Map(known.map(address => [address.matchKey, address]));
	// A username may pass from one person to another: it shows who somebody is, and tells nobody apart.
	const lasting = party.addresses.filter(address => isLasting(address.kind));
	const inOrder = (lasting.length > 0 ? lasting : party.addresses)
		.map(address => owners.get(matchKey(address)))
		.filter(owner => owner !== undefined);
	const ids = [...new Set(inOrder.map(owner => owner.contactId))];
	const [keepId, ...others] = ids;
	const wrote = async () => {
		const phone = party.addresses.find(address => address.kind === 'phone');
		// Known already, as of nearly every message: nothing is written.
		if (writtenAt !== null && phone && owners.get(matchKey(phone))?.onWhatsApp !== true)
			await tx.contacts.noteReach(phone, true, writtenAt);
	};
	if (keepId === undefined) {
		const created = await create(tx, { type, party, now, source });
		await wrote();
		return created;
	}

	const apart = new Set<string>();
	for (const goneId of others) {
		// Somebody has said that these are two people: what the network tells does not outweigh it.
		if (await tx.merges.areApart(keepId, goneId)) apart.add(goneId);
		else await absorb(tx, { keepId, goneId, byName: null, now }, changes);
	}
	for (const address of party.addresses) {
		const owner = owners.get(matchKey(address));
		if (owner && apart.has(owner.contactId)) continue;
		if (!owner || owner.value !== address.value || owner.contactId !== keepId)
			await tx.contacts.putAddress(keepId, type, address, now);
	}
	await wrote();
	const profileName = inOrder[0]?.profileName ?? null;
	if (party.profileName !== null && party.profileName !== profileName) {
		await tx.contacts.rename(keepId, { profileName: party.profileName });
	}
	return keepId;
}

async function create(
	tx: StoreParts,
	{ type, party, now, source }: { type: ChannelType; party: Party; now: number; source: string },
): Promise<string> {
	const id = newId('cnt');
	await tx.contacts.create({ id, name: null, profileName: party.profileName, createdAt: now, source });
	for (const address of party.addresses) await tx.contacts.putAddress(id, type, address, now);
	return id;
}

/** Makes two contacts one, in a way that can be undone; returns the merge's id. `byName` is null for what the network told. */
export async function absorb(
	tx: StoreParts,
	one: { keepId: string; goneId: string; byName: string | null; now: number },
	changes: Changes,
): Promise<string> {
	const { keepId, goneId } = one;
	const before = await tx.merges.before(keepId, goneId);
	const id = newId('mrg');
	for (const gone of await tx.conversations.allOfContact(goneId)) {
		const kept = await tx.conversations.ofContact(keepId, gone.channel_id);
		if (kept) {
			changes.note(kept.id, Number(kept.revision));
			await tx.conversations.absorb(kept.id, gone.id);
		} else {
			changes.note(gone.id, Number(gone.revision));
			await tx.conversations.change(gone.id, { contactId: keepId });
		}
	}
	await tx.consents.absorb(keepId, goneId);
	await tx.templateSends.absorb(keepId, goneId);
	await tx.recipients.absorb(keepId, goneId);
	await tx.contacts.absorb(keepId, goneId);
	const goneName =
		before.gone.name ?? before.gone.profile_name ?? before.addresses[0]?.value ?? 'Unknown contact';
	await tx.merges.add({ id, keepId, goneId, at: one.now, byName: one.byName, goneName, before });
	changes.merged([keepId, goneId]);
	return id;
}

/** A conversation, and the last broadcast that reached the contact in it. */
export interface FoundConversation {
	readonly id: string;
	readonly revision: number;
	readonly broadcastRecipientId: number | null;
	readonly broadcastAt: number | null;
}

/** The conversation of a contact on a channel; made when none is there. */
export async function conversationOf(
	tx: StoreParts,
	channelId: string,
	contactId: string,
	now: number,
): Promise<FoundConversation> {
	const found = await tx.conversations.ofContact(contactId, channelId);
	if (found)
		return {
			id: found.id,
			revision: Number(found.revision),
			broadcastRecipientId: found.broadcast_recipient_id,
			broadcastAt: found.broadcast_at === null ? null : Number(found.broadcast_at),
		};
	const id = newId('cnv');
	await tx.conversations.create({ id, channelId, contactId, createdAt: now });
	return { id, revision: 0, broadcastRecipientId: null, broadcastAt: null };
}

export function onlyAddress(address: Address): Party {
	return { addresses: [address], profileName: null };
}
