import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig, StartError } from '../../relay/config.ts';
import { createLog } from '../../relay/log.ts';
import { openSettings } from '../../relay/settings.ts';
import { createVault, loadKey } from '../../relay/vault.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'relay-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const path = () => join(folder, 'settings.json');
const user = (id: string) => ({ id, name: 'Ann', role: 'owner' as const, createdAt: 1 });

describe('openSettings', () => {
	it('begins with nothing, and has all that was changed after the next start', async () => {
		const settings = await openSettings(folder);
		expect(settings.data).toMatchObject({ version: 1, users: [], channels: [], pools: [], priceCards: [] });
		expect(settings.data.rules).toMatchObject({
			marketingCap: 2,
			refuseUnreachable: false,
			confirmOptOut: null,
		});
		await settings.change(data => void data.users.push(user('usr_1')));
		expect((await openSettings(folder)).data.users).toEqual([user('usr_1')]);
	});
	it('keeps every one of many changes at once', async () => {
		const settings = await openSettings(folder);
		await Promise.all(
			Array.from({ length: 30 }, (_, index) =>
				settings.change(data => void data.users.push(user(`usr_${index}`))),
			),
		);
		expect((await openSettings(folder)).data.users.map(one => one.id)).toEqual(
			Array.from({ length: 30 }, (_, index) => `usr_${index}`),
		);
	});
	it('changes nothing when a change fails half-way, and goes on', async () => {
		const settings = await openSettings(folder);
		await settings.change(data => void data.users.push(user('usr_1')));
		const failing = settings.change(data => {
			data.users.length = 0;
			throw new Error('half-way');
		});
		await expect(failing).rejects.toThrow('half-way');
		expect(settings.data.users).toHaveLength(1);
		await settings.change(data => void data.users.push(user('usr_2')));
		expect((await openSettings(folder)).data.users).toHaveLength(2);
	});
	it('writes beside the file and then in its place: a reader at any moment finds it whole', async () => {
		const settings = await openSettings(folder);
		await settings.change(data => void data.users.push(user('usr_0')));
		let reads = 0;
		let ended = false;
		const reading = (async () => {
			while (!ended) {
				expect(() => JSON.parse(readFileSync(path(), 'utf8'))).not.toThrow();
				reads += 1;
				await new Promise(resolve => setImmediate(resolve));
			}
		})();
		for (let index = 1; index < 30; index += 1)
			await settings.change(data => void data.users.push(user(`usr_${index}`)));
		ended = true;
		await reading;
		expect(reads).toBeGreaterThan(5);
		expect(readdirSync(folder).sort()).toEqual(['settings.json', 'settings.json.bak']);
		expect(JSON.parse(readFileSync(`${path()}.bak`, 'utf8')).users).toHaveLength(29);
	});
	it('lets nobody else read the file', async () => {
		const settings = await openSettings(folder);
		await settings.change(data => void data.users.push(user('usr_1')));
		expect(statSync(path()).mode & 0o077).toBe(0);
	});
	it.each([
		['not JSON', '{"version":1,'],
		['empty', ''],
		['of another kind', '[]'],
		['of a newer version', '{"version":2,"users":[],"channels":[]}'],
		[
			'with a role that is none',
			'{"version":1,"users":[{"id":"a","name":"b","role":"king","createdAt":1}],"channels":[]}',
		],
		['with half a channel', '{"version":1,"users":[],"channels":[{"id":"a"}]}'],
	])(
		'says in one sentence that a file is damaged that is %s, and does not touch it',
		async (_what, content) => {
			writeFileSync(path(), content);
			const error = await openSettings(folder).catch(failed => failed);
			expect(error).toBeInstanceOf(StartError);
			expect(error.message).toContain(path());
			expect(error.message.split('\n')).toHaveLength(1);
			expect(readFileSync(path(), 'utf8')).toBe(content);
		},
	);
	it('names the version before the last change, where there is one', async () => {
		const settings = await openSettings(folder);
		await settings.change(data => void data.users.push(user('usr_1')));
		await settings.change(data => void data.users.push(user('usr_2')));
		writeFileSync(path(), 'damaged');
		await expect(openSettings(folder)).rejects.toThrow(`${path()}.bak`);
		writeFileSync(path(), readFileSync(`${path()}.bak`));
		expect((await openSettings(folder)).data.users).toHaveLength(1);
	});
});

describe('the vault', () => {
	const vault = createVault(Buffer.alloc(32, 1));
	it('gives back what it sealed, whatever it is', () => {
		for (const text of ['', 'a', 'Grüße 🌱', 'x'.repeat(10_000)])
			expect(vault.open(vault.seal(text))).toBe(text);
	});
	it('seals the same text differently each time, and shows nothing of it', () => {
		const [a, b] = [vault.seal('secret-secret'), vault.seal('secret-secret')];
		expect(a).not.toBe(b);
		expect(Buffer.from(a.slice(3), 'base64url').toString('latin1')).not.toContain('secret');
	});
	it('opens nothing of which one bit was changed, that was cut, or that another key sealed', () => {
		const sealed = vault.seal('secret');
		const raw = Buffer.from(sealed.slice(3), 'base64url');
		for (let at = 0; at < raw.length; at += 1) {
			const changed = Buffer.from(raw);
			changed[at] = (changed[at] ?? 0) ^ 1;
			expect(() => vault.open(`v1.${changed.toString('base64url')}`), `byte ${at}`).toThrow();
		}
		for (const odd of ['', 'v1.', 'v2.abc', sealed.slice(0, -4), raw.subarray(0, 20).toString('base64url')])
			expect(() => vault.open(odd)).toThrow();
		expect(() => createVault(Buffer.alloc(32, 2)).open(sealed)).toThrow();
	});
	it('signs by its key and the text', () => {
		expect(vault.sign('a')).toBe(createVault(Buffer.alloc(32, 1)).sign('a'));
		expect(vault.sign('a')).not.toBe(vault.sign('b'));
		expect(vault.sign('a')).not.toBe(createVault(Buffer.alloc(32, 2)).sign('a'));
	});
});

describe('loadKey', () => {
	it('makes a key once, for this user only, and finds it again', () => {
		const key = loadKey(null, folder);
		expect(key).toHaveLength(32);
		expect(statSync(join(folder, 'relay.key')).mode & 0o777).toBe(0o600);
		expect(loadKey(null, folder).equals(key)).toBe(true);
	});
	it('takes the environment’s key and leaves no file', () => {
		expect(loadKey(Buffer.alloc(32, 3), folder).equals(Buffer.alloc(32, 3))).toBe(true);
		expect(existsSync(join(folder, 'relay.key'))).toBe(false);
	});
	it('says that a key file is damaged, and makes no new one', () => {
		writeFileSync(join(folder, 'relay.key'), 'short');
		expect(() => loadKey(null, folder)).toThrow(StartError);
		expect(readFileSync(join(folder, 'relay.key'), 'utf8')).toBe('short');
	});
});

describe('the log', () => {
	const lines: string[] = [];
	const log = createLog('debug', line => void lines.push(line));
	beforeEach(() => {
		lines.length = 0;
	});
	it('never shows a text that was hidden, wherever it stands', () => {
		log.hide('canary-secret-1');
		const error = new Error('failed with canary-secret-1', { cause: new Error('and canary-secret-1') });
		log.error({ error, deep: { list: ['canary-secret-1'] } }, 'canary-secret-1 in the message');
		expect(lines.join('')).not.toContain('canary-secret-1');
		expect(lines.join('')).toContain('[hidden]');
	});
	it('hides one with quotes and backslashes as JSON writes it', () => {
		log.hide('a"b\\c\nd-secret');
		log.info({ said: 'a"b\\c\nd-secret' }, 'x');
		expect(lines.join('')).not.toContain('c\\nd-secret');
	});
	it('hides by name what was never said to be secret', () => {
		log.info(
			{
				token: 'tok-1',
				credentials: { apiKey: 'key-1' },
				request: { authorization: 'Bearer 1', apiKey: 'key-2' },
				headers: { cookie: 'c' },
			},
			'x',
		);
		for (const secret of ['tok-1', 'key-1', 'Bearer 1', 'key-2', '"c"'])
			expect(lines.join('')).not.toContain(secret);
	});
	it('writes one line of JSON with level, time and message', () => {
		log.warn({ channelId: 'chn_1' }, 'a thing happened');
		const entry = JSON.parse(lines[0] ?? '');
		expect(entry).toMatchObject({ level: 'warn', msg: 'a thing happened', channelId: 'chn_1' });
		expect(new Date(entry.time).getTime()).not.toBeNaN();
	});
});

describe('readConfig', () => {
	it('has a default for everything', () => {
		expect(readConfig({})).toMatchObject({
			port: 8787,
			host: '127.0.0.1',
			publicUrl: null,
			relayKey: null,
			allowPrivateNetwork: false,
			uploadMax: 20 * 1024 * 1024,
			logLevel: 'info',
		});
		expect(readConfig({ PORT: '', DATA_DIR: '', PUBLIC_URL: '', LOG_LEVEL: '' }).port).toBe(8787);
	});
	it('reads what is set', () => {
		expect(
			readConfig({
				PORT: '0',
				PUBLIC_URL: 'https://relay.example/',
				RELAY_KEY: 'aB'.repeat(32),
				ALLOW_PRIVATE_NETWORK: '1',
			}),
		).toMatchObject({
			port: 0,
			publicUrl: 'https://relay.example',
			relayKey: Buffer.from('aB'.repeat(32), 'hex'),
			allowPrivateNetwork: true,
		});
	});
	it.each([
		['PORT', 'http'],
		['PORT', '70000'],
		['PORT', '-1'],
		['PUBLIC_URL', 'relay.example'],
		['PUBLIC_URL', 'ftp://relay.example'],
		['RELAY_KEY', 'short'],
		['RELAY_KEY', 'z'.repeat(64)],
		['ALLOW_PRIVATE_NETWORK', 'yes'],
		['UPLOAD_MAX_MB', '0'],
		['UPLOAD_MAX_MB', '101'],
		['LOG_LEVEL', 'loud'],
		['DATABASE_URL', 'postgres://user:canary-password@db/relay'],
	])('refuses %s=%s in one sentence that names it and not its value', (name, value) => {
		const read = () => readConfig({ [name]: value });
		expect(read).toThrow(StartError);
		expect(read).toThrow(new RegExp(`^${name} .*\\.$`));
		try {
			read();
		} catch (error) {
			expect(String(error)).not.toContain('canary-password');
			if (name === 'RELAY_KEY') expect(String(error)).not.toContain(value);
		}
	});
});
