import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';
import { type TestClock, testClock } from '../../support/clock.ts';
import { until } from '../../support/until.ts';
import { type BroadcastScene, numbers, startBroadcastScene } from './broadcast-scene.ts';

let clock: TestClock;
let scene: BroadcastScene;
beforeAll(async () => {
	clock = testClock();
	scene = await startBroadcastScene({ sandbox: { now: clock.now }, relay: { now: clock.now } });
	await scene.sandbox.limit({ number: scene.number, tier: 'TIER_UNLIMITED' });
});
afterAll(() => scene.close());

let from = 800_000;
const fresh = (count: number) => {
	from += count;
	return numbers(count, from - count);
};
const HELLO = { kind: 'template', name: 'hello', language: 'de', parameters: {} } as const;
const MARKETING = {
	kind: 'template' as const,
	name: 'welcome_gift',
	language: 'pt_BR',
	parameters: { body: ['Ana'], buttons: { '0': 'CODE1' } },
};
const sentTo = async (phones: readonly string[]) => {
	const digits = new Set(phones.map(phone => phone.slice(1)));
	return (await scene.sandbox.requests({})).requests.filter(
		one =>
			/messages$/.test(one.path) &&
			digits.has(String((one.body as { to?: string }).to ?? '').replace(/\D/g, '')),
	).length;
};
const contactOf = async (address: string) =>
	(await scene.owner.get('conversation:open', { channelId: scene.channel.id, address })).conversation?.contact
		.id ?? '';

/** Two numbers that are known, as one contact. */
async function merged([one = '', two = '']: readonly string[]): Promise<void> {
	for (const to of [one, two]) await scene.send({ to, content: HELLO });
	await scene.owner.get('contact:merge', { keepId: await contactOf(one), goneId: await contactOf(two) });
}
/** Minutes after midnight on the account's clock. */
const minuteNow = (later: number) => {
	const now = new Date(clock.now());
	return (now.getUTCHours() * 60 + now.getUTCMinutes() + later) % 1440;
};

describe('one person under two numbers', () => {
	for (const keeps of ['known', 'new'] as const)
		it(`is not written to twice when they are merged while it runs, and the ${keeps} one is kept`, async () => {
			const [a = '', b = ''] = fresh(2);
			await scene.send({ to: b, content: HELLO });
			const { id } = await scene.draft([a, b], { perMinute: 1 });
			await scene.launch(id);
			await scene.once(id, one => one.counts.delivered === 1);
			await scene.owner.get('broadcast:pause', { broadcastId: id });
			const [first, second] = [await contactOf(a), await contactOf(b)];
			await scene.owner.get('contact:merge', {
				keepId: keeps === 'known' ? second : first,
				goneId: keeps === 'known' ? first : second,
			});
			await scene.owner.get('broadcast:resume', { broadcastId: id });
			clock.advance(2 * MINUTE_MS);
			scene.relay.relay.wake();
			expect((await scene.completed(id)).counts).toMatchObject({ delivered: 1, skipped: 1 });
		});

	it('is one in the rehearsal too, however far apart they stand', async () => {
		const phones = fresh(2);
		await merged(phones);
		const all = { contacts: 'all', numbers: 'all' } as const;
		const { id, plan } = await scene.draft([phones[0] ?? '', ...fresh(300), phones[1] ?? ''], { logic: all });
		const logic = { contacts: 'main', numbers: 'one' } as const;
		await scene.owner.get('broadcast:save', { broadcastId: id, plan: { ...plan, logic } as never });
		const { rehearsal } = await scene.owner.get('broadcast:rehearse', { broadcastId: id });
		expect(rehearsal).toMatchObject({ sends: 301, skips: [{ reason: 'duplicate', count: 1 }] });
	});

	it('stays under the marketing cap where all numbers get it', async () => {
		await scene.owner.get('rules:change', { marketingCap: 1 });
		const phones = fresh(2);
		await merged(phones);
		const { id } = await scene.draft([], { content: MARKETING, logic: { contacts: 'main', numbers: 'all' } });
		await scene.owner.get('broadcast:add-recipients', {
			broadcastIds: [id],
			source: { kind: 'records', records: [{ id: 'lead', people: [{ name: 'Eva Kern', phones }] }] },
		});
		await scene.launch(id);
		expect((await scene.completed(id)).counts).toMatchObject({ delivered: 1, skipped: 1 });
		await scene.owner.get('rules:change', { marketingCap: 2 });
	});
});

describe('a failure that is told after everything was handed over', () => {
	it('gets another try as one before does', async () => {
		const [phone = ''] = fresh(1);
		await scene.send({ to: phone, content: HELLO });
		await scene.sandbox.marketingCap({ customer: phone, on: true });
		await scene.sandbox.faults({ webhooks: { held: true } });
		const { id } = await scene.draft([phone], { content: MARKETING });
		await scene.launch(id);
		await scene.once(id, one => one.state === 'completed' && one.counts.sent === 1);
		await scene.sandbox.faults({ webhooks: { held: false } });
		const again = await scene.once(id, one => one.again === 1);
		expect(again).toMatchObject({ state: 'running', endedAt: null, counts: { waiting: 1 } });
		await scene.owner.get('broadcast:cancel', { broadcastId: id });
	});
});

describe('the period', () => {
	it('holds for another try of a message too', async () => {
		const phone = '+447700900429';
		const { id } = await scene.draft([phone], {
			period: { hours: { from: minuteNow(0), to: minuteNow(2) } },
		});
		await scene.launch(id);
		await until('it was tried', async () => (await sentTo([phone])) > 0);
		clock.advance(3 * MINUTE_MS);
		scene.relay.relay.wake();
		// Whatever else goes out meanwhile shows that the sender has had its turn.
		const other = await scene.send({ to: fresh(1)[0] ?? '', content: HELLO });
		await scene.message(other.id, one => one.status === 'delivered');
		expect(await sentTo([phone])).toBe(1);
		expect((await scene.show(id)).counts.sending).toBe(1);
		clock.advance(24 * HOUR_MS - 3 * MINUTE_MS);
		scene.relay.relay.wake();
		expect((await scene.completed(id)).counts.delivered).toBe(1);
	});

	it('that is changed while it is paused counts for those who were put off', async () => {
		const hours = { from: minuteNow(400), to: minuteNow(460) };
		const { id } = await scene.draft(fresh(3), { period: { hours, clock: 'recipient' } });
		await scene.launch(id);
		await until('they are put off', async () =>
			(await scene.recipients(id)).every(one => one.dueAt !== null),
		);
		await scene.owner.get('broadcast:pause', { broadcastId: id });
		const { plan } = await scene.show(id);
		const period = { ...plan.period, hours: null };
		await scene.owner.get('broadcast:save', { broadcastId: id, plan: { ...plan, period } as never });
		await scene.owner.get('broadcast:resume', { broadcastId: id });
		expect((await scene.completed(id)).counts.delivered).toBe(3);
	});

	it('that lies too far ahead is said to, and a start after the year 9999 is refused', async () => {
		const { id, plan } = await scene.draft(fresh(1), { period: { from: '9999-12-31' } });
		const { rehearsal } = await scene.owner.get('broadcast:rehearse', { broadcastId: id });
		expect(rehearsal.problems).toMatchObject([{ field: 'period.from' }]);
		expect(
			await scene.owner.ask('broadcast:save', {
				broadcastId: id,
				plan: { ...plan, startAt: Number.MAX_SAFE_INTEGER } as never,
			}),
		).toMatchObject({ error: { code: 'invalid', fields: { 'plan.startAt': expect.any(String) } } });
	});
});

describe('what changes under a running broadcast', () => {
	it('pauses it when the channel is switched off, and the relay goes on', async () => {
		const { id } = await scene.draft(fresh(60), { perMinute: 600 });
		await scene.launch(id);
		await scene.once(id, one => one.counts.delivered >= 3);
		const { id: channelId } = scene.channel;
		await scene.owner.get('channel:update', { channelId, state: 'off' });
		const rests = await scene.once(id, one => one.state === 'paused');
		expect(rests.pause).toMatchObject({ reason: 'channel', byName: null });
		await scene.owner.get('channel:update', { channelId, state: 'active' });
		await scene.owner.get('broadcast:cancel', { broadcastId: id });
	});

	it('pauses it when its template now wants a value that nobody gave', async () => {
		const { id } = await scene.draft(fresh(60), { perMinute: 600 });
		await scene.launch(id);
		await scene.once(id, one => one.counts.delivered >= 3);
		const { templates } = scene.relay.relay.parts.store;
		const stored = await templates.find(scene.channel.id, 'order_update', 'de');
		if (!stored) throw new Error('The template is not there.');
		const template = JSON.parse(JSON.stringify(stored.template).replace('{{3}}', '{{3}} {{4}}'));
		await templates.put({ ...stored, template });
		const rests = await scene.once(id, one => one.state === 'paused');
		expect(rests).toMatchObject({ pause: { reason: 'template' }, counts: { skipped: 0 } });
		await templates.put(stored);
		await scene.owner.get('broadcast:cancel', { broadcastId: id });
	});
});

describe('a list with cells that run into each other', () => {
	it('gives nobody a name of ten thousand signs', async () => {
		const { id } = await scene.draft([]);
		const { uploadUrl } = await scene.owner.get('media:ticket', {});
		const form = new FormData();
		const [one = '', two = ''] = fresh(2);
		const csv = `Name,Phone,Note\n${'é'.repeat(10_000)},${one},\nEva Kern,${two},${'x'.repeat(10_000)}\n`;
		form.append('file', new Blob([csv], { type: 'text/csv' }), 'list.csv');
		const uploaded = (await (await fetch(uploadUrl, { method: 'POST', body: form })).json()) as {
			value: { mediaId: string };
		};
		const added = await scene.owner.get('broadcast:add-recipients', {
			broadcastIds: [id],
			source: { kind: 'csv', ...uploaded.value, addressColumn: 'Phone', nameColumn: 'Name' },
		});
		expect(added).toMatchObject({ added: 1, unreadable: [{ label: 'Line 2', value: one }] });
	});
});
