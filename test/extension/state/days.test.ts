import { describe, expect, it } from 'vitest';
import { addDays, dayAt, dayStart, daysOf, periodOf, rangeOf } from '../../../extension/state/days.ts';

describe('dayStart', () => {
	it('is midnight where the zone is, in winter, in summer and on the days between', () => {
		expect(dayStart('2026-11-21', 'Europe/Berlin')).toBe(Date.UTC(2026, 10, 20, 23));
		expect(dayStart('2026-07-01', 'Europe/Berlin')).toBe(Date.UTC(2026, 5, 30, 22));
		expect(dayStart('2026-03-29', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 28, 23));
		expect(dayStart('2026-03-30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 22));
		expect(dayStart('2026-01-01', 'Pacific/Kiritimati')).toBe(Date.UTC(2025, 11, 31, 10));
		expect(dayStart('2026-01-01', 'America/Los_Angeles')).toBe(Date.UTC(2026, 0, 1, 8));
	});
	it('is the first moment of a day whose first hour is skipped', () => {
		const at = dayStart('2026-09-06', 'America/Santiago');
		expect(dayAt(at, 'America/Santiago')).toBe('2026-09-06');
		expect(dayAt(at - 1, 'America/Santiago')).toBe('2026-09-05');
	});
});

describe('rangeOf', () => {
	it('is the last seven days where the address says nothing that can be read', () => {
		expect(rangeOf({}, '2026-11-21')).toEqual({ from: '2026-11-15', to: '2026-11-21' });
		expect(rangeOf({ from: 'yesterday' }, '2026-11-21').from).toBe('2026-11-15');
	});
	it('puts days in their order', () => {
		expect(rangeOf({ from: '2026-11-05', to: '2026-11-01' }, '2026-11-21')).toEqual({
			from: '2026-11-01',
			to: '2026-11-05',
		});
		expect(rangeOf({ to: '2026-11-01' }, '2026-11-21')).toEqual({ from: '2026-11-01', to: '2026-11-01' });
	});
});

describe('periodOf', () => {
	it('names the days that have a name', () => {
		expect(daysOf('last-month', '2026-03-10')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
		expect(periodOf(daysOf('30-days', '2026-11-21'), '2026-11-21')).toBe('30-days');
		expect(periodOf({ from: '2026-11-02', to: '2026-11-03' }, '2026-11-21')).toBeNull();
		expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
	});
});
