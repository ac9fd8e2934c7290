import { benchBroadcast } from './broadcast.ts';
import { benchBubble } from './bubble.ts';
import { benchIntake } from './intake.ts';
import { benchSizes } from './sizes.ts';

/** `npm run bench` measures all; `npm run bench -- intake` one. Each prints one line of JSON last. Nothing is asserted. */
const BENCHES: Record<string, () => Promise<object> | object> = {
	intake: () => benchIntake(),
	bubble: () => benchBubble(),
	broadcast: () => benchBroadcast(),
	sizes: benchSizes,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find(name => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined) {
	process.stderr.write(`There is no bench “${unknown}”. There is: ${Object.keys(BENCHES).join(', ')}.\n`);
	process.exit(1);
}
for (const [name, bench] of Object.entries(BENCHES)) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	process.stdout.write(`${JSON.stringify(await bench())}\n`);
}
