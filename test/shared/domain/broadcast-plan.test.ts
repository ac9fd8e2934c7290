import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_TIME } from '../../../shared/domain/broadcast.ts';
import { type PlanFacts, planWaves } from '../../../shared/domain/broadcast-plan.ts';
import { isInPeriod } from '../../../shared/domain/send-period.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/lib/time.ts';

const MONDAY = Date.parse('2026-11-23T08:00:00Z');

function facts(more: Partial<PlanFacts>): PlanFacts {
	return {
		groups: [{ country: 'DE', opening: 1000, free: 0 }],
		startAt: MONDAY,
		perSecond: 10,
		period: ANY_TIME,
		accountZone: 'UTC',
		limit: null,
		...more,
	};
}

describe('planWaves', () => {
	it('is one wave as long as its speed makes it when nothing limits it', () => {
		expect(planWaves(facts({}))).toEqual({
			waves: [{ startsAt: MONDAY, endsAt: MONDAY + 100_000, count: 1000 }],
			late: 0,
		});
	});

	it('goes on a day after the first place was taken when the limit is used up', () => {
		const { waves } = planWaves(facts({ limit: { perDay: 400, now: 400 } }));
		expect(waves.map(wave => wave.count)).toEqual([400, 400, 200]);
		expect(waves.map(wave => wave.startsAt)).toEqual([MONDAY, MONDAY + DAY_MS, MONDAY + 2 * DAY_MS]);
	});

	it('counts places that others have taken', () => {
		const { waves } = planWaves(facts({ limit: { perDay: 1000, now: 100 } }));
		expect(waves.map(wave => wave.count)).toEqual([100, 900]);
	});

	it('needs no place for those who wrote lately', () => {
		const { waves } = planWaves(
			facts({ groups: [{ country: 'DE', opening: 10, free: 990 }], limit: { perDay: 10, now: 10 } }),
		);
		expect(waves.map(wave => wave.count)).toEqual([1000]);
	});

	it('rests outside the period', () => {
		const period = { ...ANY_TIME, hours: { from: 9 * 60, to: 10 * 60 } };
		const { waves } = planWaves(facts({ period, perSecond: 0.2 }));
		expect(waves.map(wave => wave.startsAt)).toEqual([MONDAY + HOUR_MS, MONDAY + HOUR_MS + DAY_MS]);
		expect(waves.map(wave => wave.count)).toEqual([720, 280]);
	});

	it('goes by each recipient’s clock', () => {
		const period = { ...ANY_TIME, hours: { from: 9 * 60, to: 18 * 60 }, clock: 'recipient' as const };
		const { waves } = planWaves(
			facts({
				period,
				groups: [
					{ country: 'JP', opening: 10, free: 0 },
					{ country: 'DE', opening: 10, free: 0 },
				],
			}),
		);
		// 9:00 in Berlin is 8:00 UTC; by then Tokyo has an hour left.
		expect(waves).toEqual([{ startsAt: MONDAY, endsAt: MONDAY + 2000, count: 20 }]);
	});

	it('tells those whose time never comes', () => {
		const period = { ...ANY_TIME, to: '2026-11-23', hours: { from: 9 * 60, to: 10 * 60 } };
		expect(planWaves(facts({ period, perSecond: 0.1 })).late).toBe(640);
	});

	it('loses nobody, doubles nobody, and breaks neither period nor limit, whatever the plan', () => {
		const group = fc.record({
			country: fc.constantFrom(null, 'DE', 'US', 'BR', 'RU', 'JP', 'IN'),
			opening: fc.integer({ min: 0, max: 3000 }),
			free: fc.integer({ min: 0, max: 500 }),
		});
		fc.assert(
			fc.property(
				fc.array(group, { minLength: 1, maxLength: 5 }),
				fc.double({ min: 0.02, max: 100, noNaN: true }),
				fc.option(fc.tuple(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }))),
				fc.subarray([1, 2, 3, 4, 5, 6, 7]),
				fc.option(fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 701, max: 1440 }))),
				fc.constantFrom('account' as const, 'recipient' as const),
				fc.option(fc.constantFrom('2026-11-24', '2026-12-24')),
				(groups, perSecond, limit, days, hours, clock, to) => {
					const period = {
						...ANY_TIME,
						days,
						clock,
						to,
						hours: hours === null ? null : { from: hours[0], to: hours[1] },
					};
					const perDay = limit?.[0] ?? 0;
					const plan = planWaves({
						groups,
						startAt: MONDAY,
						perSecond,
						period,
						accountZone: 'Europe/Berlin',
						limit: limit === null ? null : { perDay, now: Math.floor(perDay * limit[1]) },
					});
					const all = groups.reduce((sum, one) => sum + one.opening + one.free, 0);
					const free = groups.reduce((sum, one) => sum + one.free, 0);
					const planned = plan.waves.reduce((sum, wave) => sum + wave.count, 0);
					expect(planned + plan.late).toBe(all);
					let before = MONDAY;
					for (const wave of plan.waves) {
						expect(wave.startsAt).toBeGreaterThanOrEqual(before);
						expect(wave.endsAt).toBeGreaterThanOrEqual(wave.startsAt);
						before = wave.endsAt;
						// The last may be an estimate of what would take too long to plan.
						if (clock === 'account' && wave !== plan.waves.at(-1))
							expect(isInPeriod(period, 'Europe/Berlin', wave.startsAt)).toBe(true);
					}
					if (limit === null) return;
					const days24 = Math.ceil((before - MONDAY) / DAY_MS) + 1;
					expect(planned).toBeLessThanOrEqual(free + perDay * days24);
				},
			),
			{ numRuns: 200, interruptAfterTimeLimit: 8_000 },
		);
	});
});
