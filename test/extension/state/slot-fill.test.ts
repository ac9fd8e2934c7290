import { describe, expect, it } from 'vitest';
import { readFill, type SlotFill, showFill, writeFill } from '../../../extension/state/slot-fill.ts';

describe('writeFill', () => {
	it.each<[SlotFill, string]>([
		[{ kind: 'text', text: 'Hello {{ x }}' }, 'Hello {{ x }}'],
		[{ kind: 'variable', name: 'contact.first_name', fallback: '' }, '{{ contact.first_name }}'],
		[
			{ kind: 'variable', name: 'contact.first_name', fallback: 'there' },
			'{{ contact.first_name | default: "there" }}',
		],
		[{ kind: 'row', column: 'city', fallback: '' }, '{{ row.city }}'],
		[{ kind: 'row', column: 'Delivery day', fallback: '' }, '{{ row["Delivery day"] }}'],
		[{ kind: 'row', column: 'the "best"', fallback: '' }, `{{ row['the "best"'] }}`],
	])('writes %j and reads it back', (fill, text) => {
		expect(writeFill(fill)).toBe(text);
		expect(readFill(text)).toEqual(fill);
	});
	it('is empty while nothing is named', () => {
		expect(writeFill({ kind: 'row', column: ' ', fallback: 'x' })).toBe('');
		expect(writeFill({ kind: 'variable', name: '', fallback: 'x' })).toBe('');
	});
	it('shows what differs for each in brackets', () => {
		expect(showFill({ kind: 'variable', name: 'contact.first_name', fallback: 'you' })).toBe('[first name]');
		expect(showFill({ kind: 'row', column: 'City', fallback: '' })).toBe('[City]');
		expect(showFill({ kind: 'row', column: '', fallback: '' })).toBe('');
	});
	it('keeps a text with more than one variable a text', () => {
		const text = '{{ contact.first_name }} and {{ row.city }}';
		expect(readFill(text)).toEqual({ kind: 'text', text });
	});
});
