import { describe, expect, it, vi } from 'vitest';
import { watchUnread } from '../../../extension/background/unread.ts';
import { Session } from '../../../extension/connection/session.ts';
import type { RelayEvents } from '../../../shared/contract/events.ts';
import { startFakeRelay } from '../support/fake-relay.ts';
import { keyTexts, memoryStore } from '../support/memory.ts';

describe('watchUnread', () => {
	it('tells the number when the relay is reached, after changes, and nothing twice', async () => {
		const relay = await startFakeRelay();
		relay.unreadTotal = 2;
		const local = memoryStore();
		const area = memoryStore();
		const session = new Session({ local, session: area, text: keyTexts, version: '1' });
		const told: number[] = [];
		watchUnread(session, area, total => told.push(total));
		await session.pair(relay.code, 'a test');
		await vi.waitFor(() => expect(told).toEqual([2]));
		relay.unreadTotal = 5;
		// What changed is of no matter here.
		const change = {} as RelayEvents['conversation:changed'];
		for (let event = 0; event < 4; event++) relay.push('conversation:changed', change);
		await vi.waitFor(() => expect(told).toEqual([2, 5]));
		expect(relay.calls.filter(({ command }) => command === 'conversation:list')).toHaveLength(2);

		const afterStop: number[] = [];
		watchUnread(
			new Session({ local: memoryStore(), session: area, text: keyTexts, version: '1' }),
			area,
			total => afterStop.push(total),
		);
		await vi.waitFor(() => expect(afterStop).toEqual([5]));
		await session.unpair();
		expect(told).toEqual([2, 5, 0]);
		await relay.close();
	});
});
