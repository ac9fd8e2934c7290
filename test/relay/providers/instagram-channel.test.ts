import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Http, HttpAnswer } from '../../../relay/providers/http.ts';
import { codeFor, instagramError, KNOWN_CODES } from '../../../relay/providers/instagram/errors.ts';
import { instagram } from '../../../relay/providers/instagram/index.ts';
import type { OutboundMessage } from '../../../relay/providers/outbound.ts';
import { SignatureError } from '../../../relay/providers/provider.ts';
import { DELIVERY_CODES, type DeliveryCode } from '../../../shared/domain/delivery-codes.ts';
import { DAY_MS } from '../../../shared/lib/time.ts';
import { recordedHttp } from './recorded-http.ts';

const HOST = 'https://graph.instagram.com';
const ACCOUNT = '17841400000000077';
const IGSID = '7001491713920001';
const TOKEN = 'IGAAcanary-token-of-the-tests-0001';
const SECRET = 'canary-app-secret-of-the-tests';
const signal = AbortSignal.timeout(5000);

const credentials = {
	appId: '730000000000077',
	appSecret: SECRET,
	accessToken: TOKEN,
	accountId: ACCOUNT,
	username: 'lindenblatt.berlin',
	permissions:
		'instagram_business_basic,instagram_business_manage_messages,instagram_business_manage_comments',
};
const connect = (http: Http, more: Record<string, string> = {}) =>
	instagram.connect({ credentials: { ...credentials, ...more }, apiUrl: null, webhookKey: 'key_1' }, http);

const refused = (code: number, error_subcode?: number, message = 'Refused.') =>
	[
		400,
		{ error: { message, type: 'OAuthException', code, ...(error_subcode && { error_subcode }) } },
	] as const;
const answer = (status: number, body: unknown, headers = {}): HttpAnswer => ({
	status,
	headers,
	text: JSON.stringify(body),
	json: body,
	receivedAt: 0,
});

function outbound(content: OutboundMessage['content'], more: Partial<OutboundMessage> = {}): OutboundMessage {
	const to = { kind: 'instagram-user' as const, value: `${ACCOUNT}/${IGSID}` };
	return { id: 'msg_1', to, content, replyToExternalId: null, asHumanAgent: false, ...more };
}
const file = (mediaKind: 'image' | 'video' | 'audio' | 'voice' | 'document') => ({
	mediaKind,
	ref: null,
	path: '/nowhere',
	mimeType: 'x/y',
	filename: null,
	size: 1,
	publicUrl: `https://relay.example/${mediaKind}`,
});

describe('errors of Instagram', () => {
	/** Every row of providers.md §8.6, by a message. */
	const WANTED: [number, number | null, DeliveryCode][] = [
		[1, null, 'provider-down'],
		[2, null, 'provider-down'],
		[2, 1545133, 'provider-down'],
		[4, null, 'throttled'],
		[17, null, 'throttled'],
		[32, null, 'throttled'],
		[613, null, 'throttled'],
		[613, 2534040, 'throttled'],
		[80002, null, 'throttled'],
		[10, null, 'permission-missing'],
		[10, 2534022, 'window-closed'],
		[10, 2018278, 'window-closed'],
		[10, 2018065, 'window-closed'],
		[10, 2018108, 'rejected'],
		[100, 2018108, 'rejected'],
		[100, null, 'rejected'],
		[100, 33, 'target-gone'],
		[100, 2018001, 'account-gone'],
		[100, 2018047, 'media-refused'],
		[100, 2018007, 'media-refused'],
		[100, 2018008, 'media-refused'],
		[100, 2018109, 'media-refused'],
		[100, 2534001, 'rejected'],
		[100, 2534013, 'throttled'],
		[100, 2534014, 'account-gone'],
		[100, 2534025, 'comment-answered'],
		[190, null, 'credentials-refused'],
		[190, 458, 'credentials-refused'],
		[190, 460, 'credentials-refused'],
		[190, 463, 'credentials-refused'],
		[190, 467, 'credentials-refused'],
		[200, null, 'permission-missing'],
		[200, 1545041, 'blocked'],
		[551, 1545041, 'blocked'],
		[230, null, 'rejected'],
		[368, null, 'account-locked'],
		[10, 1893063, 'account-locked'],
		[9000001, null, 'target-gone'],
		[4242, 424242, 'rejected'],
	];
	it.each(WANTED)('translates %s/%s to %s', (code, subcode, wanted) => {
		expect(codeFor(String(code), subcode === null ? null : String(subcode))).toBe(wanted);
	});
	it('has a rule for every row of its table', () => {
		for (const row of KNOWN_CODES) {
			const [code = null, subcode = null] = row.replace('*', '100').split('/');
			expect(DELIVERY_CODES[codeFor(code, subcode)]).toBeDefined();
		}
	});
	it('means a missing feature of the app by what a late message is refused with', () => {
		expect(codeFor('10', '2534022', 'late-message')).toBe('human-agent-missing');
		expect(codeFor('10', null, 'late-message')).toBe('human-agent-missing');
		expect(codeFor('100', null, 'late-message')).toBe('human-agent-missing');
		expect(codeFor('100', '2018047', 'late-message')).toBe('media-refused');
		expect(codeFor('190', '463', 'late-message')).toBe('credentials-refused');
	});
	it('means a comment that is too old by a window that a private reply has not', () => {
		expect(codeFor('10', '2534022', 'private-reply')).toBe('comment-too-old');
		expect(codeFor('100', '2534025', 'private-reply')).toBe('comment-answered');
	});
	it('is read by the code and never by the HTTP status, and tells number and words', () => {
		for (const status of [200, 400, 403, 500])
			expect(instagramError(answer(status, refused(10, 2534022, 'Outside.')[1]), 'message')).toMatchObject({
				code: 'window-closed',
				providerCode: '10/2534022',
				detail: 'Outside.',
			});
		expect(instagramError(answer(400, { error: 'text' }), 'message')).toBeNull();
	});
	it('waits as long as Meta’s usage header says', () => {
		const usage = { '17841400000000077': [{ type: 'instagram', estimated_time_to_regain_access: 7 }] };
		const headers = { 'x-business-use-case-usage': JSON.stringify(usage) };
		expect(instagramError(answer(400, refused(4)[1], headers), 'message')?.retryAfterMs).toBe(420_000);
		expect(
			instagramError(answer(400, refused(4)[1], { 'x-business-use-case-usage': 'odd' }), 'message')
				?.retryAfterMs,
		).toBeNull();
	});
});

describe('send', () => {
	const body = (message: object) => ({ recipient: { id: IGSID }, message });
	const attachment = (type: string, url: string) => ({ attachment: { type, payload: { url } } });
	const RELAY = 'https://relay.example';
	const SENDS: [string, OutboundMessage['content'], object][] = [
		['a text', { kind: 'text', text: 'Hällo' }, body({ text: 'Hällo' })],
		...(
			[
				['image', 'image'],
				['video', 'video'],
				['audio', 'audio'],
				['voice', 'audio'],
				['document', 'file'],
			] as const
		).map(([kind, type]): [string, OutboundMessage['content'], object] => [
			`a file of kind ${kind}`,
			{ kind: 'media', ...file(kind), caption: null },
			body(attachment(type, `${RELAY}/${kind}`)),
		]),
		[
			'a file by its link',
			{
				kind: 'file-link',
				mediaKind: 'document',
				url: 'https://shop.example/a.pdf',
				filename: null,
				caption: null,
			},
			body(attachment('file', 'https://shop.example/a.pdf')),
		],
		[
			'an album',
			{ kind: 'album', items: [file('image'), file('image')], caption: null },
			body({
				attachments: [
					{ type: 'image', payload: { url: `${RELAY}/image` } },
					{ type: 'image', payload: { url: `${RELAY}/image` } },
				],
			}),
		],
		[
			'choices',
			{
				kind: 'choices',
				text: 'When?',
				footer: 'Any day',
				listLabel: null,
				form: 'buttons',
				options: [{ id: 'mon', title: 'Monday', detail: null }],
			},
			body({
				text: 'When?\n\nAny day',
				quick_replies: [{ content_type: 'text', title: 'Monday', payload: 'mon' }],
			}),
		],
		[
			'a link button',
			{ kind: 'link-button', text: 'Our herbs', label: 'Open', url: 'https://shop.example' },
			body({
				attachment: {
					type: 'template',
					payload: {
						template_type: 'button',
						text: 'Our herbs',
						buttons: [{ type: 'web_url', url: 'https://shop.example', title: 'Open' }],
					},
				},
			}),
		],
		[
			'a private reply to a comment',
			{ kind: 'comment-reply', mode: 'private', text: '12 €', externalId: '1787' },
			{ recipient: { comment_id: '1787' }, message: { text: '12 €' } },
		],
	];
	it.each(SENDS)('hands over %s', async (_what, content, wanted) => {
		const http = recordedHttp(HOST, { recipient_id: IGSID, message_id: 'mid.1' });
		const receipt = await connect(http).send(outbound(content), signal);
		expect(http.requests).toEqual([
			{
				method: 'POST',
				path: `/v25.0/${ACCOUNT}/messages`,
				headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
				body: wanted,
			},
		]);
		expect(receipt).toEqual({
			externalId: 'mid.1',
			recipient: [{ kind: 'instagram-user', value: `${ACCOUNT}/${IGSID}` }],
		});
	});
	it('marks what a person writes late', async () => {
		const http = recordedHttp(HOST, { recipient_id: IGSID, message_id: 'mid.1' });
		await connect(http).send(outbound({ kind: 'text', text: 'Late' }, { asHumanAgent: true }), signal);
		expect(http.requests[0]?.body).toEqual({
			...body({ text: 'Late' }),
			messaging_type: 'MESSAGE_TAG',
			tag: 'HUMAN_AGENT',
		});
	});
	it.each([
		['❤', { sender_action: 'react', payload: { message_id: 'mid.theirs', reaction: 'love' } }],
		['', { sender_action: 'unreact', payload: { message_id: 'mid.theirs' } }],
	])('puts the reaction “%s” on the message that a part belongs to', async (emoji, wanted) => {
		const http = recordedHttp(HOST, { recipient_id: IGSID });
		const content = { kind: 'reaction' as const, externalId: 'mid.theirs#2', emoji };
		const receipt = await connect(http).send(outbound(content), signal);
		expect(http.requests[0]?.body).toEqual({ recipient: { id: IGSID }, ...wanted });
		expect(receipt.externalId).toBe('reaction:mid.theirs:msg_1');
	});
	it('answers below a comment, under the answer’s own id', async () => {
		const http = recordedHttp(HOST, { id: '1788' });
		const content = {
			kind: 'comment-reply' as const,
			mode: 'public' as const,
			text: 'Hi',
			externalId: '1787',
		};
		expect(await connect(http).send(outbound(content), signal)).toEqual({
			externalId: '1788',
			recipient: [],
		});
		expect(http.requests[0]).toMatchObject({ path: '/v25.0/1787/replies', body: { message: 'Hi' } });
	});
	it.each([
		{ kind: 'location', latitude: 1, longitude: 2, name: null, address: null },
		{ kind: 'location-request', text: 'Where?' },
		{ kind: 'contacts', contacts: [] },
		{ kind: 'link-button', text: 'x'.repeat(641), label: 'Open', url: 'https://shop.example' },
		{
			kind: 'file-link',
			mediaKind: 'image',
			url: 'https://shop.example/a.png',
			filename: null,
			caption: 'Look',
		},
		{ kind: 'album', items: [file('image'), file('video')], caption: null },
		{ kind: 'choices', text: 'x', footer: null, listLabel: null, form: 'list', options: [] },
	] as OutboundMessage['content'][])('carries no $kind, and asks nobody', async content => {
		const http = recordedHttp(HOST);
		await expect(connect(http).send(outbound(content), signal)).rejects.toMatchObject({
			code: 'unsupported',
		});
		expect(http.requests).toEqual([]);
	});
	it('does not know what became of a message whose answer names none', async () => {
		const http = recordedHttp(HOST, { recipient_id: IGSID });
		await expect(connect(http).send(outbound({ kind: 'text', text: 'x' }), signal)).rejects.toMatchObject({
			code: 'no-answer',
		});
	});
	it('shows reading and writing', async () => {
		const http = recordedHttp(HOST, { recipient_id: IGSID }, { recipient_id: IGSID });
		const { receipts } = connect(http);
		const last = { externalId: 'mid.1', to: outbound({ kind: 'text', text: '' }).to };
		await receipts?.markRead?.(last, signal);
		await receipts?.showTyping?.(last, signal);
		expect(http.requests.map(one => one.body)).toEqual([
			{ recipient: { id: IGSID }, sender_action: 'mark_seen' },
			{ recipient: { id: IGSID }, sender_action: 'typing_on' },
		]);
	});
});

describe('webhooks of Instagram', () => {
	const raw = Buffer.from('{"object":"instagram","entry":[],"x":"\\u00e4"}');
	const sign = (secret: string) => `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`;
	it('are its own when the app’s secret signed the bytes', () => {
		const { verify } = connect(recordedHttp(HOST));
		verify({ headers: { 'x-hub-signature-256': sign(SECRET) }, rawBody: raw });
		for (const headers of [{}, { 'x-hub-signature-256': sign('another') }])
			expect(() => verify({ headers, rawBody: raw })).toThrow(SignatureError);
		const changed = Buffer.from(raw.toString().replace('\\u00e4', 'ä'));
		expect(() => verify({ headers: { 'x-hub-signature-256': sign(SECRET) }, rawBody: changed })).toThrow();
	});
	it('are agreed on with the word that is told to paste, and no other', () => {
		const { answerChallenge, webhook } = connect(recordedHttp(HOST));
		const word = /and (\w{24}) as verify token/.exec(webhook?.byHand ?? '')?.[1] ?? '';
		const query = { 'hub.mode': 'subscribe', 'hub.challenge': '4711' };
		expect(answerChallenge({ ...query, 'hub.verify_token': word })).toBe('4711');
		expect(answerChallenge({ ...query, 'hub.verify_token': 'guess' })).toBeNull();
		expect(answerChallenge({ ...query, 'hub.mode': 'other', 'hub.verify_token': word })).toBeNull();
		expect(webhook?.byHand).not.toContain('key_1');
	});
	it('are subscribed to with all fields, or with those that every account has', async () => {
		const http = recordedHttp(HOST, refused(100), { success: true });
		await connect(http).webhook?.register('https://relay.example/hook', signal);
		expect(http.requests[0]?.path).toContain('message_echoes');
		expect(http.requests[1]?.path).toBe(
			'/v25.0/me/subscribed_apps?subscribed_fields=messages,messaging_postbacks,message_reactions,messaging_seen,messaging_referral,message_edit,comments,live_comments',
		);
	});
});

describe('files of Instagram', () => {
	const opening = (status: number) => {
		const opened: { url: string; headers: object }[] = [];
		const http: Http = {
			...recordedHttp(HOST),
			async open({ url, headers }) {
				opened.push({ url, headers });
				return { status, headers: { 'content-type': 'image/png' }, body: (async function* () {})() };
			},
		};
		return { opened, media: connect(http).media };
	};
	it('are fetched from Meta’s file hosts, without the token', async () => {
		const { opened, media } = opening(200);
		for (const host of ['scontent.cdninstagram.com', 'video.xx.fbcdn.net', 'lookaside.fbsbx.com'])
			expect((await media?.download(`https://${host}/a?b=c`, signal))?.mimeType).toBe('image/png');
		expect(opened.map(one => one.headers)).toEqual([{}, {}, {}]);
	});
	it.each([
		'http://scontent.cdninstagram.com/a',
		'https://cdninstagram.com.evil.example/a',
		'https://evil-fbcdn.net/a',
		'https://127.0.0.1/a',
		'file:///etc/passwd',
		'nonsense',
	])('are not fetched from %s', async url => {
		const { opened, media } = opening(200);
		await expect(media?.download(url, signal)).rejects.toMatchObject({ code: 'media-not-received' });
		expect(opened).toEqual([]);
	});
	it.each([
		[404, 'media-not-received'],
		[403, 'media-not-received'],
		[503, 'provider-down'],
	])('that answer %i are %s', async (status, code) => {
		const { media } = opening(status);
		await expect(media?.download('https://a.fbcdn.net/x', signal)).rejects.toMatchObject({ code });
	});
});

describe('check', () => {
	const me = { user_id: ACCOUNT, username: 'lindenblatt.berlin', account_type: 'BUSINESS' };
	const subscribed = { data: [{ subscribed_fields: ['messages', 'comments'] }] };
	const check = async (more: Record<string, string>, ...answers: Parameters<typeof recordedHttp>[1][]) =>
		connect(recordedHttp(HOST, ...answers), more).check(signal);
	const lineOf = (lines: Awaited<ReturnType<typeof check>>, name: string) =>
		lines.find(one => one.check === name);

	it('tells the account, bare or in a list, and which fields are not subscribed', async () => {
		for (const body of [me, { data: [me] }]) {
			const lines = await check({}, body, subscribed);
			expect(lineOf(lines, 'number')).toMatchObject({ result: 'ok', address: '@lindenblatt.berlin' });
			expect(lineOf(lines, 'webhook')?.message).toContain('messaging_seen');
			expect(lines.some(one => one.refuses)).toBe(false);
		}
	});
	it('refuses another account, one that is not professional, and missing permissions by name', async () => {
		const other = await check({}, { ...me, user_id: '1' }, { data: [] });
		expect(lineOf(other, 'number')).toMatchObject({ result: 'failed', refuses: 'credentials' });
		const personal = await check({}, { ...me, account_type: 'PERSONAL' }, { data: [] });
		expect(lineOf(personal, 'account')?.message).toContain('not a professional account');
		const poor = await check({ permissions: 'instagram_business_basic' }, me, { data: [] });
		expect(poor.filter(one => one.check === 'permissions').map(one => one.message)).toEqual([
			expect.stringContaining('instagram_business_manage_messages'),
			expect.stringContaining('instagram_business_manage_comments'),
		]);
	});
	it.each([
		[458, 'app was removed'],
		[460, 'password was changed'],
		[463, '60 days'],
		[467, 'taken back'],
	])('says why a token is dead (%i)', async (subcode, words) => {
		const [line] = await check({}, refused(190, subcode));
		expect(line).toMatchObject({ check: 'credentials', refuses: 'credentials' });
		expect(line?.message).toContain(words);
	});
	it('warns of an access that should have been renewed', async () => {
		const lines = await check({ tokenEndsAt: String(6 * DAY_MS) }, me, subscribed);
		expect(lineOf(lines, 'credentials')).toMatchObject({ result: 'warning' });
		const fresh = await check({ tokenEndsAt: String(8 * DAY_MS) }, me, subscribed);
		expect(lineOf(fresh, 'credentials')).toMatchObject({ result: 'ok' });
	});
});
