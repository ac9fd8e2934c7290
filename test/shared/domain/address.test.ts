import { describe, expect, it } from 'vitest';
import {
	addressFromWaId,
	haveOtherPhones,
	matchKey,
	parseAddress,
	sameAddress,
	sendableAddress,
} from '../../../shared/domain/address.ts';

const phone = (value: string) => ({ kind: 'phone', value }) as const;

describe('parseAddress', () => {
	it.each([
		['+49 30 23125100', undefined, '+493023125100'],
		['0049 171 3920001', 'DE', '+491713920001'],
		['0171 3920001', 'DE', '+491713920001'],
		['5511987654321', undefined, '+5511987654321'],
		['5531990000001', 'DE', '+5531990000001'],
		['491713920001', 'DE', '+491713920001'],
		['1713920001', 'DE', '+491713920001'],
		['14155550132', 'DE', '+14155550132'],
		['4915112345678', 'US', '+4915112345678'],
		['31990000001', 'BR', '+5531990000001'],
		['5511987654321', 'BR', '+5511987654321'],
		['79161234567', 'RU', '+79161234567'],
		['912345678', 'PT', '+351912345678'],
		['030 23125100', 'DE', '+493023125100'],
		['8 (916) 123-45-67', 'RU', '+79161234567'],
		['+52 1 55 9000 0002', undefined, '+5215590000002'],
	] as const)('reads %s in %s as %s', (text, country, wanted) => {
		expect(parseAddress(text, country)).toEqual(phone(wanted));
	});

	it.each(['', 'call me', '12', '+1', '2024-10-11 12 500 000 and more than any number has', 'ext 12'])(
		'refuses %j',
		text => {
			expect(parseAddress(text)).toBeNull();
		},
	);

	it('takes a WhatsApp user id for one, though it holds digits like a phone', () => {
		expect(parseAddress('DE.13491208655302741918')).toEqual({
			kind: 'whatsapp-user',
			value: 'DE.13491208655302741918',
		});
		expect(parseAddress('US.ENT.11815799212886844830')).toEqual({
			kind: 'whatsapp-user',
			value: 'US.ENT.11815799212886844830',
		});
	});

	it('takes a username without its @ and in lower case', () => {
		expect(parseAddress('@Noor.H')).toEqual({ kind: 'whatsapp-username', value: 'noor.h' });
	});
});

describe('matchKey', () => {
	it.each([
		['Brazil’s ninth digit', '+5531990000001', '+553190000001'],
		['Mexico’s 1', '+5215590000002', '+525590000002'],
		['Argentina’s 9', '+5491190000003', '+541190000003'],
	])('is the same with and without %s', (_what, a, b) => {
		expect(matchKey(phone(a))).toBe(matchKey(phone(b)));
		expect(sameAddress(phone(a), phone(b))).toBe(true);
	});

	it('keeps apart what only looks alike', () => {
		// A Brazilian landline has eight digits that begin with 2–5: a 9 before them is another number.
		expect(sameAddress(phone('+5531932000001'), phone('+553132000001'))).toBe(false);
		expect(sameAddress(phone('+491713920001'), phone('+491713920002'))).toBe(false);
		expect(sameAddress({ kind: 'telegram-chat', value: '5' }, { kind: 'instagram-user', value: '5' })).toBe(
			false,
		);
	});
});

describe('addressFromWaId', () => {
	it('takes the provider’s id as it is', () => {
		expect(addressFromWaId('5215590000002')).toEqual(phone('+5215590000002'));
		expect(addressFromWaId('GB.70000000000001')).toEqual({
			kind: 'whatsapp-user',
			value: 'GB.70000000000001',
		});
	});
});

describe('sendableAddress', () => {
	const user = { kind: 'whatsapp-user', value: 'GB.7' } as const;
	it('prefers the phone, takes the user id without one, and never the username', () => {
		expect(sendableAddress('whatsapp', [user, phone('+447700900113')])).toEqual(phone('+447700900113'));
		expect(sendableAddress('whatsapp', [{ kind: 'whatsapp-username', value: 'noor' }, user])).toEqual(user);
		expect(sendableAddress('whatsapp', [{ kind: 'whatsapp-username', value: 'noor' }])).toBeNull();
		expect(sendableAddress('telegram', [user])).toBeNull();
	});
});

describe('haveOtherPhones', () => {
	const phone = (value: string) => ({ kind: 'phone', value }) as const;
	const chat = { kind: 'telegram-chat', value: '700001' } as const;

	it('is true of two contacts with numbers of which none is the same', () => {
		expect(haveOtherPhones([phone('+4930901820')], [chat, phone('+4930901821')])).toBe(true);
	});
	it('is false where one has no number, or one number is both’s in another spelling', () => {
		expect(haveOtherPhones([phone('+4930901820')], [chat])).toBe(false);
		const brazil = [phone('+5511987654321'), phone('+4930901820')];
		expect(haveOtherPhones(brazil, [phone('+551187654321')])).toBe(false);
	});
});
