import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveBack } from '../../../relay/actions/outbox/give-back.ts';
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

	it('ends when the broadcast was cancelled in that very moment', async () => {
		const phone = number(700_002);
		const { parts } = scene.relay.relay;
		const { id } = await scene.draft([phone]);
		await scene.launch(id);
		await scene.completed(id);
		const [recipient] = await scene.recipients(id);
		// As it is between the two: taken, and its broadcast cancelled.
		await parts.store.broadcasts.update(id, { state: 'cancelled' });
		await parts.store.messages.update(recipient?.messageId ?? '', { status: 'queued', claimed_by: 'me' });
		await parts.store.recipients.update(recipient?.id ?? 0, { state: 'sending' });
		const row = await parts.store.messages.find(recipient?.messageId ?? '');
		if (row) await giveBack(parts, row, parts.now() + 60_000);
		expect((await scene.show(id)).counts).toMatchObject({ sending: 0, failed: 1 });
	});
});
