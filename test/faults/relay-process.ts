import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Part, run, startPart } from '../../relay/demo/process.ts';
import { openStore, type Store } from '../../relay/store/store.ts';
import { type Person, person, post } from '../support/relay.ts';
import { freePort } from '../support/stack.ts';

/** A relay as a process of its own that can be ended at once and started again on the same data and port. */
export interface RelayProcess {
	readonly url: string;
	readonly owner: Person;
	kill(): Promise<void>;
	start(): Promise<void>;
	/** Stops it cleanly, looks into what it stored, and removes all. */
	conclude<T>(look: (store: Store) => Promise<T>): Promise<T>;
}

export async function startRelayProcess(): Promise<RelayProcess> {
	const dataDir = mkdtempSync(join(tmpdir(), 'faults-'));
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const env = {
		PORT: String(port),
		HOST: '127.0.0.1',
		DATA_DIR: dataDir,
		ALLOW_PRIVATE_NETWORK: '1',
		LOG_LEVEL: 'info',
	};
	const start = () => startPart('relay', 'relay/main.ts', env, () => undefined);
	let part: Part = await start();
	const code = (
		await run(process.execPath, ['relay/main.ts', 'invite', '--role', 'owner', '--name', 'Faults'], env)
	)
		.trim()
		.split('\n')
		.at(-1);
	const paired = await post<{ token: string; user: { id: string } }>(url, 'session/pair', {
		code,
		device: 'faults',
	});
	if (!paired.ok) throw new Error(paired.error.message);
	return {
		url,
		owner: person(url, paired.value.token, paired.value.user.id),
		async kill() {
			part.child.kill('SIGKILL');
			await part.ended;
		},
		async start() {
			part = await start();
		},
		async conclude(look) {
			await part.stop();
			const store = await openStore(join(dataDir, 'relay.db'));
			try {
				return await look(store);
			} finally {
				await store.close();
				rmSync(dataDir, { recursive: true, force: true });
			}
		},
	};
}

/** A source of chance that can be repeated: prints its seed by being given one. */
export function chance(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}
