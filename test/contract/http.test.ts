import { existsSync, readdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, startTestRelay, type TestRelay } from '../support/relay.ts';
import { until } from '../support/until.ts';

interface Answer {
	status: number;
	headers: Headers;
	text: string;
	json: { ok?: boolean; error?: { code: string; message: string; fields?: Record<string, string> } } | null;
}

let relay: TestRelay;
let owner: Person;
beforeAll(async () => {
	relay = await startTestRelay();
	owner = await relay.person('owner');
});
afterAll(() => relay.close());

async function send(path: string, init: RequestInit = {}): Promise<Answer> {
	const answer = await fetch(`${relay.url}${path}`, {
		method: 'POST',
		...init,
		headers: { authorization: `Bearer ${owner.token}`, ...(init.headers as Record<string, string>) },
	});
	const text = await answer.text();
	let json: Answer['json'] = null;
	try {
		json = JSON.parse(text);
	} catch {}
	return { status: answer.status, headers: answer.headers, text, json };
}
const command = (path: string, body: unknown) =>
	send(`/api/v1/${path}`, { body: typeof body === 'string' ? body : JSON.stringify(body) });

/** What no answer may hold: where our code lives, and how it got there. */
const TRACE = /\bat .+:\d+:\d+|node_modules|\.ts\b|\/relay\/|Error:|SQLITE|kysely/;

describe('a request that is not right', () => {
	it.each([
		['text that is not JSON', '{"a":', 'invalid', 400, 'body'],
		['a single quote', "{'a':1}", 'invalid', 400, 'body'],
		['a number', '5', 'invalid', 400, 'request'],
		['a list', '[]', 'invalid', 400, 'request'],
		['nothing', '', 'invalid', 400, 'contactId'],
		['null', 'null', 'invalid', 400, 'contactId'],
	])('with %s as body says so', async (_what, body, code, status, field) => {
		const answer = await command('contact/show', body);
		expect({ status: answer.status, code: answer.json?.error?.code }).toEqual({ status, code });
		expect(Object.keys(answer.json?.error?.fields ?? {})).toContain(field);
		expect(answer.json?.error?.message).toMatch(/^[“A-Z].*\.$/);
		expect(answer.text).not.toMatch(TRACE);
	});
	it.each([
		['a number for a text', 'contact/show', { contactId: 5 }, 'contactId', /must be a string/],
		[
			'a text for a number',
			'conversation/sync',
			{ conversationId: 'x', afterRevision: '1' },
			'afterRevision',
			/must be/,
		],
		['a missing field', 'conversation/sync', { conversationId: 'x' }, 'afterRevision', /is missing/],
		[
			'too large a number',
			'conversation/read',
			{ conversationId: 'x', limit: 100_000 },
			'limit',
			/at most 200/,
		],
		['an unknown choice', 'conversation/list', { filter: 'red' }, 'filter', /all, unread/],
		[
			'an unknown kind of content',
			'message/send',
			{ clientId: 'client-0001', conversationId: 'x', content: { kind: 'poem' } },
			'content.kind',
			/kind/,
		],
		[
			'a wrong field deep inside',
			'message/send',
			{ clientId: 'client-0001', conversationId: 'x', content: { kind: 'text', text: 5 } },
			'content.text',
			/must be a string/,
		],
		[
			'neither conversation nor recipient',
			'message/send',
			{ clientId: 'client-0001', content: { kind: 'text', text: 'a' } },
			'conversationId',
			/channelId and to/,
		],
		[
			'a short client id',
			'message/send',
			{ clientId: 'a', conversationId: 'x', content: { kind: 'text', text: 'a' } },
			'clientId',
			/8 characters/,
		],
		['a role that is none', 'user/invite', { name: 'Ann', role: 'king' }, 'role', /owner, manager, agent/],
		[
			'an address that is none',
			'channel/add',
			{
				name: 'Sales',
				type: 'whatsapp',
				provider: 'dialog360',
				address: '+49',
				credentials: {},
				apiUrl: 'ftp://x',
			},
			'apiUrl',
			/https/,
		],
	])('with %s names the field', async (_what, path, body, field, words) => {
		const answer = await command(path, body);
		expect(answer.status).toBe(400);
		expect(answer.json?.error?.code).toBe('invalid');
		expect(answer.json?.error?.fields?.[field]).toMatch(words);
		expect(answer.json?.error?.message).toMatch(/\.$/);
	});
	it('names every wrong field at once', async () => {
		const answer = await command('conversation/sync', { conversationId: 1, afterRevision: -1 });
		expect(Object.keys(answer.json?.error?.fields ?? {}).sort()).toEqual(['afterRevision', 'conversationId']);
	});
	it('with a value from the prototype is none of ours', async () => {
		for (const name of ['__proto__/polluted', 'constructor/name', 'message/__proto__', 'toString/valueOf'])
			expect((await command(name, {})).status).toBe(404);
		await command('contact/show', '{"__proto__":{"polluted":1},"contactId":"x"}');
		expect(({} as { polluted?: number }).polluted).toBeUndefined();
	});
	it('of an unknown command says where the known ones are listed', async () => {
		const answer = await command('message/sing', {});
		expect(answer.status).toBe(404);
		expect(answer.json?.error).toMatchObject({
			code: 'not-found',
			message: expect.stringContaining('openapi.json'),
		});
	});
	it('with another method than POST says which', async () => {
		for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
			const answer = await send('/api/v1/message/send', { method });
			expect(answer.status).toBe(405);
			expect(answer.headers.get('allow')).toBe('POST');
			expect(answer.json?.error?.message).toContain('POST');
		}
	});
	it('of more than a megabyte is too large', async () => {
		const answer = await command('contact/show', { contactId: 'x'.repeat(1_100_000) });
		expect(answer.status).toBe(413);
		expect(answer.json?.error?.code).toBe('too-large');
	});
	it('in a strange encoding says what to send', async () => {
		const answer = await send('/api/v1/contact/show', {
			body: 'x',
			headers: { 'content-encoding': 'rot13' },
		});
		expect(answer.status).toBe(400);
		expect(answer.json?.error?.message).toContain('UTF-8');
	});
	it('to a path that is not written correctly is no fault of ours', async () => {
		const answer = await send('/api/v1/message/%E0%A4%A');
		expect(answer.status).toBe(400);
		expect(answer.text).not.toMatch(TRACE);
	});
	it('to nowhere is answered in the same shape', async () => {
		for (const path of ['/nothing', '/api/v1/nothing', '/api/v2/message/send', '/webhooks', '/media']) {
			const answer = await send(path);
			expect(answer.status).toBe(404);
			expect(answer.json?.error?.code).toBe('not-found');
		}
	});
	it('is taken with whatever content type, as long as it is JSON', async () => {
		for (const type of ['text/plain', 'application/x-www-form-urlencoded', ''])
			expect(
				(await send('/api/v1/session/show', { body: '{}', headers: { 'content-type': type } })).status,
			).toBe(200);
	});
	it('that breaks off harms nobody', async () => {
		const { port } = new URL(relay.url);
		await new Promise<void>(resolve => {
			const socket = connectTcp(Number(port), '127.0.0.1', () => {
				socket.write('POST /api/v1/session/show HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"a"');
				setImmediate(() => socket.destroy());
			});
			socket.on('close', () => resolve());
		});
		expect((await command('session/show', {})).status).toBe(200);
	});
});

describe('every answer', () => {
	it('names neither our software nor our files, and is not kept by anybody', async () => {
		for (const answer of [
			await command('session/show', {}),
			await command('x/y', {}),
			await command('contact/show', '{'),
		]) {
			expect(answer.headers.get('x-powered-by')).toBeNull();
			expect(answer.headers.get('cache-control')).toBe('no-store');
			expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
			expect(answer.text).not.toMatch(TRACE);
		}
	});
	it('about a fault of our own says that it is ours, and nothing more', async () => {
		const { store } = relay.relay.parts;
		const find = store.contacts.find;
		store.contacts.find = async () => {
			throw new Error('secret detail at /relay/store/contacts.ts:1:1');
		};
		const answer = await command('contact/show', { contactId: 'x' });
		store.contacts.find = find;
		expect(answer.status).toBe(500);
		expect(answer.json?.error?.code).toBe('internal');
		expect(answer.text).not.toMatch(TRACE);
		expect(answer.text).not.toContain('secret detail');
		expect(relay.log.join('')).toContain('secret detail');
	});
	it('about a full disk is 503, so that it is tried again', async () => {
		const { store } = relay.relay.parts;
		const transaction = store.transaction.bind(store);
		store.transaction = async () => {
			throw new Error('database or disk is full');
		};
		const answer = await command('contact/update', { contactId: 'x', name: 'Ann' });
		store.transaction = transaction;
		expect(answer.status).toBe(503);
		expect(answer.json?.error).toMatchObject({
			code: 'unavailable',
			message: expect.stringContaining('disk'),
		});
	});
});

describe('GET /healthz', () => {
	it('is 200 while the relay can store', async () => {
		expect((await send('/healthz', { method: 'GET' })).status).toBe(200);
	});
	it('is 503 while the store refuses, and 200 again after', async () => {
		const { store } = relay.relay.parts;
		const probe = store.probe;
		store.probe = async () => {
			throw new Error('attempt to write a readonly database');
		};
		const sick = await send('/healthz', { method: 'GET' });
		store.probe = probe;
		expect(sick.status).toBe(503);
		expect(sick.text).not.toMatch(TRACE);
		expect((await send('/healthz', { method: 'GET' })).status).toBe(200);
	});
});

describe('GET /api/v1/openapi.json', () => {
	it('is open to all and lists the commands', async () => {
		const answer = await fetch(`${relay.url}/api/v1/openapi.json`);
		const document = (await answer.json()) as { openapi: string; paths: object };
		expect(document.openapi).toMatch(/^3\.1/);
		expect(document.paths).toHaveProperty('/message/send');
	});
});

describe('leave to read answers across origins', () => {
	const ask = (origin: string, method = 'POST') =>
		send('/api/v1/session/show', {
			method,
			headers: { origin, ...(method === 'OPTIONS' && { 'access-control-request-method': 'POST' }) },
			...(method === 'POST' && { body: '{}' }),
		});
	it('is given to the pages of extensions', async () => {
		for (const origin of [
			'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
			'moz-extension://0b0b0b0b-0000-4000-8000-000000000000',
		]) {
			expect((await ask(origin)).headers.get('access-control-allow-origin')).toBe(origin);
			const before = await ask(origin, 'OPTIONS');
			expect(before.status).toBe(204);
			expect(before.headers.get('access-control-allow-headers')).toContain('authorization');
		}
	});
	it('is given to no page of the web', async () => {
		for (const origin of [
			'https://evil.example',
			'null',
			'https://chrome-extension.evil.example',
			'http://127.0.0.1',
			'https://x.example/chrome-extension://a',
		]) {
			expect((await ask(origin)).headers.get('access-control-allow-origin')).toBeNull();
			expect((await ask(origin, 'OPTIONS')).headers.get('access-control-allow-origin')).toBeNull();
		}
	});
});

describe('uploads', () => {
	const upload = (init: RequestInit, query = '') => send(`/api/v1/media/upload${query}`, init);
	const form = (name = 'file', content: BlobPart = 'hello', filename = 'note.txt', type = 'text/plain') => {
		const data = new FormData();
		data.append(name, new Blob([content], { type }), filename);
		return data;
	};
	it('of another content type are refused at the field', async () => {
		for (const headers of [
			{ 'content-type': 'application/json' },
			{ 'content-type': 'multipart/form-data' },
			{ 'content-type': 'image/png' },
		]) {
			const answer = await upload({ body: '{}', headers });
			expect(answer.status).toBe(400);
			expect(answer.json?.error?.fields).toHaveProperty('file');
		}
	});
	it('without a file, or with it in another field, are refused at the field', async () => {
		const empty = new FormData();
		empty.append('note', 'x');
		for (const body of [empty, form('other')]) {
			const answer = await upload({ body });
			expect(answer.status).toBe(400);
			expect(answer.json?.error?.fields).toHaveProperty('file');
		}
	});
	it('of nothing are refused', async () => {
		const before = filesBelow(join(relay.dataDir, 'media')).length;
		expect((await upload({ body: form('file', '') })).json?.error?.fields).toHaveProperty('file');
		expect(filesBelow(join(relay.dataDir, 'media'))).toHaveLength(before);
	});
	it('keep the file’s name without folders', async () => {
		const answer = await upload({ body: form('file', 'x', '../../etc/passwd') });
		expect(answer.json).toMatchObject({
			ok: true,
			value: { filename: 'passwd', size: 1, mimeType: 'text/plain' },
		});
		const odd = await upload({ body: form('file', 'x', 'Grüße 🌱.txt') });
		expect(odd.json).toMatchObject({ value: { filename: 'Grüße 🌱.txt' } });
	});
	it('without a token or a ticket are refused before they are read', async () => {
		const answer = await fetch(`${relay.url}/api/v1/media/upload`, { method: 'POST', body: form() });
		expect(answer.status).toBe(401);
	});
	it('are taken once with each ticket', async () => {
		const { uploadUrl } = await owner.get('media:ticket', {});
		const first = await fetch(uploadUrl, { method: 'POST', body: form() });
		const again = await fetch(uploadUrl, { method: 'POST', body: form() });
		expect([first.status, again.status]).toEqual([200, 401]);
		expect(await again.json()).toMatchObject({
			error: { message: expect.stringContaining('Ask for a new one') },
		});
	});
	it('are not taken with a ticket that was changed, or whose device was revoked', async () => {
		const { uploadUrl } = await owner.get('media:ticket', {});
		const later = uploadUrl.replace(/ticket=(\d+)/, (_, at) => `ticket=${Number(at) + 60_000}`);
		for (const url of [
			later,
			`${uploadUrl}x`,
			uploadUrl.replace(/ticket=.*/, 'ticket='),
			uploadUrl.replace(/ticket=.*/, 'ticket=a.b.c.d'),
		])
			expect((await fetch(url, { method: 'POST', body: form() })).status).toBe(401);
		const other = await relay.person('agent');
		const ticket = await other.get('media:ticket', {});
		await other.get('session:end', {});
		expect((await fetch(ticket.uploadUrl, { method: 'POST', body: form() })).status).toBe(401);
	});
	it('that break off leave nothing behind, and the next one is taken', async () => {
		const partial = () =>
			filesBelow(join(relay.dataDir, 'media')).filter(name => name.endsWith('.part')).length;
		const call = httpRequest(`${relay.url}/api/v1/media/upload`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${owner.token}`,
				'content-type': 'multipart/form-data; boundary=b',
				'content-length': '100000',
			},
		});
		call.on('error', () => undefined);
		call.write('--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf');
		await until('the upload has begun', () => partial() === 1);
		call.destroy();
		await until('what it left is gone', () => partial() === 0);
		expect((await upload({ body: form() })).status).toBe(200);
	});
	it('whose end is missing did not arrive whole', async () => {
		for (const cut of [
			'--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf',
			'--b\r\n',
			'--c--',
		]) {
			const answer = await upload({
				body: cut,
				headers: { 'content-type': 'multipart/form-data; boundary=b' },
			});
			expect(answer.status).toBe(400);
			expect(answer.text).not.toMatch(TRACE);
		}
	});
	it('that are too large are refused while they come, and leave nothing behind', async () => {
		await until('nothing of earlier uploads is half there', () =>
			filesBelow(join(relay.dataDir, 'media')).every(name => !name.endsWith('.part')),
		);
		const before = filesBelow(join(relay.dataDir, 'media')).length;
		const megabyte = Buffer.alloc(1024 * 1024);
		const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.bin"\r\n\r\n';
		async function* body() {
			yield Buffer.from(head);
			for (let sent = 0; sent < 101; sent += 1) yield megabyte;
			yield Buffer.from('\r\n--b--\r\n');
		}
		const answer = await upload({
			body: body(),
			headers: { 'content-type': 'multipart/form-data; boundary=b' },
			duplex: 'half',
		} as unknown as RequestInit);
		expect(answer.status).toBe(413);
		expect(answer.json?.error?.fields).toEqual({ file: 'is too large' });
		expect(filesBelow(join(relay.dataDir, 'media'))).toHaveLength(before);
	});
});

function filesBelow(folder: string): string[] {
	return existsSync(folder)
		? readdirSync(folder, { recursive: true, withFileTypes: true })
				.filter(entry => entry.isFile())
				.map(entry => entry.name)
		: [];
}
