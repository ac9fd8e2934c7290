import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import { JONAS, startTelegram, type TelegramScene } from '../telegram-scene.ts';

describe('a message of a time that cannot be', () => {
	let scene: TelegramScene;
	beforeAll(async () => {
		scene = await startTelegram();
		await scene.sandbox.telegram.start({ customer: JONAS });
	});
	afterAll(() => scene.close());

	it.each([
		['far ahead', 9_007_199_254_740_992],
		['no number of the machine', 1e300],
		['before all times', -86_400],
	])('happened when it came: %s', async (what, date) => {
		const { person } = await scene.sandbox.telegram.chats({ customer: JONAS });
		const chat = { id: Number(person.userId), type: 'private', first_name: 'Jonas' };
		const content = { message_id: 900_000 + what.length, date, chat, from: chat, text: what };
		await scene.sandbox.telegram.deliver({ kind: 'message', content });
		const { conversation, messages } = await scene.open();
		const found = messages.find(one => one.content.kind === 'text' && one.content.text === what);
		expect(Math.abs((found?.at ?? 0) - Date.now())).toBeLessThan(MINUTE_MS);
		expect(conversation.lastInboundAt).toBeLessThan(Date.now() + MINUTE_MS);
	});
});
