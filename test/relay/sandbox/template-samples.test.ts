import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { CLOUD_API_NUMBER } from '../../../relay/sandbox/seed.ts';
import { callCloudApi, callDialog360, mediaForm } from './provider-calls.ts';
import { BODY, newTemplate, refusal, templateDesk } from './template-desk.ts';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.reset());
const { create, created } = templateDesk(() => sandbox);

describe('a sample file', () => {
	const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
	const base = () => `${sandbox.url}/cloud-api/${CLOUD_API_NUMBER.apiVersion}`;
	const session = async (query: Record<string, string>) => {
		const app = (await callCloudApi(sandbox.url, '/app?fields=id')).body as unknown as { id: string };
		const path = `/${app.id}/uploads?${new URLSearchParams(query)}`;
		return callCloudApi(sandbox.url, path, undefined, 'POST');
	};
	const open = async (mime = 'image/png') => {
		const query = { file_length: String(PNG.length), file_type: mime, file_name: 'a.png' };
		return (await session(query)).body as unknown as { id: string };
	};
	const send = async (id: string, headers: Record<string, string> = {}, bytes: Buffer = PNG) => {
		const response = await fetch(`${base()}/${id}`, {
			method: 'POST',
			headers: { Authorization: `OAuth ${CLOUD_API_NUMBER.accessToken}`, file_offset: '0', ...headers },
			body: new Uint8Array(bytes),
		});
		return { status: response.status, body: (await response.json()) as { h: string } };
	};
	const header = (format: string, handle: string) => ({
		category: 'MARKETING',
		components: [{ type: 'HEADER', format, example: { header_handle: [handle] } }, BODY],
	});

	it('goes up in one piece and is known by its handle', async () => {
		const { id } = await open();
		expect(id).toMatch(/^upload:/);
		const { body } = await send(id);
		expect(body.h).toMatch(/^4::/);
		await created(header('IMAGE', body.h));
		expect(refusal(await create({ name: 'b', ...header('VIDEO', body.h) })).sentence).toContain('image/png');
	});

	it('is refused without OAuth, offset, the right length or the session', async () => {
		const { id } = await open();
		const bearer = { Authorization: `Bearer ${CLOUD_API_NUMBER.accessToken}` };
		expect((await send(id, bearer)).status).toBe(401);
		expect((await send(id, { file_offset: '1' })).status).toBe(400);
		expect((await send(id, {}, PNG.subarray(1))).status).toBe(400);
		expect((await send('upload:nothing')).status).toBe(400);
		expect((await send(id)).status).toBe(200);
	});

	it('is refused without a length or of a type that nobody reviews', async () => {
		expect((await session({ file_type: 'image/png' })).status).toBe(400);
		expect((await session({ file_length: '8', file_type: 'text/plain' })).status).toBe(400);
	});

	it('of 360dialog may be a public link or a file of its own', async () => {
		const post = (handle: string, name: string) =>
			callDialog360(sandbox.url, '/v1/configs/templates', newTemplate({ name, ...header('IMAGE', handle) }));
		expect((await post('https://shop.example/a.png', 'one')).status).toBe(200);
		expect(refusal(await post('http://shop.example/a.png', 'two'))).toMatchObject({ status: 400, code: 100 });
		const upload = await callDialog360(sandbox.url, '/media', mediaForm(new Uint8Array(PNG), 'image/png'));
		await callDialog360(sandbox.url, '/v1/configs/templates/one', undefined, 'DELETE');
		expect((await post((upload.body as unknown as { id: string }).id, 'three')).status).toBe(200);
	});
});
