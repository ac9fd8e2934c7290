import { isLasting } from '../../../shared/domain/address.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { HOUR_MS } from '../../../shared/lib/time.ts';
import type { Party } from '../../providers/events.ts';
import { type Parts, PERSON_WAITS_MS, within } from '../parts.ts';
import type { Applying } from './apply.ts';
import { Changes } from './changes.ts';

/** How long nobody is asked again about somebody of whom the network told nothing. */
const ASK_AGAIN_MS = HOUR_MS;

/**
 * Asks the provider who wrote, where its webhooks do not say and nobody knows yet. Afterwards, and only for the name: a
 * network that does not tell costs nobody their message.
 */
export async function wantName(applying: Applying, contactId: string, party: Party): Promise<void> {
	const { parts, tx, channel, changes } = applying;
	const { lookUp } = channel.connection;
	const address = party.addresses.find(one => isLasting(one.kind));
	if (!lookUp || !address || party.profileName !== null) return;
	const contact = await tx.contacts.find(contactId);
	if (!contact || contact.profile_name !== null || contact.name !== null) return;
	const key = `look-up:${contactId}`;
	if (parts.running.has(key)) return;
	changes.afterwards(() => {
		const asking = (async () => {
			const found = await lookUp(address, within(parts, PERSON_WAITS_MS));
			if (found) await keepName(parts, channel.row.type, contactId, found);
		})().catch((error: unknown) => {
			const { id: channelId } = channel.row;
			if (error instanceof DeliveryError) parts.log.info({ error, channelId }, 'a name is not told');
			else parts.log.error({ error, channelId }, 'a name could not be kept');
		});
		parts.running.set(key, asking);
		// Also kept while nothing was told, so that ten messages in a row ask once.
		const forget = setTimeout(() => parts.running.delete(key), ASK_AGAIN_MS);
		forget.unref();
	});
}

async function keepName(
	parts: Parts,
	type: Applying['channel']['row']['type'],
	contactId: string,
	found: Party,
): Promise<void> {
	const changes = new Changes();
	await parts.store.transaction(async tx => {
		const contact = await tx.contacts.find(contactId);
		if (!contact) return;
		if (found.profileName !== null) await tx.contacts.rename(contactId, { profileName: found.profileName });
		for (const address of found.addresses)
			if (!isLasting(address.kind)) await tx.contacts.putAddress(contactId, type, address, parts.now());
		for (const conversation of await tx.conversations.allOfContact(contactId)) {
			changes.note(conversation.id, Number(conversation.revision));
			await tx.conversations.change(conversation.id);
		}
	});
	await changes.publish(parts.bus);
}
