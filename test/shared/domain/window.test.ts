import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFreeEntryPoint, messagingWindow, WINDOW_MS } from '../../../shared/domain/window.ts';

const at = Date.UTC(2026, 9, 24, 19, 30);
const window = (lastInboundAt: number | null, now: number) =>
	messagingWindow({ channelType: 'whatsapp', lastInboundAt, now });

describe('messagingWindow', () => {
	it('is open one moment before it ends and closed at the very moment it ends', () => {
		expect(window(at, at + WINDOW_MS - 1)).toEqual({ state: 'open', closesAt: at + WINDOW_MS });
		expect(window(at, at + WINDOW_MS)).toEqual({ state: 'closed', closedAt: at + WINDOW_MS });
	});

	it('lasts 24 hours, not until the same clock time, when summer time ends in between', () => {
		// Europe leaves summer time on 25 Oct 2026: the same wall clock comes 25 hours later.
		expect(window(at, at + 24 * 3600_000).state).toBe('closed');
	});

	it('is closed without a closing time for a contact who never wrote', () => {
		expect(window(null, at)).toEqual({ state: 'closed', closedAt: null });
	});

	it('is not lengthened by a provider clock that runs ahead', () => {
		expect(window(at + 3600_000, at)).toEqual({ state: 'open', closesAt: at + WINDOW_MS });
	});

	it('is open for exactly 24 hours after any moment, clock changes or not', () => {
		// Around the clock changes of 2026 and 2027 in Europe, America and Australia, and everywhere between.
		const moment = fc.integer({ min: Date.UTC(2026, 2, 1), max: Date.UTC(2027, 11, 1) });
		fc.assert(
			fc.property(moment, fc.integer({ min: 0, max: 2 * WINDOW_MS }), (last, later) => {
				const { state } = window(last, last + later);
				expect(state).toBe(later < 24 * 3_600_000 ? 'open' : 'closed');
			}),
		);
	});

	it('never opens again by itself', () => {
		const moment = fc.integer({ min: at, max: at + 3 * WINDOW_MS });
		fc.assert(
			fc.property(moment, moment, (one, other) => {
				const [early, late] = one < other ? [one, other] : [other, one];
				if (window(at, early).state === 'closed') expect(window(at, late).state).toBe('closed');
			}),
		);
	});

	it('is never longer for an earlier message', () => {
		const moment = fc.integer({ min: at - 2 * WINDOW_MS, max: at });
		fc.assert(
			fc.property(moment, moment, (one, other) => {
				const [early, late] = one < other ? [one, other] : [other, one];
				if (window(early, at).state === 'open') expect(window(late, at).state).toBe('open');
			}),
		);
	});

	it('is unlimited on Telegram', () => {
		const window = messagingWindow({ channelType: 'telegram', lastInboundAt: null, now: at });
		expect(window).toEqual({ state: 'unlimited' });
	});

	describe('on Instagram', () => {
		const DAY = WINDOW_MS;
		const on = (now: number, sender: 'person' | 'automatic' = 'person') =>
			messagingWindow({ channelType: 'instagram', lastInboundAt: at, sender, now });

		it('is open for everybody for 24 hours', () => {
			expect(on(at + DAY - 1)).toEqual({ state: 'open', closesAt: at + DAY });
			expect(on(at + DAY - 1, 'automatic').state).toBe('open');
		});

		it('is then for people alone, until the seventh day is over', () => {
			expect(on(at + DAY)).toEqual({ state: 'human', closesAt: at + 7 * DAY });
			expect(on(at + 7 * DAY - 1).state).toBe('human');
			expect(on(at + 7 * DAY)).toEqual({ state: 'closed', closedAt: at + 7 * DAY });
		});

		it('closes after 24 hours for what nobody wrote', () => {
			expect(on(at + DAY, 'automatic')).toEqual({ state: 'closed', closedAt: at + DAY });
		});
	});
});

describe('isFreeEntryPoint', () => {
	it('is free until the provider’s own expiry, and not before the provider has told it', () => {
		expect(isFreeEntryPoint({ source: 'ad', freeUntil: at }, at - 1)).toBe(true);
		expect(isFreeEntryPoint({ source: 'ad', freeUntil: at }, at)).toBe(false);
		expect(isFreeEntryPoint({ source: 'ad', freeUntil: null }, at)).toBe(false);
		expect(isFreeEntryPoint(null, at)).toBe(false);
	});
});
