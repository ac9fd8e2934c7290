import { describe, expect, it } from 'vitest';
import { NO_STANDING, type Standing } from '../../../shared/domain/limits.ts';
import { mergeStanding, standingAdvice, standingChanges } from '../../../shared/domain/standing.ts';
import { HOUR_MS } from '../../../shared/lib/time.ts';

const standing = (change: Partial<Standing> = {}): Standing => ({
	...NO_STANDING,
	tier: 'TIER_2K',
	quality: 'green',
	numberStatus: 'connected',
	throughput: 80,
	verifiedName: 'Example Store',
	reportedAt: 1000,
	...change,
});
const changes = (after: Partial<Standing>, before: Partial<Standing> = {}) =>
	standingChanges(standing(before), standing(after));

describe('mergeStanding', () => {
	it('takes over what is told and keeps the rest', () => {
		expect(mergeStanding(standing(), { quality: 'red' }, 2000)).toEqual(
			standing({ quality: 'red', reportedAt: 2000 }),
		);
	});
	it('lets a late report fill only what was never told', () => {
		const known = standing({ tier: null, reportedAt: HOUR_MS });
		expect(mergeStanding(known, { quality: 'red', tier: 'TIER_250' }, 500)).toEqual(
			standing({ tier: 'TIER_250', reportedAt: HOUR_MS }),
		);
	});
	it('takes one that another clock, or whole seconds, make a little older', () => {
		const known = standing({ reportedAt: HOUR_MS });
		expect(mergeStanding(known, { quality: 'red' }, HOUR_MS - 60_000)).toEqual(
			standing({ quality: 'red', reportedAt: HOUR_MS }),
		);
	});
	it('keeps the last of two reports of one moment', () => {
		expect(mergeStanding(standing(), { quality: 'yellow' }, 1000).quality).toBe('yellow');
	});
	it('ends the same for two reports in either order', () => {
		const early = { quality: 'red', tier: 'TIER_250' };
		const late = { quality: 'yellow' };
		const one = mergeStanding(mergeStanding(NO_STANDING, early, 1), late, HOUR_MS);
		const other = mergeStanding(mergeStanding(NO_STANDING, late, HOUR_MS), early, 1);
		expect(one).toEqual(other);
	});
});

describe('standingChanges', () => {
	it('says nothing where nothing changed', () => {
		expect(changes({})).toEqual([]);
		expect(changes({ reportedAt: 9999 })).toEqual([]);
	});
	it('warns of a lower limit and tells of a higher one', () => {
		expect(changes({ tier: 'TIER_10K' })[0]).toMatchObject({
			what: 'tier',
			before: 'TIER_2K',
			after: 'TIER_10K',
			severity: 'info',
			sentence: 'The messaging limit is now: 10,000 people in 24 hours.',
		});
		expect(changes({ tier: 'TIER_250' })[0]?.severity).toBe('warning');
		expect(changes({ tier: 'TIER_2K' }, { tier: 'TIER_UNLIMITED' })[0]?.severity).toBe('warning');
		expect(changes({ tier: 'TIER_UNLIMITED' })[0]?.severity).toBe('info');
	});
	it('does not tell of the same limit in another word', () => {
		expect(changes({ tier: '2000' })).toEqual([]);
		expect(changes({ tier: '-1' }, { tier: 'TIER_UNLIMITED' })).toEqual([]);
		expect(changes({ tier: 'TIER_NEXT_YEAR' })).toMatchObject([
			{ after: 'TIER_NEXT_YEAR', severity: 'info' },
		]);
	});
	it.each([
		['green', 'info'],
		['yellow', 'warning'],
		['red', 'bad'],
		['purple', 'info'],
	])('takes quality %s for %s', (quality, severity) => {
		expect(changes({ quality }, { quality: 'unknown' })[0]).toMatchObject({ what: 'quality', severity });
	});
	it.each([
		['connected', 'info'],
		['flagged', 'warning'],
		['restricted', 'bad'],
		['banned', 'bad'],
		['disconnected', 'bad'],
		['a_word_of_next_year', 'warning'],
	])('takes a number that is %s for %s', (numberStatus, severity) => {
		expect(changes({ numberStatus }, { numberStatus: 'unknown' })[0]).toMatchObject({
			what: 'number-status',
			severity,
		});
	});
	it('is silent about what is heard first, unless somebody must act', () => {
		expect(standingChanges(NO_STANDING, standing())).toEqual([]);
		const bad = standing({ quality: 'red', numberStatus: 'restricted' });
		expect(standingChanges(NO_STANDING, bad).map(change => change.what)).toEqual([
			'quality',
			'number-status',
		]);
	});
	it('tells of each restriction when it comes and when it ends', () => {
		const restrictions = [{ type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', until: 5000 }];
		expect(changes({ restrictions })).toMatchObject([
			{ what: 'restriction', before: null, after: 'RESTRICTED_BIZ_INITIATED_MESSAGING', severity: 'bad' },
		]);
		expect(changes({ restrictions }, { restrictions })).toEqual([]);
		const longer = [{ type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', until: 9000 }];
		expect(changes({ restrictions: longer }, { restrictions })).toMatchObject([{ severity: 'bad' }]);
		expect(changes({}, { restrictions })).toMatchObject([
			{ what: 'restriction', after: null, severity: 'info' },
		]);
	});
	it('tells of an open bill and of its end', () => {
		expect(changes({ paid: false })).toMatchObject([{ what: 'paid', severity: 'bad' }]);
		expect(changes({}, { paid: false })).toMatchObject([{ what: 'paid', severity: 'info' }]);
	});
	it('warns of fewer messages a second, and tells of another name', () => {
		expect(changes({ throughput: 20 })).toMatchObject([{ what: 'throughput', severity: 'warning' }]);
		expect(changes({ throughput: 1000 })).toMatchObject([{ before: '80', after: '1000', severity: 'info' }]);
		expect(changes({ verifiedName: 'Example Outlet' })).toMatchObject([
			{ what: 'verified-name', severity: 'info' },
		]);
	});
});

describe('standingAdvice', () => {
	it('has none for a number that does well', () => {
		expect(standingAdvice(standing())).toEqual([]);
		expect(standingAdvice(NO_STANDING)).toEqual([]);
	});
	it('puts what stops everything first', () => {
		const advice = standingAdvice(
			standing({
				paid: false,
				quality: 'red',
				numberStatus: 'flagged',
				tier: 'TIER_250',
				restrictions: [{ type: 'RESTRICTED_UTILITY_TEMPLATES', until: null }],
			}),
		);
		expect(advice).toHaveLength(5);
		expect(advice[0]).toContain('bill');
		expect(advice[1]).toContain('Utility templates');
		expect(advice.at(-1)).toContain('Verify the business');
	});
	it('names a restriction of next year as it is', () => {
		const restrictions = [{ type: 'RESTRICTED_SOMETHING', until: null }];
		expect(standingAdvice(standing({ restrictions }))[0]).toContain('RESTRICTED_SOMETHING');
	});
});
