import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renewCredentials } from '../../relay/actions/channel/renew.ts';
import { INSTAGRAM_ACCOUNT, INSTAGRAM_APP } from '../../relay/sandbox/instagram/seed.ts';
import { type Sandbox, startSandbox } from '../../relay/sandbox/sandbox.ts';
import { DAY_MS, HOUR_MS } from '../../shared/lib/time.ts';
import { testClock } from '../support/clock.ts';
import { type Person, startTestRelay, type TestRelay } from '../support/relay.ts';
import { until } from '../support/until.ts';
import { consent, type InstagramScene, JONAS, startInstagram } from './instagram-scene.ts';

describe('channel:authorize', () => {
	let sandbox: Sandbox;
	let relay: TestRelay;
	let owner: Person;
	const clock = testClock();
	beforeAll(async () => {
		sandbox = await startSandbox({ now: clock.now });
		relay = await startTestRelay({ now: clock.now });
		owner = await relay.person('owner');
	});
	afterAll(async () => {
		await sandbox.close();
		await relay.close();
	});
	afterEach(() => sandbox.instagram.setAccount({ type: 'BUSINESS', tokenShape: 'list', redirects: null }));
	const begin = (credentials: Record<string, string> = { ...INSTAGRAM_APP }) =>
		owner.get('channel:authorize', {
			provider: 'instagram',
			credentials,
			apiUrl: `${sandbox.url}/instagram`,
		});
	const shown = async (authorizationId: string) =>
		(await owner.get('channel:authorization', { authorizationId })).authorization;
	const add = (authorizationId: string, name = 'Our Instagram') =>
		owner.ask('channel:add', { name, type: 'instagram', provider: 'instagram', authorizationId });

	it.each(['list', 'flat'] as const)('lets the relay in, with tokens in the shape %s', async tokenShape => {
		await sandbox.instagram.setAccount({ tokenShape });
		const socket = await owner.connect();
		const told = new Promise(resolve => socket.once('channel:authorized', resolve));
		const { url, authorizationId } = await begin();
		expect(await shown(authorizationId)).toMatchObject({ state: 'waiting', address: null, problems: [] });
		const back = await consent(url);
		expect(back.status).toBe(200);
		expect(back.page).toContain(`@${INSTAGRAM_ACCOUNT.username} is authorized`);
		expect(back.page).not.toContain('<script');
		expect(back.headers.get('content-security-policy')).toContain("default-src 'none'");
		expect(back.headers.get('referrer-policy')).toBe('no-referrer');
		expect(await told).toEqual({ authorizationId });
		socket.close();
		expect(await shown(authorizationId)).toMatchObject({
			state: 'done',
			address: `@${INSTAGRAM_ACCOUNT.username}`,
			problems: [],
		});
	});
	it('ends in a channel only once it is saved, and then is over', async () => {
		const { url, authorizationId } = await begin();
		expect((await add(authorizationId)).ok).toBe(false);
		await consent(url);
		expect((await owner.get('channel:list', {})).channels).toEqual([]);
		const added = await add(authorizationId);
		expect(added).toMatchObject({
			ok: true,
			value: { channel: { address: `@${INSTAGRAM_ACCOUNT.username}` } },
		});
		expect(await owner.ask('channel:authorization', { authorizationId })).toMatchObject({
			error: { code: 'not-found' },
		});
		expect(await add(authorizationId, 'Once more')).toMatchObject({ error: { code: 'not-found' } });
		if (added.ok) await owner.get('channel:remove', { channelId: added.value.channel.id });
	});
	it('is refused in words when the person does not allow it', async () => {
		const { url, authorizationId } = await begin();
		const back = await consent(url, 'deny');
		expect(back.status).toBe(400);
		expect(back.page).toContain('was not allowed on Instagram’s page');
		expect(await shown(authorizationId)).toMatchObject({
			state: 'refused',
			problems: [expect.stringContaining('Press Authorize to try again')],
		});
		expect(await add(authorizationId)).toMatchObject({
			error: { code: 'invalid', fields: { authorizationId: 'was refused' } },
		});
	});
	it.each([
		'instagram_business_basic',
		'instagram_business_manage_messages',
		'instagram_business_manage_comments',
	])('without %s names it, and is not taken', async permission => {
		const { url, authorizationId } = await begin();
		await consent(url, 'allow', [permission]);
		const { problems } = await shown(authorizationId);
		expect(problems.join(' ')).toContain(
			permission === 'instagram_business_basic' ? 'instagram' : permission,
		);
		expect((await add(authorizationId)).ok).toBe(false);
	});
	it('of an account that is not professional says so, and is not taken', async () => {
		await sandbox.instagram.setAccount({ type: 'PERSONAL' });
		const { url, authorizationId } = await begin();
		await consent(url);
		expect((await shown(authorizationId)).problems).toEqual([
			expect.stringContaining('not a professional account'),
		]);
		expect(await add(authorizationId)).toMatchObject({
			error: { message: expect.stringContaining('not a professional account') },
		});
	});
	it('with a wrong secret says which to check', async () => {
		const { url, authorizationId } = await begin({ ...INSTAGRAM_APP, appSecret: 'of-the-meta-app' });
		await consent(url);
		expect((await shown(authorizationId)).problems).toEqual([
			expect.stringContaining('Check the app ID and the app secret'),
		]);
	});
	it('takes what came back once, from whoever knows the state, for two hours', async () => {
		const { url, authorizationId } = await begin();
		const back = await consent(url);
		const again = await fetch(back.url);
		expect([again.status, await again.text()]).toEqual([
			400,
			expect.stringContaining('has come back already'),
		]);
		expect((await shown(authorizationId)).state).toBe('done');

		const other = await begin();
		const forged = new URL(other.url);
		forged.searchParams.set('state', `${other.authorizationId}.guessed`);
		expect((await consent(forged.href)).page).toContain('belongs to no authorisation');
		expect((await shown(other.authorizationId)).state).toBe('waiting');
		clock.advance(2 * HOUR_MS);
		expect((await consent(other.url)).page).toContain('belongs to no authorisation');
		expect((await owner.ask('channel:authorization', { authorizationId })).ok).toBe(false);
	});
	it('writes nothing of strangers into the page', async () => {
		const answer = await fetch(
			`${relay.url}/oauth/instagram/callback?state=x&error=%3Cscript%3E&error_description=%3Cscript%3E`,
		);
		expect(answer.status).toBe(400);
		expect(await answer.text()).not.toContain('<script');
	});
	it('is not begun where Instagram could not send people back to', async () => {
		expect(
			await owner.ask('channel:authorize', { provider: 'instagram', credentials: { ...INSTAGRAM_APP } }),
		).toMatchObject({ error: { code: 'unavailable', message: expect.stringContaining('PUBLIC_URL') } });
	});
	it('names what is missing before a page is opened', async () => {
		expect(
			await owner.ask('channel:authorize', { provider: 'instagram', credentials: { appId: '1' } }),
		).toMatchObject({ error: { fields: { 'credentials.appSecret': expect.any(String) } } });
		expect(await owner.ask('channel:authorize', { provider: 'dialog360' })).toMatchObject({
			error: { fields: { provider: expect.any(String) } },
		});
		const agent = await relay.person('agent');
		expect(await agent.ask('channel:authorize', { provider: 'instagram' })).toMatchObject({
			error: { code: 'forbidden' },
		});
	});
});

describe('renewCredentials', () => {
	let scene: InstagramScene;
	let clock: ReturnType<typeof testClock>;
	beforeEach(async () => {
		clock = testClock('still');
		scene = await startInstagram({ sandbox: { now: clock.now }, relay: { now: clock.now } });
	});
	afterEach(() => scene.close());
	const channel = async () => (await scene.owner.get('channel:list', {})).channels[0];
	const renew = () => renewCredentials(scene.relay.relay.parts);
	const refreshes = async () =>
		(await scene.sandbox.requests()).requests.filter(one => one.path.endsWith('/refresh_access_token'))
			.length;

	it('renews in the last ten days, and not before', async () => {
		const before = (await channel())?.authorizedUntil ?? 0;
		clock.advance(before - clock.now() - 10 * DAY_MS - 1);
		await renew();
		expect(await refreshes()).toBe(0);
		clock.advance(1);
		await renew();
		expect(await refreshes()).toBe(1);
		expect((await channel())?.authorizedUntil).toBeGreaterThan(before + 40 * DAY_MS);
		await renew();
		expect(await refreshes()).toBe(1);
		clock.advance(20 * DAY_MS);
		await scene.sandbox.instagram.writes({ customer: JONAS, text: 'Still there?' });
		await scene.open();
		const sent = await scene.send({ kind: 'text', text: 'With the new access.' });
		await scene.message(sent.id, one => one.status === 'sent');
	});
	it('tells managers once when it is refused, and pauses when the access has ended', async () => {
		await scene.sandbox.instagram.revoke();
		const endsAt = (await channel())?.authorizedUntil ?? 0;
		clock.advance(endsAt - clock.now() - 9 * DAY_MS);
		await renew();
		await renew();
		const alerts = async () =>
			(await scene.owner.get('alert:list', { open: true })).alerts.filter(one =>
				one.title.includes('access'),
			);
		expect(await alerts()).toHaveLength(1);
		expect((await alerts())[0]?.text).toContain('press Authorize again');
		expect((await channel())?.state).toBe('active');
		clock.advance(9 * DAY_MS);
		await renew();
		expect(await channel()).toMatchObject({ state: 'paused', problem: expect.any(String) });
	});
	it('keeps quiet when Instagram cannot be reached, and tries again', async () => {
		const endsAt = (await channel())?.authorizedUntil ?? 0;
		clock.advance(endsAt - clock.now() - 5 * DAY_MS);
		const { row } = scene.relay.relay.parts.channels.all()[0] ?? {};
		const apiUrl = row?.apiUrl ?? null;
		await scene.relay.relay.parts.settings.change(data => {
			for (const one of data.channels) one.apiUrl = 'http://127.0.0.1:9';
		});
		await renew();
		expect((await scene.owner.get('alert:list', { open: true })).alerts).toEqual([]);
		await scene.relay.relay.parts.settings.change(data => {
			for (const one of data.channels) one.apiUrl = apiUrl;
		});
		await renew();
		expect((await channel())?.authorizedUntil).toBeGreaterThan(endsAt);
	});
	it('is of no use once the person has ended the access: the channel pauses with the next message', async () => {
		await scene.sandbox.instagram.writes({ customer: JONAS, text: 'Hello' });
		await scene.open();
		await scene.sandbox.instagram.revoke({ because: 'password' });
		const sent = await scene.send({ kind: 'text', text: 'Nobody gets this' });
		const failed = await scene.message(sent.id, one => one.status === 'failed');
		expect(failed.problem?.code).toBe('credentials-refused');
		await until('the channel is paused', async () => (await channel())?.state === 'paused');
		const { lines } = await scene.owner.get('channel:check', { channelId: (await channel())?.id ?? '' });
		expect(lines.find(line => line.check === 'credentials')?.message).toContain('password was changed');

		// Authorised anew, it goes on.
		const begun = await scene.owner.get('channel:authorize', {
			provider: 'instagram',
			channelId: (await channel())?.id ?? '',
		});
		await consent(begun.url);
		await scene.owner.get('channel:update', {
			channelId: (await channel())?.id ?? '',
			authorizationId: begun.authorizationId,
		});
		expect((await channel())?.state).toBe('active');
	});
});

describe('secrets of an Instagram channel', () => {
	it('are nowhere but sealed', async () => {
		const scene = await startInstagram();
		await scene.sandbox.instagram.writes({ customer: JONAS, text: 'Hello' });
		await scene.open();
		const sent = await scene.send({ kind: 'text', text: 'Hello yourself' });
		await scene.message(sent.id, one => one.status === 'sent');
		await scene.sandbox.instagram.revoke();
		await scene.send({ kind: 'text', text: 'This fails' });
		await until('the channel is paused', async () => {
			const { channels } = await scene.owner.get('channel:list', {});
			return channels[0]?.state === 'paused';
		});
		const { settings, vault } = scene.relay.relay.parts;
		const [row] = settings.data.channels;
		const secrets = [
			INSTAGRAM_APP.appSecret,
			...Object.values(row?.secrets ?? {}).map(sealed => vault.open(sealed)),
			vault.open(row?.webhookKey ?? ''),
		];
		expect(secrets).toHaveLength(4);
		const places = {
			file: readFileSync(join(scene.relay.dataDir, 'settings.json'), 'utf8'),
			log: scene.relay.log.join('\n'),
			channels: JSON.stringify(await scene.owner.get('channel:list', {})),
			messages: JSON.stringify(await scene.open()),
			alerts: JSON.stringify(await scene.owner.get('alert:list', { open: false })),
		};
		for (const [place, written] of Object.entries(places))
			for (const secret of secrets) expect(written.includes(secret), `${place} holds a secret`).toBe(false);
		await scene.close();
	});
});
