import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BroadcastScene, number, numbers, startBroadcastScene } from './broadcast-scene.ts';

let scene: BroadcastScene;
beforeAll(async () => {
	scene = await startBroadcastScene();
});
afterAll(() => scene.close());

describe('a broadcast that the relay itself fails at', () => {
	it('holds up neither the answers of people nor another broadcast', async () => {
		const { store } = scene.relay.relay.parts;
		const broken = await scene.draft(numbers(3, 850_000));
		await scene.launch((await scene.draft([number(850_100)])).id);
		const stored = await store.broadcasts.find(broken.id);
		if (!stored) throw new Error('The broadcast is not stored.');
		// As a later version might leave it: a content that this one does not know.
		const plan = { ...stored.plan, content: { kind: 'unheard-of' } as never };
		await store.broadcasts.update(broken.id, { plan, state: 'running', startedAt: stored.createdAt });
		const other = await scene.draft(numbers(3, 850_200));
		await scene.launch(other.id);
		const answer = await scene.send({
			to: number(850_300),
			content: { kind: 'template', name: 'hello', language: 'de', parameters: {} },
		});
		await scene.message(answer.id, one => one.status === 'delivered');
		expect((await scene.completed(other.id)).counts.delivered).toBe(3);
		expect((await scene.show(broken.id)).counts.waiting).toBe(3);
		expect(scene.relay.log.join('\n')).toContain('could not be taken');
	});
});
