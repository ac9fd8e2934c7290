import type { World } from '../world.ts';
import { fetchFile, isFileType } from './fetch-file.ts';
import { badParameter } from './graph-error.ts';
import type { InstagramButton, InstagramMessageRow } from './model.ts';

/** Bytes, not characters (providers.md §8.2). */
export const TEXT_MAX_BYTES = 1000;
const QUICK_REPLIES_MAX = 13;
const TITLE_MAX = 20;
const PAYLOAD_MAX_BYTES = 1000;
const TEMPLATE_TEXT_MAX = 640;
const IMAGES_MAX = 10;

type Json = Record<string, unknown>;
export type ReadMessage = Pick<InstagramMessageRow, 'text' | 'attachments' | 'buttons'> & {
	/** The `message` of its echo. */
	readonly echo: Json;
};

export function object(value: unknown): Json | null {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

/** Reads the `message` of a send as strictly as Instagram, files included. Throws `InstagramError`. */
export async function readMessage(world: World, message: Json): Promise<ReadMessage> {
	const kinds = ['text', 'attachment', 'attachments'].filter(key => message[key] !== undefined);
	const unknown = Object.keys(message).filter(
		key => !['text', 'attachment', 'attachments', 'quick_replies'].includes(key),
	);
	if (unknown.length > 0) {
		world.violate('unknown-field', `instagram: message.${unknown[0]}`);
		throw badParameter(`Invalid keys "${unknown.join(', ')}" were found in param "message".`);
	}
	if (kinds.length !== 1) throw badParameter('A message has one of text, attachment and attachments.');
	if (kinds[0] === 'text') return readText(world, message);
	if (message.quick_replies !== undefined) throw badParameter('Quick replies need a text.');
	if (kinds[0] === 'attachments') return readImages(world, message.attachments);
	const one = object(message.attachment) ?? {};
	const type = String(one.type ?? '');
	if (type === 'template') return readTemplate(object(one.payload) ?? {});
	if (type === 'like_heart')
		return { text: null, attachments: [plain(type)], buttons: [], echo: { attachments: [{ type }] } };
	if (!isFileType(type)) throw badParameter(`Param message[attachment][type] must not be "${type}".`);
	return withFiles(world, [{ type, url: object(one.payload)?.url }]);
}

function readText(world: World, { text, quick_replies }: Json): ReadMessage {
	if (typeof text !== 'string' || text.trim() === '') throw badParameter('The text is empty.');
	needBytes(text);
	const replies = quick_replies === undefined ? [] : quick_replies;
	if (!Array.isArray(replies) || replies.length > QUICK_REPLIES_MAX)
		throw badParameter(`At most ${QUICK_REPLIES_MAX} quick replies.`);
	const buttons = replies.map((reply): InstagramButton => {
		const { content_type, title, payload } = object(reply) ?? {};
		if (content_type === 'user_phone_number' || content_type === 'user_email')
			return { kind: 'quick-reply', title: String(content_type), payload: '' };
		if (content_type !== 'text' || typeof title !== 'string' || typeof payload !== 'string')
			throw badParameter('A quick reply of type text needs title and payload.');
		if (Buffer.byteLength(payload) > PAYLOAD_MAX_BYTES) throw badParameter('The payload is too long.');
		if ([...title].length > TITLE_MAX) world.violate('title-cut', `instagram: ${title}`);
		return { kind: 'quick-reply', title: [...title].slice(0, TITLE_MAX).join(''), payload };
	});
	return { text, attachments: [], buttons, echo: { text } };
}

/** Several files can only be pictures. */
function readImages(world: World, given: unknown): Promise<ReadMessage> {
	const list = Array.isArray(given) ? given.map(one => object(one) ?? {}) : [];
	if (list.length === 0 || list.length > IMAGES_MAX || list.some(one => one.type !== 'image'))
		throw badParameter(`attachments holds 1 to ${IMAGES_MAX} images.`);
	return withFiles(
		world,
		list.map(one => ({ type: 'image', url: object(one.payload)?.url })),
	);
}

async function withFiles(world: World, files: { type: string; url: unknown }[]): Promise<ReadMessage> {
	const attachments: InstagramMessageRow['attachments'] = [];
	for (const { type, url } of files) {
		const { id, mime } = await fetchFile(world, type, url);
		attachments.push({ ...plain(type), url: cdnUrl(world, id), mime });
	}
	const echo = { attachments: attachments.map(({ type, url }) => ({ type, payload: { url } })) };
	return { text: null, attachments, buttons: [], echo };
}

/** The button template; others are not imitated. */
function readTemplate(payload: Json): ReadMessage {
	const { template_type, text, buttons } = payload;
	if (template_type !== 'button') throw badParameter('template_type must be button here.');
	if (typeof text !== 'string' || text === '' || text.length > TEMPLATE_TEXT_MAX)
		throw badParameter(`The text of a button template has 1 to ${TEMPLATE_TEXT_MAX} characters.`);
	if (!Array.isArray(buttons) || buttons.length === 0 || buttons.length > 3)
		throw badParameter('A button template has 1 to 3 buttons.');
	const read = buttons.map((one): InstagramButton => {
		const { type, title, url, payload: given } = object(one) ?? {};
		if (typeof title !== 'string' || title === '' || [...title].length > TITLE_MAX)
			throw badParameter(`A button’s title has 1 to ${TITLE_MAX} characters.`);
		if (type === 'web_url' && typeof url === 'string' && /^https?:\/\//.test(url))
			return { kind: 'link', title, payload: url };
		if (type === 'postback' && typeof given === 'string') return { kind: 'postback', title, payload: given };
		throw badParameter('A button is a web_url with a url, or a postback with a payload.');
	});
	return { text, attachments: [], buttons: read, echo: { attachments: [{ type: 'template', payload }] } };
}

function needBytes(text: string): void {
	const bytes = Buffer.byteLength(text);
	if (bytes > TEXT_MAX_BYTES)
		throw badParameter(
			`Length of param message[text] must be less than or equal to ${TEXT_MAX_BYTES} (${bytes} bytes).`,
		);
}

function plain(type: string): InstagramMessageRow['attachments'][number] {
	return { type, url: null, mime: null, title: null };
}

/** Where a file is reached by whoever has its address. */
export function cdnUrl(world: World, id: string): string {
	return `${world.url}/instagram/cdn/${id}`;
}
