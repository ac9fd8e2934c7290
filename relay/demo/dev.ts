import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './process.ts';

/** `npm run dev`: relay and sandbox that restart when their files change, and the extension rebuilt on every change. */
const dataDir = process.env.DATA_DIR || join(ROOT, '.data');
const common = { ...process.env, DATA_DIR: dataDir };
const watched = (name: string, args: string[], env: Record<string, string>): ChildProcess => {
	const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...common, ...env }, stdio: 'inherit' });
	child.once('exit', code => {
		if (code !== 0 && code !== null) process.stderr.write(`${name} ended with ${code}\n`);
	});
	return child;
};

const children = [
	watched('sandbox', ['--watch-path=relay/sandbox', 'relay/sandbox/main.ts'], {
		PORT: process.env.SANDBOX_PORT || '8788',
	}),
	watched('relay', ['--watch-path=relay', '--watch-path=shared', 'relay/main.ts'], {
		PORT: process.env.PORT || '8787',
		ALLOW_PRIVATE_NETWORK: '1',
	}),
	watched('extension', ['node_modules/wxt/bin/wxt.mjs'], {}),
];
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => {
		for (const child of children) child.kill('SIGTERM');
	});
}
