import { describe, expect, it } from 'vitest';
import {
	attributeKey,
	attributeKeyProblem,
	readAttribute,
	readYesNo,
	tagProblem,
} from '../../../shared/domain/contact-fields.ts';

describe('readAttribute', () => {
	it.each([
		['number', '12,5', '12.5'],
		['number', '+3', '3'],
		['number', '-0.25', '-0.25'],
		['date', '2026-11-3', '2026-11-03'],
		['date', '3.11.2026', '2026-11-03'],
		['date', '2026-11-23T10:00:00Z', '2026-11-23'],
		['yes-no', 'Ja', 'yes'],
		['yes-no', 'FALSE', 'no'],
		['text', '  a b ', 'a b'],
	] as const)('of type %s keeps %j as %j, and that as it is', (type, text, value) => {
		expect(readAttribute(type, text)).toEqual({ ok: true, value });
		expect(readAttribute(type, value)).toEqual({ ok: true, value });
	});
	it.each([
		['number', '1,234.5'],
		['number', 'ten'],
		['date', '11/03/2026'],
		['date', '31.2.2026'],
		['yes-no', 'maybe'],
		['text', 'x'.repeat(1001)],
	] as const)('of type %s refuses %j', (type, text) => {
		expect(readAttribute(type, text).ok).toBe(false);
	});
});

describe('readYesNo', () => {
	it('is null for what is neither', () => {
		expect([readYesNo('yes'), readYesNo(' Nein '), readYesNo('')]).toEqual([true, false, null]);
	});
});

describe('tagProblem', () => {
	it('refuses what a file could not bring back', () => {
		expect(tagProblem('vip')).toBeNull();
		for (const name of ['', ' ', 'a|b', 'a\nb', 'x'.repeat(61)]) expect(tagProblem(name)).not.toBeNull();
	});
});

describe('attributeKey', () => {
	it.each([
		['Birthday (year)', 'birthday_year'],
		['Größe', 'grosse'],
		['1st order', 'st_order'],
		['Name', 'name_2'],
		['電話', 'attribute'],
	])('of %j is %j, which can be written in a text', (label, key) => {
		expect(attributeKey(label)).toBe(key);
		expect(attributeKeyProblem(key)).toBeNull();
	});
	it('is never one that every contact has', () => {
		for (const key of ['phone', 'first_name', 'Big', 'a-b', ''])
			expect(attributeKeyProblem(key)).not.toBeNull();
	});
});
