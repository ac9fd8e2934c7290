import { describe, expect, it } from 'vitest';
import { Speed } from '../../../relay/actions/broadcast/speed.ts';
import { Random } from '../../support/random.ts';

/** Takes whatever may go, at moments that are late by chance, for a while; when each went. */
function run(perMinute: number, seconds: number, lateMs: number): number[] {
	const speed = new Speed(perMinute);
	const random = new Random(7);
	const taken: number[] = [];
	let now = 1_000_000;
	const end = now + seconds * 1000;
	while (now < end) {
		while (speed.available(now) >= 1) {
			speed.take(now);
			taken.push(now);
		}
		now = Math.max(now + 1, speed.nextAt(now)) + random.between(0, lateMs);
	}
	return taken;
}

function mostInAnySecond(times: readonly number[]): number {
	let most = 0;
	let first = 0;
	for (let index = 0; index < times.length; index += 1) {
		while ((times[index] ?? 0) - (times[first] ?? 0) >= 1000) first += 1;
		most = Math.max(most, index - first + 1);
	}
	return most;
}

describe('Speed', () => {
	for (const perMinute of [30, 90, 600, 4800])
		it(`keeps ${perMinute} a minute, and no second goes over`, () => {
			const seconds = 600;
			const taken = run(perMinute, seconds, Math.min(5, 30_000 / perMinute));
			expect(Math.abs(taken.length / (perMinute * (seconds / 60)) - 1)).toBeLessThan(0.02);
			expect(mostInAnySecond(taken)).toBeLessThanOrEqual(Math.ceil(perMinute / 60));
		});

	it('does not make up for a long rest', () => {
		const speed = new Speed(600);
		speed.take(0);
		expect(speed.available(3_600_000)).toBe(2);
	});

	it('holds nothing back where none is set', () => {
		const speed = new Speed(null);
		for (let index = 0; index < 1000; index += 1) speed.take(0);
		expect(speed.available(0)).toBe(Number.POSITIVE_INFINITY);
		expect(speed.nextAt(5)).toBe(5);
	});
});
