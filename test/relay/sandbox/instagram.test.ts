import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FIELDS, INSTAGRAM_ACCOUNT, INSTAGRAM_APP } from '../../../relay/sandbox/instagram/seed.ts';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/lib/time.ts';
import { testClock } from '../../support/clock.ts';
import { startReceiver } from './receiver.ts';

const JONAS = '+491713920001';
const IGSID = '7001491713920001';

/** The part of an answer that tests look at. */
interface Answer {
	status: number;
	body: Record<string, unknown> & { error?: { code: number; error_subcode?: number; type: string } };
}

/** A body of Instagram as tests look at it. */
interface Entry {
	id: string;
	time: number;
	field?: string;
	messaging?: Record<string, unknown>[];
	standby?: Record<string, unknown>[];
	changes?: { field: string; value: Record<string, unknown> }[];
}

let sandbox: Sandbox;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let token: string;
const clock = testClock('still');

async function call(path: string, body?: unknown, bearer: string | null = token): Promise<Answer> {
	const answer = await fetch(`${sandbox.url}/instagram/v25.0${path}`, {
		method: body === undefined ? 'GET' : 'POST',
		headers: {
			...(bearer !== null && { authorization: `Bearer ${bearer}` }),
			...(body !== undefined && { 'content-type': 'application/json' }),
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	return { status: answer.status, body: await answer.json() };
}
const send = (message: unknown, more: object = {}) =>
	call(`/${INSTAGRAM_ACCOUNT.accountId}/messages`, { recipient: { id: IGSID }, message, ...more });
const refusal = async (answer: Promise<Answer>) => {
	const { error } = (await answer).body;
	return error && `${error.code}${error.error_subcode === undefined ? '' : `/${error.error_subcode}`}`;
};
const entries = () => receiver.received.map(one => (one.body as unknown as { entry: [Entry] }).entry[0]);
const lastItem = async () => {
	await sandbox.idle();
	const last = entries().at(-1);
	return last?.messaging?.[0] ?? last?.standby?.[0] ?? last?.changes?.[0]?.value ?? last;
};

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now, retry: { firstMs: 1, capMs: 5 } });
	receiver = await startReceiver();
});
beforeEach(async () => {
	await sandbox.reset();
	receiver.received.length = 0;
	token = (await sandbox.instagram.token()).accessToken ?? '';
	await sandbox.instagram.webhook({ url: receiver.url, verifyToken: 'word' });
	await call(`/me/subscribed_apps?subscribed_fields=${FIELDS.join(',')}`, {});
});
afterAll(async () => {
	await sandbox.close();
	await receiver.close();
});

describe('tokens of the sandbox’s Instagram', () => {
	const get = async (path: string) => {
		const answer = await fetch(`${sandbox.url}/instagram${path}`);
		return { status: answer.status, body: await answer.json() };
	};
	it('are refused by the reason they ended for', async () => {
		expect(await refusal(call('/me', undefined, null))).toBe('190');
		expect(await refusal(call('/me', undefined, 'IGAAnobody'))).toBe('190/467');
		await sandbox.instagram.revoke();
		expect(await refusal(call('/me'))).toBe('190/458');
		token = (await sandbox.instagram.token()).accessToken ?? '';
		await sandbox.instagram.expireToken();
		expect(await refusal(call('/me'))).toBe('190/463');
	});
	it('are renewed after a day, and not before', async () => {
		const refresh = () => get(`/refresh_access_token?grant_type=ig_refresh_token&access_token=${token}`);
		expect((await refresh()).status).toBe(400);
		clock.advance(DAY_MS);
		const renewed = await refresh();
		expect(renewed.body).toMatchObject({ token_type: 'bearer', expires_in: 5_183_944 });
		clock.advance(59.9 * DAY_MS);
		expect(await refusal(call('/me'))).toBe('190/463');
		expect((await call('/me', undefined, renewed.body.access_token)).status).toBe(200);
	});
	it('come of a code once, within the hour, for the very same address', async () => {
		const redirect = 'http://127.0.0.1:9/oauth/instagram/callback';
		const code = async () => {
			const form = new URLSearchParams({
				client_id: INSTAGRAM_APP.appId,
				redirect_uri: redirect,
				response_type: 'code',
				scope: 'instagram_business_basic',
				state: 's',
				permission: 'instagram_business_basic',
				answer: 'allow',
			});
			const page = await fetch(`${sandbox.url}/instagram/oauth/authorize`, {
				method: 'POST',
				body: form,
				redirect: 'manual',
			});
			const back = page.headers.get('location') ?? '';
			expect(back.endsWith('#_')).toBe(true);
			return new URL(back).searchParams.get('code') ?? '';
		};
		const exchange = async (given: string, redirect_uri = redirect) => {
			const answer = await fetch(`${sandbox.url}/instagram/oauth/access_token`, {
				method: 'POST',
				body: new URLSearchParams({
					client_id: INSTAGRAM_APP.appId,
					client_secret: INSTAGRAM_APP.appSecret,
					grant_type: 'authorization_code',
					redirect_uri,
					code: given,
				}),
			});
			return answer.json();
		};
		const first = await code();
		expect((await exchange(first, `${redirect}/`)).error_type).toBe('OAuthException');
		const granted = await exchange(first);
		expect(granted.data[0]).toMatchObject({ permissions: 'instagram_business_basic' });
		expect((await exchange(first)).error_message).toContain('already used');
		const late = await code();
		clock.advance(HOUR_MS);
		expect((await exchange(late)).error_type).toBe('OAuthException');
	});
	it('open only what was allowed', async () => {
		await sandbox.instagram.setAccount({ permissions: ['instagram_business_basic'] });
		token = (await sandbox.instagram.token()).accessToken ?? '';
		expect((await call('/me?fields=user_id')).body).toEqual({
			id: INSTAGRAM_ACCOUNT.appScopedId,
			user_id: INSTAGRAM_ACCOUNT.accountId,
		});
		expect(await refusal(send({ text: 'x' }))).toBe('10');
	});
});

describe('a send to the sandbox’s Instagram', () => {
	beforeEach(() => sandbox.instagram.writes({ customer: JONAS, text: 'Hello' }));

	it('is answered with its id and echoed under the same', async () => {
		const { body } = await send({ text: 'Hi' });
		expect(body).toEqual({ recipient_id: IGSID, message_id: expect.any(String) });
		expect(await lastItem()).toMatchObject({
			sender: { id: INSTAGRAM_ACCOUNT.accountId },
			recipient: { id: IGSID },
			message: { mid: body.message_id, is_echo: true, text: 'Hi' },
		});
	});
	it('holds 1000 bytes', async () => {
		expect(await refusal(send({ text: `${'ä'.repeat(499)}ab` }))).toBeUndefined();
		expect(await refusal(send({ text: `${'ä'.repeat(499)}abc` }))).toBe('100');
	});
	it('has its window, to the millisecond', async () => {
		const tagged = () => send({ text: 'Late' }, { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' });
		clock.advance(DAY_MS - 1);
		expect(await refusal(send({ text: 'x' }))).toBeUndefined();
		clock.advance(1);
		expect(await refusal(send({ text: 'x' }))).toBe('10/2534022');
		expect(await refusal(tagged())).toBeUndefined();
		expect(await refusal(send({ text: 'x' }, { messaging_type: 'MESSAGE_TAG', tag: 'OTHER' }))).toBe('100');
		clock.advance(6 * DAY_MS);
		expect(await refusal(tagged())).toBe('10/2534022');
		await sandbox.instagram.writes({ customer: JONAS, text: 'Again' });
		await sandbox.instagram.setAccount({ humanAgent: false });
		expect(await refusal(tagged())).toBe('10');
		expect((await sandbox.violations()).violations.map(one => one.rule)).toEqual([
			'outside-window',
			'outside-window',
		]);
	});
	it.each([
		[{ text: 'x', attachment: { type: 'image' } }, '100'],
		[{}, '100'],
		[{ text: '' }, '100'],
		[{ text: 'x', reply_to: { mid: 'y' } }, '100'],
		[{ attachment: { type: 'sticker', payload: { url: 'https://x.example' } } }, '100'],
		[{ attachment: { type: 'image', payload: { url: 'http://shop.example/a.png' } } }, '100/2018008'],
		[{ text: 'x', quick_replies: Array(14).fill({ content_type: 'text', title: 'a', payload: 'b' }) }, '100'],
		[{ text: 'x', quick_replies: [{ content_type: 'text', title: 'a', payload: 'b'.repeat(1001) }] }, '100'],
		[{ attachments: Array(11).fill({ type: 'image', payload: { url: 'https://x.example' } }) }, '100'],
		[{ attachments: [{ type: 'video', payload: { url: 'https://x.example' } }] }, '100'],
		[
			{
				attachment: {
					type: 'template',
					payload: { template_type: 'button', text: 'x'.repeat(641), buttons: [] },
				},
			},
			'100',
		],
	])('refuses %j', async (message, code) => expect(await refusal(send(message))).toBe(code));

	it('goes to nobody who is unknown, never wrote, or has blocked the account', async () => {
		const to = (id: string) => refusal(call(`/me/messages`, { recipient: { id }, message: { text: 'x' } }));
		expect(await to('1')).toBe('100/2018001');
		expect(await to('7001491760406902')).toBe('10/2534022');
		await sandbox.instagram.blocks({ customer: JONAS, on: true });
		expect(await to(IGSID)).toBe('551/1545041');
	});
	it('of a sign goes alone', async () => {
		const act = (more: object) => call('/me/messages', { recipient: { id: IGSID }, ...more });
		expect((await act({ sender_action: 'typing_on' })).body).toEqual({ recipient_id: IGSID });
		expect(await refusal(act({ sender_action: 'typing_on', message: { text: 'x' } }))).toBe('100');
		expect(
			await refusal(act({ sender_action: 'react', payload: { message_id: 'no', reaction: 'love' } })),
		).toBe('100/33');
	});
	it('tells a name only of those who wrote', async () => {
		expect((await call(`/${IGSID}?fields=name,username`)).body).toMatchObject({ username: 'jonas.weber' });
		expect(await refusal(call('/7001491760406902?fields=name'))).toBe('230');
	});
	it('is one of 100 in a second', async () => {
		await sandbox.clock({ advanceMs: 1000 });
		const answers = await Promise.all(Array.from({ length: 101 }, () => refusal(send({ text: 'x' }))));
		expect(answers.filter(one => one === '613/2534040')).toHaveLength(1);
		// The next second is another.
		await sandbox.clock({ advanceMs: 1000 });
		expect(await refusal(send({ text: 'x' }))).toBeUndefined();
	});
	it('fails on demand', async () => {
		await sandbox.faults({ send: { rateLimit: 1, serverError: 1, loseAnswer: 1 } });
		expect(await refusal(send({ text: 'x' }))).toBe('2/1545133');
		expect(await refusal(send({ text: 'x' }))).toBe('613/2534040');
		await expect(send({ text: 'Taken' })).rejects.toThrow();
		expect(sandbox.instagram.messages(JONAS).at(-1)?.text).toBe('Taken');
	});
});

describe('files that are sent', () => {
	let host: Server;
	let url: string;
	let served: { type: string; bytes: Buffer } = { type: 'image/png', bytes: Buffer.from('x') };
	beforeAll(async () => {
		host = createServer((_request, response) => {
			response.writeHead(200, { 'content-type': served.type }).end(served.bytes);
		});
		await new Promise<void>(resolve => host.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${(host.address() as AddressInfo).port}/file`;
	});
	afterAll(() => new Promise(resolve => host.close(resolve)));
	beforeEach(() => sandbox.instagram.writes({ customer: JONAS, text: 'Hello' }));
	const file = (type: string) => send({ attachment: { type, payload: { url } } });

	it('are fetched, and judged by what is there', async () => {
		served = { type: 'image/png', bytes: Buffer.from('picture') };
		expect(await refusal(file('image'))).toBeUndefined();
		expect(await refusal(file('video'))).toBe('100/2018047');
		const kept = sandbox.instagram.messages(JONAS).at(-1)?.attachments[0]?.url ?? '';
		expect(await (await fetch(kept)).text()).toBe('picture');
		served = { type: 'image/png', bytes: Buffer.alloc(8 * 1024 * 1024 + 1) };
		expect(await refusal(file('image'))).toBe('100/2018109');
		served = { type: 'application/pdf', bytes: Buffer.alloc(9 * 1024 * 1024) };
		expect(await refusal(file('file'))).toBeUndefined();
	});
});

describe('what people do on the sandbox’s Instagram', () => {
	it('is told in Instagram’s shapes', async () => {
		const { messageId } = await sandbox.instagram.writes({ customer: JONAS, text: 'Hällo' });
		expect(await lastItem()).toMatchObject({
			sender: { id: IGSID },
			message: { mid: messageId, text: 'Hällo' },
		});
		const sent = String(
			(await send({ text: 'Pick', quick_replies: [{ content_type: 'text', title: 'A', payload: 'a' }] })).body
				.message_id,
		);
		await sandbox.instagram.presses({ customer: JONAS, message: sent, button: 'A' });
		expect(await lastItem()).toMatchObject({ message: { text: 'A', quick_reply: { payload: 'a' } } });
		await sandbox.instagram.presses({ customer: JONAS, button: 'MENU' });
		expect(await lastItem()).toMatchObject({ postback: { payload: 'MENU' } });
		await sandbox.instagram.reacts({ customer: JONAS, message: sent, emoji: '❤️' });
		expect(await lastItem()).toMatchObject({ reaction: { mid: sent, action: 'react', reaction: 'love' } });
		await sandbox.instagram.edits({ customer: JONAS, message: messageId, text: 'Hallo' });
		expect(await lastItem()).toMatchObject({ message_edit: { mid: messageId, num_edit: '1' } });
		await sandbox.instagram.sees({ customer: JONAS });
		expect(await lastItem()).toMatchObject({ read: { mid: sent } });
		await sandbox.instagram.unsends({ customer: JONAS, message: messageId });
		expect(await lastItem()).toMatchObject({ message: { mid: messageId, is_deleted: true } });
		await sandbox.instagram.opensLink({ customer: JONAS, ref: 'sticker' });
		expect(await lastItem()).toMatchObject({ referral: { ref: 'sticker' } });
		await sandbox.instagram.repliesToStory({ customer: JONAS, text: 'Nice' });
		expect(await lastItem()).toMatchObject({ message: { reply_to: { story: { id: expect.any(String) } } } });
		await sandbox.instagram.mentionsInStory({ customer: JONAS });
		expect(await lastItem()).toMatchObject({ message: { attachments: [{ type: 'story_mention' }] } });
		await sandbox.instagram.writes({ customer: JONAS, text: 'x', standby: true });
		await sandbox.idle();
		expect(entries().at(-1)).toHaveProperty('standby');
		await sandbox.instagram.testButton();
		await sandbox.idle();
		expect(entries().at(-1)).toMatchObject({ id: '0', changes: [{ field: 'messages' }] });
	});
	it('is signed over bytes in which everything outside ASCII is escaped', async () => {
		await sandbox.instagram.writes({ customer: JONAS, text: 'Grüße 🌿' });
		await sandbox.idle();
		const last = receiver.received.at(-1);
		const bytes = last?.bytes ?? Buffer.alloc(0);
		expect(bytes.toString()).toContain('Gr\\u00fc\\u00dfe \\ud83c\\udf3f');
		const wanted = createHmac('sha256', INSTAGRAM_APP.appSecret).update(bytes).digest('hex');
		expect(last?.headers['x-hub-signature-256']).toBe(`sha256=${wanted}`);
	});
	it('is told again until it is taken', async () => {
		receiver.answers.push(500, 503);
		await sandbox.instagram.writes({ customer: JONAS, text: 'x' });
		await sandbox.idle();
		expect(receiver.received).toHaveLength(3);
	});
	it('is told to nobody who does not answer Meta’s challenge', async () => {
		const other = createServer((_request, response) => void response.end('something else'));
		await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
		const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
		await expect(sandbox.instagram.webhook({ url, verifyToken: 'word' })).rejects.toThrow(
			'could not be validated',
		);
		expect((await sandbox.instagram.state()).webhook?.url).toBe(receiver.url);
		await new Promise(resolve => other.close(resolve));
	});
	it('is told only of what app and account are subscribed to', async () => {
		await call('/me/subscribed_apps?subscribed_fields=comments', {});
		await sandbox.instagram.writes({ customer: JONAS, text: 'x' });
		await sandbox.idle();
		expect(receiver.received).toEqual([]);
		expect(await refusal(call('/me/subscribed_apps?subscribed_fields=nonsense', {}))).toBe('100');
	});
});

describe('comments on the sandbox’s Instagram', () => {
	const reply = (comment_id: string) =>
		call('/me/messages', { recipient: { comment_id }, message: { text: 'Yes' } });

	it('come in both shapes', async () => {
		const { commentId } = await sandbox.instagram.comments({ customer: JONAS, post: 'reel', text: 'Price?' });
		expect(await lastItem()).toMatchObject({ id: commentId, media: { media_product_type: 'REELS' } });
		await sandbox.instagram.setAccount({ commentShape: 'flat' });
		const flat = await sandbox.instagram.comments({ customer: JONAS, text: 'Price?' });
		expect(await lastItem()).toMatchObject({ field: 'comments', value: { comment_id: flat.commentId } });
	});
	it('have one private reply within seven days', async () => {
		const { commentId } = await sandbox.instagram.comments({ customer: JONAS, text: 'Price?' });
		clock.advance(7 * DAY_MS - 1);
		expect(await refusal(reply(commentId))).toBeUndefined();
		expect(await refusal(reply(commentId))).toBe('100/2534025');
		// It opens no window.
		expect(await refusal(send({ text: 'And more' }))).toBe('10/2534022');
		const late = await sandbox.instagram.comments({ customer: JONAS, text: 'Hm?' });
		clock.advance(7 * DAY_MS);
		expect(await refusal(reply(late.commentId))).toBe('10/2534022');
		expect(await refusal(reply('1'))).toBe('100/33');
	});
	it('are answered for everybody, which the account hears of too', async () => {
		const { commentId } = await sandbox.instagram.comments({ customer: JONAS, text: 'Price?' });
		const { body } = await call(`/${commentId}/replies`, { message: '12 €' });
		expect(await lastItem()).toMatchObject({
			id: body.id,
			parent_id: commentId,
			from: { id: INSTAGRAM_ACCOUNT.accountId },
		});
	});
});

describe('the sandbox’s Instagram on disk', () => {
	let dataDir: string;
	beforeEach(() => {
		dataDir = mkdtempSync(join(tmpdir(), 'sandbox-instagram-'));
	});
	afterEach(() => rmSync(dataDir, { recursive: true, force: true }));
	it('knows messages, tokens and settings after a restart', async () => {
		const before = await startSandbox({ dataDir });
		const { accessToken } = await before.instagram.token();
		await before.instagram.setAccount({ humanAgent: false });
		await before.instagram.writes({ customer: JONAS, text: 'Keep me' });
		await before.close();
		const after = await startSandbox({ dataDir });
		expect(after.instagram.messages(JONAS).map(one => one.text)).toEqual(['Keep me']);
		expect((await after.instagram.state()).humanAgent).toBe(false);
		const me = await fetch(`${after.url}/instagram/v25.0/me`, {
			headers: { authorization: `Bearer ${accessToken}` },
		});
		expect(me.status).toBe(200);
		await after.close();
	});
});
