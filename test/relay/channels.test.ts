import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DIALOG360_NUMBER } from '../../relay/sandbox/seed.ts';
import type { RequestOf } from '../../shared/contract/commands/index.ts';
import { newClientId, type Person, startTestRelay, type TestRelay } from '../support/relay.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { until } from '../support/until.ts';
import { body, doorOf, JONAS, text } from './webhooks.ts';

const hello = { kind: 'template' as const, name: 'hello', language: 'en_US', parameters: {} };

describe('channel:add', () => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene();
	});
	afterAll(() => scene.close());
	// Each its own: a number is connected once.
	let numbers = 0;
	const wish = (change: Partial<RequestOf<'channel:add'>> = {}): RequestOf<'channel:add'> => ({
		name: `Shop ${newClientId()}`.slice(0, 25),
		type: 'whatsapp',
		provider: 'dialog360',
		address: `+49 30 23125${(200 + numbers++).toString()}`,
		credentials: { apiKey: DIALOG360_NUMBER.apiKey },
		apiUrl: `${scene.sandbox.url}/dialog360`,
		...change,
	});
	const channels = async () => (await scene.owner.get('channel:list', {})).channels;

	it('with a key that the provider refuses is refused at the field, and nothing is kept', async () => {
		const before = await channels();
		const answer = await scene.owner.ask(
			'channel:add',
			wish({ credentials: { apiKey: 'wrong-key-of-somebody' } }),
		);
		expect(answer).toMatchObject({
			ok: false,
			error: {
				code: 'invalid',
				fields: { 'credentials.apiKey': expect.stringContaining('360dialog refused the key') },
			},
		});
		expect(JSON.stringify(answer)).not.toContain('wrong-key-of-somebody');
		expect(await channels()).toEqual(before);
	});
	it('without a required credential, or with one that is none, names it', async () => {
		expect(await scene.owner.ask('channel:add', wish({ credentials: {} }))).toMatchObject({
			ok: false,
			error: { fields: { 'credentials.apiKey': expect.stringContaining('Paste the API key') } },
		});
		expect(await scene.owner.ask('channel:add', wish({ credentials: { apiKey: '  ' } }))).toMatchObject({
			ok: false,
			error: { fields: { 'credentials.apiKey': expect.any(String) } },
		});
		expect(
			await scene.owner.ask('channel:add', wish({ credentials: { apiKey: 'a', password: 'b' } })),
		).toMatchObject({
			ok: false,
			error: { fields: { 'credentials.password': expect.stringContaining('apiKey') } },
		});
		const cloud = await scene.owner.ask(
			'channel:add',
			wish({ provider: 'cloud-api', credentials: { accessToken: 'x' } }),
		);
		if (!cloud.ok)
			expect(Object.keys(cloud.error.fields ?? {}).sort()).toEqual([
				'credentials.appSecret',
				'credentials.businessAccountId',
				'credentials.phoneNumberId',
			]);
		expect(cloud.ok).toBe(false);
	});
	it('takes credentials in the spellings that scripts use', async () => {
		const answer = await scene.owner.get(
			'channel:add',
			wish({ credentials: { api_key: ` ${DIALOG360_NUMBER.apiKey} ` } }),
		);
		expect(answer.channel.credentials).toEqual({ apiKey: `…${DIALOG360_NUMBER.apiKey.slice(-4)}` });
	});
	it('at a provider that is down is a warning: the channel is there all the same', async () => {
		const { channel, warnings } = await scene.owner.get(
			'channel:add',
			wish({ apiUrl: 'http://127.0.0.1:9' }),
		);
		expect(warnings.join(' ')).toMatch(/could not be reached/);
		expect(channel).toMatchObject({ state: 'active', webhook: { state: 'failed' } });
		expect((await channels()).map(one => one.id)).toContain(channel.id);
	});
	it('of Meta says what is to be done by hand', async () => {
		const { warnings, channel } = await scene.owner.get(
			'channel:add',
			wish({
				provider: 'cloud-api',
				apiUrl: `${scene.sandbox.url}/cloud-api`,
				credentials: {
					accessToken: 'sandbox-cloud-token',
					appSecret: 'sandbox-app-secret',
					phoneNumberId: '110000000000002',
					businessAccountId: '120000000000002',
				},
			}),
		);
		expect(warnings.join(' ')).toMatch(/paste the webhook address/);
		expect(channel.webhook.state).toBe('by-hand');
	});
	it.each([
		['in another case', (name: string) => name.toUpperCase()],
		['with spaces around', (name: string) => `  ${name} `],
		['exactly', (name: string) => name],
	])('under a name that is taken %s is refused', async (_how, spelled) => {
		const answer = await scene.owner.ask('channel:add', wish({ name: spelled('Sales Berlin') }));
		expect(answer).toMatchObject({ ok: false, error: { code: 'conflict', fields: { name: 'is taken' } } });
	});
	it('of a number that is connected is refused, in whatever spelling and by whichever provider', async () => {
		for (const address of ['0049 30 / 231 25 100', '+493023125100']) {
			const answer = await scene.owner.ask('channel:add', wish({ address }));
			expect(answer).toMatchObject({
				error: { code: 'conflict', message: expect.stringContaining('Sales Berlin') },
			});
		}
	});
	it('that is changed to the credentials of another number is refused, and stays what it is', async () => {
		const channel = (await channels()).find(one => one.provider === 'cloud-api');
		const changed = await scene.owner.ask('channel:update', {
			channelId: channel?.id ?? '',
			credentials: { phoneNumberId: '110000000000009' },
		});
		expect(changed).toMatchObject({
			error: { code: 'conflict', fields: { credentials: 'are those of another number' } },
		});
		expect((await channels()).find(one => one.id === channel?.id)?.settings).toEqual(channel?.settings);
	});
	it('and another change to the same name at once leave one with it', async () => {
		const [one, two] = [
			await scene.owner.get('channel:add', wish()),
			await scene.owner.get('channel:add', wish()),
		];
		const answers = await Promise.all(
			[one, two].map(({ channel }) =>
				scene.owner.ask('channel:update', { channelId: channel.id, name: 'The same name' }),
			),
		);
		expect(answers.filter(answer => answer.ok)).toHaveLength(1);
		expect((await channels()).filter(({ name }) => name === 'The same name')).toHaveLength(1);
	});
	it('of one number twice at once makes one', async () => {
		const { address } = wish();
		const answers = await Promise.all([
			scene.owner.ask('channel:add', wish({ address })),
			scene.owner.ask('channel:add', wish({ address })),
		]);
		expect(answers.filter(answer => answer.ok)).toHaveLength(1);
	});
	it('under the same name twice at once makes one', async () => {
		const request = wish({ name: 'Twice at once' });
		const answers = await Promise.all([
			scene.owner.ask('channel:add', request),
			scene.owner.ask('channel:add', request),
		]);
		expect(answers.filter(answer => answer.ok)).toHaveLength(1);
		expect((await channels()).filter(one => one.name === 'Twice at once')).toHaveLength(1);
	});
	it.each([
		['four signs', 'Shop', false],
		['five', 'Shops', true],
		['five of two units each', '🌱🌱🌱🌱🌱', true],
		['four of two units each', '🌱🌱🌱🌱', false],
		['25', 'x'.repeat(25), true],
		['25 of two units each', '🌿'.repeat(25), true],
		['26', 'x'.repeat(26), false],
		['five of which one is a space at the end', 'Shop ', false],
	])('with a name of %s', async (_what, name, taken) => {
		const answer = await scene.owner.ask('channel:add', wish({ name }));
		expect(answer.ok).toBe(taken);
		if (!answer.ok) expect(answer.error.fields).toEqual({ name: 'must have 5 to 25 characters' });
	});
	it('shows of a secret its last four letters at most, and never the secret', async () => {
		const all = JSON.stringify(await channels());
		expect(all).toContain(`…${DIALOG360_NUMBER.apiKey.slice(-4)}`);
		expect(all).not.toContain(DIALOG360_NUMBER.apiKey);
	});
});

describe('a channel whose key has died', () => {
	let scene: Scene;
	beforeEach(async () => {
		scene = await startScene();
	});
	afterEach(() => scene.close());
	const channel = async () => (await scene.owner.get('channel:list', {})).channels[0];
	const paused = () =>
		until('the channel is paused', async () => ((await channel())?.state === 'paused' ? channel() : null));

	it('pauses with words, keeps what waits, and goes on with a new key', async () => {
		await scene.sandbox.number({ number: scene.number, token: 'rotated-key-of-360dialog' });
		const first = await scene.send({ to: '+447700900101', content: hello });
		const failed = await scene.message(first.id, one => one.status === 'failed');
		expect(failed.problem?.code).toBe('credentials-refused');
		expect((await paused())?.problem).toMatch(/refused the channel’s key.*pastes the newest key/);
		const waiting = await scene.send({ to: '+447700900102', content: hello });
		const wrong = await scene.owner.ask('channel:update', {
			channelId: scene.channel.id,
			credentials: { apiKey: 'another-wrong-key' },
		});
		expect(wrong).toMatchObject({
			ok: false,
			error: {
				code: 'invalid',
				fields: { 'credentials.apiKey': expect.any(String) },
				message: expect.stringContaining('former'),
			},
		});
		expect(await channel()).toMatchObject({
			state: 'paused',
			credentials: { apiKey: `…${DIALOG360_NUMBER.apiKey.slice(-4)}` },
		});
		expect((await scene.sandbox.requests({ opaque: waiting.id })).requests).toEqual([]);
		await scene.owner.get('channel:update', {
			channelId: scene.channel.id,
			credentials: { apiKey: 'rotated-key-of-360dialog' },
		});
		await scene.message(waiting.id, one => one.status === 'delivered');
		expect(await channel()).toMatchObject({
			state: 'active',
			problem: null,
			credentials: { apiKey: '…alog' },
		});
	});
	it('keeps the old key while a new one is refused: sending goes on', async () => {
		const refused = await scene.owner.ask('channel:update', {
			channelId: scene.channel.id,
			credentials: { apiKey: 'wrong-key-1234' },
		});
		expect(refused.ok).toBe(false);
		const sent = await scene.send({ to: '+447700900101', content: hello });
		await scene.message(sent.id, one => one.status === 'delivered');
	});
	it('takes webhooks and shows them while it is paused', async () => {
		await scene.sandbox.number({ number: scene.number, revoked: true });
		const first = await scene.send({ to: '+447700900101', content: hello });
		await scene.message(first.id, one => one.status === 'failed');
		await paused();
		await scene.sandbox.writeText('+491713920001', scene.number, 'are you there?');
		expect((await scene.open('+491713920001')).messages).toHaveLength(1);
	});
	it('switched off by a person refuses to send, and says who can switch it on', async () => {
		await scene.owner.get('channel:update', { channelId: scene.channel.id, state: 'off' });
		const answer = await scene.owner.ask('message:send', {
			clientId: newClientId(),
			channelId: scene.channel.id,
			to: '+447700900101',
			content: hello,
		});
		expect(answer).toMatchObject({
			ok: false,
			error: { refusal: 'channel-off', message: expect.stringContaining('owner') },
		});
	});
	it('that is removed takes no webhook any more, and leaves its conversations readable', async () => {
		await scene.sandbox.writeText('+491713920001', scene.number, 'hello');
		const { conversationId } = await scene.open('+491713920001');
		const door = await doorOf(scene);
		await scene.owner.get('channel:remove', { channelId: scene.channel.id });
		expect(await door.post(body([text(JONAS, 'wamid.X', Date.now(), 'x')]))).toBe(401);
		const { messages } = await scene.owner.get('conversation:open', { conversationId: conversationId ?? '' });
		expect(messages).toHaveLength(1);
		expect(
			await scene.owner.ask('message:send', {
				clientId: newClientId(),
				conversationId: conversationId ?? '',
				content: { kind: 'text', text: 'x' },
			}),
		).toMatchObject({ ok: false, error: { refusal: 'channel-off' } });
	});
	it('checked says in words what works and what does not, and registers the webhook again', async () => {
		await scene.sandbox.webhook({ number: scene.number, url: null });
		const { lines, channel: view } = await scene.owner.get('channel:check', { channelId: scene.channel.id });
		expect(lines.map(line => line.result)).toContain('ok');
		for (const line of lines) expect(line.message).toMatch(/^[A-Z0-9].*\.$/);
		expect(view.webhook.state).toBe('registered');
		const row = (await scene.sandbox.state()).numbers.find(one => one.id === scene.number);
		expect(row?.webhook?.url).toBe(scene.channel.webhookUrl);
		await scene.sandbox.number({ number: scene.number, revoked: true });
		const dead = await scene.owner.get('channel:check', { channelId: scene.channel.id });
		expect(dead.lines[0]).toMatchObject({ check: 'credentials', result: 'failed' });
	});
});

describe('a provider that hangs', () => {
	it('never delays what comes in (R-15)', async () => {
		const scene = await startScene({ relay: { answerTimeoutMs: 8000 } });
		const door = await doorOf(scene);
		await scene.sandbox.faults({ send: { slowMs: 60_000 } });
		const hanging = await Promise.all(
			Array.from({ length: 20 }, (_, index) =>
				scene.send({ to: `+4477009003${String(index).padStart(2, '0')}`, content: hello }),
			),
		);
		await until('the provider is being asked', async () => (await scene.sandbox.state()).messages >= 10);
		const statuses = await Promise.all(
			Array.from({ length: 200 }, (_, index) =>
				door.post(body([text(JONAS, `wamid.H${index}`, Date.now() - index * 1000, `line ${index}`)])),
			),
		);
		expect(statuses.every(status => status === 200)).toBe(true);
		await scene.relay.relay.drained();
		const opened = await scene.owner.get('conversation:open', {
			channelId: scene.channel.id,
			address: `+${JONAS.phone}`,
			limit: 200,
		});
		expect(opened.messages).toHaveLength(200);
		// All that happened while every message was still in hand.
		const rows = await Promise.all(hanging.map(one => scene.relay.relay.parts.store.messages.find(one.id)));
		expect(rows.filter(row => row?.claimed_by !== null).length).toBeGreaterThan(0);
		await scene.sandbox.faults({ send: { slowMs: 0 } });
		await scene.close();
	}, 20_000);
});

describe('an address inside the network (R-25)', () => {
	let relay: TestRelay;
	let owner: Person;
	let redirecting: Server;
	let inside: Server;
	let insideCalls = 0;
	beforeAll(async () => {
		relay = await startTestRelay({ config: { allowPrivateNetwork: false } });
		owner = await relay.person('owner');
		inside = createServer((_request, response) => {
			insideCalls += 1;
			response.end('{}');
		});
		await new Promise<void>(resolve => inside.listen(0, '127.0.0.1', resolve));
		const { port } = inside.address() as AddressInfo;
		redirecting = createServer((_request, response) => {
			response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end();
		});
		await new Promise<void>(resolve => redirecting.listen(0, '127.0.0.1', resolve));
	});
	afterAll(async () => {
		inside.close();
		redirecting.close();
		await relay.close();
	});
	const add = (to: Person, name: string, apiUrl: string) =>
		to.ask('channel:add', {
			name,
			type: 'whatsapp',
			provider: 'dialog360',
			address: '+493023125100',
			credentials: { apiKey: 'k-1234567890' },
			apiUrl,
		});
	const port = () => (inside.address() as AddressInfo).port;

	it.each([
		['loopback', () => `http://127.0.0.1:${port()}`],
		['loopback in another writing', () => `http://0x7f.1:${port()}`],
		['loopback as one number', () => `http://2130706433:${port()}`],
		['any address', () => `http://0.0.0.0:${port()}`],
		['loopback of IPv6', () => `http://[::1]:${port()}`],
		['IPv4 within IPv6', () => `http://[::ffff:127.0.0.1]:${port()}`],
		['a private range', () => 'http://10.1.2.3'],
		['another private range', () => 'http://192.168.1.1'],
		['a third private range', () => 'http://172.20.0.1'],
		['link-local, where clouds keep their keys', () => 'http://169.254.169.254'],
		['link-local of IPv6', () => 'http://[fe80::1]'],
		['a unique local one of IPv6', () => 'http://[fd00::1]'],
		['shared by carriers', () => 'http://100.64.0.1'],
		['a name of this machine', () => `http://localhost:${port()}`],
	])('%s is refused in words, at the field', async (_what, address) => {
		const answer = await add(owner, 'Inside shop', address());
		expect(answer).toMatchObject({
			ok: false,
			error: {
				code: 'invalid',
				fields: { apiUrl: expect.stringContaining('network') },
				message: expect.stringContaining('ALLOW_PRIVATE_NETWORK=1'),
			},
		});
		expect(insideCalls).toBe(0);
		expect((await owner.get('channel:list', {})).channels).toEqual([]);
	});
	it('is not reached by a redirect either, and the words say so', async () => {
		const open = await startTestRelay();
		const other = await open.person('owner');
		const { port: at } = redirecting.address() as AddressInfo;
		const answer = await add(other, 'Redirected', `http://127.0.0.1:${at}`);
		expect(insideCalls).toBe(0);
		expect(answer.ok).toBe(true);
		if (answer.ok) expect(answer.value.warnings.join(' ')).toMatch(/HTTP 302/);
		await open.close();
	});
	it('is refused when a channel is changed to it, and the former one stays', async () => {
		const outside = await add(owner, 'Outside shop', 'https://waba.invalid');
		const channelId = outside.ok ? outside.value.channel.id : '';
		const answer = await owner.ask('channel:update', { channelId, apiUrl: `http://localhost:${port()}` });
		expect(answer).toMatchObject({
			ok: false,
			error: { code: 'invalid', fields: { apiUrl: expect.any(String) } },
		});
		expect((await owner.get('channel:list', {})).channels[0]?.apiUrl).toBe('https://waba.invalid');
		expect(insideCalls).toBe(0);
	});
});
