import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeInvite } from '../../relay/actions/session/invite.ts';
import { type Sandbox, startSandbox } from '../../relay/sandbox/sandbox.ts';
import { DIALOG360_NUMBER } from '../../relay/sandbox/seed.ts';
import { openStore, type Store } from '../../relay/store/store.ts';
import type { ChannelView } from '../../shared/contract/views.ts';
import { type Running, startListening } from '../support/processes.ts';
import { type Person, person, post } from '../support/relay.ts';
import { addSandboxChannel } from '../support/scene.ts';
import { freePort } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** What one promise came to: a line for a person, and whether it held. */
export interface Finding {
	readonly promise: string;
	readonly held: boolean;
	readonly line: string;
}

/** A relay in a process of its own that can be killed and started again, with the sandbox as its provider. */
export interface Stage {
	readonly sandbox: Sandbox;
	readonly number: string;
	readonly channel: ChannelView;
	readonly owner: Person;
	readonly url: string;
	/** The relay's store, read beside it. */
	readonly store: Store;
	/** The header that proves a webhook. */
	readonly headers: Readonly<Record<string, string>>;
	readonly kills: number;
	/** The relay's process. */
	pid(): number;
	/** kill −9, at once. */
	kill(): Promise<void>;
	/** Starts the relay again on the same folder and port. */
	start(): Promise<void>;
	/** Resolves when nothing waits in the inbox. */
	drained(): Promise<void>;
	close(): Promise<void>;
}

const MAIN = 'relay/main.ts';

export async function openStage(): Promise<Stage> {
	const folder = mkdtempSync(join(tmpdir(), 'relay-faults-'));
	const port = await freePort();
	const env = { DATA_DIR: folder, PORT: String(port), ALLOW_PRIVATE_NETWORK: '1', LOG_LEVEL: 'info' };
	const sandbox = await startSandbox({ retry: { firstMs: 50, capMs: 200 } });
	await sandbox.number({ number: DIALOG360_NUMBER.id, throughput: 1_000_000 });
	let relay: Running & { url: string } = await startListening(MAIN, env);
	const url = `http://127.0.0.1:${port}`;
	const store = await openStore(join(folder, 'relay.db'));
	const { code } = await makeInvite(store, { name: 'Ann', role: 'owner', url, now: Date.now() });
	const paired = await post<{ token: string; user: { id: string } }>(url, 'session/pair', {
		code,
		device: 'faults',
	});
	if (!paired.ok) throw new Error(paired.error.message);
	const owner = person(url, paired.value.token, paired.value.user.id);
	const channel = await addSandboxChannel(owner, sandbox, 'dialog360');
	const row = (await sandbox.state()).numbers.find(one => one.id === DIALOG360_NUMBER.id);
	let kills = 0;
	let isRunning = true;
	return {
		sandbox,
		number: DIALOG360_NUMBER.id,
		channel,
		owner,
		url,
		store,
		headers: row?.webhook?.headers ?? {},
		get kills() {
			return kills;
		},
		pid: () => relay.child.pid ?? 0,
		async kill() {
			kills += 1;
			isRunning = false;
			await relay.kill();
		},
		async start() {
			relay = await startListening(MAIN, env);
			isRunning = true;
		},
		drained: async () =>
			void (await until('the inbox is empty', async () => (await store.inbox.open(1)).length === 0, 60_000)),
		async close() {
			if (isRunning) await relay.stop();
			await store.close();
			await sandbox.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

export const wait = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));
export const figure = (count: number) => count.toLocaleString('en');
