import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutboundFile, OutboundMessage } from '../../../relay/providers/outbound.ts';
import { telegram } from '../../../relay/providers/telegram/index.ts';
import { recordedHttp } from './recorded-http.ts';

const TOKEN = '7000000001:AAEcanary-token-of-the-tests-0001';
const HOST = 'https://api.telegram.org';
const CHAT = 5012345001;

const folder = mkdtempSync(join(tmpdir(), 'telegram-to-'));
beforeAll(() => {
	for (const name of ['photo', 'film', 'offer', 'song'])
		writeFileSync(join(folder, name), `bytes of ${name}`);
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(mediaKind: OutboundFile['mediaKind'], mimeType: string, more: Partial<OutboundFile> = {}) {
	const path = join(folder, 'photo');
	const publicUrl = 'https://relay.example/media/med_1';
	return { mediaKind, mimeType, ref: null, path, filename: null, size: 14, publicUrl, ...more };
}

/** Sends and returns the only request: its method, and its fields as JSON or, for a form, as text and files. */
async function send(
	content: OutboundMessage['content'],
	more: Partial<OutboundMessage> = {},
	result: unknown = { message_id: 43, chat: { id: CHAT, type: 'private' } },
) {
	const http = recordedHttp(HOST, { ok: true, result } as Record<string, unknown>);
	const channel = connect(http);
	const receipt = await channel.send(message(content, more), AbortSignal.timeout(1000));
	return { ...(await readRequest(http)), receipt };
}

function connect(http: Parameters<typeof telegram.connect>[1]) {
	return telegram.connect({ credentials: { botToken: TOKEN }, apiUrl: null, webhookKey: 'key_1' }, http);
}

function message(content: OutboundMessage['content'], more: Partial<OutboundMessage> = {}): OutboundMessage {
	const to = { kind: 'telegram-chat' as const, value: String(CHAT) };
	return { id: 'msg_1', to, content, replyToExternalId: null, asHumanAgent: false, ...more };
}

async function readRequest({ requests }: ReturnType<typeof recordedHttp>) {
	const request = requests.at(-1);
	const method = request?.path.split('/').at(-1) ?? '';
	const { body } = request ?? {};
	if (!isForm(body)) return { method, body };
	const fields: Record<string, unknown> = {};
	for (const [name, value] of body.entries())
		fields[name] =
			typeof value === 'string' ? value : { name: value.name, type: value.type, bytes: await value.text() };
	return { method, body: fields };
}

function isForm(body: unknown): body is FormData {
	return typeof body === 'object' && body !== null && 'entries' in body && typeof body.entries === 'function';
}

const choices = {
	kind: 'choices' as const,
	text: 'When?',
	footer: null,
	listLabel: null,
	form: 'buttons' as const,
	options: [
		{ id: 'v1:mon', title: 'Monday', detail: null },
		{ id: 'v1:tue', title: 'Tuesday', detail: null },
	],
};
const jonas = { name: 'Jonas Weber', phones: ['+491713920001'], emails: [], company: null };

describe('sending by Telegram', () => {
	it('asks the bot’s own address, and hides the token in it', async () => {
		const http = recordedHttp(HOST, { ok: true, result: { message_id: 1, chat: { id: CHAT } } });
		await connect(http).send(message({ kind: 'text', text: 'Hi' }), AbortSignal.timeout(1000));
		expect(http.requests[0]).toMatchObject({
			method: 'POST',
			path: `/bot${TOKEN}/sendMessage`,
			secret: TOKEN,
			headers: { 'content-type': 'application/json' },
		});
	});

	const JSON_CASES: [string, OutboundMessage['content'], string, object][] = [
		['a text as it was typed', { kind: 'text', text: '1 < 2 & *b*' }, 'sendMessage', { text: '1 < 2 & *b*' }],
		[
			'choices as buttons below one another',
			choices,
			'sendMessage',
			{
				text: 'When?',
				reply_markup: {
					inline_keyboard: [
						[{ text: 'Monday', callback_data: 'v1:mon' }],
						[{ text: 'Tuesday', callback_data: 'v1:tue' }],
					],
				},
			},
		],
		[
			'the line below choices as a paragraph',
			{ ...choices, footer: 'Until Friday', options: [] },
			'sendMessage',
			{ text: 'When?\n\nUntil Friday', reply_markup: { inline_keyboard: [] } },
		],
		[
			'a link as a button',
			{ kind: 'link-button', text: 'Look', label: 'Shop', url: 'https://shop.example/a' },
			'sendMessage',
			{
				text: 'Look',
				reply_markup: { inline_keyboard: [[{ text: 'Shop', url: 'https://shop.example/a' }]] },
			},
		],
		[
			'a bare place',
			{ kind: 'location', latitude: 52.52, longitude: 13.4, name: null, address: null },
			'sendLocation',
			{ latitude: 52.52, longitude: 13.4 },
		],
		[
			'a place with name and address as a venue',
			{ kind: 'location', latitude: 52.52, longitude: 13.4, name: 'Depot', address: 'Teststrasse 1' },
			'sendVenue',
			{ latitude: 52.52, longitude: 13.4, title: 'Depot', address: 'Teststrasse 1' },
		],
		[
			'a place with a name alone as a venue too',
			{ kind: 'location', latitude: 52.52, longitude: 13.4, name: 'Depot', address: null },
			'sendVenue',
			{ title: 'Depot', address: '52.52, 13.4', latitude: 52.52, longitude: 13.4 },
		],
		[
			'a question for the place as a button of the keyboard',
			{ kind: 'location-request', text: 'Where to?' },
			'sendMessage',
			{
				text: 'Where to?',
				reply_markup: {
					keyboard: [[{ text: '📍 Send my location', request_location: true }]],
					resize_keyboard: true,
					one_time_keyboard: true,
				},
			},
		],
		[
			'one contact',
			{ kind: 'contacts', contacts: [jonas] },
			'sendContact',
			{ phone_number: '+491713920001', first_name: 'Jonas', last_name: 'Weber' },
		],
		[
			'one contact with more than a number as a card',
			{ kind: 'contacts', contacts: [{ ...jonas, emails: ['j@shop.example'], company: 'Weber; Sons' }] },
			'sendContact',
			{
				phone_number: '+491713920001',
				first_name: 'Jonas',
				last_name: 'Weber',
				vcard:
					'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jonas Weber\r\nTEL:+491713920001\r\nEMAIL:j@shop.example\r\nORG:Weber\\; Sons\r\nEND:VCARD',
			},
		],
		[
			'several contacts as lines of one text',
			{
				kind: 'contacts',
				contacts: [jonas, { name: 'Noor', phones: [], emails: ['n@shop.example'], company: 'Depot' }],
			},
			'sendMessage',
			{ text: 'Jonas Weber, +491713920001\nNoor (Depot), n@shop.example' },
		],
		[
			'a file that Telegram has by its id',
			{ ...file('image', 'image/jpeg', { ref: 'AgACknown' }), kind: 'media', caption: 'New' },
			'sendPhoto',
			{ photo: 'AgACknown', caption: 'New' },
		],
		[
			'a sticker without the words',
			{ ...file('sticker', 'image/webp', { ref: 'CAACknown' }), kind: 'media', caption: 'x' },
			'sendSticker',
			{ sticker: 'CAACknown' },
		],
		[
			'a file by its public address',
			{
				kind: 'file-link',
				mediaKind: 'document',
				url: 'https://shop.example/a.pdf',
				filename: 'a.pdf',
				caption: 'Offer',
			},
			'sendDocument',
			{ document: 'https://shop.example/a.pdf', caption: 'Offer' },
		],
	];
	it.each(JSON_CASES)('sends %s', async (_what, content, method, body) => {
		expect(await send(content)).toMatchObject({ method, body: { chat_id: CHAT } });
		expect((await send(content)).body).toEqual({ chat_id: CHAT, ...body });
	});

	it.each([
		['image', 'image/jpeg', 'sendPhoto', 'photo', 'file.jpg'],
		['video', 'video/mp4', 'sendVideo', 'video', 'file.mp4'],
		['audio', 'audio/mpeg', 'sendAudio', 'audio', 'file.mp3'],
		['voice', 'audio/ogg', 'sendVoice', 'voice', 'file.ogg'],
		['document', 'application/zip', 'sendDocument', 'document', 'file'],
	] as const)('sends a new %s with its bytes', async (kind, mimeType, method, field, name) => {
		const sent = await send(
			{ ...file(kind, mimeType), kind: 'media', caption: 'See' },
			{ replyToExternalId: `${CHAT}:40` },
		);
		expect(sent.method).toBe(method);
		expect(sent.body).toMatchObject({
			chat_id: String(CHAT),
			caption: 'See',
			reply_parameters: '{"message_id":40,"allow_sending_without_reply":true}',
			[field]: { name, type: mimeType, bytes: 'bytes of photo' },
		});
	});

	it('answers with the id under which Telegram keeps the file, if it kept it as what it was', async () => {
		const photo = { ...file('image', 'image/jpeg'), kind: 'media' as const, caption: null };
		const sizes = [{ file_id: 'small' }, { file_id: 'large' }];
		const result = { message_id: 43, chat: { id: CHAT, type: 'private', username: 'Jonas_W' } };
		expect((await send(photo, {}, { ...result, photo: sizes })).receipt).toEqual({
			externalId: `${CHAT}:43`,
			recipient: [
				{ kind: 'telegram-chat', value: String(CHAT) },
				{ kind: 'telegram-username', value: 'jonas_w' },
			],
			mediaRef: 'large',
		});
		const film = { ...file('video', 'video/mp4'), kind: 'media' as const, caption: null };
		const animation = { file_id: 'CgAC' };
		const silent = { ...result, animation, document: animation };
		expect((await send(film, {}, silent)).receipt).not.toHaveProperty('mediaRef');
		const gif = { ...file('document', 'image/gif'), kind: 'media' as const, caption: null };
		expect((await send(gif, {}, silent)).receipt).not.toHaveProperty('mediaRef');
	});

	it('sends a file anew when Telegram no longer has it under its id', async () => {
		const lost = [
			400,
			{
				ok: false,
				error_code: 400,
				description: 'Bad Request: wrong file_id or the file is temporarily unavailable',
			},
		] as const;
		const http = recordedHttp(HOST, lost, { ok: true, result: { message_id: 44, chat: { id: CHAT } } });
		const content = {
			...file('image', 'image/jpeg', { ref: 'AgACgone' }),
			kind: 'media' as const,
			caption: null,
		};
		const receipt = await connect(http).send(message(content), AbortSignal.timeout(1000));
		expect(receipt.externalId).toBe(`${CHAT}:44`);
		expect(http.requests).toHaveLength(2);
		expect((await readRequest(http)).body).toMatchObject({ photo: { bytes: 'bytes of photo' } });
	});

	it('sends pictures and films as one album, with the words on the first', async () => {
		const items = [
			file('image', 'image/jpeg'),
			file('video', 'video/mp4', { path: join(folder, 'film'), ref: 'BAAC' }),
		];
		const sent = await send({ kind: 'album', items, caption: 'Both' }, {}, [
			{ message_id: 50, chat: { id: CHAT } },
			{ message_id: 51, chat: { id: CHAT } },
		]);
		expect(sent).toMatchObject({ method: 'sendMediaGroup', receipt: { externalId: `${CHAT}:50` } });
		expect(JSON.parse((sent.body as { media: string }).media)).toEqual([
			{ type: 'photo', media: 'attach://file0', caption: 'Both' },
			{ type: 'video', media: 'BAAC' },
		]);
		expect(sent.body).toMatchObject({ file0: { bytes: 'bytes of photo' } });
	});
	it('sends a mix that Telegram does not take as documents', async () => {
		const items = [
			file('image', 'image/jpeg', { ref: 'AgACphoto' }),
			file('document', 'application/pdf', { ref: 'BQACdoc' }),
		];
		const { body } = await send({ kind: 'album', items, caption: null }, {}, [
			{ message_id: 50, chat: { id: CHAT } },
		]);
		// A picture's id is none of a document.
		expect(JSON.parse((body as { media: string }).media)).toEqual([
			{ type: 'document', media: 'attach://file0' },
			{ type: 'document', media: 'BQACdoc' },
		]);
	});
	it('keeps songs together, and sends one file of an "album" alone', async () => {
		const song = file('audio', 'audio/mpeg', { ref: 'CQAC' });
		const album = await send({ kind: 'album', items: [song, song], caption: null }, {}, [
			{ message_id: 50, chat: { id: CHAT } },
		]);
		expect(album.body).toMatchObject({ media: [{ type: 'audio', media: 'CQAC' }, { type: 'audio' }] });
		expect(await send({ kind: 'album', items: [song], caption: 'x' })).toMatchObject({
			method: 'sendAudio',
			body: { audio: 'CQAC', caption: 'x' },
		});
	});

	it('puts one reaction on a message, and takes it back', async () => {
		const reaction = (emoji: string) => ({ kind: 'reaction' as const, externalId: `${CHAT}:40`, emoji });
		const sent = await send(reaction('❤️'), {}, true);
		expect(sent).toMatchObject({
			method: 'setMessageReaction',
			body: { chat_id: CHAT, message_id: 40, reaction: [{ type: 'emoji', emoji: '❤' }] },
			receipt: { externalId: 'reaction:msg_1', recipient: [] },
		});
		expect((await send(reaction(''), {}, true)).body).toMatchObject({ reaction: [] });
	});

	it('answers a message only in the chat that it is of', async () => {
		const text = { kind: 'text' as const, text: 'Yes' };
		const withReply = (replyToExternalId: string) => send(text, { replyToExternalId });
		expect((await withReply(`${CHAT}:40`)).body).toMatchObject({
			reply_parameters: { message_id: 40, allow_sending_without_reply: true },
		});
		for (const other of ['-4001234501:40', 'callback:21530000000000001'])
			expect((await withReply(other)).body).not.toHaveProperty('reply_parameters');
	});

	it.each([
		[
			'an answer to a comment',
			{ kind: 'comment-reply', mode: 'public', text: 'x', externalId: '1' },
			'unsupported',
			{},
		],
		[
			'a reaction to a pressed button',
			{ kind: 'reaction', externalId: 'callback:1', emoji: '👍' },
			'target-gone',
			{},
		],
		['an album without files', { kind: 'album', items: [], caption: null }, 'unsupported', {}],
		[
			'a question for the place in a group',
			{ kind: 'location-request', text: 'x' },
			'unsupported',
			{ to: { kind: 'telegram-chat', value: '-4001234501' } },
		],
		[
			'a text to a username',
			{ kind: 'text', text: 'x' },
			'not-started',
			{ to: { kind: 'telegram-username', value: 'jonas_w' } },
		],
	] as const)('refuses %s without a call', async (_what, content, code, more) => {
		const http = recordedHttp(HOST);
		const sent = connect(http).send(message(content, more), AbortSignal.timeout(1000));
		await expect(sent).rejects.toMatchObject({ name: 'DeliveryError', code });
		expect(http.requests).toEqual([]);
	});
	it('calls a file that is gone from the store missing, and a token of no shape refused, without a call', async () => {
		const http = recordedHttp(HOST);
		const gone = {
			...file('image', 'image/jpeg', { path: join(folder, 'gone') }),
			kind: 'media' as const,
			caption: null,
		};
		await expect(connect(http).send(message(gone), AbortSignal.timeout(1000))).rejects.toMatchObject({
			code: 'media-missing',
		});
		const settings = { credentials: { botToken: '../x' }, apiUrl: null, webhookKey: 'k' };
		const odd = telegram.connect(settings, http);
		expect(odd.identity).toBeNull();
		await expect(
			odd.send(message({ kind: 'text', text: 'x' }), AbortSignal.timeout(1000)),
		).rejects.toMatchObject({ code: 'credentials-refused' });
		expect(http.requests).toEqual([]);
	});
	it('takes an answer without an id for none', async () => {
		await expect(send({ kind: 'text', text: 'x' }, {}, {})).rejects.toMatchObject({ code: 'no-answer' });
	});
});
