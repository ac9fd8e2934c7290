import { type CrmRow, type CrmRowPerson, type CrmRowValues, fitRow } from '../../../shared/domain/crm-row.ts';
import { type Json, partOf, partsOf } from './api.ts';
import type { ListEntity } from './list-filter.ts';

/** A record of the API, with the contacts that still have to be asked for. */
export interface FoundRow {
	readonly row: CrmRow;
	readonly contacts: readonly { readonly id: string; readonly isMain: boolean }[];
}

/** Reads a lead, contact or company as `/api/v4` gives it. A contact or company is its own person. */
export function foundRow(record: Json, entity: ListEntity): FoundRow {
	const id = String(record.id);
	const name = textOf(record.name);
	if (entity !== 'leads') {
		const person = personOf(record, entity === 'contacts' ? 'contact' : 'company', true);
		return { row: fitRow({ id, title: name, people: [person], values: {} }), contacts: [] };
	}
	const contacts = partsOf(partOf(record._embedded).contacts).map(contact => ({
		id: String(contact.id),
		isMain: contact.is_main === true,
	}));
	const values = valuesOf([
		['lead.name', name],
		['lead.price', textOf(record.price)],
		...customFields(record, 'lead'),
	]);
	return {
		row: { id, title: name, people: [], values },
		contacts: contacts.sort((a, b) => Number(b.isMain) - Number(a.isMain)),
	};
}

/** The row with its people, as far as the API gave them. */
export function withPeople({ row, contacts }: FoundRow, people: ReadonlyMap<string, Json>): CrmRow {
	if (row.people.length > 0) return row;
	return fitRow({
		...row,
		people: contacts.flatMap(({ id, isMain }) => {
			const record = people.get(id);
			return record ? [personOf(record, 'contact', isMain)] : [];
		}),
	});
}

function personOf(record: Json, kind: 'contact' | 'company', isMain: boolean): CrmRowPerson {
	const emails = fieldsOf(record).filter(field => field.field_code === 'EMAIL');
	return {
		name: textOf(record.name),
		isMain,
		phones: fieldsOf(record)
			.filter(field => field.field_code === 'PHONE')
			.flatMap(field => partsOf(field.values).map(({ value }) => textOf(value)))
			.filter(Boolean),
		values: valuesOf([
			[`${kind}.name`, textOf(record.name)],
			[`${kind}.first_name`, textOf(record.first_name)],
			[`${kind}.last_name`, textOf(record.last_name)],
			[`${kind}.email`, textOf(partsOf(emails[0]?.values)[0]?.value)],
			...customFields(record, kind),
		]),
	};
}

function fieldsOf(record: Json): Json[] {
	return partsOf(record.custom_fields_values);
}

/** Fields by their number; phones and emails have places of their own. */
function customFields(record: Json, kind: string): [string, string][] {
	return fieldsOf(record)
		.filter(field => field.field_code !== 'PHONE' && field.field_code !== 'EMAIL')
		.map(field => [
			`${kind}.cf.${field.field_id}`,
			partsOf(field.values)
				.map(({ value }) => shown(value, field.field_type))
				.filter(Boolean)
				.join(', '),
		]);
}

const DAYS = new Set<unknown>(['date', 'birthday', 'date_time']);

/** Days are unix seconds of the account's midnight, which is nearly always that of this browser: `2026-11-24`. */
function shown(value: unknown, type: unknown): string {
	if (value === true) return 'Yes';
	if (typeof value !== 'number' || !DAYS.has(type)) return textOf(value);
	const date = new Date(value * 1000);
	const two = (part: number) => String(part).padStart(2, '0');
	const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
	return type === 'date_time' ? `${day} ${two(date.getHours())}:${two(date.getMinutes())}` : day;
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** Only values that are some. */
function valuesOf(pairs: readonly (readonly [string, string])[]): CrmRowValues {
	return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}
