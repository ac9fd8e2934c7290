import { describe, expect, it } from 'vitest';
import {
	guessTarget,
	type ImportRules,
	type ImportTarget,
	mappingProblem,
	readImportRow,
} from '../../../shared/domain/contact-import.ts';

const CITY = { key: 'city', label: 'City', type: 'text' } as const;
const AGE = { key: 'age', label: 'Age', type: 'number' } as const;

function read(
	values: Partial<Record<ImportTarget, string>>,
	rules: Partial<ImportRules> = {},
	more: string[] = [],
) {
	const given: Partial<Record<ImportTarget, string>> = { name: 'Ann', phone: '+4915512345678', ...values };
	const mapping = Object.keys(given) as ImportTarget[];
	return readImportRow(
		{ line: 2, cells: [...mapping.map(target => given[target] ?? ''), ...more], problem: null },
		{
			mapping,
			columns: mapping.map(target => `Column ${target}`),
			attributes: [CITY, AGE],
			country: 'DE',
			ambiguous: 'set-aside',
			choices: {},
			...rules,
		},
	);
}
const problems = (...given: Parameters<typeof read>) => read(...given).problems.map(one => one.message);

describe('guessTarget', () => {
	it.each([
		['Phone Number', 'phone'],
		['telefone', 'phone'],
		['WhatsApp', 'phone'],
		['Full name', 'name'],
		['Vorname', 'first-name'],
		['Opted in', 'opted-in'],
		['first_message', 'first-message'],
		['CITY', 'attribute:city'],
		['Last active', 'skip'],
		['', 'skip'],
		['Shoe size', null],
	])('takes the head %j for %j', (head, target) => {
		expect(guessTarget(head, [CITY])).toBe(target);
	});
});

describe('mappingProblem', () => {
	it('is there without a phone, without a name, with a column twice and with an attribute that does not exist', () => {
		expect(mappingProblem(['name', 'skip'], [])).toContain('phone');
		expect(mappingProblem(['phone'], [])).toContain('name');
		expect(mappingProblem(['phone', 'name', 'name'], [])).toContain('Two columns');
		expect(mappingProblem(['phone', 'name', 'attribute:city'], [])).toContain('Create it first');
		expect(mappingProblem(['phone', 'first-name', 'skip', 'skip', 'attribute:city'], [CITY])).toBeNull();
	});
});

describe('readImportRow', () => {
	it('reads every field', () => {
		expect(
			read({
				tags: 'vip | New|vip',
				source: 'Fair',
				'first-message': 'Hello, is it there?',
				'opted-in': 'yes',
				'attribute:city': 'Potsdam',
				'attribute:age': '41',
			}),
		).toMatchObject({
			name: 'Ann',
			phone: '+4915512345678',
			key: 'phone:4915512345678',
			readings: null,
			tags: ['vip', 'New'],
			source: 'Fair',
			firstMessage: 'Hello, is it there?',
			optedIn: true,
			attributes: { city: 'Potsdam', age: '41' },
			problems: [],
		});
	});
	it('says nothing of what is empty or absent', () => {
		expect(read({ tags: '', source: ' ', 'attribute:age': '' })).toMatchObject({
			tags: [],
			source: null,
			firstMessage: null,
			optedIn: null,
			attributes: {},
			problems: [],
		});
	});
	it('joins first and last name', () => {
		expect(read({ name: '', 'first-name': 'John', 'last-name': 'Doe' }).name).toBe('John Doe');
		expect(read({ name: '', 'first-name': 'John' }).name).toBe('John');
	});
	it('takes up to 100 tags, and not the 101st', () => {
		const tags = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`).join('|');
		expect(problems({ tags: tags(100) })).toEqual([]);
		expect(problems({ tags: tags(101) })).toEqual(['101 tags: a contact has at most 100.']);
	});
	it.each([
		[{ phone: '' }, 'missing'],
		[{ phone: 'call' }, 'not a phone number'],
		[{ phone: '4,91552E+12' }, 'shortened by a table program'],
		[{ 'first-message': 'one|two' }, 'one text'],
		[{ 'opted-in': 'perhaps' }, 'neither yes nor no'],
		[{ 'attribute:age': 'old' }, 'is not a number'],
		[{ name: 'x'.repeat(201) }, 'longer than 200'],
		[{ source: 'x'.repeat(201) }, 'longer than 200'],
		[{ tags: 'x'.repeat(61) }, 'longer than 60'],
	] as const)('refuses %j', (values, words) => {
		expect(problems(values)).toEqual([expect.stringContaining(words)]);
	});
	it('names the column that is wrong', () => {
		expect(read({ 'attribute:age': 'old' }).problems[0]?.column).toBe('Column attribute:age');
	});
	it('refuses a row with more cells than the head, unless they are empty', () => {
		expect(problems({}, {}, ['x'])).toEqual(['The row has 3 columns, the head has 2.']);
		expect(problems({}, {}, ['', ''])).toEqual([]);
	});
	it('refuses a row whose quotes are wrong', () => {
		const rules = {
			mapping: ['phone'],
			columns: ['Phone'],
			attributes: [],
			country: null,
			choices: {},
		} as const;
		const row = {
			line: 3,
			cells: ['+4915512345678'],
			problem: 'a quotation mark is opened and never closed',
		};
		expect(readImportRow(row, { ...rules, ambiguous: 'set-aside' }).problems).toHaveLength(1);
	});
	it('sets a number aside that can be two, until somebody chooses, for the line or for all', () => {
		const phone = '5511987654321';
		expect(read({ phone })).toMatchObject({ key: null, readings: ['+495511987654321', '+5511987654321'] });
		expect(read({ phone }, { choices: { 2: '+5511987654321' } }).phone).toBe('+5511987654321');
		expect(read({ phone }, { ambiguous: 'national' }).phone).toBe('+495511987654321');
		expect(read({ phone }, { ambiguous: 'international' }).phone).toBe('+5511987654321');
		expect(problems({ phone }, { choices: { 2: 'nothing' } })).toEqual([expect.stringContaining('chosen')]);
	});
	it('sets a number without its code aside when no country is set, and has no country’s own reading then', () => {
		const none = { country: null } as const;
		expect(read({ phone: '030 901820' }, none)).toMatchObject({ key: null, readings: [] });
		expect(read({ phone: '4355551234' }, { ...none, ambiguous: 'national' }).readings).toEqual([
			'+4355551234',
		]);
		expect(read({ phone: '4355551234' }, { ...none, ambiguous: 'international' }).phone).toBe('+4355551234');
	});
	it('gives two spellings of one person one key', () => {
		expect(read({ phone: '+5511987654321' }).key).toBe(read({ phone: '+551187654321' }).key);
		expect(read({ phone: '+5215590000123' }).key).toBe(read({ phone: '+525590000123' }).key);
	});
});
