import { fail, ok } from '../../../shared/contract/result.ts';
import type { ConsentLineView } from '../../../shared/contract/sending-views.ts';
import type { ConsentEntry } from '../../../shared/domain/consent.ts';
import { csvLine } from '../../../shared/lib/csv.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Action } from '../parts.ts';
import { contactView } from '../views.ts';
import { Changes } from '../webhook/changes.ts';
import { recordConsent } from './record.ts';

async function lineViews(tx: StoreParts, entries: readonly ConsentEntry[]): Promise<ConsentLineView[]> {
	const ids = [...new Set(entries.map(entry => entry.contactId))];
	const [contacts, addresses] = await Promise.all([tx.contacts.findMany(ids), tx.contacts.addresses(ids)]);
	const names = new Map(contacts.map(row => [row.id, contactView(row, addresses, []).name]));
	return entries.map(entry => ({ ...entry, contactName: names.get(entry.contactId) ?? 'Unknown contact' }));
}

export const listConsents: Action<'consent:list'> = async (parts, request) => {
	const { limit } = request;
	const found = await parts.store.consents.list({ ...request, limit: limit + 1 });
	return ok({ lines: await lineViews(parts.store, found.slice(0, limit)), hasMore: found.length > limit });
};

export const recordByPerson: Action<'consent:record'> = async (parts, request, caller) => {
	const now = parts.now();
	const at = request.at ?? now;
	if (at > now)
		return fail('invalid', 'This time is in the future. Give the time when the contact said it.', {
			fields: { at: 'is in the future' },
		});
	const changes = new Changes();
	const line = {
		contactId: request.contactId,
		channelType: request.channelType,
		word: request.word,
		at,
		source: 'person',
		text: request.evidence,
		messageId: null,
		byName: caller.user.name,
	} as const;
	const view = await parts.store.transaction(async tx => {
		if (!(await tx.contacts.find(request.contactId))) return null;
		const { entry } = await recordConsent({ tx, changes }, line);
		return (await lineViews(tx, [entry]))[0] ?? null;
	});
	if (!view) return fail('not-found', 'There is no such contact.', { fields: { contactId: 'is unknown' } });
	await changes.publish(parts.bus);
	return ok({ line: view });
};

/** At most so many lines are read at once. */
const PAGE = 1000;
const COLUMNS = [
	'time',
	'contact',
	'addresses',
	'network',
	'word',
	'source',
	'text or evidence',
	'recorded by',
	'message',
];

export const exportConsents: Action<'consent:export'> = async parts => {
	const lines: string[] = [csvLine(COLUMNS)];
	let before: { at: number; id: string } | undefined;
	for (;;) {
		const page = await parts.store.consents.list({ before, limit: PAGE });
		const views = await lineViews(parts.store, page);
		const addresses = await parts.store.contacts.addresses([...new Set(page.map(one => one.contactId))]);
		for (const one of views) {
			const own = addresses.filter(row => row.contact_id === one.contactId).map(row => row.value);
			lines.push(
				csvLine([
					new Date(one.at).toISOString(),
					one.contactName,
					own.join(' '),
					one.channelType,
					one.word,
					one.source,
					one.text ?? '',
					one.byName ?? '',
					one.messageId ?? '',
				]),
			);
		}
		const last = page.at(-1);
		if (page.length < PAGE || !last) break;
		before = { at: last.at, id: last.id };
	}
	const day = new Date(parts.now()).toISOString().slice(0, 10);
	return ok({ filename: `consent-${day}.csv`, csv: lines.join(''), lines: lines.length - 1 });
};
