import type { UnreadableView } from '../../../shared/contract/broadcast-views.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { type Address, isLasting } from '../../../shared/domain/address.ts';
import type { RecipientLogic } from '../../../shared/domain/broadcast.ts';
import type { ContactFilter } from '../../../shared/domain/contact-filter.ts';
import type { LiveChannel } from '../../channels.ts';
import { readRecipient } from '../message/recipient.ts';
import type { Parts } from '../parts.ts';
import { countryOf } from '../send/country.ts';
import { readAddress } from '../views.ts';
import type { Source } from './add-recipients.ts';
import type { Candidate } from './candidates.ts';
import { csvCandidates } from './csv-source.ts';
import { sentByHand } from './sent-by-hand.ts';

/** Gives candidates in parts and tells what could not be read. */
export type Candidates = (note: (one: UnreadableView) => void) => AsyncIterable<Candidate[]>;

/** So many at once: one transaction each. */
export const BATCH = 500;

/** The candidates of a source; or why there are none. */
export async function candidatesOf(
	parts: Parts,
	source: Source,
	logic: RecipientLogic,
	channel: LiveChannel,
): Promise<Result<Candidates>> {
	switch (source.kind) {
		case 'records':
			return ok(note => only(recordCandidates(source.records, logic, channel, note)));
		case 'contacts':
			return ok(() => ofContacts(parts, inBatches(source.contactIds), logic));
		case 'broadcast': {
			const { broadcastId, bucket } = source;
			if (!(await parts.store.broadcasts.find(broadcastId)))
				return fail('not-found', 'The earlier broadcast is no longer there.', {
					fields: { 'source.broadcastId': 'is unknown' },
				});
			return ok(() => ofBroadcast(parts, broadcastId, bucket, logic));
		}
		case 'segment': {
			const segment = await parts.store.segments.find(source.segmentId);
			if (!segment)
				return fail('not-found', 'The segment was removed. Choose another.', {
					fields: { 'source.segmentId': 'is unknown' },
				});
			return ok(() => ofContacts(parts, ofFilter(parts, segment.filter), logic));
		}
		case 'filter':
			return ok(() => ofContacts(parts, ofFilter(parts, source.filter), logic));
		case 'csv':
			return csvCandidates(parts, source, channel);
	}
}

async function* only(batch: Candidate[]): AsyncGenerator<Candidate[]> {
	if (batch.length > 0) yield batch;
}

async function* inBatches<T>(all: readonly T[]): AsyncGenerator<T[]> {
	for (let from = 0; from < all.length; from += BATCH) yield all.slice(from, from + BATCH);
}

async function* ofFilter(parts: Parts, filter: ContactFilter): AsyncGenerator<string[]> {
	let after: string | null = null;
	for (;;) {
		const ids: string[] = await parts.store.contactLists.idsAfter(filter, after, BATCH);
		if (ids.length === 0) return;
		yield ids;
		after = ids.at(-1) ?? null;
	}
}

/** One for each contact, or one for each of its numbers. */
async function* ofContacts(
	parts: Parts,
	batches: AsyncIterable<string[]>,
	logic: RecipientLogic,
): AsyncGenerator<Candidate[]> {
	for await (const ids of batches) {
		const contacts = await parts.store.contacts.findMany(ids);
		const addresses = Map.groupBy(await parts.store.contacts.addresses(ids), row => row.contact_id);
		yield contacts.flatMap(contact => {
			const own = (addresses.get(contact.id) ?? []).map(readAddress);
			const name = contact.name ?? contact.profile_name ?? '';
			return candidatesOfContact({ contactId: contact.id, name, row: null }, own, logic);
		});
	}
}

function candidatesOfContact(
	one: Pick<Candidate, 'contactId' | 'name' | 'row'>,
	addresses: readonly Address[],
	logic: RecipientLogic,
): Candidate[] {
	const phones = addresses.filter(address => address.kind === 'phone');
	const [phone = null] = phones;
	const country = phone ?? addresses.find(address => isLasting(address.kind)) ?? null;
	if (logic.numbers === 'all' && phones.length > 1)
		return phones.map(address => ({ ...one, address, country: null }));
	return [{ ...one, address: null, country: country === null ? null : countryOf(country) }];
}

/** Whoever is in a bucket of an earlier broadcast, with the values of their line. */
async function* ofBroadcast(
	parts: Parts,
	broadcastId: string,
	bucket: Extract<Source, { kind: 'broadcast' }>['bucket'],
	logic: RecipientLogic,
): AsyncGenerator<Candidate[]> {
	let after = 0;
	for (;;) {
		const rows = await parts.store.recipients.page({ broadcastId, bucket, after, limit: BATCH });
		if (rows.length === 0) return;
		after = Number(rows.at(-1)?.id);
		// Those people have got it.
		const again = await sentByHand(parts.store, rows);
		yield rows
			.filter(row => !again.has(row.message_id ?? ''))
			.map(row => ({
				contactId: row.contact_id,
				// Who each got one gets it where the contact is reached now; the number may have changed.
				address:
					row.kind === null || row.value === null || (logic.numbers === 'one' && row.contact_id !== null)
						? null
						: ({ kind: row.kind, value: row.value } as Address),
				name: row.name,
				row: row.row === null ? null : (JSON.parse(row.row) as Record<string, string>),
				country: row.country,
			}));
	}
}

type Records = Extract<Source, { kind: 'records' }>['records'];

/** The people and numbers of CRM records that the broadcast's logic chooses. */
function recordCandidates(
	records: Records,
	logic: RecipientLogic,
	channel: LiveChannel,
	note: (one: UnreadableView) => void,
): Candidate[] {
	return records.flatMap(record => {
		const main = record.people.find(person => person.isMain) ?? record.people[0];
		const people = logic.contacts === 'all' ? record.people : main ? [main] : [];
		if (people.length === 0)
			note({ label: record.title || record.id, value: '', problem: 'Has no contact.' });
		return people.flatMap(person => {
			const label = person.name || record.title || record.id;
			const written = person.phones.map(phone => phone.trim()).filter(phone => phone !== '');
			if (written.length === 0) note({ label, value: '', problem: 'Has no phone number.' });
			const read = written.flatMap(value => {
				const address = readRecipient(channel, value);
				if (address === null || !isLasting(address.kind)) {
					note({ label, value, problem: 'Is no phone number. Write it with its country code.' });
					return [];
				}
				return [address];
			});
			const chosen = logic.numbers === 'all' ? read : read.slice(0, 1);
			const row = { ...record.values, ...person.values };
			return chosen.map(address => ({
				contactId: null,
				address,
				name: person.name,
				row,
				country: null,
			}));
		});
	});
}
