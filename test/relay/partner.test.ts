import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIALOG360_NUMBER, PARTNER } from '../../relay/sandbox/seed.ts';
import { HOUR_MS } from '../../shared/lib/time.ts';
import { testClock } from '../support/clock.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { until } from '../support/until.ts';

const berlin = DIALOG360_NUMBER.id;
const JONAS = '+491713920001';

describe('partner access to 360dialog', () => {
	const clock = testClock();
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene({ provider: 'cloud-api', relay: { now: clock.now } });
	});
	afterAll(() => scene.close());
	const access = (change: object = {}) => ({
		partnerId: PARTNER.id,
		key: PARTNER.key,
		apiUrl: `${scene.sandbox.url}/partner`,
		...change,
	});
	const add = (credentials: Record<string, string>) =>
		scene.owner.ask('channel:add', {
			name: 'Sales Berlin',
			type: 'whatsapp',
			provider: 'dialog360',
			address: '',
			credentials,
			apiUrl: `${scene.sandbox.url}/dialog360`,
		});

	it('is needed for a channel ID without a key, and the answer says both ways out', async () => {
		expect(await add({ channelId: PARTNER.channelId })).toMatchObject({
			error: { fields: { 'credentials.apiKey': expect.stringMatching(/paste the API key.*partner access/) } },
		});
	});
	it.each([
		['a wrong key', { key: 'not-the-partner-key' }, 'partner.key'],
		['another partner’s ID', { partnerId: 'otherPA' }, 'partner.partnerId'],
	])('with %s is refused at its field, and nothing is kept', async (_what, change, field) => {
		const answer = await scene.owner.ask('channel:set-partner', { partner: access(change) });
		expect(answer).toMatchObject({ ok: false, error: { fields: { [field]: expect.any(String) } } });
		expect((await scene.owner.get('channel:partner', {})).partner).toBeNull();
	});
	it('is kept sealed, and shows the last four characters alone', async () => {
		const { partner } = await scene.owner.get('channel:set-partner', { partner: access() });
		expect(partner).toEqual({
			partnerId: PARTNER.id,
			key: '…-key',
			apiUrl: `${scene.sandbox.url}/partner`,
		});
		expect(JSON.stringify(scene.relay.relay.parts.settings.data)).not.toContain(PARTNER.key);
	});
	it('lists its numbers; one that is not ready says why', async () => {
		await scene.sandbox.number({ number: berlin, partnerStatus: 'created' });
		const { numbers } = await scene.owner.get('channel:partner-numbers', {});
		expect(numbers).toEqual([
			{
				channelId: PARTNER.channelId,
				phone: DIALOG360_NUMBER.displayPhone,
				name: 'Lindenblatt Berlin',
				waitsFor: expect.stringContaining('still setting the number up'),
			},
		]);
	});
	it('does not know a channel ID of somebody else', async () => {
		expect(await add({ channelId: 'ABcdefGH' })).toMatchObject({
			error: { fields: { 'credentials.channelId': expect.stringContaining('ABcdefGH') } },
		});
	});
	it('leaves a channel off that a person switched off while its number was made ready', async () => {
		const answer = await add({ channelId: PARTNER.channelId });
		if (!answer.ok) throw new Error(answer.error.message);
		const { id: channelId } = answer.value.channel;
		await scene.owner.get('channel:update', { channelId, state: 'off' });
		await scene.sandbox.number({ number: berlin, partnerStatus: 'ready' });
		clock.advance(HOUR_MS);
		scene.relay.relay.wake();
		const channel = await until('the channel has its key and is checked', async () => {
			const { channels } = await scene.owner.get('channel:list', {});
			return channels.find(one => one.id === channelId && one.checkedAt !== null) ?? null;
		});
		expect(channel).toMatchObject({ state: 'off', problem: null });
		await scene.owner.get('channel:remove', { channelId });
		await scene.sandbox.number({ number: berlin, partnerStatus: 'created' });
	});
	it('connects a number that is not ready once it is, by itself, with the key that it makes', async () => {
		const answer = await add({ channelId: PARTNER.channelId });
		if (!answer.ok) throw new Error(answer.error.message);
		expect(answer.value.channel).toMatchObject({
			state: 'paused',
			problem: expect.stringContaining('still setting'),
			address: DIALOG360_NUMBER.displayPhone,
		});
		await scene.sandbox.number({ number: berlin, partnerStatus: 'ready' });
		clock.advance(HOUR_MS);
		scene.relay.relay.wake();
		const channel = await until('the channel is connected', async () => {
			const { channels } = await scene.owner.get('channel:list', {});
			return channels.find(one => one.id === answer.value.channel.id && one.state === 'active') ?? null;
		});
		expect(channel.problem).toBeNull();
		expect(channel.credentials.apiKey).toMatch(/^…\w{4}$/);
		const opened = await until('a message arrives', async () => {
			await scene.sandbox.writeText(JONAS, berlin, 'hello');
			await scene.sandbox.idle();
			const { messages } = await scene.owner.get('conversation:open', {
				channelId: channel.id,
				address: JONAS,
			});
			return messages.length > 0 ? messages : null;
		});
		expect(opened[0]?.content).toEqual({ kind: 'text', text: 'hello' });
	});
});

describe('a number that moves from 360dialog to the Cloud API', () => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene();
	});
	afterAll(() => scene.close());

	it('keeps its conversations, and what it says goes the new way', async () => {
		await scene.sandbox.writeText(JONAS, scene.number, 'before the move');
		const before = await scene.open(JONAS);
		const moved = await scene.owner.get('channel:update', {
			channelId: scene.channel.id,
			provider: 'cloud-api',
			address: '+351 21 0000077',
			apiUrl: `${scene.sandbox.url}/cloud-api`,
			credentials: {
				accessToken: 'sandbox-cloud-token',
				appSecret: 'sandbox-app-secret',
				phoneNumberId: '110000000000002',
				businessAccountId: '120000000000002',
			},
		});
		expect(moved.channel).toMatchObject({ provider: 'cloud-api', state: 'active' });
		await scene.sandbox.writeText(JONAS, 'cloud-lisbon', 'after the move');
		const after = await scene.open(JONAS);
		expect(after.conversationId).toBe(before.conversationId);
		expect(after.messages.map(message => message.content)).toEqual([
			{ kind: 'text', text: 'before the move' },
			{ kind: 'text', text: 'after the move' },
		]);
		const sent = await scene.send({ to: JONAS, content: { kind: 'text', text: 'the new way' } });
		await scene.message(sent.id, message => message.status === 'delivered');
		const { requests } = await scene.sandbox.requests({ opaque: sent.id });
		expect(requests.map(request => request.provider)).toEqual(['cloud-api']);
	});
	it('stays where it is when the new credentials are refused', async () => {
		const answer = await scene.owner.ask('channel:update', {
			channelId: scene.channel.id,
			provider: 'dialog360',
			credentials: { apiKey: 'a-key-of-nobody' },
			apiUrl: `${scene.sandbox.url}/dialog360`,
		});
		expect(answer).toMatchObject({
			ok: false,
			error: { message: expect.stringContaining('The former settings stay in use.') },
		});
		const { channels } = await scene.owner.get('channel:list', {});
		expect(channels[0]).toMatchObject({ provider: 'cloud-api', state: 'active' });
	});
});
