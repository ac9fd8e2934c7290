import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/lib/time.ts';
import { type TestClock, testClock } from '../../support/clock.ts';
import { newClientId } from '../../support/relay.ts';
import { until } from '../../support/until.ts';
import { type BroadcastScene, number, numbers, startBroadcastScene, total } from './broadcast-scene.ts';

let clock: TestClock;
let scene: BroadcastScene;
beforeAll(async () => {
	clock = testClock();
	scene = await startBroadcastScene({ sandbox: { now: clock.now }, relay: { now: clock.now } });
	await scene.sandbox.limit({ number: scene.number, tier: 'TIER_UNLIMITED' });
});
afterAll(() => scene.close());

const sends = async () =>
	(await scene.sandbox.requests({})).requests.filter(one => /messages$/.test(one.path));
const sentTo = async (phones: readonly string[]) => {
	const digits = new Set(phones.map(phone => phone.slice(1)));
	return (await sends()).filter(one =>
		digits.has(String((one.body as { to?: string }).to ?? '').replace(/\D/g, '')),
	).length;
};
let from = 0;
const fresh = (count: number) => {
	from += count;
	return numbers(count, from - count);
};

describe('a broadcast', () => {
	it('reaches each recipient once, and stands in their timelines', async () => {
		const phones = fresh(40);
		const { id } = await scene.draft(phones);
		await scene.launch(id);
		const done = await scene.completed(id);
		expect(done.counts).toMatchObject({ delivered: 40, failed: 0, skipped: 0, unknown: 0 });
		expect(total(done.counts)).toBe(40);
		expect(await sentTo(phones)).toBe(40);
		const { messages } = await scene.open(phones[3] ?? '');
		expect(messages).toMatchObject([
			{ content: { kind: 'template', preview: { body: expect.stringContaining('Hallo Person, deine') } } },
		]);
		expect((await scene.sandbox.violations()).count).toBe(0);
	});

	it('counts a number once, however often and however written it is added', async () => {
		const { id } = await scene.draft([]);
		const add = (phones: string[]) =>
			scene.owner.get('broadcast:add-recipients', {
				broadcastIds: [id],
				source: { kind: 'records', records: [{ id: '1', people: [{ isMain: true, phones }] }] },
			});
		expect(await add(['+55 11 98765-4321'])).toMatchObject({ added: 1, repeated: 0 });
		// Brazil's ninth digit comes and goes.
		expect(await add(['+55 11 8765-4321'])).toMatchObject({ added: 0, repeated: 1 });
		expect(await add(['nobody'])).toMatchObject({
			added: 0,
			unreadableCount: 1,
			unreadable: [{ value: 'nobody', problem: expect.stringContaining('no phone number') }],
		});
	});

	it('goes to the main contact or to all, to one number or to all', async () => {
		const lead = {
			id: 'l1',
			people: [
				{ name: 'Second', phones: [number(900_001)] },
				{ name: 'Main', isMain: true, phones: [number(900_002), number(900_003)] },
			],
		};
		const count = async (contacts: 'main' | 'all', all: 'one' | 'all') => {
			const { id } = await scene.draft([], { logic: { contacts, numbers: all } });
			await scene.owner.get('broadcast:add-recipients', {
				broadcastIds: [id],
				source: { kind: 'records', records: [lead] },
			});
			return (await scene.recipients(id)).map(one => one.name);
		};
		expect(await count('main', 'one')).toEqual(['Main']);
		expect(await count('main', 'all')).toEqual(['Main', 'Main']);
		expect(await count('all', 'one')).toEqual(['Second', 'Main']);
		expect(await count('all', 'all')).toEqual(['Second', 'Main', 'Main']);
	});

	it('grows in each that is ticked', async () => {
		const one = await scene.draft([]);
		const two = await scene.draft(fresh(2));
		const phones = fresh(3);
		const added = await scene.owner.get('broadcast:add-recipients', {
			broadcastIds: [one.id, two.id],
			source: {
				kind: 'records',
				records: phones.map(phone => ({ id: phone, people: [{ phones: [phone] }] })),
			},
		});
		expect(added.broadcasts.map(view => total(view.counts))).toEqual([3, 5]);
	});

	it('is not launched without recipients, with a name that is taken, or on Instagram', async () => {
		const { id, plan } = await scene.draft([]);
		expect(await scene.owner.ask('broadcast:launch', { broadcastId: id })).toMatchObject({
			ok: false,
			error: { code: 'refused', fields: { 'plan.recipients': expect.any(String) } },
		});
		expect(
			await scene.owner.ask('broadcast:save', {
				broadcastId: 'bc_other',
				plan: scene.plan({ name: ` ${plan.name.toUpperCase()} ` }),
			}),
		).toMatchObject({ error: { code: 'invalid', fields: { 'plan.name': 'is taken' } } });
		expect(
			await scene.owner.ask('broadcast:save', {
				broadcastId: 'bc_text',
				plan: scene.plan({ content: { kind: 'text', text: 'Hello' } }),
			}),
		).toMatchObject({ error: { fields: { 'plan.content': 'must be a template' } } });
	});

	it('pauses within a second, keeps its place and goes on without doubling anybody', async () => {
		const phones = fresh(120);
		const { id } = await scene.draft(phones, { perMinute: 1800 });
		await scene.launch(id);
		await scene.once(id, one => one.counts.waiting < 110);
		const { broadcast } = await scene.owner.get('broadcast:pause', { broadcastId: id });
		expect(broadcast).toMatchObject({ state: 'paused', pause: { reason: 'person', byName: 'Ann Owner' } });
		const still = await scene.once(id, one => one.counts.sending === 0);
		const before = await sentTo(phones);
		clock.advance(10 * SECOND_MS);
		scene.relay.relay.wake();
		// Whatever else goes out meanwhile shows that the sender has had its turn.
		const other = await scene.send({
			to: number(910_000),
			content: { kind: 'template', name: 'hello', language: 'de', parameters: {} },
		});
		await scene.message(other.id, one => one.status === 'delivered');
		expect(await sentTo(phones)).toBe(before);
		expect((await scene.show(id)).counts.waiting).toBe(still.counts.waiting);
		await scene.owner.get('broadcast:resume', { broadcastId: id });
		const done = await scene.completed(id);
		expect(done.counts.delivered).toBe(120);
		expect(await sentTo(phones)).toBe(120);
	});

	it('tells those who are left that they got nothing when it is cancelled', async () => {
		const phones = fresh(100);
		const { id } = await scene.draft(phones, { perMinute: 1200 });
		await scene.launch(id);
		await scene.once(id, one => one.counts.waiting < 95);
		const { broadcast } = await scene.owner.get('broadcast:cancel', { broadcastId: id });
		expect(broadcast.state).toBe('cancelled');
		const ended = await scene.once(id, one => one.counts.sending === 0);
		expect(ended.counts.waiting).toBe(0);
		expect(ended.counts['not-sent']).toBeGreaterThan(0);
		expect(total(ended.counts)).toBe(100);
		expect(await sentTo(phones)).toBe(100 - ended.counts['not-sent']);
		expect(await scene.owner.ask('broadcast:resume', { broadcastId: id })).toMatchObject({
			error: { code: 'conflict' },
		});
	});

	it('begins at its time, not before, and within two seconds', async () => {
		const phones = fresh(3);
		const startAt = clock.now() + HOUR_MS;
		const { id } = await scene.draft(phones, { startAt });
		expect((await scene.launch(id)).state).toBe('scheduled');
		clock.advance(HOUR_MS - MINUTE_MS);
		scene.relay.relay.wake();
		expect((await scene.show(id)).state).toBe('scheduled');
		clock.advance(MINUTE_MS);
		scene.relay.relay.wake();
		const done = await scene.completed(id);
		expect(done.startedLateMs).toBeNull();
		expect((done.startedAt ?? 0) - startAt).toBeLessThan(2 * SECOND_MS);
	});

	it('takes a start 62 days ahead and no later', async () => {
		const { id, plan, updatedAt } = await scene.draft(fresh(1), { startAt: clock.now() + 62 * DAY_MS });
		expect((await scene.launch(id)).state).toBe('scheduled');
		// A scheduled one that is changed must be launched anew.
		const saved = await scene.owner.get('broadcast:save', {
			broadcastId: id,
			plan: { ...plan, startAt: clock.now() + 63 * DAY_MS } as never,
		});
		expect(saved.broadcast.state).toBe('draft');
		expect(await scene.owner.ask('broadcast:launch', { broadcastId: id })).toMatchObject({
			error: { fields: { 'plan.startAt': expect.stringContaining('62 days') } },
		});
		expect(
			await scene.owner.ask('broadcast:save', { broadcastId: id, plan: plan as never, basedOn: updatedAt }),
		).toMatchObject({ error: { code: 'conflict' } });
	});

	it('rests outside its hours and goes on in the next', async () => {
		const now = new Date(clock.now());
		const minute = (now.getUTCHours() * 60 + now.getUTCMinutes() + 120) % 1440;
		const hours = { from: minute, to: (minute + 60) % 1440 };
		const { id } = await scene.draft(fresh(2), { period: { hours } });
		await scene.launch(id);
		const waits = await scene.once(id, one => one.waiting !== null);
		expect(waits).toMatchObject({ state: 'running', waiting: { for: 'period' }, counts: { waiting: 2 } });
		clock.advance((waits.waiting?.until ?? 0) - clock.now());
		scene.relay.relay.wake();
		expect((await scene.completed(id)).counts.delivered).toBe(2);
	});

	it('lets agents only prepare it where four eyes are wanted', async () => {
		const agent = await scene.relay.person('agent', 'Ben Agent');
		await scene.owner.get('rules:change', { fourEyes: true });
		const { id } = await scene.draft(fresh(1));
		expect(await agent.ask('broadcast:launch', { broadcastId: id })).toMatchObject({
			error: { code: 'forbidden' },
		});
		// Nor do they change the people of what a manager has launched.
		const planned = await scene.draft(fresh(1), { startAt: clock.now() + HOUR_MS });
		await scene.launch(planned.id);
		const source = {
			kind: 'records' as const,
			records: [{ id: 'x', people: [{ phones: [number(940_000)] }] }],
		};
		for (const answer of [
			await agent.ask('broadcast:add-recipients', { broadcastIds: [planned.id], source }),
			await agent.ask('broadcast:remove-recipients', { broadcastId: planned.id }),
		])
			expect(answer).toMatchObject({ error: { code: 'forbidden' } });
		await scene.owner.get('broadcast:cancel', { broadcastId: planned.id });
		await scene.owner.get('rules:change', { fourEyes: false });
		expect((await agent.get('broadcast:launch', { broadcastId: id })).broadcast.launchedByName).toBe(
			'Ben Agent',
		);
		await scene.completed(id);
	});

	it('gives nobody who still waits to another broadcast', async () => {
		const { id } = await scene.draft(fresh(1));
		expect(
			await scene.owner.ask('broadcast:derive', { broadcastId: id, newId: `${id}-rest`, bucket: 'waiting' }),
		).toMatchObject({ error: { code: 'conflict' } });
	});

	it('lets the answers of people go first', async () => {
		const phones = fresh(200);
		const { id } = await scene.draft(phones);
		await scene.launch(id);
		await scene.once(id, one => one.counts.waiting < 190);
		const answer = await scene.send({
			to: number(920_000),
			content: { kind: 'template', name: 'hello', language: 'de', parameters: {} },
		});
		await scene.message(answer.id, one => one.status !== 'queued');
		// It was out long before the broadcast was.
		expect((await scene.show(id)).counts.waiting).toBeGreaterThan(0);
		await scene.owner.get('broadcast:cancel', { broadcastId: id });
	});

	it('sends a test that is counted as one, and is no part of the audience', async () => {
		const { id } = await scene.draft(fresh(1));
		const clientId = newClientId();
		// A template that somebody tries by itself is a test as well.
		const tried = await scene.send({
			test: true,
			to: number(930_001),
			content: { kind: 'template', name: 'hello', language: 'de', parameters: {} },
		});
		await scene.message(tried.id, one => one.status === 'delivered');
		const test = () => scene.owner.get('broadcast:test', { broadcastId: id, clientId, to: number(930_000) });
		const { messageId } = await test();
		expect((await test()).messageId).toBe(messageId);
		await scene.message(messageId, one => one.status === 'delivered');
		const { analytics } = await scene.owner.get('broadcast:analytics', { broadcastId: id });
		expect(analytics).toMatchObject({ tests: 1, counts: { waiting: 1 } });
		const { channels } = await scene.owner.get('statistics:channels', {
			from: clock.now() - DAY_MS * 400,
			to: clock.now() + MINUTE_MS,
		});
		expect(channels).toMatchObject([{ tests: 2 }]);
		await until('its price is told', async () => {
			const now = await scene.owner.get('statistics:channels', { from: 0, to: clock.now() + MINUTE_MS });
			return (now.channels[0]?.cost?.amount ?? 0) > 0;
		});
	});
});
