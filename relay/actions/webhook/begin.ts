import { haveOtherPhones, isLasting } from '../../../shared/domain/address.ts';
import { hashSecret } from '../../ids.ts';
import type { InboundEvent } from '../../providers/events.ts';
import type { StoreParts } from '../../store/store.ts';
import { readAddress } from '../views.ts';
import type { Applying } from './apply.ts';
import { absorb } from './contact-of.ts';

/**
 * A contact who begins by a link that was made for somebody is that somebody: theirs is the contact that the CRM knows. The
 * link binds one address once; anybody else who got hold of it stays who they are (providers.md §7.7), and so does a person
 * who is known by a number of their own. Returns the contact, and whether it was by the link.
 */
export async function bindByLink(
	applying: Applying,
	event: InboundEvent,
	contactId: string,
): Promise<{ contactId: string; byLink: boolean }> {
	const { tx, channel, changes, receivedAt } = applying;
	const asFound = { contactId, byLink: false };
	const token = event.startToken;
	const address = event.party.addresses.find(one => isLasting(one.kind));
	if (!token || !address) return asFound;
	const hash = hashSecret(token);
	const who = `${address.kind}:${address.value}`;
	const invited = await tx.startLinks.madeFor(channel.row.id, hash, who, receivedAt);
	if (invited === null) return asFound;
	const keepId = await tx.merges.nowPartOf(invited);
	if (!(await tx.contacts.find(keepId))) return asFound;
	if (keepId !== contactId && (await areTwo(tx, keepId, contactId))) return asFound;
	await tx.startLinks.take(hash, who);
	if (keepId !== contactId)
		await absorb(tx, { keepId, goneId: contactId, byName: null, now: receivedAt }, changes);
	return { contactId: keepId, byLink: true };
}

/** Somebody has parted them, or each has a number that the other has not. */
async function areTwo(tx: StoreParts, one: string, other: string): Promise<boolean> {
	if (await tx.merges.areApart(one, other)) return true;
	const rows = await tx.contacts.addresses([one, other]);
	const of = (id: string) => rows.filter(row => row.contact_id === id).map(readAddress);
	return haveOtherPhones(of(one), of(other));
}
