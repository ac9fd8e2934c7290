import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { DIALOG360_NUMBER } from '../../../relay/sandbox/seed.ts';
import { callDialog360, mediaForm, text } from './provider-calls.ts';
import { startReceiver } from './receiver.ts';

const JONAS = '+491713920001';
let sandbox: Sandbox;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let time: number;

beforeEach(async () => {
	time = Date.UTC(2026, 10, 20, 12);
	sandbox = await startSandbox({ now: () => time });
	receiver = await startReceiver();
});
afterEach(async () => {
	await sandbox.close();
	await receiver.close();
});

const get = (path: string, key: string = DIALOG360_NUMBER.apiKey) =>
	fetch(`${sandbox.url}/dialog360${path}`, { headers: { 'D360-API-KEY': key } });

describe('the 360dialog fake', () => {
	it('answers a missing or wrong key with 401 and a meta body', async () => {
		const missing = await fetch(`${sandbox.url}/dialog360/messages`, { method: 'POST' });
		expect(missing.status).toBe(401);
		expect(await missing.json()).toMatchObject({
			meta: { success: false, http_code: 401, developer_message: 'Invalid api_key' },
		});
		expect((await get('/health_status', 'other')).status).toBe(401);
	});

	it('answers 401 once the key is revoked', async () => {
		await sandbox.number({ number: DIALOG360_NUMBER.id, revoked: true });
		expect((await get('/health_status')).status).toBe(401);
	});

	it('knows no paths with a phone number id or a version', async () => {
		for (const path of [
			`/${DIALOG360_NUMBER.phoneNumberId}/messages`,
			'/v25.0/messages',
			`/v25.0/${DIALOG360_NUMBER.phoneNumberId}`,
		]) {
			expect((await callDialog360(sandbox.url, path, text(JONAS))).status).toBe(404);
		}
	});

	it('keeps and returns the webhook address, and sends its headers with each delivery', async () => {
		const webhook = { url: receiver.url, headers: { 'X-Relay-Key': 'secret-1' } };
		expect((await callDialog360(sandbox.url, '/v1/configs/webhook', webhook)).body).toEqual(webhook);
		expect((await callDialog360(sandbox.url, '/v1/configs/webhook')).body).toEqual(webhook);
		await sandbox.writeText(JONAS, 'd360-berlin', 'Grüße');
		const [delivery] = await receiver.waitFor(1);
		expect(delivery?.headers['x-relay-key']).toBe('secret-1');
		expect(delivery?.headers['x-hub-signature-256']).toBeUndefined();
		expect(delivery?.headers['x-360dialog-signature']).toBeUndefined();
	});

	it('refuses a webhook address without TLS outside this machine', async () => {
		const answer = await callDialog360(sandbox.url, '/v1/configs/webhook', {
			url: 'http://relay.example/hook',
		});
		expect(answer.status).toBe(400);
	});

	it('signs with the partner secret in plain hex when there is one', async () => {
		await sandbox.number({ number: 'd360-berlin', partnerSecret: 'partner' });
		await sandbox.webhook({ number: 'd360-berlin', url: receiver.url });
		await sandbox.writeText(JONAS, 'd360-berlin', 'Grüße');
		const [delivery] = await receiver.waitFor(1);
		const expected = createHmac('sha256', 'partner')
			.update(delivery?.bytes ?? '')
			.digest('hex');
		expect(delivery?.headers['x-360dialog-signature']).toBe(expected);
	});

	it('pages its templates by offset, with lower-case statuses', async () => {
		const { body: first } = await callDialog360(sandbox.url, '/v1/configs/templates?limit=5&offset=0');
		const { body: rest } = await callDialog360(sandbox.url, '/v1/configs/templates?limit=1000&offset=5');
		const page = first as unknown as { total: number; count: number; waba_templates: { status: string }[] };
		expect(page).toMatchObject({ count: 5, limit: 5, offset: 0 });
		expect((rest as unknown as typeof page).count).toBe(page.total - 5);
		const statuses = [page, rest as unknown as typeof page].flatMap(one =>
			one.waba_templates.map(item => item.status),
		);
		expect(new Set(statuses)).toEqual(new Set(['approved', 'paused', 'rejected', 'pending', 'disabled']));
	});

	it('takes a new template into review and deletes all languages of a name', async () => {
		const draft = {
			name: 'parcel_here',
			language: 'de',
			category: 'utility',
			components: [{ type: 'BODY', text: 'Dein Paket ist da.' }],
		};
		expect((await callDialog360(sandbox.url, '/v1/configs/templates', draft)).body).toMatchObject({
			status: 'submitted',
		});
		expect((await callDialog360(sandbox.url, '/v1/configs/templates', draft)).status).toBe(400);
		expect(
			(await callDialog360(sandbox.url, '/v1/configs/templates/order_update', undefined, 'DELETE')).status,
		).toBe(200);
		const names = (await sandbox.state()).templates
			.filter(row => row.wabaId === DIALOG360_NUMBER.wabaId)
			.map(row => row.name);
		expect(names).toContain('parcel_here');
		expect(names).not.toContain('order_update');
	});

	it('reports health and keeps a changed profile', async () => {
		expect((await callDialog360(sandbox.url, '/health_status')).body).toMatchObject({
			health_status: { can_send_message: 'AVAILABLE' },
		});
		await sandbox.number({ number: 'd360-berlin', health: 'BLOCKED' });
		expect((await callDialog360(sandbox.url, '/health_status')).body).toMatchObject({
			health_status: {
				can_send_message: 'BLOCKED',
				entities: [{}, { entity_type: 'WABA', errors: [{ error_code: 141006 }] }],
			},
		});
		const change = { messaging_product: 'whatsapp', about: 'Open until eight' };
		expect((await callDialog360(sandbox.url, '/whatsapp_business_profile', change)).body).toEqual({
			success: true,
		});
		expect((await callDialog360(sandbox.url, '/whatsapp_business_profile')).body).toMatchObject({
			data: [{ about: 'Open until eight' }],
		});
		const long = { messaging_product: 'whatsapp', about: 'x'.repeat(140) };
		expect((await callDialog360(sandbox.url, '/whatsapp_business_profile', long)).status).toBe(400);
	});

	it('gives a link to Meta whose bytes come from its own host, with the key, for five minutes', async () => {
		const bytes = new Uint8Array([1, 2, 3, 4]);
		const { body } = await callDialog360(sandbox.url, '/media', mediaForm(bytes, 'image/png'));
		const media = await callDialog360(sandbox.url, `/${body.id}`);
		expect(media.body).toMatchObject({
			mime_type: 'image/png',
			file_size: 4,
			messaging_product: 'whatsapp',
			id: body.id,
		});
		const url = new URL(String(media.body.url));
		expect(url.origin).toBe('https://lookaside.fbsbx.com');
		const path = url.pathname + url.search;
		expect(path).toMatch(/^\/whatsapp_business\/attachments\/\?mid=\d+&ext=\d+&hash=/);
		expect(new Uint8Array(await (await get(path)).arrayBuffer())).toEqual(bytes);
		expect((await get(path, 'other')).status).toBe(401);
		expect((await get(path.replace('hash=', 'hash=x'))).status).toBe(404);
		time += 5 * 60_000;
		expect((await get(path)).status).toBe(404);
		const again = new URL(String((await callDialog360(sandbox.url, `/${body.id}`)).body.url));
		expect((await get(again.pathname + again.search)).status).toBe(200);
	});

	it('forgets a deleted file, and an uploaded one after 30 days', async () => {
		const { body: one } = await callDialog360(
			sandbox.url,
			'/media',
			mediaForm(new Uint8Array(2), 'image/png'),
		);
		expect((await callDialog360(sandbox.url, `/${one.id}`, undefined, 'DELETE')).body).toEqual({
			success: true,
		});
		expect((await callDialog360(sandbox.url, `/${one.id}`)).body.error?.code).toBe(100);
		const { body: two } = await callDialog360(
			sandbox.url,
			'/media',
			mediaForm(new Uint8Array(2), 'image/png'),
		);
		time += 30 * 86_400_000;
		expect((await callDialog360(sandbox.url, `/${two.id}`)).body.error?.code).toBe(100);
	});

	it('can word its rate limit as 360dialog does', async () => {
		await sandbox.writeText(JONAS, 'd360-berlin', 'Hello');
		await sandbox.number({ number: 'd360-berlin', rateLimitAnswer: 'text' });
		await sandbox.faults({ send: { rateLimit: 1 } });
		const answer = await callDialog360(sandbox.url, '/messages', text(JONAS));
		expect(answer.status).toBe(400);
		expect(answer.body).toMatchObject({
			meta: { developer_message: 'You have exceeded the endpoint rate limit.' },
		});
		expect((await callDialog360(sandbox.url, '/messages', text(JONAS))).status).toBe(200);
	});
});
