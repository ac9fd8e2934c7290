import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_TIME, type SendPeriod } from '../../../shared/domain/broadcast.ts';
import {
	endInAll,
	endOfPeriod,
	isInPeriod,
	missedStart,
	nextInAll,
	nextInPeriod,
	zonesOf,
} from '../../../shared/domain/send-period.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';

const OFFICE: SendPeriod = { ...ANY_TIME, days: [1, 2, 3, 4, 5], hours: { from: 9 * 60, to: 18 * 60 } };

/** Zones that change their clocks by an hour, by half of one, in the other half of the year, at midnight, or never. */
const ZONES = [
	'Europe/Berlin',
	'America/New_York',
	'America/Sao_Paulo',
	'America/Santiago',
	'Australia/Lord_Howe',
	'Australia/Sydney',
	'Asia/Kathmandu',
	'Africa/Cairo',
	'Asia/Beirut',
	'America/St_Johns',
	'Pacific/Chatham',
	'UTC',
];

const at = (text: string) => Date.parse(text);

describe('isInPeriod', () => {
	it('takes the first minute and leaves the last', () => {
		expect(isInPeriod(OFFICE, 'UTC', at('2026-11-23T09:00:00Z'))).toBe(true);
		expect(isInPeriod(OFFICE, 'UTC', at('2026-11-23T17:59:59Z'))).toBe(true);
		expect(isInPeriod(OFFICE, 'UTC', at('2026-11-23T18:00:00Z'))).toBe(false);
	});

	it('knows the days of the week and the first and last day by the zone’s calendar', () => {
		expect(isInPeriod(OFFICE, 'UTC', at('2026-11-21T10:00:00Z'))).toBe(false);
		const days = { ...ANY_TIME, from: '2026-11-23', to: '2026-11-23' };
		expect(isInPeriod(days, 'Pacific/Auckland', at('2026-11-22T12:00:00Z'))).toBe(true);
		expect(isInPeriod(days, 'UTC', at('2026-11-22T12:00:00Z'))).toBe(false);
	});

	it('goes over midnight when the hours end before they begin', () => {
		const night = { ...ANY_TIME, hours: { from: 22 * 60, to: 6 * 60 } };
		expect(isInPeriod(night, 'UTC', at('2026-11-23T23:30:00Z'))).toBe(true);
		expect(isInPeriod(night, 'UTC', at('2026-11-23T05:30:00Z'))).toBe(true);
		expect(isInPeriod(night, 'UTC', at('2026-11-23T12:00:00Z'))).toBe(false);
	});
});

describe('nextInPeriod', () => {
	it('is the moment itself within the period, and Monday morning after a Friday evening', () => {
		const friday = at('2026-11-20T18:00:00Z');
		expect(nextInPeriod(OFFICE, 'UTC', at('2026-11-20T17:00:00Z'))).toBe(at('2026-11-20T17:00:00Z'));
		expect(nextInPeriod(OFFICE, 'UTC', friday)).toBe(at('2026-11-23T09:00:00Z'));
	});

	it('is null once the last day is over', () => {
		expect(nextInPeriod({ ...OFFICE, to: '2026-11-20' }, 'UTC', at('2026-11-20T18:00:00Z'))).toBeNull();
	});

	it('begins with the next hour that the clocks show when they jump over it', () => {
		const early = { ...ANY_TIME, hours: { from: 2 * 60 + 30, to: 4 * 60 } };
		// Berlin jumps from 2:00 to 3:00 at 01:00 UTC.
		expect(nextInPeriod(early, 'Europe/Berlin', at('2026-03-29T00:30:00Z'))).toBe(at('2026-03-29T01:00:00Z'));
	});

	it('agrees in twelve zones with a clock that is watched minute by minute', () => {
		const moments = fc.oneof(
			fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }).map(Number),
			// Around the nights in which clocks are changed.
			fc
				.tuple(
					fc.constantFrom(
						'2026-03-08',
						'2026-03-29',
						'2026-04-05',
						'2026-10-04',
						'2026-10-25',
						'2026-11-01',
						'2026-09-06',
						'2026-04-24',
					),
					fc.integer({ min: -30 * 60, max: 30 * 60 }),
				)
				.map(([day, minutes]) => Date.parse(day) + minutes * MINUTE_MS),
		);
		const minute = fc.integer({ min: 0, max: 1439 });
		fc.assert(
			fc.property(
				fc.constantFrom(...ZONES),
				moments,
				minute,
				minute,
				fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
				(zone, from, opens, closes, days) => {
					fc.pre(opens !== closes);
					const period = { ...ANY_TIME, days, hours: { from: opens, to: closes } };
					const start = Math.floor(from / MINUTE_MS) * MINUTE_MS;
					const step = 10 * 24 * 60;
					let watched: number | null = null;
					for (let index = 0; index < step; index += 1)
						if (isInPeriod(period, zone, start + index * MINUTE_MS)) {
							watched = start + index * MINUTE_MS;
							break;
						}
					expect(nextInPeriod(period, zone, start)).toBe(watched);
					if (watched === null) return;
					let ends = watched;
					while (isInPeriod(period, zone, ends)) ends += MINUTE_MS;
					expect(endOfPeriod(period, zone, watched)).toBe(ends);
				},
			),
			{ numRuns: 150 },
		);
	});
});

describe('nextInAll', () => {
	it('waits until it is morning everywhere in a country', () => {
		const zones = zonesOf({ ...OFFICE, clock: 'recipient' }, 'US', 'UTC');
		// 9:00 in Honolulu is 14:00 in New York.
		expect(nextInAll(OFFICE, zones, at('2026-11-23T14:00:00Z'))).toBe(at('2026-11-23T19:00:00Z'));
		expect(endInAll(OFFICE, zones, at('2026-11-23T19:00:00Z'))).toBe(at('2026-11-23T23:00:00Z'));
	});

	it('goes by the main clock where no hour suits all', () => {
		const zones = zonesOf({ ...OFFICE, clock: 'recipient' }, 'RU', 'UTC');
		expect(nextInAll(OFFICE, zones, at('2026-11-23T03:00:00Z'))).toBe(at('2026-11-23T06:00:00Z'));
		expect(endInAll(OFFICE, zones, at('2026-11-23T06:00:00Z'))).toBe(at('2026-11-23T15:00:00Z'));
	});

	it('asks the account’s clock when that is what was set, and for who has no country', () => {
		expect(zonesOf(OFFICE, 'US', 'Europe/Berlin')).toEqual(['Europe/Berlin']);
		expect(zonesOf({ ...OFFICE, clock: 'recipient' }, null, 'Europe/Berlin')).toEqual(['Europe/Berlin']);
	});
});

describe('missedStart', () => {
	const missed = (period: SendPeriod, startAt: string, now: string) =>
		missedStart(period, 'UTC', { startAt: at(startAt), now: at(now), graceMs: HOUR_MS });

	it('starts by itself when it is only a little late', () => {
		expect(missed(ANY_TIME, '2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z')).toBe('start');
		expect(missed(ANY_TIME, '2026-11-23T10:00:00Z', '2026-11-23T11:00:01Z')).toBe('ask');
	});

	it('starts while the hours in which it should have begun last, and asks after them', () => {
		expect(missed(OFFICE, '2026-11-23T10:00:00Z', '2026-11-23T17:00:00Z')).toBe('start');
		expect(missed(OFFICE, '2026-11-23T10:00:00Z', '2026-11-23T18:00:00Z')).toBe('ask');
		expect(missed(OFFICE, '2026-11-23T10:00:00Z', '2026-11-24T10:00:00Z')).toBe('ask');
	});

	it('has missed nothing when it could not have begun yet', () => {
		expect(missed(OFFICE, '2026-11-20T20:00:00Z', '2026-11-22T10:00:00Z')).toBe('start');
		expect(missed(OFFICE, '2026-11-20T20:00:00Z', '2026-11-23T12:00:00Z')).toBe('ask');
	});
});
