import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../shared/contract/result.ts';
import type { ChannelView } from '../../shared/contract/views.ts';
import { DIALOG360_NUMBER } from '../sandbox/seed.ts';
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
