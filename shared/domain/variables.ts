import { placeTime } from '../lib/calendar.ts';
import { fillLiquid } from '../lib/liquid.ts';
import { parsePhone } from '../lib/phone.ts';
import { type Address, matchKey } from './address.ts';
import { type CrmContact, type CrmRecord, writtenPhone } from './crm-record.ts';

/** What the variables of a text stand for at one moment. Values that are not known are null. */
export interface VariableContext {
	/** `first_name`, `last_name`, `name`, `phone`, `email`, `username`, and the contact's attributes by their keys. */
	readonly contact: Readonly<Record<string, string | null>>;
	/** The record's fields by the page's key: `lead.name`, `contact.first_name`, `contact.501.phone`. */
	readonly crm: Readonly<Record<string, { readonly label: string; readonly value: string }>>;
	readonly agent: { readonly name: string | null; readonly first_name: string | null };
	readonly channel: { readonly name: string | null; readonly address: string | null };
	/** What the recipient's line of a broadcast holds, by column. */
	readonly row: Readonly<Record<string, string>>;
	readonly now: { readonly at: number; readonly zone: string };
}

/** What a context is made from. */
export interface VariableFacts {
	/** The person written to; null when nothing is known but the record. */
	readonly contact: {
		readonly name: string;
		readonly profileName: string | null;
		readonly addresses: readonly Address[];
		/** By key. A name that every contact has counts before an attribute of the same key. */
		readonly attributes?: Readonly<Record<string, string>>;
	} | null;
	readonly record: CrmRecord | null;
	/** Who writes; null for nobody, as in an automatic message. */
	readonly agentName: string | null;
	readonly channel: { readonly name: string; readonly address: string } | null;
	/** The line of a broadcast's recipient; none elsewhere. */
	readonly row?: Readonly<Record<string, string>>;
	/** Epoch ms. */
	readonly now: number;
	/** IANA zone of dates. */
	readonly zone: string;
}

/**
 * The values of variables for one contact and one record.
 *
 * The CRM's own names of the contact count before what the network calls them, but only those of the record's contact
 * that has one of the contact's numbers: a deal may have several people. Without a contact it is the record's main one.
 * A name that is only a number is none.
 */
export function variableContext(facts: VariableFacts): VariableContext {
	const { contact, record } = facts;
	const person = record ? personOf(record, contact?.addresses ?? null) : null;
	const crm = crmValues(record, person);
	const ofPerson = (field: string) =>
		person ? named(crm[`contact.${person.id ?? 'new'}.${field}`]?.value ?? null) : null;
	const name =
		named(person?.name ?? null) ?? named(contact?.name ?? null) ?? named(contact?.profileName ?? null);
	const words = name?.split(/\s+/) ?? [];
	const isSplit = ofPerson('first_name') === null && ofPerson('last_name') === null;
	const address = (kind: Address['kind']) => contact?.addresses.find(one => one.kind === kind)?.value ?? null;
	const own: VariableContext['contact'] = {
		first_name: isSplit ? (words[0] ?? null) : ofPerson('first_name'),
		last_name: isSplit ? filled(words.slice(1).join(' ')) : ofPerson('last_name'),
		name,
		phone: address('phone') ?? phonesOf(person)[0] ?? null,
		email: ofPerson('email'),
		username: address('whatsapp-username'),
	};
	const known = Object.entries(own).filter(([, value]) => value !== null);
	return {
		contact: { ...own, ...contact?.attributes, ...Object.fromEntries(known) },
		crm,
		agent: {
			name: filled(facts.agentName),
			first_name: filled(facts.agentName?.trim().split(/\s+/)[0] ?? null),
		},
		channel: { name: filled(facts.channel?.name ?? null), address: filled(facts.channel?.address ?? null) },
		row: facts.row ?? {},
		now: { at: facts.now, zone: facts.zone },
	};
}

function filled(text: string | null): string | null {
	const trimmed = text?.trim() ?? '';
	return trimmed === '' ? null : trimmed;
}

/** A name as one line, or null for one without a letter: numbers and signs stand in for names that nobody knows. */
function named(text: string | null): string | null {
	const line = filled(text?.replace(/\s+/g, ' ') ?? null);
	return line !== null && /\p{L}/u.test(line) ? line : null;
}

function phonesOf(person: CrmContact | null): string[] {
	return (person?.phones ?? []).flatMap(phone => parsePhone(writtenPhone(phone)) ?? []);
}

function personOf(record: CrmRecord, addresses: readonly Address[] | null): CrmContact | null {
	if (addresses === null) return record.contacts.find(one => one.isMain) ?? record.contacts[0] ?? null;
	const keys = new Set(addresses.map(matchKey));
	return (
		record.contacts.find(one => phonesOf(one).some(value => keys.has(matchKey({ kind: 'phone', value })))) ??
		null
	);
}

/** `contact.501.first_name`: of one of several. */
const OF_ONE = /^(contact|company)\.([^.]+)\.(.+)$/;

/**
 * The page's fields, and the person's and the first company's also without their id, so that one text fits every record.
 */
function crmValues(record: CrmRecord | null, person: CrmContact | null): VariableContext['crm'] {
	const values: Record<string, { label: string; value: string }> = {};
	const short: Record<string, { label: string; value: string }> = {};
	const main = person ?? record?.contacts.find(one => one.isMain) ?? null;
	let company: string | null = null;
	for (const { key, label, value } of record?.fields ?? []) {
		const text = filled(value);
		if (text === null) continue;
		values[key] = { label, value: text };
		const [, kind, id, rest] = OF_ONE.exec(key) ?? [];
		if (kind === 'company') company ??= id ?? null;
		if (
			kind !== undefined &&
			(kind === 'contact' ? main !== null && id === (main.id ?? 'new') : id === company)
		)
			short[`${kind}.${rest}`] ??= { label, value: text };
	}
	return { ...short, ...values };
}

/** One variable that a text can have. */
export interface Variable {
	/** As it is written between the braces: `contact.first_name`. */
	readonly name: string;
	/** For the picker. */
	readonly label: string;
	/** What it stands for now; null when it is not known. */
	readonly value: string | null;
}

/** Labels of the variables that are there for every contact, in the picker's order. */
const LABELS: Readonly<Record<string, string>> = {
	'contact.first_name': 'First name',
	'contact.last_name': 'Last name',
	'contact.name': 'Full name',
	'contact.phone': 'Phone',
	'contact.email': 'Email',
	'contact.username': 'Username',
	'agent.name': 'Your name',
	'agent.first_name': 'Your first name',
	'channel.name': 'Channel',
	'channel.address': 'Number of the channel',
	'now.date': 'Date today',
	'now.time': 'Time now',
};

/** Every variable with its value, those of all contacts first, then the record's fields. */
export function listVariables(context: VariableContext): Variable[] {
	const values = pathValues(context);
	const own = Object.entries(LABELS).map(([name, label]) => ({
		name,
		label,
		value: values.get(name) ?? null,
	}));
	const long = new Set(
		Object.keys(context.crm).filter(key => {
			const [, kind, , rest] = OF_ONE.exec(key) ?? [];
			// The same value under a shorter name.
			return kind !== undefined && context.crm[`${kind}.${rest}`]?.value === context.crm[key]?.value;
		}),
	);
	const fields = Object.entries(context.crm)
		.filter(([key]) => !long.has(key) && isWritable(key))
		.map(([key, { label, value }]) => ({ name: written(`crm.${key}`), label, value }));
	return [...own, ...fields];
}

/** False for a key that no way of writing leads to: with both kinds of quotes, or what ends a variable or a word. */
function isWritable(key: string): boolean {
	return key.split('.').every(part => !/["].*[']|['].*["]|[{}%\\]/s.test(part));
}

/** A path as Liquid reads it: parts that are no plain words go into brackets. */
function written(path: string): string {
	return path
		.split('.')
		.map((part, index) =>
			/^[A-Za-z0-9_-]+$/.test(part) ? (index === 0 ? part : `.${part}`) : `[${quoted(part)}]`,
		)
		.join('');
}

function quoted(part: string): string {
	return part.includes('"') ? `'${part}'` : `"${part}"`;
}

function pathValues(context: VariableContext): Map<string, string> {
	const values = new Map<string, string>();
	const put = (path: string, value: string | null) => {
		if (value !== null) values.set(path, value);
	};
	for (const group of ['contact', 'agent', 'channel'] as const)
		for (const [key, value] of Object.entries(context[group])) put(`${group}.${key}`, value);
	for (const [key, { value }] of Object.entries(context.crm)) put(`crm.${key}`, value);
	for (const [key, value] of Object.entries(context.row)) put(`row.${key}`, filled(value));
	const { year, month, day, hour, minute } = placeTime(context.now.at, context.now.zone);
	const two = (part: number) => String(part).padStart(2, '0');
	const today = `${year}-${two(month)}-${two(day)}`;
	put('now', today);
	put('now.date', today);
	put('now.time', `${two(hour)}:${two(minute)}`);
	return values;
}

/** A text with its variables filled in. */
export interface FilledText {
	/** What could not be filled stands in it as it was written. */
	readonly text: string;
	/** What has no value and no default, and where in `text` it stands. Sending waits until none is left. */
	readonly missing: readonly { readonly variable: string; readonly at: number }[];
	/** Why the text cannot be read, for whoever wrote it; `text` is then unchanged. */
	readonly problem: string | null;
}

/**
 * Fills the variables of a text: Liquid's outputs with text filters, `{{ contact.first_name | default: "there" }}`.
 *
 * A missing value never becomes nothing: its default stands in for it, or it stays to be seen and is listed. A default that
 * is empty is none. A text without `{{` and `{%` comes back unchanged.
 */
export function fillText(text: string, context: VariableContext): FilledText {
	const { now } = context;
	const result = fillLiquid(text, { values: pathValues(context), now: now.at, zone: now.zone });
	if (result.pieces === null) return { text, missing: [], problem: result.problem };
	const missing: { variable: string; at: number }[] = [];
	let filledText = '';
	for (const piece of result.pieces) {
		if (piece.kind === 'missing') missing.push({ variable: piece.variable, at: filledText.length });
		filledText += piece.kind === 'missing' ? piece.source : piece.text;
	}
	return { text: filledText, missing, problem: null };
}
