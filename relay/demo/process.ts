import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

/** A part of the demo could not start. Its message is all that a person needs. */
export class DemoError extends Error {
	override readonly name = 'DemoError';
}

export interface Part {
	readonly name: string;
	readonly child: ChildProcess;
	/** Resolves when the process has ended, with its exit code. */
	readonly ended: Promise<number | null>;
	stop(): Promise<void>;
}

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 12_000;

/**
 * Starts one of our programs and resolves when it says that it listens; throws `DemoError` with its own words when it
 * ends before. Its output goes to `onLine`.
 */
export async function startPart(
	name: string,
	script: string,
	env: Record<string, string>,
	onLine: (line: string) => void,
): Promise<Part> {
	const child = spawn(process.execPath, [script], {
		cwd: ROOT,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
		// Ctrl-C reaches the whole terminal group: the parts are stopped by us, in order.
		detached: true,
	});
	const said: string[] = [];
	const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
	await new Promise<void>((resolve, reject) => {
		const timer = setTimeout(
			() => reject(new DemoError(`The ${name} did not start within ${START_LIMIT_MS / 1000} seconds.`)),
			START_LIMIT_MS,
		);
		const read = (chunk: Buffer) => {
			for (const line of chunk.toString().split('\n').filter(Boolean)) {
				said.push(line);
				onLine(line);
				if (line.includes('listening')) resolve();
			}
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		void ended.then(() => {
			clearTimeout(timer);
			reject(new DemoError(said.at(-1) ?? `The ${name} ended at once.`));
		});
		child.stdout.once('end', () => clearTimeout(timer));
		child.stdout.on('data', () => clearTimeout(timer));
	});
	return {
		name,
		child,
		ended,
		async stop() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			child.kill('SIGTERM');
			const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
			await ended;
			clearTimeout(timer);
		},
	};
}

/** Runs a program to its end and returns what it wrote; throws `DemoError` with its last words when it fails. */
export async function run(
	command: string,
	args: string[],
	env: Record<string, string> = {},
): Promise<string> {
	const child = spawn(command, args, {
		cwd: ROOT,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let out = '';
	let err = '';
	child.stdout.on('data', chunk => {
		out += chunk;
	});
	child.stderr.on('data', chunk => {
		err += chunk;
	});
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0)
		throw new DemoError((err.trim() || out.trim()).split('\n').slice(-15).join('\n') || `${command} failed.`);
	return out;
}
