import { describe, expect, it } from 'vitest';
import type { ParsedEvent, ProviderEvent } from '../../../relay/providers/events.ts';
import { leftOut, parseInstagram } from '../../../relay/providers/instagram/from-instagram.ts';
import { isFileAddress } from '../../../relay/providers/instagram/media.ts';
import { webhook, webhookNames } from '../../support/fixtures.ts';

const ACCOUNT = '17841400000000077';
const AT = 1_793_000_000_000;
const FILE = 'https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=880001&signature=invented';

function parseBody(body: unknown): ParsedEvent[] {
	const isFile = (url: string) => isFileAddress(url, null);
	return parseInstagram(body, { accountId: ACCOUNT, isFile, receivedAt: AT + 9000 });
}
const read = (name: string): ProviderEvent[] => parseBody(webhook(name, 'instagram')).map(one => one.event);
const only = (name: string): ProviderEvent => {
	const events = read(name);
	expect(events, name).toHaveLength(1);
	return events[0] as ProviderEvent;
};
const person = { kind: 'instagram-user', value: `${ACCOUNT}/7001491713920001` };
const media = (mediaKind: string, mimeType: string, more: object = {}) => ({
	kind: 'media',
	mediaKind,
	ref: FILE,
	mimeType,
	filename: null,
	caption: null,
	...more,
});
const text = (words: string) => ({ kind: 'text', text: words });
const unread = (type: string, reason: string | null) => ({ kind: 'unsupported', type, reason });
const post = (url: string, headline: string | null) => ({
	source: 'post',
	url,
	headline,
	body: null,
	clickId: null,
});
const story = (source: string) => ({ source, url: FILE, headline: null, body: null, clickId: null });
const comment = (activity: string, more: object = {}) => ({
	kind: 'comment',
	text: 'Price?',
	activity,
	postId: '17900000000000001',
	postUrl: null,
	parentId: null,
	...more,
});
const POST = 'https://scontent.cdninstagram.com/v/t51/post.jpg';
const REEL = 'https://scontent.cdninstagram.com/v/t50/reel.mp4';
const SHARE = 'https://scontent.cdninstagram.com/v/t51/share.jpg';

/** What each fixture of a direct message reads as. Every fixture stands in one of the tables of this file. */
const DIRECT: Record<string, object> = {
	text: { content: text('Habt ihr Kräuter?') },
	text__reply: { content: text('That one'), replyToExternalId: 'mid.earlier' },
	text__story_reply: { content: text('Open on Sunday?'), referral: story('story') },
	text__ad: {
		content: text('Is this still on?'),
		referral: {
			source: 'ad',
			url: 'https://scontent.cdninstagram.com/v/t51/ad.jpg',
			headline: 'Ten percent off planters',
			body: 'spring',
			clickId: '120210000000077',
		},
	},
	image: { content: media('image', 'image/jpeg') },
	image__without_address: { content: unread('image', 'Instagram gave no address of the file.') },
	video: { content: media('video', 'video/mp4') },
	audio: { content: media('audio', 'audio/mp4') },
	file: { content: media('document', 'application/octet-stream') },
	media: { content: media('image', 'image/jpeg') },
	share: { content: media('image', 'image/jpeg', { ref: SHARE }), referral: post(SHARE, null) },
	share__page: {
		content: text('Balcony ideas\nhttps://www.instagram.com/p/invented/'),
		referral: post('https://www.instagram.com/p/invented/', 'Balcony ideas'),
	},
	ig_post: {
		content: media('image', 'image/jpeg', { ref: POST, caption: 'Spring on the balcony' }),
		referral: post(POST, 'Spring on the balcony'),
	},
	reel: {
		content: media('video', 'video/mp4', { ref: REEL, caption: 'Repotting' }),
		referral: post(REEL, 'Repotting'),
	},
	ig_reel: {
		content: media('video', 'video/mp4', { ref: REEL, caption: 'Repotting' }),
		referral: post(REEL, 'Repotting'),
	},
	story: { content: media('image', 'image/jpeg'), referral: story('story') },
	ig_story: { content: media('image', 'image/jpeg'), referral: story('story') },
	story_mention: { content: media('image', 'image/jpeg'), referral: story('story-mention') },
	like_heart: { content: text('❤️') },
	ephemeral: {
		content: unread('ephemeral', 'The contact sent a picture or video that can be seen only once.'),
	},
	fallback: { content: text('A page\nhttps://shop.example/herbs') },
	attachment__of_tomorrow: { content: unread('hologram', null) },
	quick_reply: { content: { kind: 'choice', text: 'Tuesday', detail: null, id: 'tue' } },
	postback: { content: { kind: 'choice', text: 'Opening hours', detail: null, id: 'HOURS' } },
	postback__referral: {
		content: { kind: 'choice', text: 'Start', detail: null, id: 'START' },
		referral: { source: 'link', url: null, headline: null, body: 'window-sticker', clickId: null },
	},
	unsupported: { content: unread('unsupported', 'Instagram does not hand over messages of this kind.') },
	standby: { content: text('To the other app') },
};

/** Messages that open no window. */
const QUIET: Record<string, object> = {
	referral: {
		content: {
			kind: 'notice',
			notice: 'other',
			text: 'The contact opened the chat by a link (window-sticker).',
		},
		referral: { source: 'link', body: 'window-sticker' },
	},
	referral__ad: {
		content: { kind: 'notice', notice: 'other', text: 'The contact opened the chat by an ad.' },
		referral: { source: 'ad', clickId: '120210000000077' },
	},
};

const ECHOES: Record<string, object> = {
	echo: { content: text('Ja, Basilikum.') },
	echo__image: { content: media('image', 'image/jpeg') },
	echo__template: {
		content: {
			kind: 'link-button',
			text: 'See our herbs',
			label: 'Open',
			url: 'https://shop.example/herbs',
		},
	},
	echo__cards: { content: text('Basil\nThyme') },
};

const COMMENTS: Record<string, object> = {
	comment: { content: comment('feed') },
	comment__flat: { content: comment('feed') },
	comment__answer: { content: comment('feed', { parentId: '17870000000000010' }) },
	comment__reel: { content: comment('reels') },
	comment__story: { content: comment('stories') },
	comment__note: { content: comment('notes') },
	comment__ad: { content: comment('feed') },
	comment__live: { content: comment('feed') },
};

/** Everything that is no message. */
const OTHERS: Record<string, object> = {
	message_edit: {
		kind: 'edit',
		key: 'edit:mid.earlier:1',
		targetId: 'mid.earlier',
		content: text('Tomorrow'),
		at: AT,
	},
	message_edit__number: { kind: 'edit', key: 'edit:mid.earlier:2', targetId: 'mid.earlier' },
	reaction: { kind: 'reaction', from: 'contact', targetId: 'mid.earlier', emoji: '👍', at: AT },
	reaction__named: { kind: 'reaction', from: 'contact', emoji: '❤️' },
	reaction__removed: { kind: 'reaction', from: 'contact', emoji: null },
	reaction__ours: { kind: 'reaction', from: 'us', emoji: '❤️', party: { addresses: [person] } },
	seen: { kind: 'seen', at: AT, targetId: expect.any(String), party: { addresses: [person] } },
	policy__block: {
		kind: 'channel-notice',
		severity: 'stop',
		text: 'Instagram has blocked this account’s messages. It says: Spam was reported.',
	},
	policy__unblock: { kind: 'channel-notice', severity: 'info' },
	policy__warning: { kind: 'channel-notice', severity: 'warning' },
	self: { kind: 'ignored', reason: 'the account wrote to itself' },
	handover: { kind: 'ignored', reason: 'a message event of kind pass_thread_control' },
	optin: { kind: 'ignored', reason: 'a message event of kind optin' },
	response_feedback: { kind: 'ignored', reason: 'a message event of kind response_feedback' },
	comment__own: { kind: 'ignored', reason: 'a comment of the account itself' },
	comment__own_flagged: { kind: 'ignored', reason: 'a comment of the account itself' },
	comment__nobody: { kind: 'ignored', reason: 'a comment without an id or a writer' },
	mention: { kind: 'ignored', reason: expect.stringContaining('mention') },
	story_insights: { kind: 'ignored', reason: 'a change of story_insights' },
	empty: { kind: 'ignored', reason: 'the body has no entry' },
	empty__entry: { kind: 'ignored', reason: 'an entry without events' },
};

/** Told apart below. */
const APART = [
	'image__several',
	'image__with_text',
	'unsent',
	'test_button',
	'other_account',
	'odd',
	'batch',
];

describe('parseInstagram', () => {
	it('has a test for every fixture', () => {
		const tested = [DIRECT, QUIET, ECHOES, COMMENTS, OTHERS].flatMap(Object.keys);
		expect([...tested, ...APART].sort()).toEqual(webhookNames('instagram').sort());
	});
	it.each(Object.entries(DIRECT))('reads %s', (name, wanted) => {
		const mid = { postback: 'mid.postback', postback__referral: 'mid.postback_ref' }[name] ?? `mid.${name}`;
		expect(only(name)).toMatchObject({
			kind: 'message',
			externalId: mid,
			key: `message:${mid}`,
			direction: 'inbound',
			party: { addresses: [person], profileName: null },
			at: AT,
			opensWindow: true,
			referral: null,
			replyToExternalId: null,
			...wanted,
		});
	});
	it.each(Object.entries(QUIET))('reads %s, which opens no window', (name, wanted) => {
		expect(only(name)).toMatchObject({
			kind: 'message',
			direction: 'inbound',
			opensWindow: false,
			...wanted,
		});
	});
	it.each(Object.entries(ECHOES))('reads %s as ours to the person', (name, wanted) => {
		expect(only(name)).toMatchObject({
			kind: 'message',
			direction: 'outbound',
			externalId: `mid.${name}`,
			party: { addresses: [person] },
			opensWindow: false,
			...wanted,
		});
	});
	it.each(Object.entries(COMMENTS))('reads %s', (name, wanted) => {
		expect(only(name)).toMatchObject({
			kind: 'message',
			key: 'comment:17870000000000011',
			externalId: '17870000000000011',
			direction: 'inbound',
			party: {
				addresses: [person, { kind: 'instagram-username', value: 'jonas.weber' }],
				profileName: null,
			},
			at: AT,
			opensWindow: false,
			...wanted,
		});
	});
	it.each(Object.entries(OTHERS))('reads %s', (name, wanted) => expect(only(name)).toMatchObject(wanted));

	it('makes a message of each file, and of the words before them', () => {
		const ids = (name: string) => read(name).map(one => (one.kind === 'message' ? one.externalId : one.kind));
		expect(ids('image__several')).toEqual([
			'mid.image__several',
			'mid.image__several#1',
			'mid.image__several#2',
		]);
		expect(read('image__with_text')).toMatchObject([
			{ externalId: 'mid.image__with_text', content: text('Two of these') },
			{ externalId: 'mid.image__with_text#1', content: media('image', 'image/jpeg') },
		]);
	});
	it('takes back every part that a message may have had', () => {
		const events = read('unsent');
		expect(events.map(one => (one.kind === 'revoke' ? one.targetId : one.kind)).slice(0, 2)).toEqual([
			'mid.unsent',
			'mid.unsent#1',
		]);
		expect(events).toHaveLength(10);
	});
	it('takes the dashboard’s test for this channel’s own, in seconds as it is', () => {
		expect(parseBody(webhook('test_button', 'instagram'))).toMatchObject([
			{
				numberId: null,
				event: { kind: 'message', at: AT, content: text('random_text'), externalId: 'random_mid' },
			},
		]);
	});
	it('says which account an event is about, and knows people of another as others', () => {
		expect(parseBody(webhook('text', 'instagram'))[0]?.numberId).toBe(ACCOUNT);
		expect(parseBody(webhook('other_account', 'instagram'))).toMatchObject([
			{
				numberId: '17841400000000088',
				event: {
					party: { addresses: [{ kind: 'instagram-user', value: '17841400000000088/7002491713920001' }] },
				},
			},
		]);
	});
	it('keeps the order of a batch', () => {
		expect(read('batch').map(one => one.kind)).toEqual(['message', 'reaction', 'message']);
	});
	it('throws at nothing', () => {
		expect(read('odd').every(one => one.kind === 'ignored' || one.kind === 'message')).toBe(true);
		for (const body of [null, 7, 'x', [], {}, { entry: 1 }, { entry: [null, { messaging: [[]] }] }])
			expect(parseBody(body).every(({ event }) => event.kind === 'ignored')).toBe(true);
	});
});

describe('leftOut', () => {
	it('says which kind is not ticked, of messages and of nothing else', () => {
		expect(leftOut(only('comment__reel'), ['direct', 'feed'])).toBe(
			'comments on reels are not ticked in the channel’s settings',
		);
		expect(leftOut(only('comment'), ['direct', 'feed'])).toBeNull();
		expect(leftOut(only('text'), ['feed'])).toMatch(/^direct messages are not ticked/);
		expect(leftOut(only('echo'), ['feed'])).toMatch(/^direct messages are not ticked/);
		expect(leftOut(only('seen'), ['feed'])).toBeNull();
	});
});
