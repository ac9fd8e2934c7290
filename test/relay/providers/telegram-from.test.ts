import { describe, expect, it } from 'vitest';
import type { ProviderEvent } from '../../../relay/providers/events.ts';
import { parseTelegram } from '../../../relay/providers/telegram/from-telegram.ts';
import { webhook, webhookNames } from '../../support/fixtures.ts';

const AT = 1_793_000_000_000;
const RECEIVED = AT + 90_000;

function parse(body: unknown): ProviderEvent {
	const events = parseTelegram(body, { botId: '7000000001', receivedAt: RECEIVED });
	expect(events).toHaveLength(1);
	expect(events[0]).toMatchObject({ numberId: null, accountId: null });
	return events[0]?.event as ProviderEvent;
}
const read = (name: string) => parse(webhook(name, 'telegram'));

const jonas = [
	{ kind: 'telegram-chat', value: '5012345001' },
	{ kind: 'telegram-username', value: 'jonas_w' },
];
const media = (mediaKind: string, ref: string, mimeType: string, more: object = {}) => ({
	kind: 'media',
	mediaKind,
	ref,
	mimeType,
	filename: null,
	caption: null,
	...more,
});
const unshown = (type: string, reason: string | null) => ({ kind: 'unsupported', type, reason });
const notice = (text: string) => ({ kind: 'notice', notice: 'other', text });

/** What each fixture of an inbound message reads as. Every fixture stands in one of the tables of this file. */
const CONTENTS: Record<string, object> = {
	message__text: { kind: 'text', text: 'Is the blue one in stock?' },
	message__no_last_name: { kind: 'text', text: 'Hi' },
	message__start: { kind: 'text', text: '/start' },
	message__start_payload: { kind: 'text', text: '/start Qx3_9-aaBBccDDeeFFggHH' },
	message__reply: { kind: 'text', text: 'That one' },
	message__forwarded: { kind: 'text', text: 'Look' },
	message__topic: { kind: 'text', text: 'Jonas Weber: First in the topic' },
	message__location: { kind: 'location', latitude: 52.52, longitude: 13.4, name: null, address: null },
	message__location_live: { kind: 'location', latitude: 52.52, longitude: 13.4, name: null, address: null },
	message__venue: {
		kind: 'location',
		latitude: 52.52,
		longitude: 13.4,
		name: 'Depot',
		address: 'Teststrasse 1',
	},
	message__group: { kind: 'text', text: 'Jonas Weber: Does it ship?' },
	message__group_anonymous: { kind: 'text', text: 'Balcony builders: From the board' },
};
const FILES: Record<string, object> = {
	message__photo: { ...media('image', 'AgACphoto-x', 'image/jpeg', { caption: 'My balcony' }) },
	message__video: { ...media('video', 'BAACvideo', 'video/mp4', { filename: 'walk.mp4' }) },
	message__animation: {
		...media('video', 'CgACanim', 'video/mp4', { filename: 'wave.mp4', caption: 'Hooray' }),
	},
	message__audio: { ...media('audio', 'CQACaudio', 'audio/mpeg', { filename: 'song.mp3' }) },
	message__voice: { ...media('voice', 'AwACvoice', 'audio/ogg') },
	message__video_note: { ...media('video', 'DQACnote', 'video/mp4') },
	message__document: {
		...media('document', 'BQACdoc', 'application/pdf', { filename: 'offer.pdf', caption: 'signed' }),
	},
	message__document_nameless: { ...media('document', 'BQACdoc2', 'application/octet-stream') },
	message__sticker: { ...media('sticker', 'CAACsticker', 'image/webp') },
	message__sticker_video: { ...media('video', 'CAACwebm', 'video/webm') },
	message__sticker_animated: { ...media('sticker', 'AAMCthumb5', 'image/webp') },
	message__live_photo: { ...media('image', 'AgAClive', 'image/jpeg') },
	message__album_first: { ...media('image', 'AgACfront', 'image/jpeg', { caption: 'Both sides' }) },
	message__album_second: { ...media('video', 'BAACback', 'video/mp4') },
	message__group_photo: { ...media('image', 'AgACgroup', 'image/jpeg', { caption: 'Jonas Weber' }) },
	message__group_sticker: { ...media('sticker', 'CAACgroup', 'image/webp') },
};
const CONTACTS: Record<string, object> = {
	message__contact_own: { name: 'Jonas Weber', phones: ['+491713920001'], emails: [], company: null },
	message__contact_other: { name: 'Miriam', phones: ['+491760406902'], emails: [], company: null },
	message__contact_no_user: { name: 'Miriam Vogt', phones: ['+491760406902'], emails: [], company: null },
	message__group_own_contact: { name: 'Jonas', phones: ['+491713920001'], emails: [], company: null },
};
const UNSHOWN: Record<string, object> = {
	message__sticker_animated_bare: {
		...unshown('sticker', 'The contact sent a moving sticker that stands for 🌿. Only Telegram shows it.'),
	},
	message__poll: { ...unshown('poll', 'The contact sent a poll “Which colour?” (Blue, Green).') },
	message__dice: { ...unshown('dice', 'The contact threw 🎲: 4.') },
	message__game: { ...unshown('game', 'The contact sent a game “Jump”.') },
	message__story: { ...unshown('story', 'The contact forwarded a story.') },
	message__checklist: {
		...unshown('checklist', 'The contact sent a checklist “To bring” (Soil, Pots).'),
	},
	message__invoice: { ...unshown('invoice', 'The contact sent an invoice “Balcony box”.') },
	message__paid_media: {
		...unshown('paid_media', 'The contact sent media that must be paid for “Only for friends”.'),
	},
	message__successful_payment: {
		...unshown('successful_payment', 'The contact paid an invoice of 49.50 EUR.'),
	},
	message__web_app_data: {
		...unshown('web_app_data', 'The contact sent data of a mini app “Configure”.'),
	},
	message__of_tomorrow: { ...unshown('hologram', null) },
	message__without_content: { ...unshown('empty', null) },
};
const NOTICES: Record<string, object> = {
	message__joined: { ...notice('Joined the group: Grace.') },
	message__bot_joined: { ...notice('The bot was added to the group.') },
	message__left: { ...notice('Left the group: Grace.') },
	message__new_title: { ...notice('The group is now called “Balcony club”.') },
	message__group_created: { ...notice('The group was made with the bot in it.') },
	my_chat_member__group_removed: { ...notice('The bot was taken out of the group.') },
};
const BUTTONS: Record<string, object> = {
	callback_query__button: { kind: 'choice', text: 'Tuesday', detail: null, id: 'v1:tue' },
	callback_query__old_message: { kind: 'choice', text: 'v1:tue', detail: null, id: 'v1:tue' },
	callback_query__group: { kind: 'choice', text: 'Monday', detail: 'Jonas Weber', id: 'v1:mon' },
};
const MESSAGES = { ...CONTENTS, ...FILES, ...UNSHOWN, ...NOTICES, ...BUTTONS };

const moved = {
	kind: 'identity',
	key: 'moved:-4001234501:-1002001234501',
	externalId: 'moved:-4001234501:-1002001234501',
	at: AT,
	before: [{ kind: 'telegram-chat', value: '-4001234501' }],
	after: [{ kind: 'telegram-chat', value: '-1002001234501' }],
};
/** The same for everything that is not a message. */
const OTHERS: Record<string, object> = {
	message__migrate_to: { ...moved },
	message__migrate_from: { ...moved },
	edited_message__text: {
		kind: 'edit',
		targetId: '5012345001:41',
		content: { kind: 'text', text: 'Is the green one in stock?' },
		at: AT + 30_000,
	},
	edited_message__caption: {
		kind: 'edit',
		content: media('image', 'AgACphoto-x', 'image/jpeg', { caption: 'My new balcony' }),
	},
	edited_message__group: {
		kind: 'edit',
		targetId: '-4001234501:41',
		content: { kind: 'text', text: 'Jonas Weber: Does it ship to Bonn?' },
	},
	my_chat_member__blocked: { kind: 'preference', optedOut: true, at: AT, party: { addresses: jonas } },
	my_chat_member__unblocked: { kind: 'preference', optedOut: false, at: AT, party: { addresses: jonas } },
};
const IGNORED: readonly (readonly [name: string, reason: RegExp])[] = [
	['message__pinned', /pinned_message/],
	['message__from_bot', /the bot itself/],
	['message__no_date', /without a chat, an id or a time/],
	['message__bot_left', /the bot left/],
	['my_chat_member__started', /started/],
	['my_chat_member__group_added', /place in a group/],
	['callback_query__game', /not of a message of ours/],
	['callback_query__inline', /not of a message of ours/],
	['channel_post', /channel_post/],
	['business_message', /business_message/],
	['message_reaction', /message_reaction/],
	['inline_query', /inline_query/],
	['update__of_tomorrow', /hologram_call/],
];

describe('parseTelegram', () => {
	it.each(Object.entries(MESSAGES))('reads %s', (name, content) => {
		expect(read(name)).toMatchObject({ kind: 'message', direction: 'inbound', content });
	});
	it.each(Object.entries(CONTACTS))('reads the shared contact of %s', (name, contact) => {
		expect(read(name)).toMatchObject({ content: { kind: 'contacts', contacts: [contact] } });
	});
	it.each(Object.entries(OTHERS))('reads %s', (name, event) => {
		expect(read(name)).toMatchObject(event);
	});
	it.each(IGNORED)('ignores %s and says why', (name, reason) => {
		expect(read(name)).toMatchObject({ kind: 'ignored', reason: expect.stringMatching(reason) });
	});
	it('has a row for every fixture', () => {
		const rows = [MESSAGES, CONTACTS, OTHERS, Object.fromEntries(IGNORED)].flatMap(table =>
			Object.keys(table),
		);
		expect(webhookNames('telegram').sort()).toEqual(rows.sort());
	});

	it('names a message by chat and id, a person by chat and username, and counts time in milliseconds', () => {
		expect(read('message__text')).toMatchObject({
			key: 'message:5012345001:41',
			externalId: '5012345001:41',
			at: AT,
			party: { addresses: jonas, profileName: 'Jonas Weber' },
			opensWindow: true,
			raw: null,
			forwarded: false,
			replyToExternalId: null,
		});
		expect(read('message__no_last_name')).toMatchObject({
			party: { addresses: [{ kind: 'telegram-chat', value: '5012345002' }], profileName: 'Noor' },
		});
	});
	it('takes a group for a contact of its own', () => {
		const party = {
			addresses: [{ kind: 'telegram-chat', value: '-4001234501' }],
			profileName: 'Balcony builders',
		};
		for (const name of ['message__group', 'callback_query__group', 'my_chat_member__group_removed'])
			expect(read(name)).toMatchObject({ party });
		expect(read('message__new_title')).toMatchObject({ party: { profileName: 'Balcony club' } });
	});
	it('takes a shared number for the sender’s own only when it is, and in private', () => {
		const phone = { kind: 'phone', value: '+491713920001' };
		expect(read('message__contact_own')).toMatchObject({ party: { addresses: [...jonas, phone] } });
		for (const name of ['message__contact_other', 'message__contact_no_user'])
			expect(read(name)).toMatchObject({ party: { addresses: jonas } });
		expect(read('message__group_own_contact')).toMatchObject({
			party: { addresses: [{ value: '-4001234501' }] },
		});
	});
	it('finds the token of a link, and none in a bare start or any other text', () => {
		expect(read('message__start_payload')).toMatchObject({ startToken: 'Qx3_9-aaBBccDDeeFFggHH' });
		expect(read('message__start')).toMatchObject({ startToken: null });
		expect(read('message__text')).toMatchObject({ startToken: null });
	});
	it('knows answers and forwards, and takes a topic’s beginning for no message', () => {
		expect(read('message__reply')).toMatchObject({ replyToExternalId: '5012345001:40' });
		expect(read('message__forwarded')).toMatchObject({ forwarded: true });
		expect(read('message__topic')).toMatchObject({ replyToExternalId: null });
	});
	it('names a pressed button by its query, dates it by our clock and wants it acknowledged', () => {
		expect(read('callback_query__button')).toMatchObject({
			key: 'message:callback:21530000000000001',
			externalId: 'callback:21530000000000001',
			acknowledge: '21530000000000001',
			at: RECEIVED,
			replyToExternalId: '5012345001:40',
			party: { addresses: jonas },
		});
	});
	it('keeps the raw message of what it cannot show', () => {
		expect(read('message__of_tomorrow')).toMatchObject({ raw: { hologram: { file_id: 'HHAA' } } });
		expect(read('message__photo')).toMatchObject({ raw: null });
	});
	it('lets notices open nothing', () => {
		expect(read('message__joined')).toMatchObject({ opensWindow: false });
	});
	it('gives two edits of one second keys of their own', () => {
		const edit = webhook('edited_message__text', 'telegram') as { update_id: number };
		const keys = [1, 2].map(update_id => (parse({ ...edit, update_id }) as { key: string }).key);
		expect(new Set(keys).size).toBe(2);
	});
	it('throws at nothing', () => {
		const shapes = [null, 1, 'x', [], {}, { message: 1 }, { message: {} }, { callback_query: { id: {} } }];
		for (const body of shapes) expect(parse(body).kind).toBe('ignored');
		for (const name of webhookNames('telegram'))
			for (const body of broken(webhook(name, 'telegram'))) parse(body);
	});
});

/** The body once for each of its values, with that one of another kind. */
function* broken(body: unknown): Generator<unknown> {
	if (typeof body !== 'object' || body === null) return;
	for (const key of Object.keys(body)) {
		for (const wrong of [null, 'x', 7, [], {}, true]) yield { ...body, [key]: wrong };
		for (const inner of broken((body as Record<string, unknown>)[key])) yield { ...body, [key]: inner };
	}
}
