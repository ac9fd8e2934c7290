import { describe, expect, it } from 'vitest';
import type { Http, HttpAnswer } from '../../../relay/providers/http.ts';
import { SignatureError } from '../../../relay/providers/provider.ts';
import { codeFor, ERROR_ROWS, telegramError } from '../../../relay/providers/telegram/errors.ts';
import { telegram } from '../../../relay/providers/telegram/index.ts';
import { DELIVERY_CODES, type DeliveryCode } from '../../../shared/domain/delivery-codes.ts';
import { recordedHttp } from './recorded-http.ts';

const TOKEN = '7000000001:AAEcanary-token-of-the-tests-0001';
const HOST = 'https://api.telegram.org';
const signal = AbortSignal.timeout(5000);

function connect(http: Http) {
	return telegram.connect(
		{ credentials: { botToken: ` ${TOKEN}\n` }, apiUrl: null, webhookKey: 'key_1' },
		http,
	);
}
const ok = (result: unknown) => ({ ok: true, result });
const refused = (error_code: number, description: string, parameters?: object) =>
	[error_code, { ok: false, error_code, description, ...(parameters && { parameters }) }] as const;
const answer = (status: number, body: unknown, headers = {}): HttpAnswer => ({
	status,
	headers,
	text: typeof body === 'string' ? body : JSON.stringify(body),
	json: typeof body === 'string' ? null : body,
	receivedAt: 0,
});
/** The answer that Telegram gives, as an error of ours. */
const said = (code: number, description: string, parameters?: object) =>
	telegramError(answer(...refused(code, description, parameters)));

describe('errors of Telegram', () => {
	/** Refusals of providers.md §7.6 that a send can bring, with what the document says to do. */
	const WANTED: [number, string, DeliveryCode][] = [
		[400, 'Bad Request: chat not found', 'not-started'],
		[400, 'Bad Request: group chat was upgraded to a supergroup chat', 'chat-moved'],
		[400, 'Bad Request: message text is empty', 'rejected'],
		[400, 'Bad Request: message is too long', 'rejected'],
		[400, "Bad Request: can't parse entities: Can't find end of the entity", 'rejected'],
		[400, 'Bad Request: reply markup is too long', 'rejected'],
		[400, 'Bad Request: BUTTON_DATA_INVALID', 'rejected'],
		[400, 'Bad Request: message to be replied not found', 'target-gone'],
		[400, 'Bad Request: message thread not found', 'target-gone'],
		[400, 'Bad Request: wrong file identifier/HTTP URL specified', 'media-refused'],
		[400, 'Bad Request: Wrong HTTP URL specified', 'media-refused'],
		[400, 'Bad Request: Failed to get HTTP URL content', 'media-refused'],
		[400, 'Bad Request: Wrong type of the web page content', 'media-refused'],
		[400, 'Bad Request: wrong file_id or the file is temporarily unavailable', 'media-refused'],
		[400, 'Bad Request: file is too big', 'media-refused'],
		[400, 'Bad Request: query is too old and response timeout expired or query ID is invalid', 'expired'],
		[401, 'Unauthorized', 'credentials-refused'],
		[401, 'Unauthorized: invalid token specified', 'credentials-refused'],
		[403, 'Forbidden: bot was blocked by the user', 'blocked'],
		[403, 'Forbidden: user is deactivated', 'account-gone'],
		[403, "Forbidden: bot can't initiate conversation with a user", 'not-started'],
		[403, 'Forbidden: bot was kicked from the group chat', 'blocked'],
		[403, 'Forbidden: bot was kicked from the supergroup chat', 'blocked'],
		[403, 'Forbidden: bot is not a member of the supergroup chat', 'blocked'],
		[403, 'Forbidden: the group chat was deleted', 'account-gone'],
		[404, 'Not Found', 'credentials-refused'],
		[404, 'Not Found: method not found', 'internal'],
		[409, 'Conflict: terminated by other setWebhook', 'provider-down'],
		[413, 'Request Entity Too Large', 'media-refused'],
		[420, 'Too Many Requests: retry after 3', 'throttled'],
		[429, 'Too Many Requests: retry after 30', 'throttled'],
		[500, 'Internal Server Error: restart', 'no-answer'],
		[502, 'Bad Gateway', 'no-answer'],
		[400, 'Bad Request: something new', 'rejected'],
		[403, 'Forbidden: something new', 'rejected'],
	];
	it.each(WANTED)('reads %i “%s” as %s', (code, description, wanted) => {
		expect(said(code, description)).toMatchObject({
			code: wanted,
			providerCode: String(code),
			detail: description,
		});
	});
	it('has no row that another one hides, and a rule for each', () => {
		for (const [code, begins, wanted] of ERROR_ROWS) {
			expect(codeFor(code, begins)).toBe(wanted);
			expect(DELIVERY_CODES[wanted]).toBeDefined();
		}
	});
	it('waits as long as Telegram asks, by the body or by the header', () => {
		expect(said(429, 'Too Many Requests: retry after 30', { retry_after: 30 }).retryAfterMs).toBe(30_000);
		const bare = answer(429, 'slow down', { 'retry-after': '7' });
		expect(telegramError(bare)).toMatchObject({ code: 'throttled', retryAfterMs: 7000 });
	});
	it('tells where a group has moved', () => {
		const parameters = { migrate_to_chat_id: -1002001234501 };
		const error = said(400, 'Bad Request: group chat was upgraded to a supergroup chat', parameters);
		expect(error).toMatchObject({
			code: 'chat-moved',
			movedTo: { kind: 'telegram-chat', value: '-1002001234501' },
		});
	});
	it('takes a gateway’s 5xx for no answer, a redirect for a refusal, and follows none', () => {
		expect(telegramError(answer(504, '<html>'))).toMatchObject({ code: 'no-answer', retryAfterMs: null });
		expect(telegramError(answer(302, ''))).toMatchObject({ code: 'rejected' });
		expect(telegramError(answer(200, '<html>'))).toMatchObject({ code: 'no-answer' });
	});
});

describe('a Telegram channel', () => {
	it('is known by the bot’s id', () => {
		expect(connect(recordedHttp(HOST))).toMatchObject({
			identity: '7000000001',
			number: null,
			account: null,
		});
	});

	it('takes updates only with the secret that it gave', () => {
		const { verify } = connect(recordedHttp(HOST));
		const request = (headers: Record<string, string | string[]>) => ({ headers, rawBody: new Uint8Array() });
		verify(request({ 'x-telegram-bot-api-secret-token': 'key_1' }));
		verify(request({ 'x-telegram-bot-api-secret-token': ['key_1'] }));
		for (const headers of [
			{},
			{ 'x-telegram-bot-api-secret-token': 'key_2' },
			{ 'x-telegram-bot-api-secret-token': '' },
		])
			expect(() => verify(request(headers))).toThrow(SignatureError);
	});

	it('registers its webhook with the secret and the kinds that it needs', async () => {
		const http = recordedHttp(HOST, ok(true), ok({ url: 'https://relay.example/hook' }), ok({ url: '' }));
		const { webhook } = connect(http);
		expect(webhook?.byHand).toBeNull();
		await webhook?.register('https://relay.example/hook', signal);
		expect(http.requests[0]).toMatchObject({
			path: `/bot${TOKEN}/setWebhook`,
			body: {
				url: 'https://relay.example/hook',
				secret_token: 'key_1',
				allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
				max_connections: 40,
			},
		});
		expect(await webhook?.current(signal)).toBe('https://relay.example/hook');
		expect(await webhook?.current(signal)).toBeNull();
	});

	it('registers once more when it was asked twice within a second, and never waits for long', async () => {
		const often = (retry_after: number) => refused(429, 'Too Many Requests', { retry_after });
		const http = recordedHttp(HOST, often(0.01), ok(true), often(60));
		const { webhook } = connect(http);
		await webhook?.register('https://relay.example/hook', signal);
		expect(http.requests).toHaveLength(2);
		const held = webhook?.register('https://relay.example/hook', signal);
		await expect(held).rejects.toMatchObject({ code: 'throttled', retryAfterMs: 60_000 });
	});

	it('shows that somebody writes, and ends the wait after a press', async () => {
		const late = refused(
			400,
			'Bad Request: query is too old and response timeout expired or query ID is invalid',
		);
		const http = recordedHttp(HOST, ok(true), ok(true), late, refused(401, 'Unauthorized'));
		const channel = connect(http);
		const to = { kind: 'telegram-chat' as const, value: '5012345001' };
		await channel.receipts?.showTyping?.({ externalId: '5012345001:41', to }, signal);
		await channel.receipts?.showTyping?.({ externalId: 'x', to: null }, signal);
		await channel.acknowledge?.('215', signal);
		await channel.acknowledge?.('216', signal);
		await expect(channel.acknowledge?.('217', signal)).rejects.toMatchObject({ code: 'credentials-refused' });
		expect(http.requests.map(({ path, body }) => [path.split('/').at(-1), body])).toEqual([
			['sendChatAction', { chat_id: 5012345001, action: 'typing' }],
			...['215', '216', '217'].map(id => ['answerCallbackQuery', { callback_query_id: id }]),
		]);
	});
});

describe('the check of a Telegram channel', () => {
	const me = ok({ id: 7000000001, is_bot: true, first_name: 'Lindenblatt', username: 'lindenblatt_bot' });
	const find = async (...answers: Parameters<typeof recordedHttp>[1][]) =>
		connect(recordedHttp(HOST, ...answers)).check(signal);

	it('finds the bot’s name', async () => {
		expect(await find(me, ok({ url: '', pending_update_count: 0 }))).toEqual([
			{ check: 'credentials', result: 'ok', message: 'Telegram accepts the bot’s token.' },
			{
				check: 'number',
				result: 'ok',
				message: 'The bot is @lindenblatt_bot, “Lindenblatt”. Customers find it at t.me/lindenblatt_bot.',
				address: '@lindenblatt_bot',
			},
		]);
	});
	it.each([[401, 'Unauthorized'] as const, [404, 'Not Found'] as const])(
		'refuses a wrong token and says where the right one is',
		async (code, description) => {
			const [finding, ...more] = await find(refused(code, description));
			expect(more).toEqual([]);
			expect(finding).toMatchObject({ check: 'credentials', result: 'failed', refuses: 'credentials' });
			expect(finding?.message).toMatch(/@BotFather.*\/mybots.*API Token/);
			expect(finding?.message).not.toContain('canary');
		},
	);
	it('calls what may pass no fault of the token', async () => {
		const [finding] = await find(refused(502, 'Bad Gateway'));
		expect(finding).toMatchObject({ check: 'health', result: 'failed' });
		expect(finding).not.toHaveProperty('refuses');
	});
	it('warns of a webhook that fails, waits, or lacks a kind of update', async () => {
		const info = {
			url: 'https://relay.example/hook',
			pending_update_count: 250,
			// The recorded answers come at 0 by our clock.
			last_error_date: -60,
			last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
			allowed_updates: ['message', 'callback_query'],
		};
		const messages = (await find(me, ok(info)))
			.filter(one => one.check === 'webhook')
			.map(one => one.message);
		expect(messages).toEqual([
			expect.stringContaining('Wrong response from the webhook: 500 Internal Server Error'),
			expect.stringContaining('250 updates wait'),
			expect.stringContaining('edited_message, my_chat_member'),
		]);
	});
	it('is content with a webhook whose failure is long past and whose list is empty', async () => {
		const info = {
			url: 'https://relay.example/hook',
			pending_update_count: 3,
			last_error_date: -7200,
			last_error_message: 'x',
		};
		expect((await find(me, ok(info))).filter(one => one.check === 'webhook')).toEqual([]);
	});
	it('compares the clocks', async () => {
		const bare = recordedHttp(HOST, me, ok({ url: '' }));
		const http: Http = {
			...bare,
			send: async request => ({
				...(await bare.send(request)),
				headers: { date: 'Thu, 01 Jan 1970 00:05:00 GMT' },
			}),
		};
		expect((await connect(http).check(signal)).find(one => one.check === 'clock')).toMatchObject({
			result: 'warning',
			message: expect.stringContaining('5 min slow'),
		});
	});
});

describe('files of Telegram', () => {
	const opening = (http: Http, status: number): { http: Http; opened: string[] } => {
		const opened: string[] = [];
		const open: Http['open'] = async ({ url, secret }) => {
			opened.push(`${url} without ${secret}`);
			return {
				status,
				headers: {},
				body: (async function* () {
					yield Buffer.from('bytes');
				})(),
			};
		};
		return { http: { ...http, open }, opened };
	};

	it('are asked for by their path, then by their bytes', async () => {
		const { http, opened } = opening(
			recordedHttp(HOST, ok({ file_id: 'A', file_path: 'photos/file 1.jpg' })),
			200,
		);
		const file = await connect(http).media?.download('A', signal);
		expect(file?.mimeType).toBeNull();
		expect(opened).toEqual([`${HOST}/file/bot${TOKEN}/photos/file%201.jpg without ${TOKEN}`]);
	});
	it.each([
		['file is too big', 'media-not-received', /20 MB/],
		['wrong file_id or the file is temporarily unavailable', 'provider-down', /temporarily/],
		['invalid file_id', 'media-not-received', /invalid/],
	] as const)('that Telegram does not hand over say why: %s', async (words, code, detail) => {
		const http = recordedHttp(HOST, refused(400, `Bad Request: ${words}`));
		await expect(connect(http).media?.download('A', signal)).rejects.toMatchObject({
			code,
			detail: expect.stringMatching(detail),
		});
	});
	it.each([
		[404, 'provider-down'],
		[503, 'provider-down'],
		[403, 'media-not-received'],
	] as const)('whose host answers %i are %s', async (status, code) => {
		const { http } = opening(recordedHttp(HOST, ok({ file_path: 'a' })), status);
		await expect(connect(http).media?.download('A', signal)).rejects.toMatchObject({ code });
	});
	it('without a path are not received', async () => {
		await expect(connect(recordedHttp(HOST, ok({}))).media?.download('A', signal)).rejects.toMatchObject({
			code: 'media-not-received',
		});
	});
});
