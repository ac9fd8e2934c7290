import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BroadcastScene, numbers, startBroadcastScene, total } from './broadcast-scene.ts';

let scene: BroadcastScene;
beforeAll(async () => {
	scene = await startBroadcastScene();
});
afterAll(() => scene.close());

describe('a broadcast', () => {
	it('reaches each recipient once', async () => {
		const phones = numbers(40);
		const { id } = await scene.draft(phones);
		await scene.launch(id);
		const done = await scene.completed(id);
		expect(done.counts).toMatchObject({ delivered: 40, failed: 0, skipped: 0, unknown: 0 });
		expect(total(done.counts)).toBe(40);
		const sent = (await scene.sandbox.requests({})).requests.filter(one => /messages$/.test(one.path));
		expect(sent).toHaveLength(40);
		expect((await scene.sandbox.violations()).count).toBe(0);
	});
});
