import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../shared/contract/result.ts';
import type { ChannelView } from '../../shared/contract/views.ts';
import { INSTAGRAM_APP } from '../sandbox/instagram/seed.ts';
import { DIALOG360_NUMBER } from '../sandbox/seed.ts';
import { TELEGRAM_BOT } from '../sandbox/telegram/seed.ts';
import { DemoError, run } from './process.ts';

/** Calls a command of the relay; throws `DemoError` with the relay's words when it is refused. */
async function call<T>(url: string, command: string, request: unknown, token?: string): Promise<T> {
	const response = await fetch(`${url}/api/v1/${command}`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			...(token !== undefined && { authorization: `Bearer ${token}` }),
		},
		body: JSON.stringify(request),
	});
	const result = (await response.json()) as Result<T>;
	if (!result.ok) throw new DemoError(result.error.message);
	return result.value;
}

/** A fresh pairing code of the running relay. */
export async function pairingCode(env: Record<string, string>): Promise<string> {
	const out = await run(
		process.execPath,
		['relay/main.ts', 'invite', '--role', 'owner', '--name', 'Demo owner'],
		env,
	);
	const code = out.trim().split('\n').at(-1);
	if (!code) throw new DemoError('The relay gave no pairing code.');
	return code;
}

/** Pairs a device for the set-up itself and connects the sandbox's number, once: a second start finds both. */
export async function seedDemo(
	relayUrl: string,
	sandboxUrl: string,
	dataDir: string,
	env: Record<string, string>,
): Promise<'first' | 'again'> {
	const file = join(dataDir, 'demo.json');
	const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { token: string }).token : null;
	const token =
		known !== null && (await isValid(relayUrl, known))
			? known
			: await pairSetup(relayUrl, env, dataDir, file);
	const { channels } = await call<{ channels: ChannelView[] }>(relayUrl, 'channel/list', {}, token);
	if (channels.length > 0) return 'again';
	await call(
		relayUrl,
		'channel/add',
		{
			name: 'Sales Berlin',
			type: 'whatsapp',
			provider: 'dialog360',
			address: `+${DIALOG360_NUMBER.displayPhone}`,
			credentials: { apiKey: DIALOG360_NUMBER.apiKey },
			apiUrl: `${sandboxUrl}/dialog360`,
		},
		token,
	);
	return 'first';
}

/** Connects the sandbox's bot after `seedDemo`. */
export async function seedTelegram(relayUrl: string, sandboxUrl: string, dataDir: string): Promise<void> {
	const { token } = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')) as { token: string };
	const channel = {
		name: 'Lindenblatt Telegram',
		type: 'telegram',
		provider: 'telegram',
		credentials: { botToken: TELEGRAM_BOT.token },
		apiUrl: `${sandboxUrl}/telegram`,
	};
	await call(relayUrl, 'channel/add', channel, token);
}

/**
 * Connects the sandbox's Instagram account after `seedDemo`, as if somebody had allowed it on the page and pasted its
 * callback at "Meta".
 */
export async function seedInstagram(relayUrl: string, sandboxUrl: string, dataDir: string): Promise<void> {
	const { token } = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')) as { token: string };
	const brought = await tell<Record<string, string>>(sandboxUrl, 'instagram-token', {});
	const { channel } = await call<{ channel: ChannelView }>(
		relayUrl,
		'channel/add',
		{
			name: 'Lindenblatt Instagram',
			type: 'instagram',
			provider: 'instagram',
			credentials: { ...INSTAGRAM_APP, ...brought },
			apiUrl: `${sandboxUrl}/instagram`,
		},
		token,
	);
	const told = channel.checks.map(line => line.message).join('\n');
	const verifyToken = /and (\w+) as verify token/.exec(told)?.[1] ?? '';
	await tell(sandboxUrl, 'instagram-webhook', { url: channel.webhookUrl, verifyToken });
}

/** Calls a control command of the sandbox. */
async function tell<T>(url: string, command: string, wish: unknown): Promise<T> {
	const response = await fetch(`${url}/sandbox/api/${command}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(wish),
	});
	const answer = (await response.json()) as T & { error?: string };
	if (!response.ok) throw new DemoError(answer.error ?? `The sandbox refused ${command}.`);
	return answer;
}

async function pairSetup(
	relayUrl: string,
	env: Record<string, string>,
	dataDir: string,
	file: string,
): Promise<string> {
	const { token } = await call<{ token: string }>(relayUrl, 'session/pair', {
		code: await pairingCode(env),
		device: 'npm start',
	});
	mkdirSync(dataDir, { recursive: true });
	writeFileSync(file, `${JSON.stringify({ token })}\n`, { mode: 0o600 });
	return token;
}

async function isValid(relayUrl: string, token: string): Promise<boolean> {
	return call(relayUrl, 'session/show', {}, token).then(
		() => true,
		() => false,
	);
}
