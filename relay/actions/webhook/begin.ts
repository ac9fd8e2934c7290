import { isLasting } from '../../../shared/domain/address.ts';
import { hashSecret } from '../../ids.ts';
import type { InboundEvent } from '../../providers/events.ts';
import type { Applying } from './apply.ts';
import { absorb } from './contact-of.ts';

/**
 * A contact who begins by a link that was made for somebody is that somebody: theirs is the contact that the CRM knows. The
 * link binds one address once; anybody else who got hold of it stays who they are (providers.md §7.7). Returns the contact.
 */
export async function bindByLink(
	applying: Applying,
	event: InboundEvent,
	contactId: string,
): Promise<string> {
	const { tx, channel, changes, receivedAt } = applying;
	const token = event.startToken;
	const address = event.party.addresses.find(one => isLasting(one.kind));
	if (!token || !address) return contactId;
	const who = `${address.kind}:${address.value}`;
	const invited = await tx.startLinks.take(channel.row.id, hashSecret(token), who, receivedAt);
	if (invited === null) return contactId;
	const keepId = await tx.merges.nowPartOf(invited);
	if (keepId === contactId || !(await tx.contacts.find(keepId))) return contactId;
	if (await tx.merges.areApart(keepId, contactId)) return contactId;
	await absorb(tx, { keepId, goneId: contactId, byName: null, now: receivedAt }, changes);
	return keepId;
}
