import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLOUD_API_NUMBER } from '../../../relay/sandbox/seed.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { body, type Door, doorOf, inbound, JONAS, text } from '../webhooks.ts';

/** Bytes with unusual spacing: whoever serialises again signs something else. */
const BYTES = JSON.stringify(body([text(JONAS, 'wamid.FORGED', Date.now(), 'Grüße 🌱')]), null, 1);
const sign = (secret: string, bytes: string | Buffer = BYTES, algorithm = 'sha256') =>
	createHmac(algorithm, secret).update(bytes).digest('hex');

interface Forged {
	readonly path?: string;
	readonly headers: Record<string, string | string[]>;
	readonly bytes?: string | Buffer;
}

/** Sends exactly these headers, repeated ones too. */
function post(url: string, forged: Forged): Promise<number> {
	const { promise, resolve, reject } = Promise.withResolvers<number>();
	const call = request(url, { method: 'POST', headers: forged.headers }, response => {
		response.resume();
		resolve(response.statusCode ?? 0);
	});
	call.on('error', reject);
	call.end(forged.bytes ?? BYTES);
	return promise;
}

const stored = async (scene: Scene) => {
	const { store } = scene.relay.relay.parts;
	await scene.relay.relay.drained();
	const rows = [...(await store.inbox.open(100)), ...(await store.inbox.parked())];
	return {
		rows: rows.length,
		received: (await store.inbox.lastReceived()).size,
		message: await store.messages.byExternalId(scene.channel.id, 'wamid.FORGED'),
	};
};
const NOTHING = { rows: 0, received: 0, message: null };

describe('a webhook for 360dialog', () => {
	let scene: Scene;
	let door: Door;
	let key: string;
	let variants: Record<string, Forged>;
	beforeAll(async () => {
		scene = await startScene();
		door = await doorOf(scene);
		key = door.headers['x-relay-key'] ?? '';
		const { pathname } = new URL(door.url);
		const [, , channelId = '', secret = ''] = pathname.split('/');
		const right = { 'x-relay-key': key };
		variants = {
			'without any proof': { headers: {} },
			'with an empty key': { headers: { 'x-relay-key': '' } },
			'with another key': { headers: { 'x-relay-key': 'a'.repeat(key.length) } },
			'with the beginning of the key': { headers: { 'x-relay-key': key.slice(0, -1) } },
			'with more than the key': { headers: { 'x-relay-key': `${key}a` } },
			'with the key in the other case': { headers: { 'x-relay-key': key.toUpperCase() } },
			'with the key in another header': { headers: { 'x-relay': key, authorization: `Bearer ${key}` } },
			'with the key in the address': { path: `${pathname}?x-relay-key=${key}`, headers: {} },
			'with the key among others': { headers: { 'x-relay-key': ['wrong', key] } },
			'with the secret of the path as key': { headers: { 'x-relay-key': secret } },
			'at a wrong secret': { path: `/webhooks/${channelId}/${'a'.repeat(secret.length)}`, headers: right },
			'at half a secret': { path: `/webhooks/${channelId}/${secret.slice(0, 20)}`, headers: right },
			'at no secret': { path: `/webhooks/${channelId}`, headers: right },
			'at an empty secret': { path: `/webhooks/${channelId}//`, headers: right },
			'at another channel': { path: `/webhooks/chn_other/${secret}`, headers: right },
			'at a channel of the prototype': { path: `/webhooks/__proto__/${secret}`, headers: right },
			'with a signature by a key that it made up': { headers: { 'x-360dialog-signature': sign('made-up') } },
			'with Meta’s signature by nobody’s secret': {
				headers: { 'x-hub-signature-256': `sha256=${sign('')}` },
			},
		};
	});
	afterAll(() => scene.close());

	it('that is forged in any of many ways is not stored', async () => {
		expect(Object.keys(variants).length).toBeGreaterThanOrEqual(15);
		for (const [what, forged] of Object.entries(variants)) {
			const status = await post(new URL(forged.path ?? new URL(door.url).pathname, door.url).href, forged);
			expect(status === 401 || status === 404, `${what}: ${status}`).toBe(true);
		}
		expect(await stored(scene)).toEqual(NOTHING);
	});
	it('is refused in the same words whether the channel exists or not', async () => {
		const [, , channelId] = new URL(door.url).pathname.split('/');
		const answers = await Promise.all(
			[`/webhooks/${channelId}/wrong`, '/webhooks/chn_none/wrong'].map(async path => {
				const answer = await fetch(new URL(path, door.url), { method: 'POST', body: BYTES });
				return [answer.status, await answer.text()];
			}),
		);
		expect(answers[0]).toEqual(answers[1]);
	});
	it('has no GET handshake', async () => {
		const answer = await fetch(`${door.url}?hub.mode=subscribe&hub.challenge=1&hub.verify_token=${key}`);
		expect(answer.status).toBe(401);
	});
	it('with the right key that is not JSON is refused, and one that is too large', async () => {
		expect(await post(door.url, { headers: { 'x-relay-key': key }, bytes: '{"a"' })).toBe(400);
		expect(await post(door.url, { headers: { 'x-relay-key': key }, bytes: '' })).toBe(400);
		expect(
			await post(door.url, { headers: { 'x-relay-key': key }, bytes: Buffer.alloc(6_000_000, 32) }),
		).toBe(413);
		expect(await stored(scene)).toEqual(NOTHING);
	});
	it('needs the partner’s signature too, where a partner secret is set', async () => {
		await scene.owner.get('channel:update', {
			channelId: scene.channel.id,
			credentials: { partnerSecret: 'partner-secret-1' },
		});
		const right = { 'x-relay-key': key };
		const wrong: Record<string, Forged> = {
			'no signature': { headers: right },
			'one by another secret': { headers: { ...right, 'x-360dialog-signature': sign('partner-secret-2') } },
			'one of other bytes': {
				headers: { ...right, 'x-360dialog-signature': sign('partner-secret-1', `${BYTES} `) },
			},
			'one without the key': { headers: { 'x-360dialog-signature': sign('partner-secret-1') } },
		};
		for (const [what, forged] of Object.entries(wrong)) expect(await post(door.url, forged), what).toBe(401);
		expect(await stored(scene)).toEqual(NOTHING);
		for (const signature of [sign('partner-secret-1'), `sha256=${sign('partner-secret-1')}`])
			expect(await post(door.url, { headers: { ...right, 'x-360dialog-signature': signature } })).toBe(200);
		expect((await stored(scene)).message).not.toBeNull();
	});
});

describe('a webhook of the Cloud API', () => {
	let scene: Scene;
	let url: string;
	const right = `sha256=${sign(CLOUD_API_NUMBER.appSecret)}`;
	beforeAll(async () => {
		scene = await startScene({ provider: 'cloud-api' });
		url = scene.channel.webhookUrl ?? '';
	});
	afterAll(() => scene.close());

	const header = (value: string | string[]) => ({ headers: { 'x-hub-signature-256': value } });
	const VARIANTS: Record<string, Forged> = {
		'without a signature': { headers: {} },
		'with an empty one': header(''),
		'with only its prefix': header('sha256='),
		'by another secret': header(`sha256=${sign('other')}`),
		'by an empty secret': header(`sha256=${sign('')}`),
		'by the access token': header(`sha256=${sign(CLOUD_API_NUMBER.accessToken)}`),
		'by the verify token': header(`sha256=${sign(CLOUD_API_NUMBER.verifyToken)}`),
		'with SHA-1': {
			headers: { 'x-hub-signature': `sha1=${sign(CLOUD_API_NUMBER.appSecret, BYTES, 'sha1')}` },
		},
		'with SHA-1 in the newer header': header(`sha256=${sign(CLOUD_API_NUMBER.appSecret, BYTES, 'sha1')}`),
		'with SHA-512': header(`sha256=${sign(CLOUD_API_NUMBER.appSecret, BYTES, 'sha512')}`),
		'with half of it': header(right.slice(0, 40)),
		'with one letter changed': header(right.slice(0, -1) + (right.endsWith('0') ? '1' : '0')),
		'in base64': header(`sha256=${Buffer.from(sign(CLOUD_API_NUMBER.appSecret), 'hex').toString('base64')}`),
		'with the right one second': header([`sha256=${sign('other')}`, right]),
		'over other bytes': { ...header(right), bytes: BYTES.replace('Gr', 'gr') },
		'over the body written anew': { ...header(right), bytes: JSON.stringify(JSON.parse(BYTES)) },
		'over the body with a space more': { ...header(right), bytes: `${BYTES} ` },
		'over the escaped form': { ...header(right), bytes: BYTES.replace('ü', '\\u00fc') },
		'in the address': { path: `?x-hub-signature-256=${right}`, headers: {} },
		'with the proof of 360dialog': { headers: { 'x-relay-key': 'a' } },
	};

	it.each(Object.entries(VARIANTS))('%s is not stored', async (_what, forged) => {
		expect(await post(url + (forged.path ?? ''), forged)).toBe(401);
		expect(await stored(scene)).toEqual(NOTHING);
	});
	it('signed over its bytes is stored, whatever the case of the signature', async () => {
		const own = { phone_number_id: CLOUD_API_NUMBER.phoneNumberId };
		const message = { id: 'wamid.FORGED', at: Date.now(), type: 'text', text: { body: 'Grüße 🌱' } };
		const bytes = JSON.stringify(body([inbound(JONAS, message, own)]));
		const signature = sign(CLOUD_API_NUMBER.appSecret, bytes).toUpperCase();
		expect(await post(url, { ...header(`sha256=${signature}`), bytes })).toBe(200);
		expect((await stored(scene)).message).not.toBeNull();
	});
	it('answers the handshake only with the right token', async () => {
		const ask = async (query: Record<string, string>) => {
			const answer = await fetch(`${url}?${new URLSearchParams(query)}`);
			return { status: answer.status, text: await answer.text() };
		};
		const good = {
			'hub.mode': 'subscribe',
			'hub.challenge': '115<b>8',
			'hub.verify_token': CLOUD_API_NUMBER.verifyToken,
		};
		expect(await ask(good)).toEqual({ status: 200, text: '115<b>8' });
		expect((await fetch(`${url}?${new URLSearchParams(good)}`)).headers.get('content-type')).toMatch(
			/^text\/plain/,
		);
		for (const wrong of [
			{ ...good, 'hub.verify_token': 'wrong' },
			{ ...good, 'hub.verify_token': '' },
			{ ...good, 'hub.mode': 'unsubscribe' },
			{ 'hub.challenge': '1' },
			{},
		])
			expect((await ask(wrong as Record<string, string>)).status).toBe(401);
		const elsewhere = await fetch(`${url}x?${new URLSearchParams(good)}`);
		expect(elsewhere.status).toBe(401);
	});
});
