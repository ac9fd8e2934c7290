import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CrmRecord } from '../../../shared/domain/crm-record.ts';
import {
	fillText,
	listVariables,
	type VariableFacts,
	variableContext,
} from '../../../shared/domain/variables.ts';
import { LIQUID_FILTERS } from '../../../shared/lib/liquid.ts';

const ANN = '+491713920001';
const record: CrmRecord = {
	crm: 'kommo',
	kind: 'lead',
	id: '77',
	title: 'Kitchen for Ann',
	url: 'https://crm.example/leads/77',
	user: 'Zoe Quinn',
	contacts: [
		{
			id: '501',
			name: 'Ann  Example',
			isMain: true,
			incomplete: false,
			phones: [{ raw: '491713920001', shown: '+49 171 3920001', label: null }],
		},
		{
			id: '502',
			name: 'Ben Example',
			isMain: false,
			incomplete: false,
			phones: [{ raw: '491713920002', shown: '+49 171 3920002', label: null }],
		},
	],
	fields: [
		{ key: 'lead.name', label: 'Name', value: 'Kitchen' },
		{ key: 'lead.cf.1205', label: 'Delivery', value: '2026-12-24' },
		{ key: 'lead.Größe €', label: 'Size', value: 'XL' },
		{ key: 'lead.empty', label: 'Empty', value: '  ' },
		{ key: 'contact.501.first_name', label: 'First name', value: 'Ann' },
		{ key: 'contact.501.last_name', label: 'Last name', value: 'Example' },
		{ key: 'contact.501.phone', label: 'Phone', value: '+49 171 3920001' },
		{ key: 'contact.501.phone.2', label: 'Phone', value: '+49 30 23125100' },
		{ key: 'contact.501.email', label: 'Email', value: 'ann@example.org' },
		{ key: 'contact.502.first_name', label: 'First name', value: 'Ben' },
		{ key: 'company.9.name', label: 'Name', value: 'Example Kitchens' },
	],
};
const facts = (change: Partial<VariableFacts> = {}): VariableFacts => ({
	contact: { name: 'Annie', profileName: '~annie', addresses: [{ kind: 'phone', value: ANN }] },
	record,
	agentName: 'Zoe Quinn',
	channel: { name: 'Sales', address: '+49 30 23125101' },
	now: Date.parse('2026-11-21T19:35:00Z'),
	zone: 'Asia/Kolkata',
	...change,
});
const context = (change?: Partial<VariableFacts>) => variableContext(facts(change));
const NOBODY = context({ contact: null, record: null, agentName: null, channel: null });
const fill = (text: string, change?: Partial<VariableFacts>) => fillText(text, context(change));

describe('variableContext', () => {
	it('takes the CRM’s names for the contact that has the number', () => {
		expect(context().contact).toEqual({
			first_name: 'Ann',
			last_name: 'Example',
			name: 'Ann Example',
			phone: ANN,
			email: 'ann@example.org',
			username: null,
		});
	});
	it('has a contact’s attributes by their keys, after the names that every contact has', () => {
		const attributes = { city: 'Potsdam', name: 'other', email: 'kept@example.org' };
		const contact = { name: 'Annie', profileName: null, addresses: [], attributes };
		expect(context({ contact, record: null }).contact).toMatchObject({
			city: 'Potsdam',
			name: 'Annie',
			email: 'kept@example.org',
		});
		expect(fill('from {{ contact.city }}', { contact }).text).toBe('from Potsdam');
	});
	it('does not call somebody else by the name of the deal’s contact', () => {
		const stranger = {
			name: 'Cleo',
			profileName: null,
			addresses: [{ kind: 'phone', value: '+491713920009' }],
		};
		expect(context({ contact: stranger as VariableFacts['contact'] }).contact).toMatchObject({
			name: 'Cleo',
			first_name: 'Cleo',
			last_name: null,
			email: null,
		});
	});
	it('finds the second contact of a deal by the number', () => {
		const ben = { name: 'B', profileName: null, addresses: [{ kind: 'phone', value: '+491713920002' }] };
		expect(context({ contact: ben as VariableFacts['contact'] }).contact).toMatchObject({
			name: 'Ben Example',
			first_name: 'Ben',
		});
	});
	it('takes the main contact while nobody is written to yet', () => {
		expect(context({ contact: null }).contact).toMatchObject({ first_name: 'Ann', phone: ANN });
	});
	it('holds a name that is only a number for none, and takes the network’s', () => {
		const addresses = [{ kind: 'phone', value: ANN }] as const;
		const unnamed = { name: '+49 171 3920001', profileName: 'Annie B.', addresses };
		expect(context({ contact: unnamed, record: null }).contact.first_name).toBe('Annie');
		const nobody = { name: '+49 171 3920001', profileName: '🌸', addresses };
		expect(context({ contact: nobody, record: null }).contact).toMatchObject({
			name: null,
			first_name: null,
		});
	});
	it('takes a last name alone for what it is, and the agent’s name without blanks', () => {
		const fields = [{ key: 'contact.501.last_name', label: 'Last name', value: 'Example' }];
		expect(context({ record: { ...record, fields } }).contact).toMatchObject({
			first_name: null,
			last_name: 'Example',
		});
		expect(context({ agentName: '  Zoe Quinn ' }).agent).toEqual({ name: 'Zoe Quinn', first_name: 'Zoe' });
		expect(context().channel).toEqual({ name: 'Sales', address: '+49 30 23125101' });
	});
	it('does not lend one contact’s fields to the main one', () => {
		const fields = [{ key: 'contact.502.email', label: 'Email', value: 'ben@example.org' }];
		expect(context({ record: { ...record, fields } }).crm['contact.email']).toBeUndefined();
	});
	it('offers the person’s and the company’s fields without their id', () => {
		const { crm } = context();
		expect(crm['contact.first_name']?.value).toBe('Ann');
		expect(crm['company.name']?.value).toBe('Example Kitchens');
		expect(crm['contact.502.first_name']?.value).toBe('Ben');
		expect(crm['lead.empty']).toBeUndefined();
	});
	it('knows nothing of nobody', () => {
		expect(Object.values(NOBODY.contact).every(value => value === null)).toBe(true);
		expect(NOBODY.agent).toEqual({ name: null, first_name: null });
		expect(NOBODY.crm).toEqual({});
	});
});

describe('listVariables', () => {
	it('lists each that can be filled with the value that it is filled with', () => {
		const listed = listVariables(context());
		const known = listed.filter(one => one.value !== null);
		expect(known.length).toBeGreaterThan(15);
		for (const { name, value } of known)
			expect(fillText(`{{ ${name} }}`, context()), name).toEqual({ text: value, missing: [], problem: null });
	});
	it('lists those of all contacts without a value too, and fills none of them', () => {
		const listed = listVariables(NOBODY);
		expect(listed.map(one => one.name)).toContain('contact.first_name');
		for (const { name } of listed.filter(one => one.value === null))
			expect(fillText(`{{ ${name} }}`, NOBODY).missing, name).toEqual([{ variable: name, at: 0 }]);
	});
	it('shows one value once, under the name that fits other records too', () => {
		const names = listVariables(context()).map(one => one.name);
		expect(names).toContain('crm.contact.email');
		expect(names).not.toContain('crm.contact.501.email');
		expect(names).toContain('crm.contact.502.first_name');
		expect(names).toContain('crm.lead["Größe €"]');
		expect(new Set(names).size).toBe(names.length);
	});
	it('can be filled for every field that a page may have', () => {
		const key = fc
			.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 })
			.map(parts => parts.join('.'));
		const field = fc.record({ key, label: fc.string(), value: fc.stringMatching(/^\S.{0,20}\S$/) });
		fc.assert(
			fc.property(fc.uniqueArray(field, { selector: one => one.key, maxLength: 12 }), fields => {
				const one = context({ record: { ...record, contacts: [], fields } });
				for (const { name, value } of listVariables(one).filter(({ value }) => value !== null))
					expect(fillText(`{{ ${name} }}`, one)).toEqual({ text: value, missing: [], problem: null });
			}),
			{ numRuns: 500 },
		);
	});
});

describe('fillText', () => {
	it.each([
		['Hello {{ contact.first_name }}!', 'Hello Ann!'],
		['Hello {{contact.first_name}}!', 'Hello Ann!'],
		['{{ contact.first_name | upcase }} {{ contact.last_name | slice: 0 }}.', 'ANN E.'],
		['{{ contact.username | default: "there" }}', 'there'],
		['{{ contact.username | capitalize | default: "there" | append: "!" }}', 'there!'],
		['{{ contact.username | default: contact.nickname | default: "you" }}', 'you'],
		['{{ crm.contact.phone }} or {{ crm.contact.phone.2 }}', '+49 171 3920001 or +49 30 23125100'],
		['{{ crm.lead["Größe €"] }}', 'XL'],
		['from {{ agent.first_name }} of {{ channel.name }}', 'from Zoe of Sales'],
		['a {{- contact.first_name -}} b', 'aAnnb'],
		['{{ contact.name | split: " " | last }}', 'Example'],
		['{{ 2 | times: 3 }}', '6'],
		['{{ 1 | divided_by: 0 | default: "none" }}', 'none'],
		['{{ contact.first_name == "Ann" }}', 'true'],
		['{{ "today" | date: "%Y" }}', '2026'],
		['{{ contact.username | append: "x" | default: " " | default: "there" }}', 'there'],
	])('makes of %j %j', (text, filled) => {
		expect(fill(text)).toEqual({ text: filled, missing: [], problem: null });
	});
	it('writes times of the zone, never of the machine', () => {
		expect(fill('{{ now }} {{ now.date }} {{ now.time }}').text).toBe('2026-11-22 2026-11-22 01:05');
		expect(fill('{{ now | date: "%d.%m.%Y %H:%M" }}').text).toBe('22.11.2026 01:05');
		expect(fill('{{ "now" | date: "%A" }}', { zone: 'America/St_Johns' }).text).toBe('Saturday');
		expect(fill('{{ now | date }}').text).toBe('2026-11-22');
	});
	it('leaves a day of the CRM the day that it is, in every zone', () => {
		for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC'])
			expect(fill('{{ crm.lead.cf.1205 | date: "%d.%m.%Y" }}', { zone }).text).toBe('24.12.2026');
	});
	it.each([
		['Hi {{ contact.username }}!', 'contact.username', 3],
		['Hi {{ contact.nickname | upcase }}!', 'contact.nickname', 3],
		['Hi {{ contact.username | append: "!" }}', 'contact.username', 3],
		['Hi {{ contact.username | default: "" }}!', 'contact.username', 3],
		['Hi {{ contact.first_name | append: contact.username }}', 'contact.username', 3],
		['Hi {{ contact }}', 'contact', 3],
		['Hi {{ contact.constructor }}', 'contact.constructor', 3],
		['Hi {{ __proto__ }}', '__proto__', 3],
		['Size {{ crm.lead.size }}', 'crm.lead.size', 5],
		['Size {{ crm.contact.phone.size }}', 'crm.contact.phone.size', 5],
		['Order {{1}}', '1', 6],
		['Hi {{first_name}}', 'first_name', 3],
		['Hi {{ contact.first_name | remove: "Ann" }}', 'contact.first_name', 3],
	])('leaves what is missing in %j to be seen', (text, variable, at) => {
		expect(fill(text)).toEqual({ text, missing: [{ variable, at }], problem: null });
	});
	it('says where what is missing stands in the filled text', () => {
		const { text, missing } = fill('{{ contact.first_name }}, {{ contact.username }}');
		expect(text).toBe('Ann, {{ contact.username }}');
		expect(missing).toEqual([{ variable: 'contact.username', at: 5 }]);
	});
	it.each([
		['Hi {{ contact.first_name', 'is not closed'],
		['Hi {{ }}', 'nothing between the braces'],
		['Hi {{ contact.first_name | shout }}', 'no filter called “shout”'],
		['Hi {{ contact.first_name contact.last_name }}', 'cannot be read'],
		['{% for a in contact %}{{ a }}{% endfor %}', 'instruction in {% … %}'],
		['{% include "secrets" %}', 'instruction in {% … %}'],
		['{% assign a = 1 %}', 'instruction in {% … %}'],
		['{{ (1..90000000) }}', 'takes too much'],
		['{{ "now" | sort }}', 'no filter called “sort”'],
	])('says what is wrong with %j and leaves it alone', (text, words) => {
		const { problem, ...rest } = fill(text);
		expect(problem).toContain(words);
		expect(problem).toMatch(/^[A-Z].*[^ ]$/s);
		expect(rest).toEqual({ text, missing: [] });
	});
	it('ends what would grow without end', () => {
		const text = `{{ "${'a'.repeat(100)}"${' | replace: "a", "aaaaaaaaaaaaaaaaaaaa"'.repeat(12)} }}`;
		expect(fill(text).problem).toContain('takes too much');
		expect(fill(`{{ now }}${'a'.repeat(20_001)}`).problem).toContain('longer than');
	});
	it('says a value literally, whatever it holds', () => {
		const odd = '{{ contact.phone }} {% raw %} $& \\';
		const fields = [{ key: 'lead.name', label: 'Name', value: odd }];
		expect(fill('{{ crm.lead.name }}', { record: { ...record, fields } }).text).toBe(odd);
	});
	it('leaves every text without braces unchanged', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), any => {
				const text = any.replace(/\{[{%]/g, '{');
				expect(fill(text)).toEqual({ text, missing: [], problem: null });
			}),
		);
	});
	it('never turns a missing value into nothing, whatever filters follow', () => {
		const argument = fc.constantFrom('', ': "x"', ': "a", "b"', ': 1', ': contact.username');
		const chain = fc.array(
			fc.tuple(fc.constantFrom(...LIQUID_FILTERS.filter(name => name !== 'default')), argument),
			{ maxLength: 4 },
		);
		fc.assert(
			fc.property(
				chain,
				fc.constantFrom('contact.username', 'contact.nope', 'crm.lead.x'),
				(filters, name) => {
					const text = `{{ ${name}${filters.map(([filter, given]) => ` | ${filter}${given}`).join('')} }}`;
					const { missing, problem, text: filled } = fill(text);
					expect(filled).toBe(text);
					expect(problem !== null || missing.length === 1).toBe(true);
				},
			),
			{ numRuns: 300 },
		);
	});
	it('never throws, and never answers with less than it was given or said', () => {
		const part = fc.constantFrom(
			'{{',
			'}}',
			'{%',
			'%}',
			' contact.first_name ',
			'|',
			' upcase',
			'"',
			':',
			'1',
			' a.b ',
		);
		fc.assert(
			fc.property(fc.array(part, { maxLength: 12 }), parts => {
				const text = parts.join('');
				const result = fill(text);
				if (result.problem !== null) expect(result.text).toBe(text);
				expect(result.text).not.toMatch(/undefined|null|\[object/);
				for (const { at } of result.missing) expect(result.text.slice(at)).toMatch(/^\{\{/);
			}),
			{ numRuns: 500 },
		);
	});
	it('forgets nothing between two texts and takes nothing over', () => {
		expect(fill('{{ contact.first_name }}').text).toBe('Ann');
		expect(fillText('{{ contact.first_name }}', NOBODY).missing).toHaveLength(1);
		expect(fill('{{ contact.first_name }}').text).toBe('Ann');
	});
});
