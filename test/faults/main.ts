import { killDuringIntake } from './kill-intake.ts';
import { killDuringSend } from './kill-send.ts';
import { sendOverLossyLine } from './lossy-line.ts';

/** `npm run faults`: breaks things until a promise breaks. `FAULT_ROUNDS` is the number of kills (30; 200 for a long run). */
const rounds = Number(process.env.FAULT_ROUNDS || 30);
const seed = Number(process.env.FAULT_SEED || Date.now() % 100_000);
process.stdout.write(`seed ${seed}\n`);

const intake = await killDuringIntake(rounds, seed);
process.stdout.write(`${JSON.stringify(intake)}\n`);
const send = await killDuringSend(rounds, seed);
process.stdout.write(`${JSON.stringify(send)}\n`);
const line = await sendOverLossyLine(1000, seed);
process.stdout.write(`${JSON.stringify(line)}\n`);

const broken = intake.missing + intake.doubled + send.doubled + send.lost + line.wrong;
process.stdout.write(broken === 0 ? 'every promise held\n' : `${broken} broken promises\n`);
process.exit(broken === 0 ? 0 : 1);
