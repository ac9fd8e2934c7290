import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLOUD_API_NUMBER } from '../../relay/sandbox/seed.ts';
import { COMMANDS, type CommandName } from '../../shared/contract/commands/index.ts';
import { newClientId, type Person } from '../support/relay.ts';
import { addSandboxChannel, type Scene, startScene } from '../support/scene.ts';
import { until } from '../support/until.ts';
import { body, doorOf, JONAS, text } from './webhooks.ts';

/** Everything that left the relay, by where it was seen. */
const seen: { where: string; what: string }[] = [];
/** Each secret with those places where it may be seen. */
const canaries = new Map<string, { what: string; may: RegExp }>();
const NOWHERE = /^$/;
const plant = (value: string, what: string, may: RegExp = NOWHERE) => void canaries.set(value, { what, may });

const KEY = randomBytes(32);
const hello = { kind: 'template' as const, name: 'hello', language: 'en_US', parameters: {} };

describe('no secret leaves the relay (R-17)', () => {
	let scene: Scene;
	const originalFetch = globalThis.fetch;
	beforeAll(async () => {
		globalThis.fetch = async (input, init) => {
			const answer = await originalFetch(input, init);
			const url = String(input);
			const headers = JSON.stringify([...answer.headers]);
			seen.push({
				where: `http ${url.replace(/\?.*/, '')}`,
				what: `${headers}\n${await answer.clone().text()}`,
			});
			return answer;
		};
		scene = await startScene({ relay: { config: { relayKey: KEY }, answerTimeoutMs: 1500 } });
		await play(scene);
	}, 30_000);
	afterAll(async () => {
		globalThis.fetch = originalFetch;
		await scene.close();
	});

	async function play({ sandbox, relay, owner, number, channel }: Scene): Promise<void> {
		plant(KEY.toString('hex'), 'the relay’s key');
		plant('sandbox-d360-key', 'the first API key');
		plant(owner.token, 'the owner’s token', /session\/pair$/);
		const agent = await relay.person('agent');
		plant(agent.token, 'the agent’s token', /session\/pair$/);
		// An owner sees the address of a webhook, whose last part is secret; nobody else does.
		const secret = new URL(channel.webhookUrl ?? '').pathname.split('/').at(-1) ?? '';
		plant(
			secret,
			'the secret of the webhook’s path',
			/channel\/(?:add|list|update|check)$|socket owner channel:changed/,
		);
		const row = (await sandbox.state()).numbers.find(one => one.id === number);
		plant(row?.webhook?.headers['x-relay-key'] ?? '', 'the header of the webhooks');
		for (const canary of [
			CLOUD_API_NUMBER.accessToken,
			CLOUD_API_NUMBER.appSecret,
			CLOUD_API_NUMBER.verifyToken,
		])
			plant(canary, 'a credential of the Cloud API');
		const fresh = `canary-key-"quoted"-${randomBytes(8).toString('hex')}`;
		plant(fresh, 'the newest API key');
		plant(JSON.stringify(fresh).slice(1, -1), 'the newest API key as JSON');
		for (const planted of [
			'canary-wrong-key-1',
			'canary-wrong-key-2',
			'canary-partner-secret',
			'canary-wrong-token',
		])
			plant(planted, 'a credential that was tried');

		const sockets = await Promise.all([owner.connect(), agent.connect()]);
		['owner', 'agent'].forEach((who, index) => {
			sockets[index]?.onAny((event: string, payload: unknown) =>
				seen.push({ where: `socket ${who} ${event}`, what: JSON.stringify(payload) }),
			);
		});
		await addSandboxChannel(owner, sandbox, 'cloud-api');
		await sandbox.writeText('+491713920001', number, 'hello');
		await sandbox.customerWrites({ customer: '+491713920001', number, message: { type: 'image' } });
		await sandbox.writeText('+491713920001', CLOUD_API_NUMBER.id, 'hello Lisbon');
		await sandbox.idle();
		for (const to of ['+447700900101', '+447700900026', '+447700900042', '+447700900801', '+447700900190']) {
			await owner.ask('message:send', { clientId: newClientId(), channelId: channel.id, to, content: hello });
			await owner.ask('channel:update', { channelId: channel.id, state: 'active' });
		}
		await everyCommand(owner, channel.id);
		await everyCommand(agent, channel.id);
		await everyCommand({ ...agent, token: 'canary-wrong-token' }, channel.id);
		const wrong = {
			type: 'whatsapp' as const,
			provider: 'dialog360' as const,
			address: '+49',
			apiUrl: `${sandbox.url}/dialog360`,
		};
		await owner.ask('channel:add', {
			...wrong,
			name: 'Wrong key',
			credentials: { apiKey: 'canary-wrong-key-1' },
		});
		await owner.ask('channel:add', {
			...wrong,
			name: 'Odd field',
			credentials: { apiKey: 'canary-wrong-key-1', other: 'canary-wrong-key-2' },
		});
		await owner.ask('channel:add', {
			...wrong,
			name: 'No number',
			apiUrl: 'http://127.0.0.1:9',
			credentials: { apiKey: 'canary-wrong-key-2' },
		});
		await owner.ask('channel:update', {
			channelId: channel.id,
			credentials: { apiKey: 'canary-wrong-key-1' },
		});
		await sandbox.number({ number, token: fresh });
		await owner.get('channel:update', {
			channelId: channel.id,
			credentials: { apiKey: fresh, partnerSecret: 'canary-partner-secret' },
		});
		await owner.ask('channel:check', { channelId: channel.id });
		const door = await doorOf(scene);
		for (const headers of [
			{},
			{ 'x-relay-key': 'wrong' },
			{ ...door.headers, 'x-360dialog-signature': 'wrong' },
		]) {
			const answer = await fetch(door.url, {
				method: 'POST',
				headers: headers as Record<string, string>,
				body: JSON.stringify(body([text(JONAS, 'wamid.S', Date.now(), 'x')])),
			});
			expect(answer.status).toBe(401);
		}
		for (const path of [
			'/',
			'/healthz',
			'/nothing',
			'/api/v1/openapi.json',
			`/webhooks/${channel.id}/wrong`,
			'/media/med_none',
		])
			await fetch(`${relay.url}${path}`);
		await fetch(`${relay.url}/api/v1/session/show`, {
			method: 'POST',
			headers: { authorization: `Bearer ${owner.token}` },
			body: `{"token":"${owner.token}",`,
		});
		// Faults of our own: what the log tells of them is what support gets.
		const { store } = relay.relay.parts;
		const find = store.contacts.find.bind(store.contacts);
		store.contacts.find = async () => {
			throw new Error(`a fault near ${fresh} and ${owner.token}`);
		};
		await owner.ask('contact:show', { contactId: 'x' });
		store.contacts.find = find;
		const made = await owner.get('user:invite', { name: 'Cleo', role: 'agent' });
		plant(made.code.split('@')[0] ?? '', 'a pairing code', /user\/invite$/);
		await until('the log has told of failures', () => relay.log.some(line => line.includes('a fault near')));
		await relay.relay.drained();
		for (const socket of sockets) socket.close();
		for (const line of relay.log) seen.push({ where: 'log', what: line });
	}

	async function everyCommand(person: Person, channelId: string): Promise<void> {
		const { conversations } = await scene.owner.get('conversation:list', {});
		const conversationId = conversations[0]?.id ?? '';
		const { messages } = await scene.owner.get('conversation:open', { conversationId });
		const request = {
			channelId,
			conversationId,
			contactId: conversations[0]?.contact.id,
			messageId: messages[0]?.id,
			afterRevision: 0,
			clientId: newClientId(),
			content: hello,
			mediaId: 'med_none',
			outcome: 'sent',
		};
		for (const name of Object.keys(COMMANDS) as CommandName[]) {
			if (
				[
					'session:end',
					'session:pair',
					'channel:remove',
					'channel:add',
					'user:invite',
					'device:revoke',
				].includes(name)
			)
				continue;
			await fetch(`${scene.relay.url}/api/v1/${name.replace(':', '/')}`, {
				method: 'POST',
				headers: { authorization: `Bearer ${person.token}` },
				body: JSON.stringify(request),
			});
		}
	}

	const leaks = (places: readonly { where: string; what: string }[]) =>
		places.flatMap(({ where, what }) =>
			[...canaries]
				.filter(([value, { may }]) => what.includes(value) && !may.test(where))
				.map(([, canary]) => `${canary.what} in ${where}`),
		);

	it('the search itself finds what is there', () => {
		expect(seen.filter(({ where }) => where.startsWith('http')).length).toBeGreaterThan(60);
		expect(seen.filter(({ where }) => where.startsWith('socket')).length).toBeGreaterThan(5);
		expect(seen.filter(({ where }) => where === 'log').length).toBeGreaterThan(4);
		for (const [value, { may }] of canaries) {
			expect(value.length).toBeGreaterThan(10);
			if (may !== NOWHERE)
				expect(
					seen.some(({ where, what }) => may.test(where) && what.includes(value)),
					may.source,
				).toBe(true);
		}
		expect(leaks([{ where: 'log', what: `x${scene.owner.token}x` }])).toHaveLength(1);
	});
	it('not in any answer', () => {
		expect(leaks(seen.filter(({ where }) => where.startsWith(`http ${scene.relay.url}`)))).toEqual([]);
	});
	it('not in any frame of a socket', () => {
		expect(leaks(seen.filter(({ where }) => where.startsWith('socket')))).toEqual([]);
	});
	it('not in any line of the log', () => {
		expect(leaks(seen.filter(({ where }) => where === 'log'))).toEqual([]);
	});
	it('not in any file of its folder', () => {
		const files = readdirSync(scene.relay.dataDir, { recursive: true, withFileTypes: true }).filter(entry =>
			entry.isFile(),
		);
		expect(files.map(file => file.name)).toContain('settings.json');
		const contents = files.map(file => ({
			where: `file ${file.name}`,
			what: readFileSync(join(file.parentPath, file.name), 'latin1'),
		}));
		expect(leaks(contents)).toEqual([]);
	});
});
