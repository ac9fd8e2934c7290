import { describe, expect, it } from 'vitest';
import { atIntervals } from '../../../relay/jobs/interval.ts';

function stage() {
	let now = 1_000;
	let done = 0;
	let fails = false;
	const ask = atIntervals({
		everyMs: 100,
		now: () => now,
		work: async () => {
			done += 1;
			if (fails) throw new Error('a fault');
		},
	});
	return {
		ask,
		done: () => done,
		at(ms: number) {
			now = ms;
		},
		fail() {
			fails = true;
		},
	};
}

describe('atIntervals', () => {
	it('works at the first time it is asked, and not again before its time, however often it is asked', async () => {
		const { ask, done, at } = stage();
		expect(await ask()).toBe(1_100);
		at(1_099);
		expect(await ask()).toBe(1_100);
		expect(done()).toBe(1);
		at(1_100);
		expect(await ask()).toBe(1_200);
		expect(done()).toBe(2);
	});
	it('does not try again at once what failed', async () => {
		const { ask, done, fail } = stage();
		fail();
		await expect(ask()).rejects.toThrow('a fault');
		expect(await ask()).toBe(1_100);
		expect(done()).toBe(1);
	});
	it('works when the clock has gone back', async () => {
		const { ask, done, at } = stage();
		await ask();
		at(500);
		expect(await ask()).toBe(600);
		expect(done()).toBe(2);
	});
});
