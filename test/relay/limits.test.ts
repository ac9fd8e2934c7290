import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdMarketing } from '../../relay/actions/send/marketing-hold.ts';
import { Changes } from '../../relay/actions/webhook/changes.ts';
import { contactOf } from '../../relay/actions/webhook/contact-of.ts';
import { CLOUD_API_NUMBER } from '../../relay/sandbox/seed.ts';
import type { Address } from '../../shared/domain/address.ts';
import { DAY_MS, HOUR_MS } from '../../shared/lib/time.ts';
import { type TestClock, testClock } from '../support/clock.ts';
import { newClientId } from '../support/relay.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { until } from '../support/until.ts';
import { doorOf, JONAS, status } from './webhooks.ts';

let clock: TestClock;
let scene: Scene;
beforeAll(async () => {
	clock = testClock();
	scene = await startScene({ provider: 'cloud-api', sandbox: { now: clock.now }, relay: { now: clock.now } });
});
afterAll(() => scene.close());

const person = (index: number) => `+49171392${String(1000 + index)}`;
const utility = { kind: 'template' as const, name: 'order_update', language: 'en_US' };
const marketing = {
	kind: 'template' as const,
	name: 'welcome_gift',
	language: 'pt_BR',
	parameters: { body: ['Ana'], buttons: { '0': 'CODE1' } },
};
const calls = async () =>
	(await scene.sandbox.requests({})).requests.filter(one => /messages$/.test(one.path)).length;
const pools = async () => (await scene.owner.get('limit:show', {})).pools;

/** The first approved utility template with only body variables, and values for it. */
async function plainTemplate() {
	const { templates } = await scene.owner.get('template:list', { channelId: scene.channel.id });
	const found = templates.find(
		one => one.category === 'utility' && one.status === 'approved' && !one.header && one.buttons.length === 0,
	);
	if (!found) throw new Error('The sandbox has no plain utility template.');
	const count = new Set(found.body.match(/\{\{\w+\}\}/g)).size;
	return {
		...utility,
		name: found.name,
		language: found.language,
		parameters: Array.from({ length: count }, (_, index) => `value ${index}`),
	};
}
const ended = (id: string) => scene.message(id, one => one.status === 'delivered' || one.status === 'failed');

describe('how a number stands', () => {
	it('is known as soon as its channel is connected', async () => {
		const [channel] = (await pools())[0]?.channels ?? [];
		expect(channel?.standing).toMatchObject({
			quality: 'green',
			verifiedName: expect.any(String),
			reportedAt: expect.any(Number),
		});
	});
	it('has an open bill until a person switches the channel on, whatever else is changed', async () => {
		const { standings } = scene.relay.relay.parts.store;
		const channelId = scene.channel.id;
		await standings.put(channelId, { ...(await standings.get(channelId)), paid: false });
		await scene.owner.get('channel:update', { channelId, name: 'Lisbon' });
		expect((await standings.get(channelId)).paid).toBe(false);
		expect(
			await scene.owner.ask('message:send', {
				clientId: newClientId(),
				channelId,
				to: person(400),
				content: await plainTemplate(),
			}),
		).toMatchObject({ error: { refusal: 'unpaid' } });
		await scene.owner.get('channel:update', { channelId, state: 'active' });
		expect((await standings.get(channelId)).paid).toBe(true);
	});
});

describe('the limit pool of a channel', () => {
	it('is what the provider reports', async () => {
		await scene.sandbox.limit({ number: scene.number, tier: 'TIER_50' });
		const pool = await until('the tier is known', async () => {
			const [first] = await pools();
			return first?.tier === 'TIER_50' ? first : null;
		});
		expect(pool).toMatchObject({ limit: 50, used24h: 0, nextTierNeeds: 25 });
	});
	it('opens as many people as fit, and the others are not sent without a call to the provider', async () => {
		const content = await plainTemplate();
		const before = await calls();
		const sent = await Promise.all(
			Array.from({ length: 60 }, (_, index) => scene.send({ to: person(index), content })),
		);
		const done = await Promise.all(sent.map(one => ended(one.id)));
		const failed = done.filter(one => one.status === 'failed');
		expect(failed).toHaveLength(10);
		for (const one of failed) expect(one.problem?.code).toBe('limit-reached');
		expect((await calls()) - before).toBe(50);
		expect((await pools())[0]?.used24h).toBe(50);
		expect((await scene.sandbox.violations()).count).toBe(0);
		// Somebody who was opened already counts nothing more; nor does an answer within the window.
		const opened = done.find(one => one.status === 'delivered');
		const again = await scene.send({ conversationId: opened?.conversationId ?? '', content });
		expect((await ended(again.id)).status).toBe('delivered');
	});
	it('shows in the outlook before anybody types', async () => {
		const { outlook } = await scene.owner.get('conversation:outlook', {
			channelId: scene.channel.id,
			address: person(999),
		});
		expect(outlook.pool).toMatchObject({ limit: 50, used: 50, counted: false });
		expect(outlook.pool?.freeAt).toBeGreaterThan(clock.now());
	});
	it('has room again a day after', async () => {
		clock.advance(DAY_MS + HOUR_MS);
		const content = await plainTemplate();
		const sent = await scene.send({ to: person(70), content });
		expect((await ended(sent.id)).status).toBe('delivered');
		expect((await pools())[0]).toMatchObject({ used24h: 1, used7d: 51 });
	});
	it('is shared by channels that an owner joins', async () => {
		const second = await scene.owner.get('channel:add', {
			name: 'Second shop',
			type: 'whatsapp',
			provider: 'dialog360',
			address: '+493023125100',
			credentials: { apiKey: 'sandbox-d360-key' },
			apiUrl: `${scene.sandbox.url}/dialog360`,
		});
		expect(await pools()).toHaveLength(2);
		const { pools: joined } = await scene.owner.get('limit:join', {
			name: 'Our portfolio',
			channelIds: [scene.channel.id, second.channel.id],
		});
		expect(joined).toMatchObject([{ name: 'Our portfolio', tier: 'TIER_50', used24h: 1 }]);
		expect(joined[0]?.channels).toHaveLength(2);
		const { pools: apart } = await scene.owner.get('limit:join', {
			name: 'Alone',
			channelIds: [second.channel.id],
		});
		expect(apart).toHaveLength(2);
	});
	it('is not used up by what did not arrive', async () => {
		const before = (await pools()).find(one => one.channels[0]?.channelId === scene.channel.id)?.used24h;
		const sent = await scene.send({ to: '+447700900026', content: await plainTemplate() });
		expect((await ended(sent.id)).status).toBe('failed');
		const after = (await pools()).find(one => one.channels[0]?.channelId === scene.channel.id)?.used24h;
		expect(after).toBe(before);
	});
	it('is not used by a template within the window', async () => {
		const to = person(80);
		await scene.sandbox.writeText(to, scene.number, 'Hello?');
		await scene.open(to);
		const used = async () =>
			(await pools()).find(one => one.channels[0]?.channelId === scene.channel.id)?.used24h;
		const before = await used();
		const sent = await scene.send({ to, content: await plainTemplate() });
		expect((await ended(sent.id)).status).toBe('delivered');
		expect(await used()).toBe(before);
	});
});

describe('marketing', () => {
	const send = (to: string) =>
		scene.owner.ask('message:send', {
			clientId: newClientId(),
			channelId: scene.channel.id,
			to,
			content: marketing,
		});
	it('goes to one person twice a day without an answer, and no third time', async () => {
		const to = person(200);
		for (const _ of [1, 2]) {
			const sent = await send(to);
			if (!sent.ok) throw new Error(sent.error.message);
			await ended(sent.value.messageId);
		}
		expect(await send(to)).toMatchObject({ error: { refusal: 'marketing-capped' } });
		await scene.owner.get('rules:change', { marketingCap: null });
		expect(await send(to)).toMatchObject({ ok: true });
		await scene.owner.get('rules:change', { marketingCap: 2 });
		expect(await send(to)).toMatchObject({ error: { refusal: 'marketing-capped' } });
		// An answer ends the count.
		await scene.sandbox.writeText(to, scene.number, 'Nice!');
		await scene.open(to);
		expect(await send(to)).toMatchObject({ ok: true });
	});
	it('rests for a day after WhatsApp refused it, and longer each time', async () => {
		const to = '+447700900049';
		const first = await send(to);
		if (!first.ok) throw new Error(first.error.message);
		expect((await ended(first.value.messageId)).problem?.code).toBe('marketing-capped');
		expect(await send(to)).toMatchObject({ error: { refusal: 'marketing-held' } });
		clock.advance(DAY_MS + HOUR_MS);
		const second = await send(to);
		if (!second.ok) throw new Error(second.error.message);
		await ended(second.value.messageId);
		clock.advance(DAY_MS + HOUR_MS);
		expect(await send(to)).toMatchObject({ error: { refusal: 'marketing-held' } });
		clock.advance(DAY_MS);
		expect(await send(to)).toMatchObject({ ok: true });
	});
	it('that waits for another try does not stand in its own way', async () => {
		await scene.owner.get('rules:change', { marketingCap: 1 });
		await scene.sandbox.faults({ send: { rateLimit: 1 } });
		const to = person(201);
		const sent = await send(to);
		if (!sent.ok) throw new Error(sent.error.message);
		expect((await ended(sent.value.messageId)).status).toBe('delivered');
		expect(await send(to)).toMatchObject({ error: { refusal: 'marketing-capped' } });
		await scene.owner.get('rules:change', { marketingCap: 2 });
	});
	it('that the provider did not take counts for nothing', async () => {
		await scene.owner.get('rules:change', { marketingCap: 1 });
		const first = await send('+447700900472');
		if (!first.ok) throw new Error(first.error.message);
		expect((await ended(first.value.messageId)).status).toBe('failed');
		expect(await send('+447700900472')).toMatchObject({ ok: true });
		await scene.owner.get('rules:change', { marketingCap: 2 });
	});
	it('rests no longer once the customer has written, or once one was delivered', async () => {
		const to = person(202);
		const first = await send(to);
		if (!first.ok) throw new Error(first.error.message);
		await ended(first.value.messageId);
		const { store } = scene.relay.relay.parts;
		const conversation = await store.conversations.find(first.value.conversationId);
		const contactId = conversation?.contact_id ?? '';
		await store.templateSends.putHold(contactId, 'whatsapp', { times: 1, until: clock.now() + DAY_MS });
		expect(await send(to)).toMatchObject({ error: { refusal: 'marketing-held' } });
		clock.advance(2000);
		await scene.sandbox.writeText(to, scene.number, 'More, please!');
		await scene.open(to);
		const second = await send(to);
		if (!second.ok) throw new Error(second.error.message);
		expect((await ended(second.value.messageId)).status).toBe('delivered');
		expect(await store.templateSends.hold(contactId)).toEqual([]);
	});
	it('rests for a person whose two contacts turn out to be one', async () => {
		const { store } = scene.relay.relay.parts;
		const phone = { kind: 'phone', value: person(203) } as const;
		const userId = { kind: 'whatsapp-user', value: 'DE.70000000000203' } as const;
		const find = (...addresses: Address[]) =>
			store.transaction(tx =>
				contactOf(tx, 'whatsapp', { addresses, profileName: null }, clock.now(), new Changes()),
			);
		await find(phone);
		const gone = await find(userId);
		await store.templateSends.putHold(gone, 'whatsapp', { times: 1, until: clock.now() + DAY_MS });
		await find(phone, userId);
		expect(await send(phone.value)).toMatchObject({ error: { refusal: 'marketing-held' } });
	});
	it('is refused once for several that were refused together', async () => {
		const { store } = scene.relay.relay.parts;
		await holdMarketing(store, 'cnt_capped', 'whatsapp', 1_000);
		await holdMarketing(store, 'cnt_capped', 'whatsapp', 2_000);
		expect(await store.templateSends.hold('cnt_capped')).toMatchObject([{ times: 1, until: 1_000 + DAY_MS }]);
		await holdMarketing(store, 'cnt_capped', 'whatsapp', 1_000 + DAY_MS);
		expect(await store.templateSends.hold('cnt_capped')).toMatchObject([
			{ times: 2, until: 1_000 + 3 * DAY_MS },
		]);
	});
	it('does not go to numbers of the United States', async () => {
		expect(await send('+12125550123')).toMatchObject({ error: { refusal: 'marketing-country' } });
	});
});

describe('what a provider reports of a number', () => {
	it('raises an alert for managers, and none for agents', async () => {
		const agent = await scene.relay.person('agent');
		await scene.sandbox.standing({ number: scene.number, quality: 'RED' });
		const alert = await until('an alert of low quality', async () => {
			await scene.owner.get('limit:look', { channelId: scene.channel.id });
			const { alerts } = await scene.owner.get('alert:list', {});
			return alerts.find(one => one.title.includes('quality')) ?? null;
		});
		expect(alert).toMatchObject({ severity: 'bad', channelId: scene.channel.id });
		expect(await agent.ask('alert:list', {})).toMatchObject({ error: { code: 'forbidden' } });
		await scene.owner.get('alert:dismiss', { alertId: alert.id });
		const { alerts } = await scene.owner.get('alert:list', {});
		expect(alerts.map(one => one.id)).not.toContain(alert.id);
		expect((await pools())[0]?.channels[0]?.advice.length).toBeGreaterThan(0);
	});
	it('is told at once to managers who are there', async () => {
		const socket = await scene.owner.connect();
		const told = new Promise(resolve => socket.once('alert:changed', resolve));
		await scene.sandbox.standing({ number: scene.number, quality: 'YELLOW' });
		await scene.owner.get('limit:look', { channelId: scene.channel.id });
		expect(await told).toMatchObject({ alert: { severity: 'warning', channelId: scene.channel.id } });
		socket.close();
	});
	it('is an open bill, until a person switches the channel on again', async () => {
		const { standings } = scene.relay.relay.parts.store;
		const channelId = scene.channel.id;
		const sent = await scene.send({ to: '+447700900042', content: await plainTemplate() });
		expect((await ended(sent.id)).problem?.code).toBe('payment-missing');
		await until('the bill is known', async () => !(await standings.get(channelId)).paid);
		await scene.owner.get('channel:update', { channelId, state: 'active' });
		expect((await standings.get(channelId)).paid).toBe(true);
	});
	it('opens nobody new for an hour after WhatsApp says that the limit is used up', async () => {
		const content = await plainTemplate();
		await scene.sandbox.faults({ webhooks: { held: true } });
		const sent = await scene.send({ to: person(310), content });
		await scene.message(sent.id, one => one.status === 'sent');
		const door = await doorOf(scene);
		const failed = {
			id: 'wamid.unknown',
			status: 'failed',
			at: clock.now(),
			reference: sent.id,
			errors: [{ code: 131064 }],
		};
		const value = { ...status(JONAS, failed), metadata: { phone_number_id: CLOUD_API_NUMBER.phoneNumberId } };
		await door.post({ entry: [{ id: CLOUD_API_NUMBER.wabaId, changes: [{ field: 'messages', value }] }] });
		await scene.relay.relay.drained();
		const ask = () =>
			scene.owner.ask('message:send', {
				clientId: newClientId(),
				channelId: scene.channel.id,
				to: person(311),
				content,
			});
		expect(await ask()).toMatchObject({ error: { refusal: 'limit-reached' } });
		await scene.sandbox.faults({ webhooks: { held: false } });
		clock.advance(HOUR_MS + 1000);
		expect(await ask()).toMatchObject({ ok: true });
	});
	it('restricts templates and lets answers through', async () => {
		const to = person(300);
		await scene.sandbox.writeText(to, scene.number, 'Hello?');
		const { conversationId } = await scene.open(to);
		await scene.sandbox.restrict({
			number: scene.number,
			type: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
			days: 1,
		});
		await until('the restriction is known', async () => {
			const { outlook } = await scene.owner.get('conversation:outlook', {
				conversationId: conversationId ?? '',
			});
			return outlook.restrictions.length > 0 ? true : null;
		});
		const content = await plainTemplate();
		const ask = (request: object) =>
			scene.owner.ask('message:send', {
				clientId: newClientId(),
				conversationId: conversationId ?? '',
				...request,
			} as never);
		expect(await ask({ content })).toMatchObject({ error: { refusal: 'restricted' } });
		expect(await ask({ content: { kind: 'text', text: 'Here we are.' } })).toMatchObject({ ok: true });
		clock.advance(DAY_MS + HOUR_MS);
		expect(await ask({ content })).toMatchObject({ ok: true });
	});
});
