import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { TELEGRAM_BOT } from '../../../relay/sandbox/telegram/seed.ts';
import { startReceiver } from './receiver.ts';

const JONAS = '+491713920001';
const MIRIAM = '+491760406902';
const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

interface Answer {
	ok: boolean;
	result?: unknown;
	error_code?: number;
	description?: string;
	parameters?: Record<string, number>;
}

let sandbox: Sandbox;
let clock = 1_793_000_000_000;
let jonas = 0;
beforeAll(async () => {
	sandbox = await startSandbox({ now: () => clock, limitsFollowClock: true });
	jonas = Number((await sandbox.telegram.start({ customer: JONAS })).chatId);
});
afterAll(() => sandbox.close());

async function call(method: string, body: unknown = {}, token: string = TELEGRAM_BOT.token) {
	// Each call is a second later: pace has tests of its own.
	clock += 1000;
	const isForm = body instanceof FormData;
	const answer = await fetch(`${sandbox.url}/telegram/bot${token}/${method}`, {
		method: 'POST',
		...(!isForm && { headers: { 'content-type': 'application/json' } }),
		body: isForm ? body : JSON.stringify(body),
	});
	return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer };
}
const send = (method: string, body: object) => call(method, { chat_id: jonas, ...body });
const form = (
	fields: Record<string, string>,
	files: Record<string, [Uint8Array<ArrayBuffer>, string]> = {},
) => {
	const made = new FormData();
	for (const [name, value] of Object.entries({ chat_id: String(jonas), ...fields })) made.set(name, value);
	for (const [name, [bytes, type]] of Object.entries(files))
		made.set(name, new Blob([bytes], { type }), name);
	return made;
};
const messageOf = ({ body }: { body: Answer }) =>
	body.result as Record<string, never> & { message_id: number };

describe('the Bot API’s fake', () => {
	it('knows its bot by the token alone', async () => {
		expect((await call('getMe')).body.result).toMatchObject({ id: 7100000001, username: 'lindenblatt_bot' });
		expect(await call('getMe', {}, '7100000001:wrong')).toMatchObject({
			status: 401,
			body: { ok: false, error_code: 401, description: 'Unauthorized' },
		});
	});
	it('takes parameters from the address, a form or JSON, and method names in any case', async () => {
		const url = `${sandbox.url}/telegram/bot${TELEGRAM_BOT.token}`;
		clock += 5000;
		const byAddress = await fetch(`${url}/SENDMESSAGE?chat_id=${jonas}&text=Hi`);
		expect(((await byAddress.json()) as Answer).result).toMatchObject({ text: 'Hi' });
		const body = new URLSearchParams({ chat_id: String(jonas), text: 'Ho' });
		expect(((await (await fetch(`${url}/sendMessage`, { method: 'POST', body })).json()) as Answer).ok).toBe(
			true,
		);
	});
	it('answers with the message under the chat’s next id', async () => {
		const first = messageOf(await send('sendMessage', { text: 'One' }));
		const second = messageOf(await send('sendMessage', { text: 'Two' }));
		expect(second.message_id).toBe(first.message_id + 1);
		expect(first).toMatchObject({
			from: { id: 7100000001, is_bot: true },
			chat: { id: jonas, type: 'private', first_name: 'Jonas' },
			date: expect.any(Number),
		});
	});

	const inline = (button: object) => ({ text: 'x', reply_markup: { inline_keyboard: [[button]] } });
	it.each([
		['sendMessage', { text: '  ' }, 'message text is empty'],
		['sendMessage', { text: 'x'.repeat(4097) }, 'message is too long'],
		['sendMessage', inline({ text: 'x', callback_data: 'ü'.repeat(33) }), 'BUTTON_DATA_INVALID'],
		['sendMessage', inline({ text: 'x', callback_data: '' }), 'BUTTON_DATA_INVALID'],
		[
			'sendMessage',
			inline({ text: 'x' }),
			"can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
		],
		[
			'sendMessage',
			inline({ text: 'x', url: 'https://shop' }),
			"inline keyboard button URL 'https://shop' is invalid: Wrong HTTP URL",
		],
		[
			'sendMessage',
			{
				text: 'x',
				reply_markup: {
					inline_keyboard: [Array.from({ length: 101 }, () => ({ text: 'x', callback_data: 'x' }))],
				},
			},
			'reply markup is too long',
		],
		['sendMessage', { text: 'x', reply_parameters: { message_id: 9999 } }, 'message to be replied not found'],
		['sendPhoto', {}, 'there is no photo in the request'],
		['sendPhoto', { photo: 'AgACunknown' }, 'wrong file identifier/HTTP URL specified'],
		['sendPhoto', { photo: 'http://' }, 'wrong HTTP URL specified'],
		['sendDocument', { document: 'https://files.invalid/a.pdf' }, 'failed to get HTTP URL content'],
		[
			'sendPhoto',
			{ photo: 'https://shop.example/a.jpg', caption: 'x'.repeat(1025) },
			'message caption is too long',
		],
		[
			'sendMediaGroup',
			{ media: [{ type: 'photo', media: 'https://shop.example/a.jpg' }] },
			'too few messages to send as an album',
		],
		[
			'sendMediaGroup',
			{ media: ['photo', 'document'].map(type => ({ type, media: 'https://shop.example/a' })) },
			"document can't be mixed with other media types",
		],
		[
			'sendMediaGroup',
			{ media: ['photo', 'audio'].map(type => ({ type, media: 'https://shop.example/a' })) },
			"audio can't be mixed with other media types",
		],
		['sendVenue', { latitude: 1, longitude: 1, title: 'x' }, 'venue address must be non-empty'],
		['sendLocation', { latitude: 91, longitude: 1 }, 'wrong coordinates specified'],
		['sendContact', { phone_number: '+491713920001' }, 'first name must be non-empty'],
		['sendContact', { phone_number: '1', first_name: 'x', vcard: 'x'.repeat(2049) }, 'vCard is too long'],
		['setMessageReaction', { message_id: 9999, reaction: [] }, 'message to react not found'],
		['setMessageReaction', { message_id: 1, reaction: [{ type: 'emoji', emoji: '🫥' }] }, 'REACTION_INVALID'],
		['sendChatAction', { action: 'sleeping' }, 'wrong parameter action in request'],
		['sendMessage', { chat_id: 42, text: 'x' }, 'chat not found'],
		['getFile', { file_id: 'x' }, 'invalid file_id'],
	] as const)('refuses %s %j in Telegram’s words', async (method, body, words) => {
		const answer = await send(method, body);
		expect(answer.body).toEqual({ ok: false, error_code: 400, description: `Bad Request: ${words}` });
		expect(answer.status).toBe(400);
	});
	it('lets no bot write to somebody who has not begun', async () => {
		const people = (await sandbox.state()).telegram.people;
		const miriam = people.find(({ firstName }) => firstName === 'Miriam')?.userId;
		expect((await call('sendMessage', { chat_id: miriam, text: 'x' })).body).toMatchObject({
			error_code: 403,
			description: "Forbidden: bot can't initiate conversation with a user",
		});
	});
	it('knows no other method, and no polling', async () => {
		expect((await call('sendHologram')).body).toMatchObject({
			error_code: 404,
			description: 'Not Found: method not found',
		});
		expect((await call('getUpdates')).body.error_code).toBe(409);
		expect((await fetch(`${sandbox.url}/telegram/elsewhere`)).status).toBe(404);
	});
	it('has a page for the phones of its people', async () => {
		const page = await fetch(`${sandbox.url}/telegram-phone?customer=${encodeURIComponent(JONAS)}`);
		expect(page.headers.get('content-type')).toContain('text/html');
		expect(await page.text()).toContain('/telegram-phone.js');
	});
	it('answers an answer to a message that is gone only when it is let', async () => {
		const lost = { message_id: 9999, allow_sending_without_reply: true };
		expect((await send('sendMessage', { text: 'x', reply_parameters: lost })).body.ok).toBe(true);
		const there = { message_id: 1 };
		expect(messageOf(await send('sendMessage', { text: 'x', reply_parameters: there }))).toMatchObject({
			reply_to_message: { message_id: 1, text: '/start' },
		});
	});

	it('keeps a file under an id that can be sent again, as the same kind only', async () => {
		const sent = messageOf(await call('sendPhoto', form({ caption: 'Look' }, { photo: [PNG, 'image/png'] })));
		expect(sent).toMatchObject({ caption: 'Look', photo: [{ file_id: expect.stringMatching(/^AgAC/) }] });
		const [{ file_id }] = sent.photo as unknown as [{ file_id: string }];
		expect((await send('sendPhoto', { photo: file_id })).body.ok).toBe(true);
		expect((await send('sendDocument', { document: file_id })).body.description).toBe(
			"Bad Request: can't use file of type Photo as Document",
		);
	});
	it.each([
		['sendPhoto', 'photo', Buffer.from('text'), 'IMAGE_PROCESS_FAILED'],
		['sendDocument', 'document', Buffer.alloc(0), 'file must be non-empty'],
	] as const)('looks into what comes with %s', async (method, field, bytes, words) => {
		const answer = await call(method, form({}, { [field]: [new Uint8Array(bytes), 'image/png'] }));
		expect(answer.body.description).toBe(`Bad Request: ${words}`);
	});
	it('takes an album whose files stand elsewhere in the form', async () => {
		const media = JSON.stringify([
			{ type: 'photo', media: 'attach://a', caption: 'Both' },
			{ type: 'video', media: 'attach://b' },
		]);
		const sent = await call(
			'sendMediaGroup',
			form({ media }, { a: [PNG, 'image/png'], b: [PNG, 'video/mp4'] }),
		);
		expect(sent.body.result).toMatchObject([{ caption: 'Both', photo: [{}] }, { video: {} }]);
		const [one, other] = sent.body.result as [{ media_group_id: string }, { media_group_id: string }];
		expect(one.media_group_id).toBe(other.media_group_id);
		const missing = JSON.stringify([1, 2].map(() => ({ type: 'photo', media: 'attach://c' })));
		expect((await call('sendMediaGroup', form({ media: missing }))).body.description).toMatch(/can't find c/);
	});
	it('makes a film of a GIF', async () => {
		const sent = await call('sendDocument', form({}, { document: [PNG, 'image/gif'] }));
		expect(sent.body.result).toMatchObject({ animation: {}, document: {} });
	});
	it('puts one reaction on a message and takes it off', async () => {
		const react = (reaction: object[]) => send('setMessageReaction', { message_id: 1, reaction });
		const shown = async () => (await sandbox.telegram.messages({ customer: JONAS })).messages[0]?.reaction;
		expect((await react([{ type: 'emoji', emoji: '👍' }])).body.result).toBe(true);
		expect(await shown()).toBe('👍');
		await react([]);
		expect(await shown()).toBeNull();
	});
	it('shows a keyboard until it is used or removed, and asks for places in private only', async () => {
		const keyboard = [[{ text: 'Here', request_location: true }]];
		const keyboardOf = async () => (await sandbox.telegram.messages({ customer: JONAS })).chat?.keyboard;
		await send('sendMessage', { text: 'Where?', reply_markup: { keyboard, one_time_keyboard: true } });
		expect(await keyboardOf()).toMatchObject({ keyboard });
		await sandbox.telegram.writes({
			customer: JONAS,
			message: { type: 'location', latitude: 1, longitude: 2 },
		});
		expect(await keyboardOf()).toBeNull();
		const { chat } = await sandbox.telegram.group({ title: 'Builders', customers: [JONAS] });
		const asked = await call('sendMessage', { chat_id: Number(chat), text: 'x', reply_markup: { keyboard } });
		expect(asked.body.description).toMatch(/private chats only/);
	});

	it('hands a file over by a path that ends after an hour, and none above 20 MB', async () => {
		const { messageId } = await sandbox.telegram.writes({ customer: JONAS, message: { type: 'document' } });
		const { messages } = await sandbox.telegram.messages({ customer: JONAS });
		const document = messages.find(one => one.messageId === messageId)?.message.document as {
			file_id: string;
			file_size: number;
		};
		const { body } = await call('getFile', { file_id: document.file_id });
		const { file_path } = body.result as { file_path: string };
		const fetchFile = (token: string) => fetch(`${sandbox.url}/telegram/file/bot${token}/${file_path}`);
		const bytes = await (await fetchFile(TELEGRAM_BOT.token)).arrayBuffer();
		expect(bytes.byteLength).toBe(document.file_size);
		expect((await fetchFile('7100000001:wrong')).status).toBe(404);
		clock += 3_600_000;
		expect((await fetchFile(TELEGRAM_BOT.token)).status).toBe(404);

		const huge = { type: 'video' as const, size: 20 * 1024 * 1024 + 1 };
		const large = await sandbox.telegram.writes({ customer: JONAS, message: huge });
		const found = (await sandbox.telegram.messages({ customer: JONAS })).messages.at(-1);
		expect(found?.messageId).toBe(large.messageId);
		const video = found?.message.video as { file_id: string } | undefined;
		expect((await call('getFile', { file_id: video?.file_id })).body.description).toBe(
			'Bad Request: file is too big',
		);
	});

	it('refuses who blocked the bot, who is gone, and where it was taken out', async () => {
		const { chatId } = await sandbox.telegram.start({ customer: MIRIAM });
		const write = async (chat_id: string) => (await call('sendMessage', { chat_id, text: 'x' })).body;
		await sandbox.telegram.blocks({ customer: MIRIAM });
		expect(await write(chatId)).toMatchObject({
			error_code: 403,
			description: 'Forbidden: bot was blocked by the user',
		});
		await expect(
			sandbox.telegram.writes({ customer: MIRIAM, message: { type: 'text', text: 'x' } }),
		).rejects.toThrow(/blocked/);
		await sandbox.telegram.start({ customer: MIRIAM });
		expect(await write(chatId)).toMatchObject({ ok: true });
		await sandbox.telegram.deactivates({ customer: MIRIAM });
		expect(await write(chatId)).toMatchObject({ description: 'Forbidden: user is deactivated' });
		const { chat } = await sandbox.telegram.group({ title: 'Builders', customers: [JONAS] });
		const moved = await sandbox.telegram.migrates({ chat });
		expect(await write(chat)).toMatchObject({
			error_code: 400,
			description: 'Bad Request: group chat was upgraded to a supergroup chat',
			parameters: { migrate_to_chat_id: Number(moved.chat) },
		});
		await sandbox.telegram.removesBot({ chat: moved.chat });
		expect(await write(moved.chat)).toMatchObject({
			description: 'Forbidden: bot was kicked from the supergroup chat',
		});
	});

	it('lets a press be answered once, and in time', async () => {
		const markup = { inline_keyboard: [[{ text: 'Yes', callback_data: 'v1:yes' }]] };
		const { message_id } = messageOf(await send('sendMessage', { text: 'Shall we?', reply_markup: markup }));
		const press = async () =>
			(await sandbox.telegram.presses({ customer: JONAS, message: message_id, button: 'Yes' })).queryId;
		const answer = async (callback_query_id: string) =>
			(await call('answerCallbackQuery', { callback_query_id })).body;
		const late = {
			description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
		};
		const query = await press();
		expect(await answer(query)).toMatchObject({ ok: true });
		expect(await sandbox.telegram.answered({ query })).toEqual({ answered: true });
		expect(await answer(query)).toMatchObject(late);
		const slow = await press();
		clock += 120_000;
		expect(await answer(slow)).toMatchObject(late);
		await expect(
			sandbox.telegram.presses({ customer: JONAS, message: message_id, button: 'No' }),
		).rejects.toThrow(/no button/);
	});

	describe('its pace', () => {
		const write = async (chat_id: number, text = 'x') => {
			const before = clock;
			const answer = await call('sendMessage', { chat_id, text });
			clock = before;
			return answer;
		};
		const rest = () => {
			clock += 120_000;
		};
		it('is one a second to a chat after a burst', async () => {
			rest();
			for (let i = 0; i < 5; i += 1) expect((await write(jonas)).status).toBe(200);
			const slow = await write(jonas);
			expect(slow.body).toEqual({
				ok: false,
				error_code: 429,
				description: 'Too Many Requests: retry after 1',
				parameters: { retry_after: 1 },
			});
			expect(slow.headers.get('retry-after')).toBe('1');
		});
		it('is thirty a second over all chats, and what comes while it is told to wait is counted', async () => {
			rest();
			const chats: number[] = [];
			for (let i = 0; i < 8; i += 1)
				chats.push(Number((await sandbox.telegram.start({ customer: `+4477009002${10 + i}` })).chatId));
			await sandbox.clearRequests();
			for (let i = 0; i < 30; i += 1) expect((await write(chats[i % 8] ?? 0)).status).toBe(200);
			expect((await write(chats[7] ?? 0)).status).toBe(429);
			expect((await sandbox.violations()).violations.map(({ rule }) => rule)).toEqual(['telegram-over-bot']);
			clock += 500;
			expect((await write(chats[0] ?? 0)).status).toBe(429);
			expect((await sandbox.violations()).count).toBe(1);
			rest();
			await sandbox.telegram.limit({ times: 1, seconds: 5 });
			expect((await write(chats[0] ?? 0)).body.parameters).toEqual({ retry_after: 5 });
			clock += 2000;
			expect((await write(chats[0] ?? 0)).body.parameters).toEqual({ retry_after: 3 });
			expect((await sandbox.violations()).violations.at(-1)?.rule).toBe('telegram-over-held');
			rest();
			expect((await write(chats[0] ?? 0)).status).toBe(200);
		});
		it('is twenty a minute to a group', async () => {
			rest();
			const { chat } = await sandbox.telegram.group({ title: 'Builders', customers: [JONAS] });
			for (let i = 0; i < 20; i += 1) expect((await write(Number(chat))).status).toBe(200);
			expect((await write(Number(chat))).body.parameters).toEqual({ retry_after: 60 });
			rest();
		});
	});

	it('fails on demand, with and without an answer', async () => {
		await sandbox.faults({ send: { serverError: 1 } });
		expect((await send('sendMessage', { text: 'x' })).body.error_code).toBe(500);
		await sandbox.faults({ send: { cut: 1 } });
		await expect(send('sendMessage', { text: 'cut' })).rejects.toThrow();
		await sandbox.faults({ send: { loseAnswer: 1 } });
		await expect(send('sendMessage', { text: 'lost' })).rejects.toThrow();
		const texts = (await sandbox.telegram.messages({ customer: JONAS })).messages.map(
			({ message }) => message.text,
		);
		expect(texts.filter(text => text === 'cut' || text === 'lost')).toEqual(['lost']);
		await sandbox.faults({ calls: { failTimes: 1, failPath: 'getMe' } });
		expect((await call('getMe')).status).toBe(500);
		expect((await call('getMe')).status).toBe(200);
	});
	it('keeps the token out of its log', async () => {
		const { requests } = await sandbox.requests();
		expect(requests.some(({ path, provider }) => provider === 'telegram' && path === '/telegram/getMe')).toBe(
			true,
		);
		expect(JSON.stringify(requests)).not.toContain(TELEGRAM_BOT.token);
	});
	it('notes parameters that Telegram does not know', async () => {
		await sandbox.clearRequests();
		await send('sendMessage', { text: 'x', hologram: true });
		expect((await sandbox.violations()).violations).toMatchObject([
			{ rule: 'telegram-unknown-parameter', detail: 'hologram' },
		]);
	});
	it('ends a token at once when a new one is made', async () => {
		await sandbox.telegram.token({ token: '7100000001:AAEnewer-token-of-the-sandbox-0002' });
		expect((await call('getMe')).status).toBe(401);
		await sandbox.telegram.token({ token: TELEGRAM_BOT.token });
	});
	it('refuses setWebhook’s wrong parameters, and two within a second', async () => {
		const { url, close } = await startReceiver();
		const set = async (body: object) => (await call('setWebhook', body)).body.description;
		expect(await set({ url: 'nowhere' })).toBe('Bad Request: invalid webhook URL specified');
		expect(await set({ url: 'http://relay.example/hook' })).toBe(
			'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
		);
		expect(await set({ url: 'https://relay.example:8787/hook' })).toBe(
			'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
		);
		expect(await set({ url, secret_token: 'ö' })).toBe(
			'Bad Request: secret token contains unallowed characters',
		);
		expect(await set({ url, secret_token: 'x'.repeat(257) })).toBe('Bad Request: secret token is too long');
		expect(await set({ url, secret_token: 'x' })).toBe('Webhook was set');
		expect((await call('setWebhook', { url })).body).toMatchObject({
			error_code: 429,
			parameters: { retry_after: 1 },
		});
		await close();
	});
});
