import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { callDialog360, text } from './provider-calls.ts';

const JONAS = '+491713920001';
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

async function control(
	name: string,
	wish: unknown,
	type = 'application/json',
): Promise<{ status: number; body: Record<string, unknown> }> {
	const init = { method: 'POST', headers: { 'Content-Type': type }, body: JSON.stringify(wish) };
	const response = await fetch(`${sandbox.url}/sandbox/api/${name}`, init);
	return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('the control API', () => {
	it('does what the methods do', async () => {
		const { body } = await control('customer-writes', {
			customer: JONAS,
			number: 'd360-berlin',
			message: { type: 'text', text: 'Hi' },
		});
		expect(sandbox.messages({ customer: JONAS, number: 'd360-berlin' }).at(-1)?.id).toBe(body.messageId);
		expect((await control('state', {})).body).toMatchObject({ messages: 1 });
		expect((await control('faults', { send: { slowMs: 1 } })).body).toMatchObject({ send: { slowMs: 1 } });
	});

	it('refuses unknown wishes with a sentence, and anything but JSON', async () => {
		expect((await control('faults', { webhooks: { colour: 1 } })).status).toBe(400);
		expect((await control('customer-reads', { customer: JONAS, number: 'nowhere' })).body).toEqual({
			error: 'There is no number nowhere.',
		});
		const form = await control('customer-writes', {}, 'text/plain');
		expect(form.status).toBe(400);
	});

	it('moves time, and forgets everything on reset', async () => {
		const before = (await sandbox.state()).now;
		await control('clock', { advanceMs: 3_600_000 });
		expect((await sandbox.state()).now - before).toBeGreaterThanOrEqual(3_600_000);
		await callDialog360(sandbox.url, '/messages', text(JONAS));
		await control('reset', {});
		expect(await sandbox.state()).toMatchObject({
			messages: 0,
			requests: 0,
			pending: 0,
			faults: { send: { slowMs: 0 } },
		});
		expect((await callDialog360(sandbox.url, '/messages', text(JONAS))).body.error?.code).toBe(131047);
	});

	it('tells listeners of each change, and counts a named chat as open while they listen', async () => {
		const query = new URLSearchParams({ customer: JONAS, number: 'd360-berlin' });
		const listening = new AbortController();
		const response = await fetch(`${sandbox.url}/sandbox/events?${query}`, { signal: listening.signal });
		const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
		expect((await reader?.read())?.value).toContain('hello');
		await sandbox.writeText(JONAS, 'd360-berlin', 'Hi');
		expect((await reader?.read())?.value).toContain('messages');
		await callDialog360(sandbox.url, '/messages', text(JONAS));
		await sandbox.idle();
		expect(sandbox.messages({ customer: JONAS, number: 'd360-berlin' }).at(-1)?.status).toBe('read');
		listening.abort();
	});

	it('serves its pages with a strict policy and nothing inline', async () => {
		for (const path of ['/', '/phone', '/reviewer']) {
			const response = await fetch(sandbox.url + path);
			expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
			expect(await response.text()).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/);
		}
	});
});
