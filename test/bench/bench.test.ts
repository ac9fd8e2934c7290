import { describe, expect, it } from 'vitest';
import { benchBroadcast } from './broadcast.ts';
import { benchIntake, median } from './intake.ts';

/** The bench code runs and says what it should; what it measures is nobody's business here. */
describe('npm run bench -- broadcast', () => {
	it('gives every figure, plans everybody and breaks no rule', async () => {
		expect(await benchBroadcast(300, 60, 40)).toEqual({
			bench: 'broadcast',
			planned: 300,
			planMs: expect.any(Number),
			planGrowthMb: expect.any(Number),
			barePerSecond: expect.any(Number),
			fullPerSecond: expect.any(Number),
			ratio: expect.any(Number),
			set80PerSecond: expect.any(Number),
			set80MostInASecond: expect.any(Number),
			violations: 0,
		});
	}, 60_000);
});

describe('npm run bench -- intake', () => {
	it('gives every figure, and no webhook was refused', async () => {
		const figures = await benchIntake(200, 1);
		expect(figures).toEqual({
			bench: 'intake',
			ratio: expect.any(Number),
			perSecond: expect.any(Number),
			p50Ms: expect.any(Number),
			p99Ms: expect.any(Number),
			baselinePerSecond: expect.any(Number),
			refused: 0,
			appliedAfterMs: expect.any(Number),
		});
	}, 60_000);
	it('takes the middle of its turns', () => {
		expect(median([3, 1, 2])).toBe(2);
		expect(median([])).toBe(0);
	});
});
