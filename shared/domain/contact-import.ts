import type { CsvRow } from '../lib/csv.ts';
import { type CountryCode, readPhone } from '../lib/phone.ts';
import { matchKey } from './address.ts';
import {
	type ContactAttribute,
	FIRST_MESSAGE_LENGTH,
	nameKey,
	readAttribute,
	readYesNo,
	TAGS_MAX,
	tagProblem,
} from './contact-fields.ts';

/** At most so many rows and bytes are taken over at once. */
export const IMPORT_ROWS_MAX = 100_000;
export const IMPORT_BYTES_MAX = 20 * 1024 * 1024;

const OWN_TARGETS = [
	'skip',
	'name',
	'first-name',
	'last-name',
	'phone',
	'tags',
	'source',
	'first-message',
	'opted-in',
] as const;
/** What one column of a file is. */
export type ImportTarget = (typeof OWN_TARGETS)[number] | `attribute:${string}`;
export const IMPORT_TARGETS: readonly (typeof OWN_TARGETS)[number][] = OWN_TARGETS;

/** Heads of columns as people and other programs write them, without capitals, spaces and signs. */
const HEADS: readonly (readonly [target: ImportTarget, heads: string])[] = [
	['name', 'name fullname contactname contact nome nomecompleto nombre nom vollername kontakt'],
	['first-name', 'firstname givenname vorname primeironome prénom'],
	['last-name', 'lastname surname familyname nachname sobrenome apellido apellidos'],
	[
		'phone',
		'phone phonenumber mobile mobilephone mobilenumber cell number tel telephone whatsapp whatsappnumber telefon telefonnummer handy mobil telefone celular teléfono telefono móvil',
	],
	['tags', 'tags tag labels etiquetas'],
	['source', 'source quelle origem origen'],
	['first-message', 'firstmessage erstenachricht primeiramensagem primermensaje'],
	['opted-in', 'optedin optin consent marketingoptin whatsappoptedin'],
	// Of our own exports: what an import cannot set.
	['skip', 'otheraddresses blocked lastactive created'],
];

/** What a column probably is by its head; null for what nobody knows, which could become an attribute. */
export function guessTarget(head: string, attributes: readonly ContactAttribute[]): ImportTarget | null {
	const known = attributes.find(
		one => nameKey(one.label) === nameKey(head) || one.key === head.trim().toLowerCase(),
	);
	if (known) return `attribute:${known.key}`;
	const plain = head.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
	if (plain === '') return 'skip';
	return HEADS.find(([, heads]) => heads.split(' ').includes(plain))?.[0] ?? null;
}

/** What is wrong with which column is what, or null. */
export function mappingProblem(
	mapping: readonly ImportTarget[],
	attributes: readonly ContactAttribute[],
): string | null {
	const used = mapping.filter(target => target !== 'skip');
	const twice = used.find((target, index) => used.indexOf(target) !== index);
	if (twice) return `Two columns are “${twice.replace('attribute:', '')}”. Leave one of them out.`;
	const unknown = used.find(
		target => target.startsWith('attribute:') && !attributes.some(({ key }) => target === `attribute:${key}`),
	);
	if (unknown) return `There is no attribute “${unknown.slice('attribute:'.length)}”. Create it first.`;
	if (!used.includes('phone')) return 'Say which column holds the phone number: without it nobody is known.';
	if (!used.includes('name') && !used.includes('first-name'))
		return 'Say which column holds the name: a contact needs one.';
	return null;
}

export const AMBIGUOUS_AS = ['set-aside', 'national', 'international'] as const;
export type AmbiguousAs = (typeof AMBIGUOUS_AS)[number];

/** How rows are read. */
export interface ImportRules {
	readonly mapping: readonly ImportTarget[];
	/** The heads, for messages. */
	readonly columns: readonly string[];
	readonly attributes: readonly ContactAttribute[];
	readonly country: CountryCode | null;
	/** What becomes of numbers that can be read in two ways, where nobody chose for the line. */
	readonly ambiguous: AmbiguousAs;
	/** Numbers that a person chose for lines whose own could not be told. */
	readonly choices: Readonly<Record<number, string>>;
}

export interface RowProblem {
	/** The head of the column; null for the row as a whole. */
	readonly column: string | null;
	readonly message: string;
}

/** What one row says. What is null or empty says nothing, and changes nothing. */
export interface ImportRow {
	readonly line: number;
	/** As written in the file. */
	readonly given: { readonly name: string; readonly phone: string };
	readonly name: string | null;
	/** E.164, and the key under which its spellings meet; null when it cannot be read. */
	readonly phone: string | null;
	readonly key: string | null;
	/** Set aside: the numbers that may be meant, none when that takes a country; null when it is clear. */
	readonly readings: readonly string[] | null;
	readonly tags: readonly string[];
	readonly source: string | null;
	readonly firstMessage: string | null;
	readonly optedIn: boolean | null;
	readonly attributes: Readonly<Record<string, string>>;
	/** With one of these nothing of the row is taken over. */
	readonly problems: readonly RowProblem[];
}

/** Reads one row. Whether its contact is known already, and what the row would change, is asked later. */
export function readImportRow({ line, cells, problem }: CsvRow, rules: ImportRules): ImportRow {
	const problems: RowProblem[] = [];
	const cellOf = (target: ImportTarget) => cells[rules.mapping.indexOf(target)]?.trim() ?? '';
	const say = (target: ImportTarget | null, message: string) =>
		problems.push({
			column: target === null ? null : (rules.columns[rules.mapping.indexOf(target)] ?? null),
			message,
		});
	if (problem !== null) say(null, `In this row ${problem}.`);
	if (cells.slice(rules.columns.length).some(cell => cell !== ''))
		say(null, `The row has ${cells.length} columns, the head has ${rules.columns.length}.`);

	const name = cellOf('name') || `${cellOf('first-name')} ${cellOf('last-name')}`.trim();
	if (name.length > 200)
		say(cellOf('name') ? 'name' : 'first-name', 'The name is longer than 200 characters.');
	const number = phoneOf(cellOf('phone'), rules.choices[line], rules);
	if (number.problem !== null) say('phone', number.problem);
	const tags = tagsOf(cellOf('tags'), message => say('tags', message));
	const firstMessage = cellOf('first-message');
	if (firstMessage.includes('|')) say('first-message', 'The first message is one text: “|” may not part it.');
	if (firstMessage.length > FIRST_MESSAGE_LENGTH)
		say('first-message', `The first message is longer than ${FIRST_MESSAGE_LENGTH} characters.`);
	const source = cellOf('source');
	if (source.length > 200) say('source', 'The source is longer than 200 characters.');
	const consent = cellOf('opted-in');
	const optedIn = consent === '' ? null : readYesNo(consent);
	if (consent !== '' && optedIn === null) say('opted-in', `“${consent}” is neither yes nor no.`);
	const attributes: Record<string, string> = {};
	for (const { key, type } of rules.attributes) {
		const cell = cellOf(`attribute:${key}`);
		if (cell === '') continue;
		const read = readAttribute(type, cell);
		if (read.ok) attributes[key] = read.value;
		else say(`attribute:${key}`, `“${cell.slice(0, 60)}” ${read.problem}.`);
	}
	return {
		line,
		given: { name, phone: cellOf('phone') },
		name: name === '' ? null : name,
		phone: number.phone,
		key: number.phone === null ? null : matchKey({ kind: 'phone', value: number.phone }),
		readings: number.readings,
		tags,
		source: source === '' ? null : source,
		firstMessage: firstMessage === '' ? null : firstMessage,
		optedIn,
		attributes,
		problems,
	};
}

interface ReadNumber {
	readonly phone: string | null;
	readonly readings: readonly string[] | null;
	readonly problem: string | null;
}

function phoneOf(
	cell: string,
	choice: string | undefined,
	{ country, ambiguous }: Pick<ImportRules, 'country' | 'ambiguous'>,
): ReadNumber {
	const failed = (problem: string): ReadNumber => ({ phone: null, readings: null, problem });
	if (choice !== undefined) {
		const chosen = readPhone(choice, country);
		return chosen.kind === 'sure'
			? { phone: chosen.phone, readings: null, problem: null }
			: failed(`“${choice}”, which was chosen for this line, is not a phone number with its country code.`);
	}
	if (cell === '') return failed('The phone number is missing.');
	if (/^\d+(?:[.,]\d+)?e\+?\d+$/i.test(cell))
		return failed(
			`“${cell}” was shortened by a table program, its digits are lost. Format the column as text and save the file again.`,
		);
	const read = readPhone(cell, country);
	if (read.kind === 'none') return failed(`“${cell}” is not a phone number.`);
	if (read.kind === 'sure') return { phone: read.phone, readings: null, problem: null };
	// Of two readings the country's own comes first.
	const taken = { 'set-aside': undefined, national: read.phones[0], international: read.phones.at(-1) }[
		ambiguous
	];
	const isTold = taken !== undefined && (read.phones.length > 1 || ambiguous === 'international');
	return isTold
		? { phone: taken, readings: null, problem: null }
		: { phone: null, readings: read.phones, problem: null };
}

function tagsOf(cell: string, say: (message: string) => void): string[] {
	const tags = new Map<string, string>();
	for (const part of cell.split('|')) {
		const tag = part.trim();
		if (tag === '' || tags.has(nameKey(tag))) continue;
		const problem = tagProblem(tag);
		if (problem !== null) say(`The tag “${tag.slice(0, 60)}” ${problem}.`);
		tags.set(nameKey(tag), tag);
	}
	if (tags.size > TAGS_MAX) say(`${tags.size} tags: a contact has at most ${TAGS_MAX}.`);
	return [...tags.values()];
}
