import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../shared/contract/commands/index.ts';
import { type CrmRow, fitRow, isCrmRow, ROW_LIMITS } from '../../../shared/domain/crm-row.ts';

const values = (count: number, length: number) =>
	Object.fromEntries(Array.from({ length: count }, (_, at) => [`lead.cf.${at}`, 'v'.repeat(length)]));

/** A row that has so much more of everything than the limits. */
function row(more: number): CrmRow {
	return {
		id: '1'.repeat(ROW_LIMITS.id + more),
		title: 't'.repeat(ROW_LIMITS.title + more),
		values: values(ROW_LIMITS.values + more, ROW_LIMITS.value + more),
		people: Array.from({ length: ROW_LIMITS.people + more }, (_, at) => ({
			name: 'n'.repeat(ROW_LIMITS.name + more),
			isMain: at === 0,
			phones: Array.from({ length: ROW_LIMITS.phones + more }, () => '1'.repeat(ROW_LIMITS.phone)),
			values: values(2, 3),
		})),
	};
}

const taken = (one: CrmRow) =>
	COMMANDS['broadcast:add-recipients'].request.safeParse({
		broadcastIds: ['b-1'],
		source: { kind: 'records', records: [one] },
	}).success;

describe('fitRow', () => {
	it('leaves a row at the limits as it is, and the relay takes it', () => {
		expect(fitRow(row(0))).toEqual(row(0));
		expect(taken(row(0))).toBe(true);
	});

	it('makes any row one that the relay takes', () => {
		expect(taken(row(1))).toBe(false);
		expect(fitRow(row(1))).toEqual(row(0));
	});

	it('leaves a number out rather than cutting it to another', () => {
		const long = '1'.repeat(ROW_LIMITS.phone + 1);
		const person = { name: 'Ana', isMain: true, phones: [long, '55'], values: { [long]: 'x' } };
		expect(fitRow({ id: '1', title: '', people: [person], values: {} }).people).toEqual([
			{ ...person, phones: ['55'], values: {} },
		]);
	});
});

describe('isCrmRow', () => {
	const fine: CrmRow = { id: '1', title: '', people: [], values: {} };
	const person = { name: 'Ana', isMain: true, phones: ['55'], values: {} };

	it('takes what fits, and no row beyond any limit', () => {
		expect(isCrmRow(row(0))).toBe(true);
		for (const key of ['id', 'title', 'people', 'values'] as const) {
			expect(isCrmRow({ ...row(0), [key]: row(1)[key] }), key).toBe(false);
		}
	});

	it.each([
		['nothing', null],
		['an empty id', { ...fine, id: '' }],
		['a number for an id', { ...fine, id: 1 }],
		['something missing', { id: '1', title: '', people: [] }],
		['something more', { ...fine, token: 'x' }],
		['values that are no texts', { ...fine, values: { 'lead.price': 5 } }],
		['a list of values', { ...fine, values: [] }],
		['a person without phones', { ...fine, people: [{ name: 'Ana', isMain: true, values: {} }] }],
		['a phone that is a number', { ...fine, people: [{ ...person, phones: [55] }] }],
		['a longer phone', { ...fine, people: [{ ...person, phones: ['1'.repeat(ROW_LIMITS.phone + 1)] }] }],
		['a main person in words', { ...fine, people: [{ ...person, isMain: 'yes' }] }],
	])('refuses %s', (_what, value) => expect(isCrmRow(value)).toBe(false));
});
