import { describe, expect, it } from 'vitest';
import { createBroadcastActs, possibleActs } from '../../../extension/state/broadcast-acts.ts';
import { createBroadcastForm } from '../../../extension/state/broadcast-form.ts';
import {
	afterSending,
	partsOf,
	progressOf,
	shownSeries,
} from '../../../extension/state/broadcast-numbers.ts';
import { isTypedCount } from '../../../extension/state/broadcast-rehearsal.ts';
import { createBroadcasts } from '../../../extension/state/broadcasts.ts';
import { createPages } from '../../../extension/state/pages.ts';
import { contactFilterOf, segmentIdOf } from '../../../extension/state/segments.ts';
import { sumChannels } from '../../../extension/state/statistics.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import { audienceOf } from '../../../shared/domain/broadcast.ts';
import { createFakePort } from '../support-ui/fake-port.ts';
import { fakeTime, settled } from '../support-ui/memory-stores.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import {
	analyticsOf,
	broadcastOf,
	channelStatisticsOf,
	planWith,
	runningBroadcast,
	sampleBroadcasts,
} from '../support-ui/sample-broadcasts.ts';

describe('createBroadcasts', () => {
	const listed = (items = sampleBroadcasts(NOW)) => {
		const port = createFakePort();
		port.answer('broadcast:list', () => ok({ broadcasts: items, hasMore: false }));
		return port;
	};
	it('follows what the relay tells of each, and never goes back to an older one', async () => {
		const port = listed([broadcastOf({ id: 'a', updatedAt: 5 }), broadcastOf({ id: 'b', updatedAt: 5 })]);
		const all = createBroadcasts(port, fakeTime(NOW), null, '');
		await settled();
		const shown = () => all.shown.value.value?.items.map(one => `${one.id} ${one.state}`);
		port.emit('broadcast:changed', { broadcast: broadcastOf({ id: 'a', state: 'running', updatedAt: 6 }) });
		port.emit('broadcast:changed', { broadcast: broadcastOf({ id: 'b', state: 'running', updatedAt: 4 }) });
		expect(shown()).toEqual(['a running', 'b draft']);
		port.emit('broadcast:removed', { broadcastId: 'b' });
		expect(shown()).toEqual(['a running']);
	});
	it('takes one out that left the state it is narrowed to, and asks for one it does not know', async () => {
		const port = listed([broadcastOf({ id: 'a', state: 'running', updatedAt: 5 })]);
		const time = fakeTime(NOW);
		const all = createBroadcasts(port, time, 'running', '');
		await settled();
		port.emit('broadcast:changed', { broadcast: broadcastOf({ id: 'a', state: 'completed', updatedAt: 6 }) });
		expect(all.shown.value.value?.items).toEqual([]);
		port.emit('broadcast:changed', { broadcast: broadcastOf({ id: 'new', state: 'running' }) });
		time.pass(1000);
		await settled();
		expect(port.countOf('broadcast:list')).toBe(2);
	});
});

describe('createPages', () => {
	it('reads on after the last, and as much again later', async () => {
		const limits: [number, number | null][] = [];
		const port = createFakePort();
		const pages = createPages<number>({
			port,
			time: fakeTime(NOW),
			search: '',
			pageSize: 2,
			most: 100,
			reloadMs: 1,
			ask: async (_search, after, limit) => {
				limits.push([limit, after]);
				const items = Array.from({ length: limit }, (_, index) => (after ?? 0) + index + 1);
				return ok({ items, hasMore: true });
			},
		});
		await settled();
		await pages.loadMore();
		expect(pages.shown.value.value?.items).toEqual([1, 2, 3, 4]);
		await pages.load();
		expect(limits).toEqual([
			[2, null],
			[2, 2],
			[4, null],
		]);
	});
	it('asks once for words that are typed letter by letter', async () => {
		const asked: string[] = [];
		const time = fakeTime(NOW);
		const pages = createPages<number>({
			port: createFakePort(),
			time,
			search: '',
			pageSize: 2,
			most: 100,
			reloadMs: 1,
			ask: async search => {
				asked.push(search);
				return ok({ items: [], hasMore: false });
			},
		});
		await settled();
		for (const words of ['a', 'an', 'ann']) pages.search(words);
		time.pass(250);
		await settled();
		expect(asked).toEqual(['', 'ann']);
	});
});

describe('createBroadcastForm', () => {
	const formOf = (port = createFakePort(), kept = broadcastOf({ id: 'a', updatedAt: 5 })) =>
		createBroadcastForm({
			port,
			upload: async () => fail('offline', 'away'),
			time: fakeTime(NOW),
			broadcastId: 'a',
			kept,
			channelId: '',
			scheduleDays: () => 62,
			writeTime: String,
		});
	it('keeps what it was based on while only counts change', async () => {
		const port = createFakePort();
		port.answer('broadcast:save', () => ok({ broadcast: broadcastOf({ id: 'a', updatedAt: 9 }) }));
		const form = formOf(port);
		form.write({ name: 'Mine' });
		form.follow(broadcastOf({ id: 'a', counts: { waiting: 4 }, updatedAt: 7 }));
		expect(form.newer.value).toBeNull();
		await form.save();
		expect(port.calls.at(-1)?.request).toMatchObject({ basedOn: 7, plan: { name: 'Mine' } });
		expect(form.dirty.value).toBe(false);
	});
	it('takes another’s plan where nothing was typed, and asks where something was', () => {
		const theirs = broadcastOf({ id: 'a', plan: planWith({ name: 'Theirs' }), updatedAt: 7 });
		const clean = formOf();
		clean.follow(theirs);
		expect(clean.values.value.name).toBe('Theirs');
		const typed = formOf();
		typed.write({ name: 'Mine' });
		typed.follow(theirs);
		expect(typed.values.value.name).toBe('Mine');
		expect(typed.newer.value).toBe(theirs);
		typed.takeNewer();
		expect(typed.values.value.name).toBe('Theirs');
		expect(typed.dirty.value).toBe(false);
	});
	it('keeps the values of a template that is not read yet', async () => {
		const port = createFakePort();
		port.answer('broadcast:save', () => ok({ broadcast: broadcastOf({ id: 'a' }) }));
		const form = formOf(port);
		form.write({ name: 'Mine' });
		await form.save();
		expect(port.calls.at(-1)?.request).toMatchObject({ plan: { content: planWith().content } });
	});
});

describe('createBroadcastActs', () => {
	it('makes one child however often a lost answer is repeated', async () => {
		const port = createFakePort();
		let made = 0;
		const acts = createBroadcastActs(port, () => `id-${++made}`);
		const ids = () => port.calls.map(call => (call.request as { newId: string }).newId);
		port.answer('broadcast:derive', () => fail('offline', 'away'));
		await acts.derive('a', 'failed', 'same');
		port.answer('broadcast:derive', () => ok({ broadcast: broadcastOf({ id: 'id-1' }) }));
		await acts.derive('a', 'failed', 'same');
		await acts.derive('a', 'failed', 'same');
		expect(ids()).toEqual(['id-1', 'id-1', 'id-2']);
	});
	it('knows what can be done in each state', () => {
		const of = (state: Parameters<typeof broadcastOf>[0]['state'] & string, more = {}) =>
			Object.entries(possibleActs(broadcastOf({ id: 'a', state, ...more })))
				.filter(([, can]) => can)
				.map(([act]) => act);
		expect(of('draft')).toEqual(['launch', 'remove']);
		expect(of('scheduled')).toEqual(['launch', 'pause', 'cancel', 'remove']);
		expect(of('running', { startedAt: 1 })).toEqual(['pause', 'cancel', 'report']);
		expect(of('paused', { startedAt: 1 })).toEqual(['resume', 'cancel', 'report']);
		expect(of('completed', { startedAt: 1, counts: { read: 1 } })).toEqual(['report']);
		expect(of('cancelled', { counts: { 'not-sent': 3 } })).toEqual(['remove']);
	});
});

describe('partsOf', () => {
	it('adds up to the audience', () => {
		const { counts } = runningBroadcast(NOW);
		expect(partsOf(counts).reduce((sum, one) => sum + one.count, 0)).toBe(audienceOf(counts));
		expect(audienceOf(counts)).toBe(1000);
		expect(afterSending(counts).map(one => one.count)).toEqual([500, 260, 74, 31, 3]);
		expect(progressOf(counts)).toBeCloseTo(0.698);
	});
});

describe('shownSeries', () => {
	it('leaves out lines that were never more than nothing, but what was sent', () => {
		const { overTime } = analyticsOf(NOW);
		expect(shownSeries(overTime)).toEqual(['sent', 'delivered', 'read', 'replied', 'failed']);
		expect(shownSeries({ stepMs: 1, points: [] })).toEqual(['sent']);
	});
});

describe('isTypedCount', () => {
	it('reads the count as people group its digits', () => {
		for (const typed of ['4812', '4,812', '4.812', '4 812', '4’812'])
			expect(isTypedCount(typed, 4812)).toBe(true);
		for (const typed of ['', '481', '48120', 'x4812']) expect(isTypedCount(typed, 4812)).toBe(false);
	});
});

describe('contactFilterOf', () => {
	it('reads what an address can hold, and nothing else', () => {
		expect(contactFilterOf('{"consent":"in"}')).toEqual({ consent: 'in' });
		for (const text of [undefined, 'x', '[1]', 'null', '4']) expect(contactFilterOf(text)).toBeNull();
		expect(segmentIdOf('segment:seg-1')).toBe('seg-1');
		expect(segmentIdOf('2026-11')).toBeNull();
	});
});

describe('sumChannels', () => {
	it('adds up counts, and amounts by currency alone', () => {
		const { counts, costs } = sumChannels([
			channelStatisticsOf(),
			channelStatisticsOf({ cost: { currency: 'BRL', amount: 5 } }),
			channelStatisticsOf({ cost: null }),
		]);
		expect(counts.inbound).toBe(3 * 412);
		expect(costs).toEqual([
			{ currency: 'BRL', amount: 5 },
			{ currency: 'EUR', amount: 104_500_000 },
		]);
	});
});
