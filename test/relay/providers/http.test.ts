import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttp, type Http } from '../../../relay/providers/http.ts';

let server: Server;
let http: Http;
beforeAll(async () => {
	server = createServer((request, response) => {
		const { authorization = '', 'd360-api-key': key = '' } = request.headers;
		const message = `Malformed access token ${authorization.replace(/^\w+ /, '')}${key}, content-type application/json`;
		response.writeHead(401).end(JSON.stringify({ error: { code: 190, message } }));
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	http = createHttp({ allowPrivateNetwork: true });
});
afterAll(async () => {
	await http.close();
	server.close();
});

describe('createHttp', () => {
	it.each([
		['authorization', 'Bearer EAAcanary', 'EAAcanary'],
		['authorization', 'OAuth EAAcanary', 'EAAcanary'],
		['D360-API-KEY', 'canary-"quoted"-key', 'canary'],
	])('gives no answer that holds what we sent under %s: %s', async (name, value, secret) => {
		const answer = await http.send({
			method: 'POST',
			url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
			headers: { [name]: value, 'content-type': 'application/json' },
			body: '{}',
			signal: AbortSignal.timeout(5_000),
		});
		expect(answer.text).not.toContain(secret);
		expect(answer.json).toEqual({
			error: { code: 190, message: 'Malformed access token [hidden], content-type application/json' },
		});
	});

	it.each([
		['an address that is none', 'nonsense', 'a-key'],
		['a key with a sign that no header holds', 'http://127.0.0.1:9/', 'a-\u200bkey'],
	])('says of %s that nothing went out', async (_what, url, key) => {
		const asked = http.send({
			method: 'POST',
			url,
			headers: { 'd360-api-key': key },
			body: '{}',
			signal: AbortSignal.timeout(5_000),
		});
		await expect(asked).rejects.toMatchObject({ code: 'unreachable' });
	});
});
