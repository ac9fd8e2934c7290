import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';
import { type TestClock, testClock } from '../../support/clock.ts';
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

let from = 500_000;
const fresh = (count: number) => {
	from += count;
	return numbers(count, from - count);
};
/** A marketing template with a name and a code. */
const MARKETING = {
	kind: 'template' as const,
	name: 'welcome_gift',
	language: 'pt_BR',
	parameters: { body: ['{{ contact.first_name }}'], buttons: { '0': 'CODE1' } },
};
const brake = (more: object) => ({ after: 10, failed: null, refused: null, stopped: null, ...more });

describe('a rehearsal', () => {
	it('says who is skipped and why, and the run does just that', async () => {
		const stopped = number(600_001);
		await scene.send({
			to: stopped,
			content: { kind: 'template', name: 'hello', language: 'de', parameters: {} },
		});
		await scene.sandbox.customerWrites({
			customer: stopped,
			number: scene.number,
			message: { type: 'text', text: 'STOP' },
		});
		await scene.open(stopped);
		const { id } = await scene.draft([...fresh(5), stopped, '+1 212 555 0101', '+7 978 000 0001'], {
			content: MARKETING,
		});
		// One whose name nobody knows: the template's value is missing.
		await scene.owner.get('broadcast:add-recipients', {
			broadcastIds: [id],
			source: { kind: 'records', records: [{ id: 'x', people: [{ phones: [number(600_002)] }] }] },
		});
		const { rehearsal } = await scene.owner.get('broadcast:rehearse', { broadcastId: id });
		expect(rehearsal).toMatchObject({ audience: 9, problems: [], waves: [{ count: rehearsal.sends }] });
		const skipped = Object.fromEntries(rehearsal.skips.map(one => [one.reason, one.count]));
		expect(skipped).toEqual({ 'opted-out': 1, parameters: 1, 'marketing-country': 1 });
		expect(rehearsal.sends).toBe(6);
		expect(rehearsal.previews).toHaveLength(3);
		expect(rehearsal.previews[0]?.body).toContain('Olá Person');
		expect(rehearsal.cost?.byCountry.map(one => [one.country, one.messages])).toEqual(
			expect.arrayContaining([['DE', 5]]),
		);
		expect(rehearsal.cost?.amount).toBeGreaterThan(0);
		await scene.launch(id);
		const done = await scene.completed(id);
		expect(done.counts.skipped).toBe(3);
		expect(done.counts.delivered + done.counts.read + done.counts.failed).toBe(6);
		expect(total(done.counts)).toBe(9);
		const reasons = (await scene.recipients(id, 'skipped')).map(one => one.reason);
		expect(reasons.toSorted()).toEqual(['marketing-country', 'opted-out', 'parameters']);
	});

	it('tells the waves of the limit', async () => {
		await scene.sandbox.limit({ number: scene.number, tier: 'TIER_250' });
		await until('the tier is known', async () => {
			const { pools } = await scene.owner.get('limit:show', {});
			return pools[0]?.tier === 'TIER_250';
		});
		const { id } = await scene.draft(fresh(400));
		const { rehearsal } = await scene.owner.get('broadcast:rehearse', { broadcastId: id });
		expect(rehearsal.waves.length).toBeGreaterThan(1);
		expect(rehearsal.waves.reduce((sum, wave) => sum + wave.count, 0)).toBe(400);
		expect(rehearsal.warnings.join()).toContain('250 new contacts');
		await scene.launch(id);
		const waits = await scene.once(id, one => one.waiting?.for === 'limit');
		expect(waits.state).toBe('running');
		clock.advance(DAY_MS + HOUR_MS);
		scene.relay.relay.wake();
		const again = await scene.once(
			id,
			one => one.counts.waiting < waits.counts.waiting - 200 || one.state === 'completed',
		);
		expect(again.counts.failed).toBe(0);
		clock.advance(DAY_MS + HOUR_MS);
		scene.relay.relay.wake();
		expect((await scene.completed(id)).counts.delivered).toBe(400);
		expect((await scene.sandbox.violations()).count).toBe(0);
		await scene.sandbox.limit({ number: scene.number, tier: 'TIER_UNLIMITED' });
		await until('the tier is known', async () => {
			const { pools } = await scene.owner.get('limit:show', {});
			return pools[0]?.tier === 'TIER_UNLIMITED';
		});
	});

	it('finds the same person under two numbers', async () => {
		const [one = '', two = ''] = fresh(2);
		const { id } = await scene.draft([one, two]);
		// They turn out to be one person after they were added.
		const hello = { kind: 'template', name: 'hello', language: 'de', parameters: {} } as const;
		const a = await scene.send({ to: one, content: hello });
		const b = await scene.send({ to: two, content: hello });
		const contactOf = async (conversationId: string) =>
			(await scene.owner.get('conversation:open', { conversationId })).conversation?.contact.id ?? '';
		await scene.owner.get('contact:merge', {
			keepId: await contactOf(a.conversationId),
			goneId: await contactOf(b.conversationId),
		});
		const { rehearsal } = await scene.owner.get('broadcast:rehearse', { broadcastId: id });
		expect(rehearsal).toMatchObject({ sends: 1, skips: [{ reason: 'duplicate', count: 1 }] });
		await scene.launch(id);
		expect((await scene.completed(id)).counts).toMatchObject({ delivered: 1, skipped: 1 });
	});
	it('finds the same person after one of their numbers was written to', async () => {
		const phones = fresh(2);
		const hello = { kind: 'template', name: 'hello', language: 'de', parameters: {} } as const;
		const ids: string[] = [];
		for (const to of phones) {
			const { conversationId } = await scene.send({ to, content: hello });
			ids.push(
				(await scene.owner.get('conversation:open', { conversationId })).conversation?.contact.id ?? '',
			);
		}
		const { id } = await scene.draft(phones, { perMinute: 1 });
		await scene.launch(id);
		await scene.once(id, one => one.counts.delivered === 1);
		const [first = '', second = ''] = ids;
		await scene.owner.get('contact:merge', { keepId: second, goneId: first });
		clock.advance(MINUTE_MS);
		scene.relay.relay.wake();
		expect((await scene.completed(id)).counts).toMatchObject({ delivered: 1, skipped: 1 });
	});
});

describe('what becomes of a recipient', () => {
	it('is failed with the words, or unknown until a status or a person settles it', async () => {
		await scene.sandbox.faults({ webhooks: { held: true } });
		const { id } = await scene.draft(['+447700900026', '+447700900800', '+447700900801', ...fresh(2)]);
		await scene.launch(id);
		const held = await scene.once(id, one => one.counts.unknown === 2 && one.counts.sent === 3);
		expect(total(held.counts)).toBe(5);
		await scene.sandbox.faults({ webhooks: { held: false } });
		const done = await scene.completed(id);
		expect(done.counts).toMatchObject({ delivered: 3, failed: 1, unknown: 1 });
		const [failed] = await scene.recipients(id, 'failed');
		expect(failed).toMatchObject({
			reason: 'not-on-whatsapp',
			message: expect.stringContaining('not on WhatsApp'),
			providerCode: '131026',
		});
		const [unknown] = await scene.recipients(id, 'unknown');
		expect(unknown?.message).toContain('no answer');
		await scene.owner.get('message:settle', { messageId: unknown?.messageId ?? '', outcome: 'failed' });
		expect((await scene.show(id)).counts).toMatchObject({ unknown: 0, failed: 2 });
	});

	it('is tried again a day, two and four days after WhatsApp refused marketing, and no more', async () => {
		const [phone = ''] = fresh(1);
		const content = { ...MARKETING, parameters: { ...MARKETING.parameters, body: ['Ana'] } };
		await scene.send({
			to: phone,
			content: { kind: 'template', name: 'hello', language: 'de', parameters: {} },
		});
		await scene.sandbox.marketingCap({ customer: phone, on: true });
		const { id } = await scene.draft([phone], { content });
		await scene.launch(id);
		for (const days of [1, 2, 4]) {
			const waits = await scene.once(
				id,
				one => one.again === 1 && one.waiting?.for === 'refused-marketing' && one.counts.waiting === 1,
			);
			const wait = (waits.waiting?.until ?? 0) - clock.now();
			expect(Math.round(wait / HOUR_MS)).toBe(24 * days);
			clock.advance(wait + 1000);
			scene.relay.relay.wake();
			await scene.once(id, one => one.waiting?.until !== waits.waiting?.until);
		}
		const done = await scene.completed(id);
		expect(done.counts.failed).toBe(1);
		expect((await scene.recipients(id, 'failed'))[0]).toMatchObject({
			attempts: 4,
			reason: 'marketing-capped',
		});
		expect((await scene.sandbox.violations()).count).toBe(0);
	});

	it('is tried again too when the refusal comes after the last message went out', async () => {
		const [phone = ''] = fresh(1);
		const content = { ...MARKETING, parameters: { ...MARKETING.parameters, body: ['Ana'] } };
		await scene.send({
			to: phone,
			content: { kind: 'template', name: 'hello', language: 'de', parameters: {} },
		});
		await scene.sandbox.marketingCap({ customer: phone, on: true });
		await scene.sandbox.faults({ webhooks: { held: true } });
		const { id } = await scene.draft([phone], { content });
		await scene.launch(id);
		await scene.once(id, one => one.state === 'completed');
		await scene.sandbox.faults({ webhooks: { held: false } });
		const goesOn = await scene.once(id, one => one.state === 'running');
		expect(goesOn).toMatchObject({ endedAt: null, counts: { waiting: 1 } });
		await scene.sandbox.marketingCap({ customer: phone, on: false });
		clock.advance(DAY_MS + HOUR_MS);
		scene.relay.relay.wake();
		expect((await scene.completed(id)).counts.delivered).toBe(1);
	});

	it('waits as long as marketing to the person rests, also when another broadcast was refused before', async () => {
		const [phone = ''] = fresh(1);
		await scene.send({
			to: phone,
			content: { kind: 'template', name: 'hello', language: 'de', parameters: {} },
		});
		await scene.sandbox.marketingCap({ customer: phone, on: true });
		const former = await scene.draft([phone], { content: MARKETING, retryRefused: false });
		await scene.launch(former.id);
		expect((await scene.completed(former.id)).counts.failed).toBe(1);
		clock.advance(DAY_MS + 1000);
		const { id } = await scene.draft([phone], { content: MARKETING });
		await scene.launch(id);
		const begun = clock.now();
		await scene.once(id, one => one.waiting?.for === 'refused-marketing');
		clock.advance(DAY_MS + 1000);
		scene.relay.relay.wake();
		const waits = await scene.once(id, one => (one.waiting?.until ?? 0) > clock.now());
		expect(Math.round(((waits.waiting?.until ?? 0) - begun) / HOUR_MS)).toBe(48);
		await scene.sandbox.marketingCap({ customer: phone, on: false });
		clock.advance(DAY_MS + 1000);
		scene.relay.relay.wake();
		expect((await scene.completed(id)).counts.delivered).toBe(1);
	});
	it('is not tried again once somebody has sent it by hand', async () => {
		const [phone = ''] = fresh(1);
		await scene.send({
			to: phone,
			content: { kind: 'template', name: 'hello', language: 'de', parameters: {} },
		});
		await scene.sandbox.marketingCap({ customer: phone, on: true });
		const { id } = await scene.draft([phone], { content: MARKETING });
		await scene.launch(id);
		await scene.once(id, one => one.again === 1);
		await scene.owner.get('broadcast:pause', { broadcastId: id });
		await scene.sandbox.marketingCap({ customer: phone, on: false });
		clock.advance(DAY_MS + 1000);
		const messageId = (await scene.recipients(id))[0]?.messageId ?? '';
		await scene.owner.get('message:retry', { messageId, clientId: `again-${messageId}` });
		await scene.owner.get('broadcast:resume', { broadcastId: id });
		expect((await scene.completed(id)).counts).toMatchObject({ delivered: 0, skipped: 1 });
		expect((await scene.recipients(id))[0]).toMatchObject({ reason: 'sent-by-hand', attempts: 1 });
	});
	it('can be tried again by a broadcast of its own, without those who got it by hand meanwhile', async () => {
		const { id } = await scene.draft(['+447700900053', '+447700900472', ...fresh(1)]);
		await scene.launch(id);
		await scene.completed(id);
		const failed = await scene.recipients(id, 'failed');
		expect(failed).toHaveLength(2);
		const byHand = failed[0]?.messageId ?? '';
		await scene.owner.get('message:retry', { messageId: byHand, clientId: `again-${byHand}` });
		const newId = `${id}-retry`;
		const derive = () => scene.owner.get('broadcast:derive', { broadcastId: id, newId, bucket: 'failed' });
		const { broadcast } = await derive();
		expect(broadcast).toMatchObject({ state: 'draft', parent: { id }, counts: { waiting: 1 } });
		expect((await derive()).broadcast.id).toBe(newId);
		expect((await scene.recipients(newId)).map(one => one.address)).toEqual([failed[1]?.address]);
	});
});

describe('a broadcast that pauses itself', () => {
	it('does so when too many fail', async () => {
		const { id } = await scene.draft(
			[...fresh(20), '+447700900026', '+447700900053', '+447700900472', ...fresh(400)],
			{ brake: brake({ failed: 0.05 }), perMinute: 1200 },
		);
		await scene.launch(id);
		const rests = await scene.once(id, one => one.state === 'paused');
		expect(rests.pause).toMatchObject({ reason: 'failures', byName: null });
		expect(rests.pause?.message).toMatch(/3 of the last \d+ messages/);
		const { alerts } = await scene.owner.get('alert:list', {});
		expect(alerts[0]).toMatchObject({ severity: 'bad', action: { page: 'broadcasts' } });
		// A person lets it go on: what failed before is not held against it again.
		await scene.owner.get('broadcast:resume', { broadcastId: id });
		await scene.once(id, one => one.counts.waiting < rests.counts.waiting - 30);
		expect((await scene.show(id)).state).toBe('running');
		await scene.owner.get('broadcast:cancel', { broadcastId: id });
	});

	it('does so when people opt out', async () => {
		const phones = fresh(60);
		const { id } = await scene.draft(phones, { brake: brake({ stopped: 0.03 }), perMinute: 600 });
		await scene.launch(id);
		await scene.once(id, one => one.counts.delivered >= 12);
		for (const customer of phones.slice(0, 3))
			await scene.sandbox.customerWrites({
				customer,
				number: scene.number,
				message: { type: 'text', text: 'Stop' },
			});
		const rests = await scene.once(id, one => one.state === 'paused');
		expect(rests).toMatchObject({ pause: { reason: 'opt-outs' }, counts: { stopped: 3, replied: 3 } });
		await scene.owner.get('broadcast:cancel', { broadcastId: id });
	});

	it('does so when the template is paused, and goes on when it is back', async () => {
		const template = { number: scene.number, name: 'order_update', language: 'de' };
		const { id } = await scene.draft(fresh(80), { perMinute: 600 });
		await scene.launch(id);
		await scene.once(id, one => one.counts.waiting < 75);
		await scene.sandbox.templatePause({ ...template, step: 'first' });
		const rests = await scene.once(id, one => one.state === 'paused');
		expect(rests.pause?.reason).toBe('template');
		expect(await scene.owner.ask('broadcast:resume', { broadcastId: id })).toMatchObject({
			error: { code: 'refused' },
		});
		await scene.sandbox.templatePause({ ...template, step: 'unpause' });
		await until('the template is back', async () => {
			const result = await scene.owner.ask('broadcast:resume', { broadcastId: id });
			return result.ok;
		});
		await scene.owner.get('broadcast:cancel', { broadcastId: id });
		// What was in hand when WhatsApp paused it, nobody could know.
		const { violations } = await scene.sandbox.violations();
		expect(violations.filter(one => one.rule !== 'template-not-sendable')).toEqual([]);
	});

	it('does so when the quality of the template falls', async () => {
		const { id } = await scene.draft(fresh(80), { perMinute: 600 });
		await scene.launch(id);
		await scene.once(id, one => one.counts.waiting < 78);
		const template = { number: scene.number, name: 'order_update', language: 'de' };
		await scene.sandbox.templateQuality({ ...template, quality: 'RED' });
		const rests = await scene.once(id, one => one.state === 'paused');
		expect(rests.pause).toMatchObject({ reason: 'quality', message: expect.stringContaining('red') });
		await scene.owner.get('broadcast:cancel', { broadcastId: id });
		await scene.sandbox.templateQuality({ ...template, quality: 'GREEN' });
	});

	it('does so when its channel is switched off, and alerts the managers', async () => {
		const { id } = await scene.draft(fresh(80), { perMinute: 600 });
		await scene.launch(id);
		await scene.once(id, one => one.counts.waiting < 78);
		await scene.owner.get('channel:update', { channelId: scene.channel.id, state: 'off' });
		const rests = await scene.once(id, one => one.state === 'paused');
		expect(rests.pause).toMatchObject({
			reason: 'channel',
			message: expect.stringContaining('does not send'),
		});
		expect((await scene.owner.get('alert:list', {})).alerts[0]?.title).toContain(rests.plan.name);
		expect(await scene.owner.ask('broadcast:resume', { broadcastId: id })).toMatchObject({
			error: { code: 'refused' },
		});
		await scene.owner.get('channel:update', { channelId: scene.channel.id, state: 'active' });
		expect((await scene.owner.get('broadcast:resume', { broadcastId: id })).broadcast.state).toBe('running');
		await scene.owner.get('broadcast:cancel', { broadcastId: id });
	});

	it('does so when the balance is gone, and nobody is lost', async () => {
		const { id } = await scene.draft(['+447700900042', ...fresh(20)], { perMinute: 600 });
		await scene.launch(id);
		const rests = await scene.once(id, one => one.state === 'paused');
		expect(rests.pause?.reason).toBe('balance');
		await scene.once(id, one => one.counts.sending === 0);
		// Nobody was told that theirs had failed: their turn comes again.
		expect((await scene.show(id)).counts.failed).toBe(0);
		await scene.owner.get('channel:update', { channelId: scene.channel.id, state: 'active' });
		await scene.owner.get('broadcast:cancel', { broadcastId: id });
	});
});
