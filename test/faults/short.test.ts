import { describe, expect, it } from 'vitest';
import { killDuringIntake } from './kill-intake.ts';
import { killDuringSend } from './kill-send.ts';
import { sendOverLossyLine } from './lossy-line.ts';

const LIMIT_MS = 90_000;

describe('faults, in short', () => {
	it(
		'lose nothing that was acknowledged and store nothing twice when the relay is killed under load (R-01, R-03)',
		async () => {
			const figures = await killDuringIntake(3);
			expect(figures.acknowledged).toBeGreaterThan(50);
			expect(figures).toMatchObject({ missing: 0, doubled: 0 });
		},
		LIMIT_MS,
	);

	it(
		'never send twice what was in the provider’s hands when the relay was killed (R-08)',
		async () => {
			expect(await killDuringSend(2)).toMatchObject({ doubled: 0, lost: 0 });
		},
		LIMIT_MS,
	);

	it(
		'ask the provider once for each message however bad the line is (R-07)',
		async () => {
			const figures = await sendOverLossyLine(60);
			expect(figures.tries).toBeGreaterThan(60);
			expect(figures).toMatchObject({ providerCalls: 60, wrong: 0 });
		},
		LIMIT_MS,
	);
});
