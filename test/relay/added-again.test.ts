import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSandboxChannel, type Scene, startScene } from '../support/scene.ts';

const JONAS = '+491713920001';

describe('a channel that is removed and added again', () => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene();
	});
	afterAll(() => scene.close());

	it('goes on with its conversations, and sends nothing that waited when it was removed', async () => {
		await scene.sandbox.writeText(JONAS, scene.number, 'before');
		const before = await scene.open(JONAS);
		await scene.relay.relay.parts.settings.change(data => {
			for (const row of data.channels) row.state = 'paused';
		});
		const waiting = await scene.send({ to: JONAS, content: { kind: 'text', text: 'too late' } });
		expect(waiting.status).toBe('queued');
		await scene.owner.get('channel:remove', { channelId: scene.channel.id });
		const failed = await scene.message(waiting.id, message => message.status === 'failed');
		expect(failed.problem).toMatchObject({ code: 'channel-removed', retry: 'manual' });

		const again = await addSandboxChannel(scene.owner, scene.sandbox, 'dialog360');
		expect(again.id).toBe(scene.channel.id);
		await scene.sandbox.writeText(JONAS, scene.number, 'after');
		const after = await scene.open(JONAS);
		expect(after.conversationId).toBe(before.conversationId);
		expect(after.messages.map(message => [message.content, message.status])).toEqual([
			[{ kind: 'text', text: 'before' }, 'delivered'],
			[{ kind: 'text', text: 'too late' }, 'failed'],
			[{ kind: 'text', text: 'after' }, 'delivered'],
		]);
		const { requests } = await scene.sandbox.requests({ opaque: waiting.id });
		expect(requests).toEqual([]);
	});
});

describe('a Cloud API channel with wrong IDs', () => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene({ provider: 'cloud-api' });
	});
	afterAll(() => scene.close());

	it('can be put right: what counts is the number behind them', async () => {
		const swapped = { phoneNumberId: '120000000000002', businessAccountId: '110000000000002' };
		await scene.relay.relay.parts.settings.change(data => {
			for (const row of data.channels) Object.assign(row.plain, swapped);
		});
		const { channel, warnings } = await scene.owner.get('channel:update', {
			channelId: scene.channel.id,
			credentials: { phoneNumberId: '110000000000002', businessAccountId: '120000000000002' },
		});
		expect(channel.checks.filter(line => line.result === 'failed')).toEqual([]);
		expect(warnings.join(' ')).not.toContain('knows no number');
	});
});
