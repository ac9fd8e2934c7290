import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../shared/lib/time.ts';
import { testClock } from '../support/clock.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { until } from '../support/until.ts';

describe('a webhook that another program takes', () => {
	const clock = testClock();
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene({ relay: { now: clock.now } });
	});
	afterAll(() => scene.close());
	const alerts = async () =>
		(await scene.owner.get('alert:list', {})).alerts.filter(alert => alert.text.includes('another server'));
	const shown = async () => (await scene.owner.get('channel:list', {})).channels[0];

	it('is told once, is left to the other, and taken back by a check', async () => {
		await scene.sandbox.webhook({ number: scene.number, url: 'http://127.0.0.1:9/another-program' });
		clock.advance(HOUR_MS);
		scene.relay.relay.wake();
		await until('managers are told', async () => (await alerts()).length === 1);
		expect((await shown())?.webhook).toMatchObject({
			state: 'unknown',
			problem: expect.stringContaining('Press Check'),
		});
		clock.advance(HOUR_MS);
		scene.relay.relay.wake();
		await scene.owner.get('channel:check', { channelId: scene.channel.id });
		expect((await shown())?.webhook).toMatchObject({ state: 'registered', problem: null });
		expect(await alerts()).toHaveLength(1);
	});
});
