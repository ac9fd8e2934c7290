import { describe, expect, it } from 'vitest';
import { isLate } from '../../../shared/domain/report-order.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';

describe('isLate', () => {
	const known = 100 * MINUTE_MS;
	it('is true only of what is older by more than clocks differ', () => {
		expect(isLate(known - 5 * MINUTE_MS - 1, known)).toBe(true);
		expect(isLate(known - 5 * MINUTE_MS, known)).toBe(false);
		expect(isLate(known + 1, known)).toBe(false);
	});
	it('is never true where nothing is known', () => {
		expect(isLate(0, null)).toBe(false);
	});
});
