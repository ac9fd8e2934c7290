/** A row of a CRM's list as a broadcast takes it: the record with all its people and numbers. Plain data. */
export interface CrmRow {
	/** The CRM's id. */
	readonly id: string;
	readonly title: string;
	/** Main contact first, as far as the CRM tells. Empty when nobody belongs to it. */
	readonly people: readonly CrmRowPerson[];
	/** The record's own fields by stable keys: `lead.name`, `lead.price`, `lead.cf.1205`. */
	readonly values: CrmRowValues;
}

export interface CrmRowPerson {
	readonly name: string;
	readonly isMain: boolean;
	/** As the CRM keeps them; they may be no numbers at all. */
	readonly phones: readonly string[];
	/** `contact.first_name`, `contact.cf.77`. */
	readonly values: CrmRowValues;
}

export type CrmRowValues = Readonly<Record<string, string>>;

/** The most of each that a row may have; what `broadcast:add-recipients` takes. `values` is how many, the rest are lengths. */
export const ROW_LIMITS = {
	id: 128,
	title: 300,
	people: 50,
	name: 200,
	phones: 20,
	phone: 160,
	values: 100,
	key: 100,
	value: 1000,
} as const;

/** A row within the limits: longer texts are cut, further people, phones and values are left out. */
export function fitRow(row: CrmRow): CrmRow {
	return {
		id: row.id.slice(0, ROW_LIMITS.id),
		title: row.title.slice(0, ROW_LIMITS.title),
		people: row.people.slice(0, ROW_LIMITS.people).map(person => ({
			name: person.name.slice(0, ROW_LIMITS.name),
			isMain: person.isMain,
			// A number that is cut would be another number.
			phones: person.phones.filter(phone => phone.length <= ROW_LIMITS.phone).slice(0, ROW_LIMITS.phones),
			values: fitValues(person.values),
		})),
		values: fitValues(row.values),
	};
}

function fitValues(values: CrmRowValues): CrmRowValues {
	return Object.fromEntries(
		Object.entries(values)
			.filter(([key]) => key.length <= ROW_LIMITS.key)
			.slice(0, ROW_LIMITS.values)
			.map(([key, value]) => [key, value.slice(0, ROW_LIMITS.value)]),
	);
}

/** True for a row within the limits and nothing else: what comes out of a page is looked at before it is used. */
export function isCrmRow(value: unknown): value is CrmRow {
	return (
		hasOnly(value, ['id', 'title', 'people', 'values']) &&
		isText(value.id, ROW_LIMITS.id) &&
		value.id !== '' &&
		isText(value.title, ROW_LIMITS.title) &&
		isList(value.people, ROW_LIMITS.people, isPerson) &&
		isValues(value.values)
	);
}

function isPerson(value: unknown): boolean {
	return (
		hasOnly(value, ['name', 'isMain', 'phones', 'values']) &&
		isText(value.name, ROW_LIMITS.name) &&
		typeof value.isMain === 'boolean' &&
		isList(value.phones, ROW_LIMITS.phones, phone => isText(phone, ROW_LIMITS.phone)) &&
		isValues(value.values)
	);
}

function isValues(value: unknown): boolean {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	const entries = Object.entries(value);
	return (
		entries.length <= ROW_LIMITS.values &&
		entries.every(([key, text]) => isText(key, ROW_LIMITS.key) && isText(text, ROW_LIMITS.value))
	);
}

function hasOnly<K extends string>(value: unknown, keys: readonly K[]): value is Record<K, unknown> {
	return (
		typeof value === 'object' &&
		value !== null &&
		Object.keys(value).length === keys.length &&
		keys.every(key => key in value)
	);
}

function isText(value: unknown, longest: number): value is string {
	return typeof value === 'string' && value.length <= longest;
}

function isList(value: unknown, most: number, fits: (item: unknown) => boolean): boolean {
	return Array.isArray(value) && value.length <= most && value.every(fits);
}
