import type { ContactRowView } from '../../../shared/contract/contact-views.ts';
import { isLasting } from '../../../shared/domain/address.ts';
import type { StoreParts } from '../../store/store.ts';
import type { ContactRow } from '../../store/tables.ts';
import { contactView } from '../views.ts';

/** Rows of the store as lists show them, in the order given, with four queries however many they are. */
export async function contactRowViews(
	store: StoreParts,
	rows: readonly ContactRow[],
): Promise<ContactRowView[]> {
	const ids = rows.map(row => row.id);
	const addresses = await store.contacts.addresses(ids);
	const consents = await store.consents.newestOf(ids);
	const tags = await store.tags.ofContacts(ids);
	const attributes = await store.attributes.ofContacts(ids);
	return rows.map(row => {
		const view = contactView(row, addresses, consents);
		const phone = view.addresses.find(({ kind }) => kind === 'phone') ?? null;
		const words = view.consents.map(entry => entry.word);
		return {
			id: row.id,
			name: view.name,
			phone: phone?.value ?? null,
			others: view.addresses
				.filter(address => address !== phone)
				.map(({ kind, value }) => (isLasting(kind) ? value : `@${value}`)),
			tags: (tags.get(row.id) ?? []).map(tag => tag.name),
			attributes: attributes.get(row.id) ?? {},
			source: row.source,
			firstMessage: row.first_message,
			lastSeenAt: Number(row.seen_at) === 0 ? null : Number(row.seen_at),
			createdAt: Number(row.created_at),
			consent: words.includes('opt-out') ? 'out' : words.includes('opt-in') ? 'in' : null,
		};
	});
}
