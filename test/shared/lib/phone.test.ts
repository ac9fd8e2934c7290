import { getCountries } from 'libphonenumber-js/min';
import { describe, expect, it } from 'vitest';
import { PHONE_COUNTRIES } from '../../../shared/data/phone-countries.ts';
import { type CountryCode, isPhoneCountry, readPhone } from '../../../shared/lib/phone.ts';

const sure = (phone: string) => ({ kind: 'sure', phone });
const aside = (...phones: string[]) => ({ kind: 'ambiguous', phones });

describe('readPhone', () => {
	it.each<[string, CountryCode | null, ReturnType<typeof sure>]>([
		['+49 155 12345678', null, sure('+4915512345678')],
		['0049 155 12345678', null, sure('+4915512345678')],
		['4915512345678', null, sure('+4915512345678')],
		['0155 12345678', 'DE', sure('+4915512345678')],
		['4915512345678', 'DE', sure('+4915512345678')],
		['(11) 98765-4321', 'BR', sure('+5511987654321')],
		['2025550143', 'US', sure('+12025550143')],
		['5215590000123', 'MX', sure('+5215590000123')],
	])('takes %s in %s for what it can only be', (text, country, expected) => {
		expect(readPhone(text, country)).toEqual(expected);
	});
	it.each<[string, CountryCode | null, ReturnType<typeof aside>]>([
		['5511987654321', 'DE', aside('+495511987654321', '+5511987654321')],
		['4355551234', 'US', aside('+14355551234', '+4355551234')],
		['447700900123', 'DE', aside('+49447700900123', '+447700900123')],
	])('sets %s in %s aside, the country’s own reading first', (text, country, expected) => {
		expect(readPhone(text, country)).toEqual(expected);
	});
	it.each(['030 901820', '11987654321', '2025550143'])(
		'sets %s aside when no country is known: it has no code',
		text => {
			expect(readPhone(text, null)).toMatchObject({ kind: 'ambiguous' });
		},
	);
	it.each(['', 'call me', '12', '1234567890123456789', '4.91E+12'])('does not read %j', text => {
		expect(readPhone(text, 'DE')).toEqual({ kind: 'none' });
	});
});

describe('PHONE_COUNTRIES', () => {
	it('are those that the library knows', () => {
		expect([...PHONE_COUNTRIES]).toEqual(getCountries().toSorted());
		expect(PHONE_COUNTRIES.every(isPhoneCountry)).toBe(true);
		expect(isPhoneCountry('XX')).toBe(false);
	});
});
