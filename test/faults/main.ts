import { killUnderLoad } from './kill-intake.ts';
import { killInsideSend } from './kill-send.ts';
import { limitWalk } from './limit-walk.ts';
import { lostFrames } from './lost-frames.ts';
import { mixedWebhooks } from './mixed-webhooks.ts';
import type { Finding } from './stage.ts';

/**
 * `npm run faults`: the relay in a process of its own is killed, its line loses frames, its provider repeats itself.
 * Prints one line per promise and ends with 1 when one does not hold. `FAULT_ROUNDS` sets how often it is killed,
 * `FAULT_SEED` repeats the choices of a run (not its timing).
 */
async function main(): Promise<void> {
	const rounds = Math.max(1, Math.round(Number(process.env.FAULT_ROUNDS || 30)));
	const seed = Number(process.env.FAULT_SEED || Date.now() % 100_000);
	process.stdout.write(`seed ${seed}\n`);
	const findings: Finding[] = [];
	const steps: (() => Promise<Finding | Finding[]>)[] = [
		() => killUnderLoad(rounds, seed),
		() => mixedWebhooks(Math.ceil(rounds / 3)),
		() => lostFrames(1000, seed),
		() => killInsideSend(rounds, seed),
		() => limitWalk(100_000, seed),
	];
	for (const step of steps) {
		const found = [await step()].flat();
		findings.push(...found);
		for (const { promise, held, line } of found)
			process.stdout.write(`${held ? 'held  ' : 'BROKEN'} ${promise}  ${line}\n`);
	}
	process.exitCode = findings.every(({ held }) => held) ? 0 : 1;
}

await main();
