import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { ControlError } from '../find-party.ts';
import { keepMedia } from '../media-shelf.ts';
import type { InstagramDesk } from './desk.ts';
import type { InstagramMessageRow } from './model.ts';
import { cdnUrl } from './read-message.ts';

const SAMPLES: Readonly<Record<string, readonly [mime: string, file: string]>> = {
	image: ['image/png', 'sample.png'],
	video: ['video/mp4', 'sample.mp4'],
	audio: ['audio/mp4', 'sample.ogg'],
	file: ['application/pdf', 'sample.pdf'],
};
/** Shares whose file is a video. */
const FILMED = ['reel', 'ig_reel', 'video'];
const FILELESS = ['like_heart', 'ephemeral', 'fallback'];

const attachmentSchema = z.strictObject({
	/** As Instagram names it: image, video, audio, file, share, ig_post, ig_reel, reel, story, ig_story, … */
	type: z.string(),
	/** A sample without it. */
	base64: z.string().optional(),
	mime: z.string().optional(),
	title: z.string().optional(),
	/** An address of another host, in place of a file. */
	url: z.string().optional(),
});

export const writesSchema = z.strictObject({
	customer: z.string(),
	text: z.string().optional(),
	attachments: z.array(attachmentSchema).default([]),
	/** The mid of the message that it answers. */
	replyTo: z.string().optional(),
	/** An ad that opened the chat. */
	ad: z.strictObject({ id: z.string(), title: z.string() }).optional(),
	/** A kind that Instagram hands to no app. */
	unsupported: z.boolean().default(false),
	/** Another app answers this person now. */
	standby: z.boolean().default(false),
	at: z.number().optional(),
	/** The mid, to repeat one. */
	id: z.string().optional(),
});
export type Writes = z.input<typeof writesSchema>;

/** A person writes. Returns the mid. */
export function writes(desk: InstagramDesk, wish: z.output<typeof writesSchema>): { messageId: string } {
	const customer = desk.person(wish.customer);
	const attachments = wish.attachments.map(one => attach(desk, one));
	if (wish.text === undefined && attachments.length === 0 && !wish.unsupported)
		throw new ControlError('A message needs a text or an attachment.');
	const row = desk.keep({
		customerId: customer.id,
		from: 'customer',
		by: 'customer',
		text: wish.text ?? (wish.unsupported ? 'Unsupported message' : null),
		attachments,
		replyTo: wish.replyTo === undefined ? null : { mid: wish.replyTo },
		...(wish.at !== undefined && { at: wish.at }),
		...(wish.id !== undefined && { id: wish.id }),
	});
	const message = {
		mid: row.id,
		...(wish.text !== undefined && { text: wish.text }),
		...(attachments.length > 0 && { attachments: attachments.map(payloadOf) }),
		...(wish.replyTo !== undefined && { reply_to: { mid: wish.replyTo } }),
		...(wish.unsupported && { is_unsupported: true }),
		...(wish.ad && {
			referral: {
				ref: '',
				ad_id: wish.ad.id,
				source: 'ADS',
				type: 'OPEN_THREAD',
				ads_context_data: { ad_title: wish.ad.title, photo_url: `${desk.world.url}/icon.svg` },
			},
		}),
	};
	desk.tell(
		wish.standby ? 'standby' : 'messages',
		customer,
		{ message },
		{ at: row.at, standby: wish.standby },
	);
	return { messageId: row.id };
}

function attach(
	desk: InstagramDesk,
	{ type, base64, mime, title, url }: z.output<typeof attachmentSchema>,
): InstagramMessageRow['attachments'][number] {
	const plain = { type, mime: null, title: title ?? null };
	if (FILELESS.includes(type) || url !== undefined) return { ...plain, url: url ?? null };
	const [sampleMime, file] = SAMPLES[type] ?? SAMPLES[FILMED.includes(type) ? 'video' : 'image'] ?? ['', ''];
	const bytes =
		base64 === undefined
			? readFileSync(new URL(`../samples/${file}`, import.meta.url))
			: Buffer.from(base64, 'base64');
	const kept = keepMedia(
		desk.world,
		'instagram',
		{ bytes, mime: mime ?? sampleMime, filename: null },
		'received',
	);
	return { ...plain, url: cdnUrl(desk.world, kept.id), mime: kept.mime };
}

function payloadOf({
	type,
	url,
	title,
}: InstagramMessageRow['attachments'][number]): Record<string, unknown> {
	if (type === 'like_heart' || type === 'ephemeral') return { type };
	return { type, payload: { ...(url !== null && { url }), ...(title !== null && { title }) } };
}

/** A person answers a story of the account, or names it in a story of theirs. */
export function aboutStory(
	desk: InstagramDesk,
	kind: 'reply' | 'mention',
	{ customer: who, text }: { customer: string; text?: string | undefined },
): { messageId: string } {
	const customer = desk.person(who);
	const picture = attach(desk, { type: kind === 'reply' ? 'image' : 'story_mention' });
	const story = desk.post('story').id;
	const row = desk.keep({
		customerId: customer.id,
		from: 'customer',
		by: 'customer',
		text: kind === 'reply' ? (text ?? '') : null,
		attachments: kind === 'reply' ? [] : [picture],
		replyTo: kind === 'reply' ? { story } : null,
	});
	const message =
		kind === 'reply'
			? { mid: row.id, text: text ?? '', reply_to: { story: { url: picture.url, id: story } } }
			: { mid: row.id, attachments: [payloadOf(picture)] };
	desk.tell('messages', customer, { message }, { at: row.at });
	return { messageId: row.id };
}

/** A person presses a quick reply or button below a message, or an entry of a menu (no message). */
export function presses(
	desk: InstagramDesk,
	{
		customer: who,
		message: mid,
		button: wanted,
	}: { customer: string; message?: string | undefined; button: string },
): { messageId: string } {
	const customer = desk.person(who);
	const buttons = mid === undefined ? [] : desk.needMessage(mid).buttons;
	const button = buttons.find(one => one.title === wanted || one.payload === wanted);
	if (mid !== undefined && (!button || button.kind === 'link'))
		throw new ControlError(`The message has no button ${wanted}.`);
	const title = button?.title ?? wanted;
	const payload = button?.payload ?? wanted;
	const row = desk.keep({ customerId: customer.id, from: 'customer', by: 'customer', text: title });
	if (button?.kind === 'quick-reply') {
		const message = { mid: row.id, text: title, quick_reply: { payload } };
		desk.tell('messages', customer, { message }, { at: row.at });
	} else
		desk.tell('messaging_postbacks', customer, { postback: { mid: row.id, title, payload } }, { at: row.at });
	return { messageId: row.id };
}
