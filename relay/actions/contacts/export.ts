import { contactFilter } from '../../../shared/contract/fields.ts';
import { ok } from '../../../shared/contract/result.ts';
import { isLasting } from '../../../shared/domain/address.ts';
import { consentOn } from '../../../shared/domain/consent.ts';
import type { ContactAttribute } from '../../../shared/domain/contact-fields.ts';
import type { ContactFilter } from '../../../shared/domain/contact-filter.ts';
import { CSV_MARK, csvLine } from '../../../shared/lib/csv.ts';
import type { StoreParts } from '../../store/store.ts';
import type { ContactRow } from '../../store/tables.ts';
import { exportLink } from '../export-link.ts';
import type { Action, Parts } from '../parts.ts';
import { readAddress } from '../views.ts';

/** So many contacts are read at once. */
const PAGE = 200;

function filenameOf(parts: Parts): string {
	return `contacts-${new Date(parts.now()).toISOString().slice(0, 10)}.csv`;
}

export const exportContacts: Action<'contacts:export'> = async (parts, request) => {
	const filename = filenameOf(parts);
	const url = exportLink(parts, `contacts/${filename}`, { filter: JSON.stringify(request.filter) });
	return ok({ url, filename });
};

/** The file behind the address of an export. */
export async function contactsFile(
	parts: Parts,
	filename: string,
	params: Readonly<Record<string, string>>,
): Promise<{ filename: string; lines: AsyncIterable<string> } | null> {
	const filter = contactFilter.parse(JSON.parse(params.filter ?? '{}'));
	return { filename, lines: contactLines(parts.store, filter) };
}

/** What an import knows comes first, under heads that it understands; what it cannot set follows. */
async function* contactLines(store: StoreParts, filter: ContactFilter): AsyncGenerator<string> {
	const attributes = await store.attributes.list();
	yield CSV_MARK +
		csvLine([
			'Name',
			'Phone',
			'Tags',
			'Source',
			'First message',
			'Opted in',
			...attributes.map(one => one.label),
			'Other addresses',
			'Last active',
			'Created',
		]);
	for (let after: string | null = null; ; ) {
		const ids: string[] = await store.contactLists.idsAfter(filter, after, PAGE);
		yield await pageLines(store, ids, attributes);
		// Webhooks that came meanwhile have their turn.
		await new Promise(resolve => setImmediate(resolve));
		after = ids.at(-1) ?? null;
		if (ids.length < PAGE) return;
	}
}

async function pageLines(
	store: StoreParts,
	ids: readonly string[],
	attributes: readonly ContactAttribute[],
): Promise<string> {
	const rows = new Map((await store.contacts.findMany(ids)).map(row => [row.id, row]));
	const addresses = await store.contacts.addresses(ids);
	const consents = await store.consents.newestOf(ids);
	const tags = await store.tags.ofContacts(ids);
	const values = await store.attributes.ofContacts(ids);
	const lines = ids.flatMap(id => {
		const row = rows.get(id);
		if (!row) return [];
		const own = addresses.filter(one => one.contact_id === id).map(readAddress);
		const phone = own.find(({ kind }) => kind === 'phone');
		const word = consentOn(
			consents.filter(one => one.contactId === id),
			'whatsapp',
		)?.word;
		return csvLine([
			shownName(row),
			phone?.value ?? '',
			(tags.get(id) ?? []).map(tag => tag.name).join('|'),
			row.source,
			row.first_message ?? '',
			word === undefined ? '' : word === 'opt-in' ? 'yes' : 'no',
			...attributes.map(({ key }) => values.get(id)?.[key] ?? ''),
			own
				.filter(one => one !== phone)
				.map(({ kind, value }) => (isLasting(kind) ? value : `@${value}`))
				.join(' '),
			Number(row.seen_at) === 0 ? '' : new Date(Number(row.seen_at)).toISOString(),
			new Date(Number(row.created_at)).toISOString(),
		]);
	});
	return lines.join('');
}

/** The name that people gave it, or the network; an import that reads it changes neither. */
export function shownName(row: Pick<ContactRow, 'name' | 'profile_name'>): string {
	return (row.name ?? row.profile_name ?? '').trim();
}
