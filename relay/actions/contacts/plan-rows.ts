import { consentOn } from '../../../shared/domain/consent.ts';
import { nameKey, TAGS_MAX } from '../../../shared/domain/contact-fields.ts';
import type { ImportRow, RowProblem } from '../../../shared/domain/contact-import.ts';
import type { StoreParts } from '../../store/store.ts';
import type { TagsTable } from '../../store/tables-contacts.ts';
import { shownName } from './export.ts';

/** What one row would do. */
export interface PlannedRow {
	readonly row: ImportRow;
	readonly outcome: 'added' | 'updated' | 'unchanged' | 'failed' | 'set-aside';
	/** Of the contact that is known. */
	readonly contactId: string | null;
	readonly problems: readonly RowProblem[];
	/** What is left out of a row that is taken. */
	readonly notes: readonly string[];
	readonly unknownTags: readonly string[];
	readonly changes: RowChanges;
}

/** Only what differs from what is known. */
export interface RowChanges {
	readonly name: string | null;
	readonly source: { readonly before: string; readonly after: string } | null;
	readonly firstMessage: { readonly before: string | null; readonly after: string } | null;
	readonly tags: readonly TagsTable[];
	readonly attributes: Readonly<Record<string, { readonly before: string | null; readonly after: string }>>;
	readonly word: 'opt-in' | 'opt-out' | null;
}

const NO_CHANGES: RowChanges = {
	name: null,
	source: null,
	firstMessage: null,
	tags: [],
	attributes: {},
	word: null,
};

/**
 * Compares rows with what is known. `linesOf` knows the lines of the file that had a number before: of several rows with
 * one number only the first counts, so that a dry run and the import itself come to the same.
 */
export async function planRows(
	tx: StoreParts,
	rows: readonly ImportRow[],
	linesOf: (keys: readonly string[]) => Promise<ReadonlyMap<string, number>>,
): Promise<PlannedRow[]> {
	const keys = rows.flatMap(row => row.key ?? []);
	const owners = new Map((await tx.contactImports.owners(keys)).map(one => [one.key, one.contactId]));
	const known = await knownOf(tx, [...new Set(owners.values())]);
	const names = [...new Set(rows.flatMap(row => row.tags.map(nameKey)))];
	const tags = new Map((await tx.tags.byNames(names)).map(tag => [tag.name_key, tag]));
	const lines = new Map(await linesOf(keys));
	return rows.map(row => {
		const refused = (outcome: 'failed' | 'set-aside', problems: readonly RowProblem[]): PlannedRow => ({
			row,
			outcome,
			contactId: null,
			problems,
			notes: [],
			unknownTags: [],
			changes: NO_CHANGES,
		});
		const failed = (message: string) => refused('failed', [{ column: null, message }]);
		if (row.problems.length > 0) return refused('failed', row.problems);
		if (row.key === null) return refused('set-aside', [{ column: null, message: whyAside(row) }]);
		const first = lines.get(row.key);
		if (first !== undefined)
			return failed(`Line ${first} has the same number. Only the first of them is taken over.`);
		const contactId = owners.get(row.key) ?? null;
		const facts = contactId === null ? null : (known.get(contactId) ?? null);
		if (facts === null && row.name === null) return failed('The name is missing.');
		const given = row.tags.flatMap(tag => tags.get(nameKey(tag)) ?? []);
		const fresh = given.filter(tag => !facts?.tags.has(tag.id));
		if ((facts?.tags.size ?? 0) + fresh.length > TAGS_MAX)
			return failed(`With these tags the contact would have more than ${TAGS_MAX}.`);
		lines.set(row.key, row.line);
		const unknownTags = row.tags.filter(tag => !tags.has(nameKey(tag)));
		const changes = changesOf(row, facts, fresh);
		return {
			row,
			outcome: facts === null ? 'added' : isChange(changes) ? 'updated' : 'unchanged',
			contactId,
			problems: [],
			notes: notesOf(row, facts, unknownTags),
			unknownTags,
			changes,
		};
	});
}

interface KnownContact {
	readonly name: string;
	readonly source: string;
	readonly firstMessage: string | null;
	/** Ids. */
	readonly tags: ReadonlySet<string>;
	readonly attributes: Readonly<Record<string, string>>;
	/** The newest on WhatsApp, where numbers are written to. */
	readonly word: 'opt-in' | 'opt-out' | null;
}

async function knownOf(tx: StoreParts, ids: readonly string[]): Promise<Map<string, KnownContact>> {
	const rows = await tx.contacts.findMany(ids);
	const tags = await tx.tags.ofContacts(ids);
	const attributes = await tx.attributes.ofContacts(ids);
	const consents = await tx.consents.newestOf(ids);
	return new Map(
		rows.map(row => [
			row.id,
			{
				name: shownName(row),
				source: row.source,
				firstMessage: row.first_message,
				tags: new Set((tags.get(row.id) ?? []).map(tag => tag.id)),
				attributes: attributes.get(row.id) ?? {},
				word:
					consentOn(
						consents.filter(one => one.contactId === row.id),
						'whatsapp',
					)?.word ?? null,
			},
		]),
	);
}

function changesOf(row: ImportRow, facts: KnownContact | null, tags: readonly TagsTable[]): RowChanges {
	const attributes = Object.entries(row.attributes)
		.map(([key, after]) => [key, { before: facts?.attributes[key] ?? null, after }] as const)
		.filter(([, { before, after }]) => before !== after);
	const source = row.source ?? (facts ? facts.source : 'IMPORT');
	const wanted = row.optedIn === null ? null : row.optedIn ? 'opt-in' : 'opt-out';
	// Whoever asked to stop is not brought back by a file.
	const word = wanted === facts?.word || (wanted === 'opt-in' && facts?.word === 'opt-out') ? null : wanted;
	return {
		name: row.name !== null && row.name !== facts?.name ? row.name : null,
		source: source !== facts?.source ? { before: facts?.source ?? '', after: source } : null,
		firstMessage:
			row.firstMessage !== null && row.firstMessage !== facts?.firstMessage
				? { before: facts?.firstMessage ?? null, after: row.firstMessage }
				: null,
		tags,
		attributes: Object.fromEntries(attributes),
		word,
	};
}

function isChange({ name, source, firstMessage, tags, attributes, word }: RowChanges): boolean {
	return (
		name !== null ||
		source !== null ||
		firstMessage !== null ||
		word !== null ||
		tags.length > 0 ||
		Object.keys(attributes).length > 0
	);
}

function notesOf(row: ImportRow, facts: KnownContact | null, unknownTags: readonly string[]): string[] {
	return [
		...(unknownTags.length > 0 ? [`Not given, because they do not exist: ${unknownTags.join(', ')}.`] : []),
		...(row.optedIn === true && facts?.word === 'opt-out'
			? ['The contact opted out; a file does not take that back.']
			: []),
	];
}

function whyAside({ readings, given }: ImportRow): string {
	return readings && readings.length > 1
		? `“${given.phone}” can be ${readings.join(' or ')}. Choose one, or write it with + and its country code.`
		: `“${given.phone}” has no country code. Say which country’s numbers these are, or write it with + and the code.`;
}
