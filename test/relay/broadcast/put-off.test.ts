import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BroadcastScene, number, startBroadcastScene } from './broadcast-scene.ts';

let scene: BroadcastScene;
beforeAll(async () => {
	scene = await startBroadcastScene({ relay: { senderLimits: { pairBurst: 1, pairEveryMs: 1500 } } });
	await scene.owner.get('rules:change', { marketingCap: 1 });
});
afterAll(() => scene.close());

describe('a message of a broadcast that is put off', () => {
	it('waits until the person may be written to again, and does not count against itself', async () => {
		const phone = number(700_001);
		const content = {
			kind: 'template' as const,
			name: 'welcome_gift',
			language: 'pt_BR',
			parameters: { body: ['Ana'], buttons: { '0': 'CODE1' } },
		};
		const { id } = await scene.draft([phone], { content, retryRefused: false });
		// The answer of a person that went just before.
		await scene.send({
			to: phone,
			content: { kind: 'template', name: 'hello', language: 'de', parameters: {} },
		});
		await scene.launch(id);
		expect((await scene.completed(id)).counts).toMatchObject({ delivered: 1, failed: 0 });
	});
});
