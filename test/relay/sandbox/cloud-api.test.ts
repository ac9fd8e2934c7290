import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { CLOUD_API_NUMBER } from '../../../relay/sandbox/seed.ts';
import { callCloudApi, mediaForm, text } from './provider-calls.ts';
import { startReceiver } from './receiver.ts';

const { phoneNumberId, wabaId, accessToken, appSecret, verifyToken } = CLOUD_API_NUMBER;
const ANA = '+5531990000001';
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

const messages = `/${phoneNumberId}/messages`;

describe('the Cloud API fake', () => {
	it('answers a missing token as Graph does', async () => {
		const answer = await fetch(`${sandbox.url}/cloud-api/v25.0${messages}`, { method: 'POST' });
		expect(answer.status).toBe(401);
		expect(await answer.json()).toMatchObject({ error: { type: 'OAuthException', code: 190 } });
	});

	it("refuses ids that are not the token's, and versions that are gone", async () => {
		expect((await callCloudApi(sandbox.url, '/999/messages', text(ANA))).body.error?.code).toBe(100);
		const old = await fetch(`${sandbox.url}/cloud-api/v20.0${messages}`, {
			method: 'POST',
			headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
			body: JSON.stringify(text(ANA)),
		});
		expect(old.status).toBe(400);
	});

	it('sends, and names the customer as the network does', async () => {
		await sandbox.writeText(ANA, phoneNumberId, 'Oi');
		const answer = await callCloudApi(sandbox.url, messages, text(ANA));
		expect(answer.body).toMatchObject({ contacts: [{ input: ANA, wa_id: '553190000001' }] });
		const [sent] = answer.body.messages as unknown as { id: string }[];
		expect(sent?.id).toMatch(/^wamid\./);
	});

	it('verifies a callback with a challenge before it sends there', async () => {
		const body = { override_callback_uri: receiver.url, verify_token: verifyToken };
		expect((await callCloudApi(sandbox.url, `/${wabaId}/subscribed_apps`, body)).body).toEqual({
			success: true,
		});
		await sandbox.writeText(ANA, 'cloud-lisbon', 'Oi');
		await receiver.waitFor(1);
		const wrong = { override_callback_uri: `${sandbox.url}/cloud-api/nothing`, verify_token: verifyToken };
		expect((await callCloudApi(sandbox.url, `/${wabaId}/subscribed_apps`, wrong)).status).toBe(400);
	});

	it('signs the very bytes that it sends, with everything outside ASCII escaped', async () => {
		await sandbox.webhook({ number: 'cloud-lisbon', url: receiver.url, verifyToken });
		await sandbox.writeText(ANA, 'cloud-lisbon', 'Olá 👋 a/b');
		const [delivery] = await receiver.waitFor(1);
		const raw = delivery?.bytes.toString() ?? '';
		expect(raw).toContain('Ol\\u00e1 \\ud83d\\udc4b a\\/b');
		const expected = createHmac('sha256', appSecret)
			.update(delivery?.bytes ?? '')
			.digest('hex');
		expect(delivery?.headers['x-hub-signature-256']).toBe(`sha256=${expected}`);
		expect(receiver.messages()[0]).toMatchObject({ text: { body: 'Olá 👋 a/b' } });
	});

	it('pages its templates with cursors', async () => {
		const seen: string[] = [];
		let path: string | undefined = `/${wabaId}/message_templates?limit=7&fields=name,status,language`;
		while (path) {
			const { body } = await callCloudApi(sandbox.url, path);
			const page = body as unknown as {
				data: { name: string; id: string; category?: string }[];
				paging: { next?: string };
			};
			expect(page.data[0]?.category).toBeUndefined();
			seen.push(...page.data.map(item => item.id));
			path = page.paging.next?.replace(`${sandbox.url}/cloud-api/v25.0`, '');
		}
		expect(new Set(seen).size).toBe(
			(await sandbox.state()).templates.filter(row => row.wabaId === wabaId).length,
		);
	});

	it('gives the fields of the number that were asked for', async () => {
		const { body } = await callCloudApi(
			sandbox.url,
			`/${phoneNumberId}?fields=id,verified_name,health_status`,
		);
		expect(Object.keys(body).sort()).toEqual(['health_status', 'id', 'verified_name']);
		expect((await callCloudApi(sandbox.url, `/${phoneNumberId}?fields=colour`)).body.error?.code).toBe(100);
	});

	it('gives media links on itself that need the token and last five minutes', async () => {
		const bytes = new Uint8Array([9, 8, 7]);
		const { body } = await callCloudApi(
			sandbox.url,
			`/${phoneNumberId}/media`,
			mediaForm(bytes, 'image/jpeg'),
		);
		const { url } = (await callCloudApi(sandbox.url, `/${body.id}`)).body as unknown as { url: string };
		const headers = { Authorization: `Bearer ${accessToken}` };
		expect(url).toContain('/cloud-api/lookaside/');
		expect((await fetch(url)).status).toBe(401);
		expect(new Uint8Array(await (await fetch(url, { headers })).arrayBuffer())).toEqual(bytes);
		time += 5 * 60_000;
		expect((await fetch(url, { headers })).status).toBe(404);
	});

	it('keeps files of received messages for seven days', async () => {
		await sandbox.webhook({ number: 'cloud-lisbon', url: receiver.url });
		await sandbox.customerWrites({ customer: ANA, number: 'cloud-lisbon', message: { type: 'image' } });
		await receiver.waitFor(1);
		const { id } = (receiver.messages()[0]?.image ?? {}) as { id?: string };
		expect((await callCloudApi(sandbox.url, `/${id}`)).status).toBe(200);
		time += 7 * 86_400_000;
		expect((await callCloudApi(sandbox.url, `/${id}`)).status).toBe(400);
	});
});
