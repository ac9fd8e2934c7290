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

	it('is unlimited on Telegram and 24 hours on Instagram', () => {
		expect(messagingWindow({ channelType: 'telegram', lastInboundAt: null, now: at })).toEqual({
			state: 'unlimited',
		});
		expect(messagingWindow({ channelType: 'instagram', lastInboundAt: at, now: at + WINDOW_MS }).state).toBe(
			'closed',
		);
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
