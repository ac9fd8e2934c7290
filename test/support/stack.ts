import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Part, run, startPart } from '../../relay/demo/process.ts';
import { seedDemo } from '../../relay/demo/seed.ts';
import { post } from './relay.ts';

/** The relay and the sandbox as processes of their own, as `npm start` runs them. */
export interface Stack {
	readonly relayUrl: string;
	readonly sandboxUrl: string;
	readonly crmUrl: (path: string) => string;
	/** A command of the sandbox's control API. */
	control<T>(command: string, wish?: object): Promise<T>;
	pairingCode(role?: string): Promise<string>;
	/** One command of the relay, `quick-reply/save`, as an owner; the value of its answer. */
	asOwner<T>(path: string, request: object): Promise<T>;
	/** Ends both at once, as a power cut does, and starts them again. */
	killAndRestart(): Promise<void>;
	killRelay(): Promise<void>;
	startRelay(): Promise<void>;
	close(): Promise<void>;
}

/** A port that is free now, for a program that must have the same one over restarts. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	await new Promise(resolve => server.close(resolve));
	return port;
}

export async function startStack(): Promise<Stack> {
	const dataDir = mkdtempSync(join(tmpdir(), 'stack-'));
	const relayPort = await freePort();
	const sandboxPort = await freePort();
	const relayUrl = `http://127.0.0.1:${relayPort}`;
	const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
	const relayEnv = {
		PORT: String(relayPort),
		DATA_DIR: dataDir,
		HOST: '127.0.0.1',
		ALLOW_PRIVATE_NETWORK: '1',
		LOG_LEVEL: 'info',
	};
	const startSandbox = () =>
		startPart(
			'sandbox',
			'relay/sandbox/main.ts',
			{ PORT: String(sandboxPort), DATA_DIR: dataDir },
			() => undefined,
		);
	const startRelay = () => startPart('relay', 'relay/main.ts', relayEnv, () => undefined);
	const pairingCode = async (role = 'owner') => {
		const args = ['relay/main.ts', 'invite', '--role', role, '--name', 'Ann'];
		return (await run(process.execPath, args, relayEnv)).trim().split('\n').at(-1) ?? '';
	};
	let ownerToken: string | null = null;
	const kill = async (part: Part) => {
		part.child.kill('SIGKILL');
		await part.ended;
	};
	let [sandbox, relay] = await Promise.all([startSandbox(), startRelay()]);
	await seedDemo(relayUrl, sandboxUrl, dataDir, relayEnv);
	return {
		relayUrl,
		sandboxUrl,
		crmUrl: path => `http://demo.kommo.localhost:${sandboxPort}${path}`,
		async control(command, wish = {}) {
			const response = await fetch(`${sandboxUrl}/sandbox/api/${command}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(wish),
			});
			if (!response.ok) throw new Error(`${command}: ${await response.text()}`);
			return (await response.json()) as never;
		},
		pairingCode,
		async asOwner(path, request) {
			if (ownerToken === null) {
				const code = await pairingCode();
				const paired = await post<{ token: string }>(relayUrl, 'session/pair', { code, device: 'test' });
				if (!paired.ok) throw new Error(paired.error.message);
				ownerToken = paired.value.token;
			}
			const result = await post(relayUrl, path, request, ownerToken);
			if (!result.ok) throw new Error(result.error.message);
			return result.value as never;
		},
		async killAndRestart() {
			await Promise.all([kill(relay), kill(sandbox)]);
			[sandbox, relay] = await Promise.all([startSandbox(), startRelay()]);
		},
		killRelay: () => kill(relay),
		async startRelay() {
			relay = await startRelay();
		},
		async close() {
			await Promise.all([relay.stop(), sandbox.stop()]);
			rmSync(dataDir, { recursive: true, force: true });
		},
	};
}
