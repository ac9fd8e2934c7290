import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What is passed on of our own environment: nothing that a test did not mean. */
const PASSED = ['PATH', 'HOME', 'TMPDIR', 'LANG'];

/** A program of ours in a process of its own. */
export interface Running {
	readonly child: ChildProcess;
	readonly out: string[];
	readonly err: string[];
	/** Resolves with the exit code, null when a signal ended it. */
	readonly ended: Promise<number | null>;
	/** Ends it at once, as a power cut does. */
	kill(): Promise<void>;
	/** Asks it to end, and ends it when it does not within ten seconds. */
	stop(): Promise<number | null>;
}

/** Starts a script of this repository; the caller ends it. */
export function start(script: string, args: readonly string[], env: Record<string, string>): Running {
	const passed = Object.fromEntries(
		PASSED.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
	);
	const child = spawn(process.execPath, [script, ...args], {
		cwd: ROOT,
		env: { ...passed, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const out: string[] = [];
	const err: string[] = [];
	child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => err.push(chunk.toString()));
	const ended = new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', code => resolve(code));
	});
	return {
		child,
		out,
		err,
		ended,
		async kill() {
			child.kill('SIGKILL');
			await ended;
		},
		async stop() {
			child.kill('SIGTERM');
			const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
			const code = await ended;
			clearTimeout(timer);
			return code;
		},
	};
}

/** Starts a script and resolves when it says that it listens, with what it said; throws its words when it ends before. */
export async function startListening(
	script: string,
	env: Record<string, string>,
	limitMs = 20_000,
): Promise<Running & { url: string }> {
	const running = start(script, [], env);
	const { promise, resolve, reject } = Promise.withResolvers<string>();
	const timer = setTimeout(
		() => reject(new Error(`${script} did not listen within ${limitMs} ms.`)),
		limitMs,
	);
	const look = () => {
		const found = /listening (?:on|at) (http:\/\/[^\s"]+)/.exec(running.out.join(''));
		if (found?.[1]) resolve(found[1]);
	};
	running.child.stdout?.on('data', look);
	void running.ended.then(
		() => reject(new Error(running.err.join('') || running.out.join('') || 'It ended at once.')),
		reject,
	);
	try {
		return { ...running, url: await promise };
	} catch (error) {
		if (running.child.exitCode === null && running.child.signalCode === null) await running.kill();
		throw error;
	} finally {
		clearTimeout(timer);
	}
}
