import { describe, expect, it } from 'vitest';
import { killBroadcast } from './kill-broadcast.ts';
import { killUnderLoad } from './kill-intake.ts';
import { killInsideSend } from './kill-send.ts';
import { limitWalk } from './limit-walk.ts';
import { lostFrames } from './lost-frames.ts';
import { mixedWebhooks } from './mixed-webhooks.ts';

/** The short form of `npm run faults`. */
describe('a relay in a process of its own', () => {
	it('loses nothing that it acknowledged when it is killed under load (R-01, R-03)', async () => {
		for (const finding of await killUnderLoad(2, 1)) expect(finding).toMatchObject({ held: true });
	}, 60_000);
	it('stores each message once however the provider repeats and mixes its webhooks (R-03)', async () => {
		expect(await mixedWebhooks(2)).toMatchObject({ held: true });
	}, 60_000);
	it('asks the provider once for each message over a line that loses 30 % of frames (R-07)', async () => {
		expect(await lostFrames(100, 2)).toMatchObject({ held: true });
	}, 60_000);
	it('breaks none of the provider’s rules however the days go (R-10)', async () => {
		expect(await limitWalk(2500, 2)).toMatchObject({ held: true });
	}, 60_000);
	it('ends each recipient of a broadcast as exactly one thing when it is killed in the middle (R-09)', async () => {
		expect(await killBroadcast(240, 2, 4)).toMatchObject({ held: true });
	}, 60_000);
	it('sends nothing twice and lists every unknown when it is killed inside a provider call (R-08)', async () => {
		expect(await killInsideSend(2, 3)).toMatchObject({ held: true });
	}, 60_000);
});
