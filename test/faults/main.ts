import { broadcastWalk } from './broadcast-walk.ts';
import { killBroadcast } from './kill-broadcast.ts';
import { killUnderLoad } from './kill-intake.ts';
import { killInsideSend } from './kill-send.ts';
import { limitWalk } from './limit-walk.ts';
import { lostFrames } from './lost-frames.ts';
import { mixedWebhooks } from './mixed-webhooks.ts';
import type { Finding } from './stage.ts';

/**
 * `npm run faults`: the relay in a process of its own is killed, its line loses frames, its provider repeats itself.
 * Prints one line per promise and ends with 1 when one does not hold. `npm run faults -- broadcast` does one of them. `FAULT_ROUNDS` sets how often it is killed,
 * `FAULT_SEED` repeats the choices of a run (not its timing).
 */
async function main(): Promise<void> {
	const rounds = Math.max(1, Math.round(Number(process.env.FAULT_ROUNDS || 30)));
	const seed = Number(process.env.FAULT_SEED || Date.now() % 100_000);
	process.stdout.write(`seed ${seed}\n`);
	const findings: Finding[] = [];
	const steps: Record<string, () => Promise<Finding | Finding[]>> = {
		intake: () => killUnderLoad(rounds, seed),
		webhooks: () => mixedWebhooks(Math.ceil(rounds / 3)),
		frames: () => lostFrames(1000, seed),
		send: () => killInsideSend(rounds, seed),
		limits: () => limitWalk(100_000, seed),
		broadcast: async () => [await killBroadcast(5000, 20, seed), await broadcastWalk(10_000, 2)],
	};
	const wanted = process.argv.slice(2);
	const unknown = wanted.find(name => !Object.hasOwn(steps, name));
	if (unknown !== undefined)
		throw new Error(`There is no “${unknown}”. There is: ${Object.keys(steps).join(', ')}.`);
	for (const [name, step] of Object.entries(steps)) {
		if (wanted.length > 0 && !wanted.includes(name)) continue;
		const found = [await step()].flat();
		findings.push(...found);
		for (const { promise, held, line } of found)
			process.stdout.write(`${held ? 'held  ' : 'BROKEN'} ${promise}  ${line}\n`);
	}
	process.exitCode = findings.every(({ held }) => held) ? 0 : 1;
}

await main();
