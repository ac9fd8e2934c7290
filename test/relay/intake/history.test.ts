import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhook } from '../../support/fixtures.ts';
import { type Scene, startScene } from '../../support/scene.ts';

const JONAS = '+491713920001';

describe('the history of a number that was in the WhatsApp Business app', () => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene();
	});
	afterAll(() => scene.close());

	it('stands in the timeline unasked, raises no badge, and its files take the places kept for them', async () => {
		for (const name of ['history', 'history__file', 'history'])
			await scene.sandbox.deliver({ number: scene.number, body: webhook(name) });
		const { messages } = await scene.open(JONAS);
		expect(messages.map(({ direction, content, status }) => [direction, content.kind, status])).toEqual([
			['inbound', 'text', 'read'],
			['outbound', 'text', 'read'],
			['outbound', 'media', 'sent'],
		]);
		// A number within it answers nothing that we asked since.
		expect(messages.every(message => message.editedAt === null)).toBe(true);
		const { unreadTotal, conversations } = await scene.owner.get('conversation:list', {});
		expect([unreadTotal, conversations[0]?.unread]).toEqual([0, 0]);
	});
});
