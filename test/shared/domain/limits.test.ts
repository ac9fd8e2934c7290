import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	isPoolFull,
	isUnlimited,
	type PoolUse,
	poolRemaining,
	progressOf,
	tierLabel,
	tierLimit,
} from '../../../shared/domain/limits.ts';

const use = (change: Partial<PoolUse> = {}): PoolUse => ({
	poolId: 'p1',
	name: 'Example Store',
	limit: 250,
	used: 0,
	counted: false,
	freeAt: null,
	...change,
});

describe('tierLimit', () => {
	it.each([
		['TIER_50', 50],
		['TIER_250', 250],
		['TIER_1K', 1_000],
		['TIER_2K', 2_000],
		['TIER_10K', 10_000],
		['TIER_100K', 100_000],
		['tier_250', 250],
		['TIER_500K', 500_000],
		['TIER_1M', 1_000_000],
		['2000', 2_000],
		['TIER_UNLIMITED', null],
		['-1', null],
		['TIER_NOT_SET', null],
		['0', null],
		['constructor', null],
		[null, null],
	])('of %s is %s', (tier, limit) => {
		expect(tierLimit(tier)).toBe(limit);
	});
	it('is not guessed from a word without a number', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[A-Z_]{1,20}$/), word => {
				expect(tierLimit(word)).toBeNull();
			}),
		);
	});
});

describe('isUnlimited', () => {
	it('is said by the provider, not by a word that is not known', () => {
		expect(isUnlimited('TIER_UNLIMITED')).toBe(true);
		expect(isUnlimited('-1')).toBe(true);
		for (const tier of [null, 'TIER_NOT_SET', 'TIER_NEXT_YEAR', 'TIER_250'])
			expect(isUnlimited(tier)).toBe(false);
	});
});

describe('tierLabel', () => {
	it.each([
		['TIER_250', '250 people in 24 hours'],
		['TIER_100K', '100,000 people in 24 hours'],
		['TIER_UNLIMITED', 'no limit'],
		['TIER_NOT_SET', 'not told yet'],
		[null, 'not told yet'],
		['TIER_NEXT_YEAR', 'TIER_NEXT_YEAR'],
	])('of %s is “%s”', (tier, label) => {
		expect(tierLabel(tier)).toBe(label);
	});
});

describe('isPoolFull', () => {
	it('is full with the person that reaches the limit, not before', () => {
		expect(isPoolFull(use({ used: 249 }))).toBe(false);
		expect(isPoolFull(use({ used: 250 }))).toBe(true);
		expect(isPoolFull(use({ used: 251 }))).toBe(true);
	});
	it('has room for who was opened within the day already', () => {
		expect(isPoolFull(use({ used: 250, counted: true }))).toBe(false);
	});
	it('never is without a limit', () => {
		expect(isPoolFull(use({ limit: null, used: 1_000_000 }))).toBe(false);
	});
	it('opens exactly as many people as the limit says', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 300 }),
				fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 800 }),
				(limit, people) => {
					const opened = new Set<number>();
					for (const person of people)
						if (!isPoolFull(use({ limit, used: opened.size, counted: opened.has(person) })))
							opened.add(person);
					expect(opened.size).toBe(Math.min(limit, new Set(people).size));
				},
			),
		);
	});
});

describe('poolRemaining', () => {
	it('is never below none, and null without a limit', () => {
		expect(poolRemaining(use({ used: 240 }))).toBe(10);
		expect(poolRemaining(use({ used: 300 }))).toBe(0);
		expect(poolRemaining(use({ limit: null }))).toBeNull();
	});
});

describe('progressOf', () => {
	it('wants half the limit within seven days', () => {
		expect(progressOf({ limit: 2_000, used7d: 999 })).toMatchObject({ needs: 1_000, reached: false });
		expect(progressOf({ limit: 2_000, used7d: 1_000 })).toEqual({
			needs: 1_000,
			used7d: 1_000,
			share: 1,
			reached: true,
		});
		expect(progressOf({ limit: 2_000, used7d: 500 }).share).toBe(0.5);
	});
	it('leads nowhere without a limit', () => {
		expect(progressOf({ limit: null, used7d: 5 })).toMatchObject({ needs: null, reached: false });
	});
	it('is a share between none and all', () => {
		fc.assert(
			fc.property(fc.nat(200_000), fc.nat(400_000), (limit, used7d) => {
				const { share } = progressOf({ limit, used7d });
				expect(share).toBeGreaterThanOrEqual(0);
				expect(share).toBeLessThanOrEqual(1);
			}),
		);
	});
});
