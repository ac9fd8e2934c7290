import { describe, expect, it } from 'vitest';
import { isZone, placeTime } from '../../../shared/lib/calendar.ts';

describe('isZone', () => {
	it('knows a zone from a word that is none', () => {
		for (const zone of ['UTC', 'Europe/Berlin', 'America/St_Johns']) expect(isZone(zone)).toBe(true);
		for (const zone of ['', 'Berlin', 'Mars/Olympus', '+25:00']) expect(isZone(zone)).toBe(false);
	});
});

describe('placeTime', () => {
	it('is what the clocks of the place show, midnight being hour 0', () => {
		const at = Date.parse('2026-11-20T18:30:00Z');
		expect(placeTime(at, 'Asia/Kolkata')).toEqual({ year: 2026, month: 11, day: 21, hour: 0, minute: 0 });
		expect(placeTime(at, 'America/St_Johns')).toMatchObject({ day: 20, hour: 15, minute: 0 });
	});
	it('refuses a zone that is none', () => {
		expect(() => placeTime(0, 'Mars/Olympus')).toThrow(RangeError);
	});
});
