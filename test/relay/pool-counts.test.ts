import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PoolCounts } from '../../relay/actions/limit/pool-counts.ts';
import { openStore, type Store } from '../../relay/store/store.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/lib/time.ts';

const POOL = { id: 'pol_1', name: 'Ours', channelIds: ['chn_1', 'chn_2'] };
const NOW = 100 * DAY_MS;

let store: Store;
let counts: PoolCounts;
beforeEach(async () => {
	store = await openStore(':memory:');
	counts = new PoolCounts();
});
afterEach(() => store.close());

const open = async (count: number, at: number, channel_id = 'chn_1') => {
	for (let index = 0; index < count; index++)
		await store.templateSends.add({
			message_id: `msg_${channel_id}_${at}_${index}`,
			channel_id,
			contact_id: `cnt_${channel_id}_${at}_${index}`,
			name: 'order_update',
			language: 'en_US',
			category: 'utility',
			opens: 1,
			at,
		});
};
const hasRoom = (now: number, limit = 10, pool = POOL) => counts.hasRoom(store, pool, limit, now);

describe('PoolCounts', () => {
	it('has room up to the limit, and again a day after', async () => {
		expect(await hasRoom(NOW)).toBe(true);
		await open(9, NOW);
		expect(await hasRoom(NOW)).toBe(true);
		await open(1, NOW + 1);
		expect(await hasRoom(NOW + 1)).toBe(false);
		expect(await hasRoom(NOW + DAY_MS)).toBe(true);
	});
	it('knows whom another relay opened since, on whatever channel of the pool', async () => {
		expect(await hasRoom(NOW)).toBe(true);
		await open(10, NOW + MINUTE_MS, 'chn_2');
		expect(await hasRoom(NOW + MINUTE_MS)).toBe(false);
	});
	it('knows whom a relay opened whose clock is a little behind', async () => {
		expect(await hasRoom(NOW)).toBe(true);
		await open(10, NOW - 5_000, 'chn_2');
		expect(await hasRoom(NOW)).toBe(false);
	});
	it('counts all only once while there is room, and only who came since then', async () => {
		await open(3, NOW - MINUTE_MS);
		const opened = vi.spyOn(store.templateSends, 'opened');
		for (const later of [0, 1, 2]) expect(await hasRoom(NOW + later)).toBe(true);
		expect(opened.mock.calls.filter(([, after]) => after < NOW - MINUTE_MS)).toHaveLength(1);
	});
	it('holds nobody back by an old count: it counts anew when fewer fit than are wanted', async () => {
		await open(9, NOW - MINUTE_MS);
		const room = (wanted: number, now: number) => counts.room(store, POOL, { limit: 10, wanted }, now);
		expect(await room(1, NOW)).toBe(1);
		expect(await room(5, NOW + DAY_MS)).toBe(10);
	});
	it('counts anew when other channels belong to the pool', async () => {
		await open(10, NOW - MINUTE_MS, 'chn_3');
		expect(await hasRoom(NOW)).toBe(true);
		expect(await hasRoom(NOW, 10, { ...POOL, channelIds: [...POOL.channelIds, 'chn_3'] })).toBe(false);
	});
	it('counts anew when the clock went back', async () => {
		await open(10, NOW - DAY_MS);
		expect(await hasRoom(NOW)).toBe(true);
		expect(await hasRoom(NOW - 1)).toBe(false);
	});
});
