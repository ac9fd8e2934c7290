import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../relay/cli.ts';
import { readConfig, StartError } from '../../relay/config.ts';
import { openData } from '../../relay/open.ts';
import { createVault } from '../../relay/vault.ts';
import { start, startListening } from '../support/processes.ts';
import { post } from '../support/relay.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'relay-main-'));
});
afterEach(() => {
	chmodSync(folder, 0o700);
	rmSync(folder, { recursive: true, force: true });
});

const MAIN = 'relay/main.ts';
/** Runs it to its end; what it said and how it ended. */
async function run(args: string[], env: Record<string, string> = {}) {
	const running = start(MAIN, args, { DATA_DIR: folder, PORT: '0', ...env });
	const timer = setTimeout(() => running.child.kill('SIGKILL'), 15_000);
	const code = await running.ended;
	clearTimeout(timer);
	return { code, out: running.out.join(''), err: running.err.join('') };
}

/** A mistake of whoever starts it: one sentence or two on one line, exit 1, no stack, nothing else. */
function expectSentence(ended: { code: number | null; out: string; err: string }, words: RegExp): void {
	expect(ended.code).toBe(1);
	expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
	expect(ended.err).toMatch(/^[A-Z“/-].*\.\n$|^--.*\n$/);
	expect(ended.err).toMatch(words);
	expect(ended.err).not.toMatch(/\bat .*:\d+:\d+|Error:|node:internal/);
	expect(ended.out).toBe('');
}

/** The same mistake without a process of its own: what the process prints is the message of its `StartError`. */
async function refusal(work: () => Promise<unknown>): Promise<string> {
	const error = await work().then(
		() => null,
		(failed: unknown) => failed,
	);
	expect(error).toBeInstanceOf(StartError);
	const { message } = error as StartError;
	expect(message.split('\n')).toHaveLength(1);
	return message;
}
const open = (env: Record<string, string> = {}) =>
	openData(readConfig({ DATA_DIR: folder, ...env })).then(({ store }) => store.close());

describe('npm run relay', () => {
	it('says where it listens, answers, and ends cleanly when asked to', async () => {
		const relay = await startListening(MAIN, { DATA_DIR: folder, PORT: '0' });
		expect((await fetch(`${relay.url}/healthz`)).status).toBe(200);
		const line = JSON.parse(relay.out.join('').trim().split('\n')[0] ?? '');
		expect(line).toMatchObject({ level: 'info', address: relay.url, dataDir: folder });
		expect(await relay.stop()).toBe(0);
		expect(relay.err.join('')).toBe('');
		expect(readdirSync(folder).sort()).toContain('relay.db');
	});
	it('ends within moments although somebody never finishes a request', async () => {
		const relay = await startListening(MAIN, { DATA_DIR: folder, PORT: '0' });
		const { port } = new URL(relay.url);
		const socket = connect(Number(port), '127.0.0.1');
		socket.on('error', () => undefined);
		await new Promise<void>(resolve =>
			socket.write('POST /api/v1/session/show HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{', () =>
				resolve(),
			),
		);
		expect(await relay.stop()).toBe(0);
		socket.destroy();
	}, 20_000);
	it('at a port in use says so, and what to do', async () => {
		const other = createServer();
		await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
		const { port } = other.address() as AddressInfo;
		expectSentence(await run([], { PORT: String(port) }), new RegExp(`^Port ${port} is in use\\. .*PORT`));
		other.close();
	});
	it('at an address that is not this machine’s says so', async () => {
		expectSentence(await run([], { HOST: '192.0.2.1' }), /^HOST is 192\.0\.2\.1/);
	});
	it('in a folder that cannot be written says so', async () => {
		const file = join(folder, 'file');
		writeFileSync(file, '');
		expectSentence(await run([], { DATA_DIR: join(file, 'below') }), /cannot be written.*DATA_DIR/);
		// Root may write anywhere; the kernel’s own tree is what even root may not.
		expect(await refusal(() => open({ DATA_DIR: '/sys/relay' }))).toMatch(/cannot be written.*DATA_DIR/);
	});
	it('with damaged settings names the file, and starts nothing', async () => {
		writeFileSync(join(folder, 'settings.json'), '{"version":1');
		expectSentence(await run([]), /settings\.json is damaged/);
		expect(readdirSync(folder)).not.toContain('relay.db');
	});
	it('with a damaged store names it', async () => {
		writeFileSync(
			join(folder, 'relay.db'),
			'this is no database, and it is long enough to be read as one '.repeat(50),
		);
		expect(await refusal(open)).toMatch(/relay\.db is damaged.*backup/);
	});
	it('with a damaged key says that credentials hang on it', async () => {
		writeFileSync(join(folder, 'relay.key'), 'nonsense');
		expect(await refusal(open)).toMatch(/relay\.key is damaged.*credentials/);
	});
	it('where a folder stands in place of a file says so', async () => {
		mkdirSync(join(folder, 'relay.db'));
		expect(await refusal(open)).toMatch(/cannot be written|damaged/);
	});
	it('with another key than the one that sealed the credentials says so at once', async () => {
		const sealed = createVault(Buffer.alloc(32, 9)).seal('x');
		const channel = {
			id: 'chn_1',
			name: 'Sales Berlin',
			type: 'whatsapp',
			provider: 'dialog360',
			address: '+49',
			state: 'active',
			problem: null,
			secrets: { apiKey: sealed },
			lastFour: {},
			plain: {},
			apiUrl: null,
			webhookSecret: sealed,
			webhookKey: sealed,
			webhookState: 'unknown',
			webhookProblem: null,
			templatesSyncedAt: null,
			createdAt: 1,
		};
		writeFileSync(
			join(folder, 'settings.json'),
			JSON.stringify({ version: 1, users: [], channels: [channel] }),
		);
		const other = { RELAY_KEY: '0'.repeat(64) };
		expect(await refusal(() => open(other))).toMatch(/^RELAY_KEY is not the key.*Sales Berlin/);
	});
	it('with a wrong setting in the environment names it, and not its value', async () => {
		const ended = await run([], { DATABASE_URL: 'postgres://u:canary@db/x' });
		expectSentence(ended, /^DATABASE_URL is set, but/);
		expect(ended.err).not.toContain('canary');
	});
	it('with a command that is none lists those that are', async () => {
		const message = await refusal(() => runCommand(readConfig({ DATA_DIR: folder }), 'dance', []));
		expect(message).toMatch(/no command “dance”.*invite/);
	});
});

describe('npm run relay -- invite', () => {
	it('prints a code as its last line that pairs once, also with a relay that runs already', async () => {
		const relay = await startListening(MAIN, { DATA_DIR: folder, PORT: '0' });
		const { code, out, err } = await run(['invite', '--role', 'owner', '--name', 'Ann'], {
			PUBLIC_URL: relay.url,
		});
		expect({ code, err }).toEqual({ code: 0, err: '' });
		const made = out.trimEnd().split('\n').at(-1) ?? '';
		expect(made).toMatch(/^[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}@http:\/\/127\.0\.0\.1:\d+$/);
		const paired = await post<{ token: string; user: { name: string; role: string } }>(
			relay.url,
			'session/pair',
			{ code: made, device: 'test' },
		);
		expect(paired).toMatchObject({ ok: true, value: { user: { name: 'Ann', role: 'owner' } } });
		expect(await post(relay.url, 'session/pair', { code: made, device: 'test' })).toMatchObject({
			ok: false,
			error: { code: 'unauthorised' },
		});
		await relay.stop();
	});
	it.each([
		[[], /^--role must be one of owner, manager, agent\. Write: /],
		[['--role', 'king', '--name', 'Ann'], /^--role must be one of/],
		[['--role', 'owner'], /^--name is missing/],
		[['--role', 'owner', '--name', '  '], /^--name is missing/],
		[['--rule', 'owner'], /Write: npm run -s relay -- invite/],
	])('with %j says what to write', async (args, words) => {
		const config = readConfig({ DATA_DIR: folder });
		expect(await refusal(() => runCommand(config, 'invite', args))).toMatch(words);
	});
});
