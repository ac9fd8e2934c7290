import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../shared/lib/time.ts';
import { testClock } from '../support/clock.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { until } from '../support/until.ts';
import { upload } from '../support/upload.ts';

const JONAS = '+491713920001';
const MIRIAM = '+491760406902';

describe('files that are kept for some days', () => {
	const clock = testClock();
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene({ relay: { now: clock.now }, sandbox: { now: clock.now } });
	});
	afterAll(() => scene.close());

	const file = async (filename: string) => {
		const type = 'application/pdf';
		const content = `%PDF-1.4 ${filename}`;
		return (await upload(scene.relay.url, scene.owner.token, { content, filename, type })).mediaId;
	};
	const give = async (to: string, mediaId: string) => {
		await scene.sandbox.writeText(to, scene.number, 'hello');
		await scene.open(to);
		return scene.send({ to, content: { kind: 'media', mediaId } });
	};
	const isThere = (mediaId: string) => existsSync(scene.relay.relay.parts.mediaFiles.path(mediaId));

	it('stay while a younger message has them, whoever it went to', async () => {
		await scene.owner.get('rules:change', { keepFilesDays: 30 });
		const [old, menu, offer] = [await file('old.pdf'), await file('menu.pdf'), await file('offer.pdf')];
		const planned = await file('planned.pdf');
		await scene.owner.get('broadcast:save', {
			broadcastId: 'bc_with_file',
			plan: {
				name: 'With a file',
				channelId: scene.channel.id,
				content: {
					kind: 'template',
					name: 'spring_collection',
					language: 'en_US',
					parameters: { header: { mediaId: planned }, body: ['Ann'] },
				},
			},
		});
		for (const mediaId of [old, menu, offer, planned]) {
			const sent = await give(JONAS, mediaId);
			await scene.message(sent.id, one => one.status !== 'queued');
		}
		clock.advance(20 * DAY_MS);
		await give(MIRIAM, menu);
		clock.advance(11 * DAY_MS);
		scene.relay.relay.wake();
		await until('the old files are gone', async () => !isThere(old) && !isThere(offer));
		expect(isThere(menu)).toBe(true);
		// A broadcast that has not gone out needs it.
		expect(isThere(planned)).toBe(true);
		clock.advance(20 * DAY_MS + HOUR_MS);
		scene.relay.relay.wake();
		await until('the other one is gone too', async () => !isThere(menu));
		const { messages } = await scene.open(MIRIAM);
		expect(messages.at(-1)?.content).toMatchObject({ kind: 'media', state: 'removed' });
	});
});
