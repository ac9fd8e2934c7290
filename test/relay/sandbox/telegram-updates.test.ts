import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { TELEGRAM_BOT } from '../../../relay/sandbox/telegram/seed.ts';
import { startReceiver } from './receiver.ts';

const JONAS = '+491713920001';
const MIRIAM = '+491760406902';

/** The part of an update that tests look at. */
interface Update {
	update_id: number;
	message?: Record<string, unknown> & { text?: string; message_id: number };
	edited_message?: Record<string, unknown>;
	callback_query?: { id: string; data: string };
	my_chat_member?: Record<string, unknown>;
}

let sandbox: Sandbox;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
const updates = () => receiver.received.map(({ body }) => body as unknown as Update);
const texts = () => updates().map(({ message }) => message?.text ?? null);

async function call(method: string, parameters: object = {}) {
	const answer = await fetch(`${sandbox.url}/telegram/bot${TELEGRAM_BOT.token}/${method}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(parameters),
	});
	return ((await answer.json()) as { result: Record<string, unknown> }).result;
}
const writes = (customer: string, text: string) =>
	sandbox.telegram.writes({ customer, message: { type: 'text', text } });

async function start(options: SandboxOptions = {}) {
	sandbox = await startSandbox({ retry: { firstMs: 20, capMs: 40 }, ...options });
}
beforeEach(async () => {
	receiver = await startReceiver();
	await start();
	await call('setWebhook', { url: receiver.url, secret_token: 'key_1' });
});
afterEach(async () => {
	await sandbox.close();
	await receiver.close();
});

describe('updates of the Bot API’s fake', () => {
	it('carry the secret, one update each, under growing ids', async () => {
		await sandbox.telegram.start({ customer: JONAS, payload: 'lead_42' });
		await writes(JONAS, 'Hello');
		await receiver.waitFor(2);
		expect(receiver.received[0]?.headers['x-telegram-bot-api-secret-token']).toBe('key_1');
		expect(texts()).toEqual(['/start lead_42', 'Hello']);
		expect(updates()[0]?.message).toMatchObject({
			from: { first_name: 'Jonas', last_name: 'Weber', is_bot: false },
			chat: { type: 'private' },
			entities: [{ type: 'bot_command', offset: 0, length: 6 }],
		});
		const [one, other] = updates();
		expect(other?.update_id).toBe((one?.update_id ?? 0) + 1);
	});

	it('of one chat wait for each other, those of others and presses do not', async () => {
		await sandbox.telegram.start({ customer: JONAS });
		await receiver.waitFor(1);
		const { chatId } = await sandbox.telegram.start({ customer: MIRIAM });
		await receiver.waitFor(2);
		const markup = { inline_keyboard: [[{ text: 'Yes', callback_data: 'v1:yes' }]] };
		const sent = await call('sendMessage', { chat_id: Number(chatId), text: 'x', reply_markup: markup });
		// Miriam's first text is refused once: her press and Jonas's text overtake it, her second text does not.
		receiver.answers.push(500);
		await writes(MIRIAM, 'first');
		await writes(MIRIAM, 'second');
		await receiver.waitFor(3);
		await sandbox.telegram.presses({ customer: MIRIAM, message: Number(sent.message_id), button: 'Yes' });
		await writes(JONAS, 'mine');
		await sandbox.idle();
		const seen = updates()
			.slice(2)
			.map(({ message, callback_query }) => message?.text ?? callback_query?.data);
		expect(seen[0]).toBe('first');
		expect(seen.filter(one => one === 'first' || one === 'second')).toEqual(['first', 'first', 'second']);
		expect(seen.indexOf('v1:yes')).toBeLessThan(seen.lastIndexOf('second'));
		expect(seen).toContain('mine');
	});

	it('are tried again, and getWebhookInfo tells why', async () => {
		receiver.answers.push(500, 503);
		await sandbox.telegram.start({ customer: JONAS });
		await receiver.waitFor(2);
		await sandbox.idle();
		expect(texts()).toEqual(['/start', '/start', '/start']);
		expect(await call('getWebhookInfo')).toMatchObject({
			url: receiver.url,
			pending_update_count: 0,
			last_error_message: 'Wrong response from the webhook: 503 Service Unavailable',
			last_error_date: expect.any(Number),
		});
		expect((await sandbox.violations()).violations.map(({ rule }) => rule)).toEqual([
			'webhook-refused',
			'webhook-refused',
		]);
	});

	it('wait for a webhook as long as a day, a press for 150 seconds', async () => {
		const { chatId } = await sandbox.telegram.start({ customer: JONAS });
		await receiver.waitFor(1);
		const markup = { inline_keyboard: [[{ text: 'Yes', callback_data: 'v1:yes' }]] };
		const sent = await call('sendMessage', { chat_id: Number(chatId), text: 'x', reply_markup: markup });
		await sandbox.faults({ webhooks: { held: true } });
		await writes(JONAS, 'old');
		await sandbox.telegram.presses({ customer: JONAS, message: Number(sent.message_id), button: 'Yes' });
		expect((await call('getWebhookInfo')).pending_update_count).toBe(2);
		await sandbox.clock({ advanceMs: 151_000 });
		await sandbox.faults({ webhooks: { held: false } });
		await sandbox.idle();
		expect(texts()).toEqual(['/start', 'old']);
		await call('deleteWebhook');
		await writes(JONAS, 'too old');
		await sandbox.clock({ advanceMs: 86_400_000 });
		await writes(JONAS, 'new');
		await call('setWebhook', { url: receiver.url });
		await sandbox.idle();
		expect(texts()).toEqual(['/start', 'old', 'new']);
	});

	it('tell of edits, blocks, shared numbers, groups and their moves', async () => {
		const { messageId } = await sandbox.telegram.start({ customer: JONAS });
		await sandbox.telegram.edits({ customer: JONAS, message: messageId, text: '/start again' });
		await sandbox.telegram.sharesContact({ customer: JONAS });
		await sandbox.telegram.sharesContact({ customer: JONAS, of: MIRIAM });
		await sandbox.idle();
		await sandbox.telegram.blocks({ customer: JONAS });
		await sandbox.telegram.unblocks({ customer: JONAS });
		await sandbox.idle();
		const user = updates()[0]?.message?.from as { id: number };
		expect(updates().slice(1)).toMatchObject([
			{ edited_message: { message_id: messageId, text: '/start again', edit_date: expect.any(Number) } },
			{ message: { contact: { phone_number: '491713920001', user_id: user.id } } },
			{ message: { contact: { phone_number: '491760406902', first_name: 'Miriam' } } },
			{ my_chat_member: { old_chat_member: { status: 'member' }, new_chat_member: { status: 'kicked' } } },
			{ my_chat_member: { old_chat_member: { status: 'kicked' }, new_chat_member: { status: 'member' } } },
		]);
		const { chat } = await sandbox.telegram.group({ title: 'Builders', customers: [JONAS, MIRIAM] });
		await sandbox.telegram.writes({ customer: MIRIAM, chat, message: { type: 'text', text: 'Hi all' } });
		await sandbox.idle();
		const moved = await sandbox.telegram.migrates({ chat });
		await sandbox.idle();
		const told = updates()
			.slice(6)
			.map(({ message }) => message);
		expect(told).toMatchObject([
			{ chat: { id: Number(chat), type: 'group' }, new_chat_members: [{ id: 7100000001 }] },
			{ text: 'Hi all', from: { first_name: 'Miriam' } },
			{},
			{},
		]);
		expect(told.slice(2)).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ migrate_to_chat_id: Number(moved.chat) }),
				expect.objectContaining({ migrate_from_chat_id: Number(chat) }),
			]),
		);
	});

	it('hold every kind of message that people send', async () => {
		const kinds = [
			'photo',
			'video',
			'animation',
			'audio',
			'voice',
			'video_note',
			'document',
			'sticker',
		] as const;
		for (const type of kinds) await sandbox.telegram.writes({ customer: JONAS, message: { type } });
		const place = { type: 'location' as const, latitude: 52.5, longitude: 13.4 };
		await sandbox.telegram.writes({ customer: JONAS, message: place });
		await sandbox.telegram.writes({
			customer: JONAS,
			message: { ...place, title: 'Depot', address: 'Teststrasse 1' },
		});
		await sandbox.telegram.writes({
			customer: JONAS,
			message: { type: 'contact', name: 'Noor Haddad', phone: '+447700900113' },
		});
		await sandbox.telegram.writes({
			customer: JONAS,
			message: { type: 'poll', question: 'Which?', options: ['a', 'b'] },
		});
		await sandbox.telegram.writes({ customer: JONAS, message: { type: 'dice' } });
		await sandbox.telegram.writes({ customer: JONAS, message: { type: 'raw', fields: { hologram: {} } } });
		await sandbox.idle();
		const fields = updates().map(({ message = {} }) =>
			Object.keys(message).filter(key => !['message_id', 'from', 'chat', 'date'].includes(key)),
		);
		expect(fields).toEqual([
			['photo'],
			['video'],
			['animation', 'document'],
			['audio'],
			['voice'],
			['video_note'],
			['document'],
			['sticker'],
			['location'],
			['location', 'venue'],
			['contact'],
			['poll'],
			['dice'],
			['hologram'],
		]);
	});

	it('come in the kinds that were asked for alone', async () => {
		await sandbox.clock({ advanceMs: 2000 });
		await call('setWebhook', { url: receiver.url, allowed_updates: ['message'] });
		const { messageId } = await sandbox.telegram.start({ customer: JONAS });
		await sandbox.telegram.edits({ customer: JONAS, message: messageId, text: '/start again' });
		await writes(JONAS, 'Hello');
		await sandbox.idle();
		expect(texts()).toEqual(['/start', 'Hello']);
	});

	it('come twice when the fault says so', async () => {
		await sandbox.faults({ webhooks: { twice: true } });
		await sandbox.telegram.start({ customer: JONAS });
		await sandbox.idle();
		const [one, other] = updates();
		expect(other).toEqual(one);
	});

	it('survive the end of the process, with chats, files and the webhook', async () => {
		const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-telegram-'));
		await sandbox.close();
		await start({ dataDir });
		await call('setWebhook', { url: receiver.url, secret_token: 'key_1' });
		await sandbox.faults({ webhooks: { held: true } });
		await sandbox.telegram.start({ customer: JONAS });
		await sandbox.telegram.writes({ customer: JONAS, message: { type: 'photo' } });
		const { messages } = await sandbox.telegram.messages({ customer: JONAS });
		await sandbox.close();
		await start({ dataDir });
		expect((await sandbox.telegram.messages({ customer: JONAS })).messages).toEqual(messages);
		await sandbox.faults({ webhooks: { held: false } });
		await sandbox.idle();
		expect(texts()).toEqual(['/start', null]);
		rmSync(dataDir, { recursive: true });
	});
});
