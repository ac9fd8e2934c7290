import { describe, expect, it } from 'vitest';
import { readCsvHead } from '../../../extension/state/csv-head.ts';

describe('readCsvHead', () => {
	it('finds the columns, and which is likely the number and which the name', () => {
		expect(readCsvHead('Name,Mobile phone,City\r\nAnn,+49 1555 0100234,Potsdam\r\n')).toEqual({
			columns: ['Name', 'Mobile phone', 'City'],
			example: ['Ann', '+49 1555 0100234', 'Potsdam'],
			address: 'Mobile phone',
			name: 'Name',
		});
	});
	it('reads semicolons, tabs, quotes and a mark of the byte order', () => {
		expect(readCsvHead('\uFEFF"Kunde; alt";"Zeile ""2"""\n"a\nb";c')).toMatchObject({
			columns: ['Kunde; alt', 'Zeile "2"'],
			example: ['a\nb', 'c'],
		});
		expect(readCsvHead('a\tb\n1\t2')?.columns).toEqual(['a', 'b']);
	});
	it('takes a number for an address where no head says so', () => {
		expect(readCsvHead('x,y\nAnn,+4915550100234')?.address).toBe('y');
		expect(readCsvHead('x,y\nAnn,12')?.address).toBeNull();
	});
	it('refuses a file without heads', () => {
		expect(readCsvHead('')).toBeNull();
		expect(readCsvHead(',,\n1,2,3')).toBeNull();
	});
});
