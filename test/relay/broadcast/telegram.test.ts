import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { startTelegram, type TelegramScene } from '../telegram-scene.ts';

let scene: TelegramScene;
beforeAll(async () => {
	scene = await startTelegram();
});
afterAll(() => scene.close());

const show = async (broadcastId: string) =>
	(await scene.owner.get('broadcast:show', { broadcastId })).broadcast;

/** Everybody who has started the bot becomes a recipient of a new broadcast. */
async function draft(broadcastId: string, content: object, more: object = {}) {
	await scene.owner.get('broadcast:save', {
		broadcastId,
		plan: { name: broadcastId, channelId: scene.channel.id, content, ...more } as never,
	});
	await scene.owner.get('broadcast:add-recipients', {
		broadcastIds: [broadcastId],
		source: { kind: 'filter', filter: { reachableOn: 'telegram' } },
	});
}
const completed = (broadcastId: string) =>
	until('the broadcast is completed', async () => {
		const found = await show(broadcastId);
		return found.state === 'completed' ? found : null;
	});

describe('a broadcast on Telegram', () => {
	it('goes as free text with each person’s name, and waits as long as Telegram asks', async () => {
		const { customers } = await scene.sandbox.state();
		const people = customers.slice(0, 8).map(customer => customer.phone);
		for (const customer of people) await scene.sandbox.telegram.start({ customer });
		await scene.sandbox.idle();
		await scene.relay.relay.drained();
		await draft('greeting', { kind: 'text', text: 'Hello {{ contact.first_name }}, we open at nine.' });
		expect((await show('greeting')).counts.waiting).toBe(people.length);
		await scene.sandbox.telegram.limit({ times: 2, seconds: 1 });
		await scene.owner.get('broadcast:launch', { broadcastId: 'greeting' });
		const done = await completed('greeting');
		expect(done.counts).toMatchObject({ sent: people.length, failed: 0, unknown: 0 });
		for (const person of people) {
			const texts = (await scene.written(person)).map(message => String(message.text ?? ''));
			expect(texts.filter(text => /^Hello \S.*, we open at nine\.$/.test(text))).toHaveLength(1);
		}
		const { violations } = await scene.sandbox.violations();
		expect(violations.filter(one => one.rule.startsWith('telegram-over'))).toEqual([]);
	});

	it('goes as a quick reply', async () => {
		const { quickReply } = await scene.owner.get('quick-reply:save', {
			quickReplyId: 'qr_hours',
			name: 'hours',
			type: 'text',
			text: 'Open until {{ row.until | default: "six" }}, {{ contact.first_name }}.',
		} as never);
		await draft('hours', { kind: 'quick-reply', quickReplyId: quickReply.id });
		await scene.owner.get('broadcast:launch', { broadcastId: 'hours' });
		const done = await completed('hours');
		expect(done.counts.sent).toBeGreaterThan(0);
		const texts = (await scene.written()).map(message => String(message.text ?? ''));
		expect(texts.at(-1)).toMatch(/^Open until six, \S+\.$/);
	});

	it('leaves out who blocked the bot, and refuses a template', async () => {
		await scene.sandbox.telegram.blocks({ customer: '+491713920001' });
		await scene.sandbox.idle();
		await scene.relay.relay.drained();
		await draft('again', { kind: 'text', text: 'Hi' });
		await scene.owner.get('broadcast:launch', { broadcastId: 'again' });
		const done = await completed('again');
		expect(done.counts.skipped).toBe(1);
		const template = { kind: 'template', name: 'hello', language: 'de', parameters: {} };
		expect(
			await scene.owner.ask('broadcast:save', {
				broadcastId: 'wrong',
				plan: { name: 'wrong', channelId: scene.channel.id, content: template } as never,
			}),
		).toMatchObject({ error: { fields: { 'plan.content': 'cannot be a template' } } });
	});
});
