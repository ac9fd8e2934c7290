import { describe, expect, it } from 'vitest';
import { cardNow, createTotals } from '../../../extension/state/prices.ts';
import { ok } from '../../../shared/contract/result.ts';
import { SECOND_MS } from '../../../shared/lib/time.ts';
import { createFakePort } from '../support-ui/fake-port.ts';
import { fakeTime, settled } from '../support-ui/memory-stores.ts';
import { cardOf } from '../support-ui/sample-prices.ts';
import { conversationOf } from '../support-ui/samples.ts';

describe('createTotals', () => {
	it('asks for all channels or for one, and again soon after messages changed', async () => {
		const port = createFakePort({ 'price:totals': () => ok({ totals: [] }) });
		const time = fakeTime(0);
		const totals = createTotals(port, time, { from: '2026-10', to: '2026-11', channelId: null });
		await settled();
		expect(port.calls[0]?.request).toEqual({ from: '2026-10', to: '2026-11' });
		port.emit('conversation:changed', { previousRevision: 0, conversation: conversationOf(), messages: [] });
		time.pass(10 * SECOND_MS);
		await settled();
		expect(port.countOf('price:totals')).toBe(2);
		totals.stop();
		port.emit('price:changed', {});
		port.emit('conversation:changed', { previousRevision: 0, conversation: conversationOf(), messages: [] });
		time.pass(10 * SECOND_MS);
		expect(port.countOf('price:totals')).toBe(2);
		createTotals(port, time, { from: '2026-11', to: '2026-11', channelId: 'ch-1' }).stop();
		expect(port.calls.at(-1)?.request).toEqual({ from: '2026-11', to: '2026-11', channelId: 'ch-1' });
	});
});

describe('cardNow', () => {
	const cards = [
		cardOf({ id: 'new', effectiveFrom: '2026-10-01' }),
		cardOf({ id: 'old', effectiveFrom: '2026-07-01' }),
	];
	const at = Date.parse('2026-09-30T23:00:00Z');

	it('is the newest that has begun where the account is', () => {
		expect(cardNow({ cards, currency: 'EUR' }, at, 'UTC')?.id).toBe('old');
		expect(cardNow({ cards, currency: 'EUR' }, at, 'Europe/Berlin')?.id).toBe('new');
	});

	it('is none for a currency without cards', () => {
		expect(cardNow({ cards, currency: 'GBP' }, at, 'UTC')).toBeNull();
	});
});
