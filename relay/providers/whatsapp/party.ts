import { type Address, addressFromWaId } from '../../../shared/domain/address.ts';
import type { Party } from '../events.ts';
import { type Json, record, text } from '../wire.ts';

/** Every address that a webhook names a person by, the phone first. */
export function partyFrom(named: {
	waId: string | null;
	userId: string | null;
	contact?: Json | undefined;
}): Party {
	const addresses: Address[] = [];
	if (named.waId) addresses.push(addressFromWaId(named.waId));
	if (named.userId && !addresses.some(address => address.value === named.userId)) {
		addresses.push({ kind: 'whatsapp-user', value: named.userId });
	}
	const profile = record(named.contact?.profile);
	const username = text(profile?.username);
	if (username && addresses.length > 0) {
		addresses.push({ kind: 'whatsapp-username', value: username.replace(/^@/, '').toLowerCase() });
	}
	return { addresses, profileName: text(profile?.name) };
}
