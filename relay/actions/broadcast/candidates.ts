import { type Address, matchKey } from '../../../shared/domain/address.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StoredBroadcast } from '../../store/broadcasts.ts';
import type { NewRecipient } from '../../store/recipients.ts';
import type { StoreParts } from '../../store/store.ts';
import { countryOf } from '../send/country.ts';
import { recipientKey } from './judge.ts';

/** Somebody who may become a recipient: a contact of ours, an address, or both. */
export interface Candidate {
	readonly contactId: string | null;
	/** Null where the contact's own address on the channel counts. */
	readonly address: Address | null;
	readonly name: string;
	readonly row: Readonly<Record<string, string>> | null;
	/** ISO, where it is known without the address. */
	readonly country: string | null;
}

/** Candidates as rows of a broadcast. Whoever has one of the addresses is the contact that the relay knows by it. */
export async function toRecipients(
	tx: StoreParts,
	{ id, plan }: StoredBroadcast,
	channel: LiveChannel,
	candidates: readonly Candidate[],
): Promise<NewRecipient[]> {
	const addresses = candidates.flatMap(({ address }) => address ?? []);
	const owners = await tx.contacts.ownersOf(channel.row.type, addresses);
	return candidates.map(({ contactId: known, address, name, row, country }) => {
		const contactId = known ?? (address === null ? null : (owners.get(matchKey(address)) ?? null));
		return {
			broadcast_id: id,
			key: recipientKey(plan.logic, { contactId, address }),
			contact_id: contactId,
			channel_id: plan.channelId,
			kind: address?.kind ?? null,
			value: address?.value ?? null,
			name: name.trim(),
			row: row === null || Object.keys(row).length === 0 ? null : JSON.stringify(row),
			country: country ?? countryOf(address),
		};
	});
}
