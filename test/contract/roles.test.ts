import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS, type CommandName } from '../../shared/contract/commands/index.ts';
import { ROLES, type Role } from '../../shared/domain/roles.ts';
import { connect, type Person, person, startTestRelay, type TestRelay } from '../support/relay.ts';
import { type Scene, startScene } from '../support/scene.ts';

/** Written out once more, apart from the table that it holds: what each role may not do. */
const FORBIDDEN: Record<Role, readonly CommandName[]> = {
	owner: [],
	manager: [
		'channel:add',
		'channel:authorize',
		'channel:authorization',
		'channel:partner',
		'channel:set-partner',
		'channel:partner-numbers',
		'profile:save',
		'channel:update',
		'channel:remove',
		'user:invite',
		'limit:join',
		'price:import',
		'price:remove',
		'rules:change',
	],
	agent: [
		'channel:add',
		'channel:authorize',
		'channel:authorization',
		'channel:partner',
		'channel:set-partner',
		'channel:partner-numbers',
		'profile:show',
		'profile:sync',
		'profile:save',
		'checklist:show',
		'checklist:mark',
		'channel:update',
		'channel:remove',
		'channel:check',
		'template:sync',
		'template:save-draft',
		'template:remove-draft',
		'template:submit',
		'template:annotate',
		'template:remove',
		'quick-reply:save',
		'quick-reply:remove',
		'consent:export',
		'limit:show',
		'limit:look',
		'limit:join',
		'statistics:channels',
		'broadcast:report',
		'alert:list',
		'alert:dismiss',
		'price:cards',
		'price:import',
		'price:remove',
		'price:totals',
		'rules:change',
		'user:invite',
		'contacts:export',
		'contacts:import-read',
		'contacts:import-check',
		'contacts:import',
		'contacts:imports',
		'contacts:import-report',
		'contacts:import-undo',
		'tag:rename',
		'tag:remove',
		'attribute:save',
		'attribute:remove',
	],
};
const OPEN: readonly CommandName[] = ['session:pair'];
const NAMES = Object.keys(COMMANDS) as CommandName[];

async function call(
	url: string,
	name: string,
	token: string | null,
): Promise<{ status: number; code: string | null; text: string }> {
	const answer = await fetch(`${url}/api/v1/${name.replace(':', '/')}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
		body: '{}',
	});
	const text = await answer.text();
	return { status: answer.status, code: JSON.parse(text).error?.code ?? null, text };
}

describe('the permission of every command', () => {
	let relay: TestRelay;
	let foreign: TestRelay;
	const tokens: Record<string, string> = {};
	beforeAll(async () => {
		[relay, foreign] = await Promise.all([startTestRelay(), startTestRelay()]);
		tokens.foreign = (await foreign.person('owner')).token;
		const gone = await relay.person('owner');
		await gone.get('session:end', {});
		tokens.revoked = gone.token;
	});
	afterAll(() => Promise.all([relay.close(), foreign.close()]));

	const rows = NAMES.flatMap(name => ROLES.map(role => ({ name, role })));
	it.each(rows)('$name by $role', async ({ name, role }) => {
		const { token } = await relay.person(role);
		const { status, code } = await call(relay.url, name, token);
		if (FORBIDDEN[role].includes(name)) expect({ status, code }).toEqual({ status: 403, code: 'forbidden' });
		else expect([200, 400]).toContain(status);
	});
	it.each(rows.filter(({ role }) => role !== 'owner'))(
		'$name by $role over the socket',
		async ({ name, role }) => {
			const { token } = await relay.person(role);
			const socket = await connect(relay.url, token);
			const result = await (
				socket as unknown as {
					emitWithAck: (name: string, request: object) => Promise<{ error?: { code: string } }>;
				}
			).emitWithAck(name, {});
			socket.close();
			if (FORBIDDEN[role].includes(name)) expect(result.error?.code).toBe('forbidden');
			else expect(result.error?.code ?? 'invalid').toBe('invalid');
		},
	);
	it.each(NAMES.filter(name => !OPEN.includes(name)))(
		'%s without, with a foreign, an ended and a made-up token',
		async name => {
			const strangers = [null, tokens.foreign ?? '', tokens.revoked ?? '', 'made-up', 'x'.repeat(5000)];
			for (const token of strangers)
				expect(await call(relay.url, name, token)).toMatchObject({ status: 401, code: 'unauthorised' });
		},
	);
	it('needs the token in the header, and nowhere else', async () => {
		const { token } = await relay.person('owner');
		const path = `${relay.url}/api/v1/session/show`;
		const tries = [
			fetch(`${path}?token=${token}&access_token=${token}`, { method: 'POST', body: '{}' }),
			fetch(path, { method: 'POST', body: JSON.stringify({ token }) }),
			fetch(path, { method: 'POST', body: '{}', headers: { cookie: `token=${token}` } }),
			fetch(path, { method: 'POST', body: '{}', headers: { authorization: `Basic ${token}` } }),
		];
		for (const answer of await Promise.all(tries)) expect(answer.status).toBe(401);
	});
	it('is asked before the request is read: nobody learns what a valid one looks like', async () => {
		const { token } = await relay.person('agent');
		expect((await call(relay.url, 'channel:add', token)).text).not.toContain('credentials');
	});
});

describe('what an agent sees', () => {
	let scene: Scene;
	let agent: Person;
	let secrets: string[];
	beforeAll(async () => {
		scene = await startScene();
		agent = await scene.relay.person('agent');
		const path = new URL(scene.channel.webhookUrl ?? '').pathname.split('/').at(-1) ?? '';
		secrets = [path, scene.channel.webhookUrl ?? '', scene.channel.credentials.apiKey ?? '…'];
		expect(path.length).toBeGreaterThan(30);
	});
	afterAll(() => scene.close());

	it('never holds a channel’s webhook address, credentials or provider address', async () => {
		const { channels } = await agent.get('channel:list', {});
		expect(channels).toMatchObject([
			{ name: 'Sales Berlin', webhookUrl: null, credentials: {}, settings: {}, apiUrl: null },
		]);
		for (const secret of secrets) expect(JSON.stringify(channels)).not.toContain(secret);
	});
	it('holds none of it in a push either, which an owner gets in full', async () => {
		const [his, hers] = await Promise.all([agent.connect(), scene.owner.connect()]);
		const heard = [his, hers].map(
			socket => new Promise<{ channel: unknown }>(resolve => socket.once('channel:changed', resolve)),
		);
		await scene.owner.get('channel:update', { channelId: scene.channel.id, name: 'Sales Hamburg' });
		const [toAgent, toOwner] = await Promise.all(heard);
		his.close();
		hers.close();
		expect(toOwner?.channel).toMatchObject({ name: 'Sales Hamburg', webhookUrl: scene.channel.webhookUrl });
		expect(toAgent?.channel).toMatchObject({ name: 'Sales Hamburg', webhookUrl: null, credentials: {} });
		for (const secret of secrets) expect(JSON.stringify(toAgent)).not.toContain(secret);
	});
	it('is as little for a manager', async () => {
		const manager = await scene.relay.person('manager');
		const { channel } = await manager.get('channel:check', { channelId: scene.channel.id });
		expect(channel).toMatchObject({ webhookUrl: null, credentials: {} });
	});
	it('are only the own devices, and others can be neither seen nor revoked', async () => {
		const { devices } = await agent.get('device:list', {});
		expect(devices).toHaveLength(1);
		expect(devices[0]).toMatchObject({ current: true, user: { id: agent.userId } });
		const all = (await scene.owner.get('device:list', {})).devices;
		const ownerDevice = all.find(device => device.user.id === scene.owner.userId)?.id ?? '';
		const refused = await agent.ask('device:revoke', { deviceId: ownerDevice });
		const unknown = await agent.ask('device:revoke', { deviceId: 'dev_none' });
		expect(refused).toEqual(unknown);
		expect(refused).toMatchObject({ ok: false, error: { code: 'not-found' } });
		expect((await scene.owner.ask('session:show', {})).ok).toBe(true);
	});
	it('ends when an owner revokes the device: its token stops at once', async () => {
		const other = await scene.relay.person('agent');
		const { devices } = await scene.owner.get('device:list', {});
		const deviceId = devices.find(device => device.user.id === other.userId)?.id ?? '';
		await scene.owner.get('device:revoke', { deviceId });
		expect(await other.ask('session:show', {})).toMatchObject({ ok: false, error: { code: 'unauthorised' } });
	});
});

describe('pairing', () => {
	let relay: TestRelay;
	beforeAll(async () => {
		relay = await startTestRelay();
	});
	afterAll(() => relay.close());
	const pair = async (code: string) =>
		(await call2(relay.url, { code, device: 'test' })) as {
			ok: boolean;
			value?: { token: string; user: { id: string; role: string } };
			error?: { code: string; message: string };
		};
	const call2 = async (url: string, request: object) =>
		(await fetch(`${url}/api/v1/session/pair`, { method: 'POST', body: JSON.stringify(request) })).json();
	const invite = async (role: Role, name: string) =>
		(await (await relay.person('owner')).get('user:invite', { role, name })).code;

	it('takes a code once, as it is pasted: small letters, spaces, without the address', async () => {
		const code = await invite('agent', 'Bea');
		const paired = await pair(`  ${code.split('@')[0]?.toLowerCase()} `);
		expect(paired.value?.user.role).toBe('agent');
		expect(await pair(code)).toMatchObject({ ok: false, error: { code: 'unauthorised' } });
	});
	it('gives one of many at the same time a token', async () => {
		const code = await invite('agent', 'Cleo');
		const answers = await Promise.all(Array.from({ length: 8 }, () => pair(code)));
		expect(answers.filter(answer => answer.ok)).toHaveLength(1);
	});
	it('makes one person of two devices that pair at the same time', async () => {
		const codes = [await invite('agent', 'Dora'), await invite('agent', 'Dora')];
		const [first, second] = await Promise.all(codes.map(pair));
		expect(first?.value?.user.id).toBe(second?.value?.user.id);
		expect(first?.value?.token).not.toBe(second?.value?.token);
		expect(relay.relay.parts.settings.data.users.filter(user => user.name === 'Dora')).toHaveLength(1);
	});
	it('holds persons of the same name and another role apart', async () => {
		const manager = await pair(await invite('manager', 'Eve'));
		const agent = await pair(await invite('agent', 'Eve'));
		expect(manager.value?.user).toMatchObject({ role: 'manager' });
		expect(agent.value?.user).toMatchObject({ role: 'agent' });
	});
	it('refuses a code that was never made, with what to do', async () => {
		const refused = await pair('AAAA-BBBB-CCCC-DDDD@http://127.0.0.1:1');
		expect(refused.error?.message).toMatch(/Ask for a new one\.$/);
	});
	it('keeps neither codes nor tokens, only their hashes', async () => {
		const code = await invite('agent', 'Fay');
		const open = await invite('agent', 'Gus');
		const { value } = await pair(code);
		const store = relay.relay.parts.store;
		const kept = JSON.stringify([await store.devices.list(), relay.relay.parts.settings.data]);
		for (const secret of [code.split('@')[0] ?? '', open.split('@')[0] ?? '', value?.token ?? ''])
			expect(kept).not.toContain(secret);
		expect(person(relay.url, value?.token ?? '', '').token).toBe(value?.token);
	});
});
