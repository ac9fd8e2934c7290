import type { Json } from './api.ts';
import {
	FIELDS,
	type FilterField,
	type FilterFieldName,
	PARAMETERS,
	SINGLE,
	STAGE_PAIR,
	WITHOUT_EFFECT,
} from './filter-parameters.ts';

export type ListEntity = 'leads' | 'contacts' | 'companies';

/** What an address says about a list. */
export interface ListAddress {
	/** What its rows are; the list of contacts holds companies too. */
	readonly entities: readonly ListEntity[];
	/** What of it we cannot read. */
	readonly unknown: readonly string[];
	/** What the API is asked for. */
	readonly query: readonly (readonly [string, string])[];
	/** False for a record that the API should not have given. */
	holds(record: Json): boolean;
}

const LEADS = /^\/leads\/list(?:\/pipeline\/(\d+))?\/?$/;
const PEOPLE = /^\/(?:contacts\/list(?:\/(contacts|companies))?|(companies)\/list)\/?$/;

/** Reads a list's address; null for any other page, and for boards and lists of other things. */
export function readAddress(url: URL): ListAddress | null {
	const leads = LEADS.exec(url.pathname);
	const people = PEOPLE.exec(url.pathname);
	if (!leads && !people) return null;
	const only = people?.[1] ?? people?.[2];
	const entities: readonly ListEntity[] = leads
		? ['leads']
		: only === 'contacts' || only === 'companies'
			? [only]
			: ['contacts', 'companies'];
	const values = new Map<FilterFieldName, string[]>();
	const unknown: string[] = [];
	const add = (field: FilterFieldName, value: string) => {
		values.set(field, [...(values.get(field) ?? []), value]);
	};
	if (leads?.[1]) add('pipeline', leads[1]);
	for (const [name, value] of url.searchParams) {
		if (WITHOUT_EFFECT.has(name)) continue;
		const read = readParameter(name, value, url.searchParams);
		if (read === null) unknown.push(name);
		else if (read.value !== null) add(read.field, read.value);
	}
	for (const [field, own] of values) {
		const { kinds }: FilterField = FIELDS[field];
		const tooMany = SINGLE.has(field) && own.length > 1;
		if (tooMany || !entities.every(entity => kinds.includes(entity))) unknown.push(field);
	}
	// The pipeline of the path and one of the filter would be alternatives to the API, and are not to the page.
	if (leads?.[1] && (values.get('pipeline')?.length ?? 0) > 1) unknown.push('pipeline');
	const conditions = [...values].map(([field, own]) => ({ field: FIELDS[field] as FilterField, own }));
	return {
		entities,
		unknown: [...new Set(unknown)],
		query: conditions.flatMap(({ field, own }) => field.pairs(own)),
		holds: record => conditions.every(({ field, own }) => field.holds(record, own)),
	};
}

/** Which field a parameter is; `value` null when another parameter says it. Null for what we do not know. */
function readParameter(
	name: string,
	value: string,
	all: URLSearchParams,
): { field: FilterFieldName; value: string | null } | null {
	if (!/^\d{1,15}$/.test(value)) return null;
	const at = STAGE_PAIR.exec(name)?.[1];
	if (at !== undefined) {
		const pipeline = all.get(`filter[statuses][${at}][pipeline_id]`);
		const stage = all.get(`filter[statuses][${at}][status_id]`);
		if (!pipeline || !stage) return null;
		return { field: 'stage', value: name.includes('status_id') ? `${pipeline}/${stage}` : null };
	}
	for (const parameter of PARAMETERS) {
		const found = parameter.name.exec(name);
		if (found) return { field: parameter.field, value: found[1] ? `${found[1]}/${value}` : value };
	}
	return null;
}
