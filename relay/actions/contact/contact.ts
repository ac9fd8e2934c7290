import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { ContactView } from '../../../shared/contract/views.ts';
import { type Address, parseAddress } from '../../../shared/domain/address.ts';
import { CHANNEL_TYPES } from '../../../shared/domain/channel.ts';
import type { StoreParts } from '../../store/store.ts';
import type { ContactRow } from '../../store/tables.ts';
import { readRecipient } from '../message/recipient.ts';
import type { Action, Parts } from '../parts.ts';
import { contactView, conversationViews } from '../views.ts';

/** A contact as the extension sees it; one that became part of another is that other. */
export async function viewOf(store: StoreParts, contactId: string): Promise<Result<ContactView>> {
	const row = await store.contacts.find(await store.merges.nowPartOf(contactId));
	if (!row) return fail('not-found', 'There is no such contact.', { fields: { contactId: 'is unknown' } });
	const [view] = await viewsOf(store, [row]);
	return view ? ok(view) : fail('not-found', 'There is no such contact.');
}

async function viewsOf(store: StoreParts, rows: readonly ContactRow[]): Promise<ContactView[]> {
	const ids = rows.map(row => row.id);
	const [addresses, consents] = await Promise.all([
		store.contacts.addresses(ids),
		store.consents.newestOf(ids),
	]);
	return rows.map(row => contactView(row, addresses, consents));
}

export const showContact: Action<'contact:show'> = async (parts, request) => {
	const contact = await viewOf(parts.store, request.contactId);
	if (!contact.ok) return contact;
	const rows = await parts.store.conversations.allOfContact(contact.value.id);
	const merges = await parts.store.merges.into(contact.value.id);
	return ok({
		contact: contact.value,
		conversations: await conversationViews(parts.store, rows),
		merges: merges.map(row => ({
			id: row.id,
			at: Number(row.at),
			name: row.gone_name,
			by: row.by_name,
		})),
	});
};

/** National numbers are read as those of the channels' own countries, the first that fits. */
export const findContact: Action<'contact:find'> = async (parts, request) => {
	for (const given of request.addresses) {
		for (const address of readings(parts, given)) {
			for (const type of CHANNEL_TYPES) {
				const [known] = await parts.store.contacts.byAddresses(type, [address]);
				if (!known) continue;
				const contact = await viewOf(parts.store, known.contactId);
				if (!contact.ok) continue;
				const rows = await parts.store.conversations.allOfContact(contact.value.id);
				return ok({ contact: contact.value, conversations: await conversationViews(parts.store, rows) });
			}
		}
	}
	return ok({ contact: null, conversations: [] });
};

function readings(parts: Parts, given: string | { kind: Address['kind']; value: string }): Address[] {
	const plain = typeof given === 'string' ? parseAddress(given) : null;
	if (plain) return [plain];
	const read = parts.channels.all().map(channel => readRecipient(channel, given));
	return read.filter(address => address !== null);
}

export const searchContacts: Action<'contact:search'> = async (parts, request) => {
	const rows = await parts.store.contacts.search(request.text, request.limit);
	return ok({ contacts: await viewsOf(parts.store, rows) });
};
