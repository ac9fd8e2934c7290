import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashSecret } from '../../relay/ids.ts';
import { COMMANDS, type CommandName } from '../../shared/contract/commands/index.ts';
import { PROTOCOL_VERSION, REFUSE_REASONS } from '../../shared/contract/version.ts';
import { connect, startTestRelay, type TestRelay } from '../support/relay.ts';
import { until } from '../support/until.ts';

let relay: TestRelay;
beforeAll(async () => {
	relay = await startTestRelay();
});
afterAll(() => relay.close());

type Loose = { emitWithAck(name: string, ...rest: unknown[]): Promise<unknown> };

describe('a connection', () => {
	it.each([
		['an older client', { protocol: PROTOCOL_VERSION - 1 }, 'client-too-old'],
		['a newer client', { protocol: PROTOCOL_VERSION + 1 }, 'client-too-new'],
		['a client without a version', { protocol: undefined }, 'client-too-old'],
		['a version that is no number', { protocol: 'one' }, 'client-too-old'],
		['a made-up token', { token: 'made-up' }, 'unauthorised'],
		['a token that is no text', { token: { $ne: '' } }, 'unauthorised'],
		['no token', { token: undefined }, 'unauthorised'],
	])('of %s is refused with the reason', async (_who, handshake, reason) => {
		const { token } = await relay.person('agent');
		const error = await connect(relay.url, token, handshake as never).then(
			() => null,
			(failed: Error) => failed,
		);
		expect(error?.message).toBe(reason);
		expect(REFUSE_REASONS as readonly string[]).toContain(error?.message);
	});
	it('by long polling is not taken: a worker cannot make one, and pages of the web could', async () => {
		const { token } = await relay.person('agent');
		const socket = io(relay.url, {
			transports: ['polling'],
			reconnection: false,
			forceNew: true,
			auth: { token, protocol: PROTOCOL_VERSION },
		});
		await new Promise<void>(resolve => socket.once('connect_error', () => resolve()));
		socket.close();
		expect((await fetch(`${relay.url}/socket.io/?EIO=4&transport=polling`)).status).toBe(400);
	});
	it('answers every command of the contract', async () => {
		const person = await relay.person('owner');
		const socket = (await person.connect()) as unknown as Loose & { close(): void };
		for (const name of Object.keys(COMMANDS) as CommandName[]) {
			if (name === 'session:end') continue;
			expect(await socket.emitWithAck(name, {}), name).toHaveProperty('ok');
		}
		socket.close();
	});
	it('lives through what is not right: no request, no answer wanted, a name that is none', async () => {
		const person = await relay.person('agent');
		const socket = (await person.connect()) as unknown as Loose & {
			emit(...rest: unknown[]): void;
			close(): void;
		};
		socket.emit('session:show');
		socket.emit('session:show', {});
		socket.emit('session:show', {}, 'no function');
		socket.emit('no:command', {});
		socket.emit('__proto__', {});
		expect(await socket.emitWithAck('session:show', null)).toMatchObject({ ok: true });
		expect(await socket.emitWithAck('contact:show', 'text')).toMatchObject({
			ok: false,
			error: { code: 'invalid' },
		});
		socket.close();
	});
	it('of a revoked device is told and cut, others stay', async () => {
		const [owner, agent] = [await relay.person('owner'), await relay.person('agent')];
		const [hers, his] = [await owner.connect(), await agent.connect()];
		const told = new Promise<unknown>(resolve => his.once('session:ended', resolve));
		const cut = new Promise<string>(resolve => his.once('disconnect', resolve));
		const { devices } = await owner.get('device:list', {});
		await owner.get('device:revoke', {
			deviceId: devices.find(one => one.user.id === agent.userId)?.id ?? '',
		});
		expect(await told).toEqual({ reason: 'revoked' });
		expect(await cut).toBe('io server disconnect');
		expect(hers.connected).toBe(true);
		hers.close();
		await expect(agent.connect()).rejects.toThrow('unauthorised');
	});
	it('that ends its own session gets its answer before it is cut', async () => {
		const person = await relay.person('agent');
		const socket = await person.connect();
		const told = new Promise<unknown>(resolve => socket.once('session:ended', resolve));
		const cut = new Promise<string>(resolve => socket.once('disconnect', resolve));
		expect(await (socket as unknown as Loose).emitWithAck('session:end', {})).toEqual({
			ok: true,
			value: {},
		});
		expect(await told).toEqual({ reason: 'ended' });
		await cut;
	});
	it('that is being made while its device is revoked does not stay', async () => {
		const person = await relay.person('agent');
		const { devices } = relay.relay.parts.store;
		const seen = devices.seen.bind(devices);
		// The moment between asking who it is and letting it in: what is told then finds it in no room yet.
		devices.seen = async (id, at) => {
			await seen(id, at);
			if (id === 'dev_racing') await devices.remove(id);
		};
		await devices.insert({
			id: 'dev_racing',
			token_hash: hashSecret('racing-token'),
			user_id: person.userId,
			name: 'racing',
			created_at: 1,
		});
		const socket = await connect(relay.url, 'racing-token');
		devices.seen = seen;
		await until('it is cut', () => socket.disconnected);
	});
});
