import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { callDialog360, mediaForm, text } from './provider-calls.ts';
import { startReceiver } from './receiver.ts';

const JONAS = '+491713920001';
const BERLIN = 'd360-berlin';
const main = fileURLToPath(new URL('../../../relay/sandbox/main.ts', import.meta.url));
let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
	dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
});
afterEach(() => {
	for (const child of children.splice(0)) child.kill('SIGKILL');
	rmSync(dataDir, { recursive: true, force: true });
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

/** Starts the real process; resolves with what it printed first. */
async function startProcess(port: number): Promise<{ child: ChildProcess; line: string; url: string }> {
	const child = spawn(process.execPath, [main], {
		env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, NODE_NO_WARNINGS: '1' },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	children.push(child);
	const line = await new Promise<string>(resolve => {
		child.stdout?.once('data', data => resolve(String(data).trim()));
		child.stderr?.once('data', data => resolve(String(data).trim()));
	});
	return { child, line, url: /http:\S+/.exec(line)?.[0] ?? '' };
}

describe('startSandbox with a folder', () => {
	it('keeps chats, files, templates, webhooks and faults over a restart', async () => {
		const first = await startSandbox({ dataDir });
		await first.writeText(JONAS, BERLIN, 'Hi');
		const { body } = await callDialog360(first.url, '/media', mediaForm(new Uint8Array([1, 2]), 'image/png'));
		await callDialog360(first.url, '/messages', text(JONAS, 'Hello', { biz_opaque_callback_data: 'job' }));
		await callDialog360(first.url, '/v1/configs/templates/hello', undefined, 'DELETE');
		await first.idle();
		await first.faults({ webhooks: { twice: true } });
		await first.webhook({ number: BERLIN, url: 'http://127.0.0.1:9/hook', headers: { 'X-Key': 'k' } });
		const before = first.messages({ customer: JONAS, number: BERLIN });
		await first.close();

		const second = await startSandbox({ dataDir });
		expect(second.messages({ customer: JONAS, number: BERLIN })).toEqual(before);
		expect(before).toHaveLength(2);
		expect((await callDialog360(second.url, `/${body.id}`)).body).toMatchObject({ file_size: 2 });
		const state = await second.state();
		expect(state.templates.some(row => row.name === 'hello' && row.wabaId === '360200000000001')).toBe(false);
		expect(state.faults.webhooks.twice).toBe(true);
		expect(state.numbers[0]?.webhook).toMatchObject({
			url: 'http://127.0.0.1:9/hook',
			headers: { 'X-Key': 'k' },
		});
		await second.close();
	});

	it('delivers in order after the restart what was still waiting', async () => {
		const receiver = await startReceiver();
		const first = await startSandbox({ dataDir });
		await first.webhook({ number: BERLIN, url: receiver.url });
		await first.faults({ webhooks: { held: true } });
		for (const body of ['One', 'Two', 'Three']) await first.writeText(JONAS, BERLIN, body);
		await first.close();
		const second = await startSandbox({ dataDir });
		expect((await second.state()).pending).toBe(3);
		await second.faults({ webhooks: { held: false } });
		await second.idle();
		expect(receiver.messages().map(message => message.text)).toEqual([
			{ body: 'One' },
			{ body: 'Two' },
			{ body: 'Three' },
		]);
		await second.close();
		await receiver.close();
	});
});

describe('the sandbox process', () => {
	it('says where it listens and loses nothing that it answered when it is killed', async () => {
		const port = await freePort();
		const { child, line, url } = await startProcess(port);
		expect(line).toBe(`Sandbox listening at http://127.0.0.1:${port}`);
		const wish = { customer: JONAS, number: BERLIN, message: { type: 'text', text: 'Still there?' } };
		const init = {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(wish),
		};
		expect((await fetch(`${url}/sandbox/api/customer-writes`, init)).status).toBe(200);
		expect((await callDialog360(url, '/messages', text(JONAS))).status).toBe(200);
		child.kill('SIGKILL');
		await once(child, 'exit');
		const again = await startSandbox({ dataDir });
		expect(again.messages({ customer: JONAS, number: BERLIN }).map(message => message.view.text)).toEqual([
			'Still there?',
			'Hello',
		]);
		await again.close();
	});

	it('names the port that is in use and stops with 1; ends with 0 when asked to', async () => {
		const port = await freePort();
		const first = await startProcess(port);
		const second = await startProcess(port);
		expect(second.line).toBe(
			`Port ${port} is already in use: stop the other program or set PORT to another number.`,
		);
		if (second.child.exitCode === null) await once(second.child, 'exit');
		expect(second.child.exitCode).toBe(1);
		first.child.kill('SIGTERM');
		const [code] = await once(first.child, 'exit');
		expect(code).toBe(0);
	});
});
