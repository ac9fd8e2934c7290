import { describe, expect, it } from 'vitest';
import { isUnreachableCountry, unreachablePlace } from '../../../shared/data/unreachable-countries.ts';

describe('isUnreachableCountry', () => {
	it('holds for Cuba, Iran, North Korea and Syria', () => {
		for (const country of ['CU', 'IR', 'KP', 'SY', 'cu']) expect(isUnreachableCountry(country)).toBe(true);
	});
	it('does not for others, nor for a country that is not known', () => {
		for (const country of ['RU', 'UA', 'TR', 'KR', '', null])
			expect(isUnreachableCountry(country)).toBe(false);
	});
});

describe('unreachablePlace', () => {
	it.each([
		['+5351234567', 'Cuba'],
		['+989121234567', 'Iran'],
		['+8501912345678', 'North Korea'],
		['+963912345678', 'Syria'],
		['+79781234567', 'Crimea'],
		['+79161234567', null],
		['+380501234567', null],
		['+821012345678', null],
	])('of %s is %s', (e164, place) => {
		expect(unreachablePlace(e164)).toBe(place);
	});
});
