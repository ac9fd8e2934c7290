import { badRequest } from './bot-error.ts';
import { captionOf, fileObject, fileOf, readAttached, readFile } from './file-content.ts';
import type { Fields, FileField } from './model.ts';
import { isObject, type Parameters } from './parameters.ts';
import type { TelegramWorld } from './telegram-world.ts';

/** What a method adds to a chat: one message, or those of an album. Throws `BotError`. */
export type ReadContent = (telegram: TelegramWorld, given: Parameters) => Fields[];

const TEXT_MAX = 4096;
const VCARD_MAX_BYTES = 2048;
const ALBUM = { least: 2, most: 10 } as const;

/** Every method that sends a message (providers.md §7.5). */
export const SENDING_METHODS: Readonly<Record<string, ReadContent>> = {
	sendmessage: (_telegram, given) => [textContent(given)],
	sendphoto: fileContent('photo', ['show_caption_above_media', 'has_spoiler']),
	sendvideo: fileContent('video', ['supports_streaming', 'duration', 'width', 'height', 'has_spoiler']),
	sendanimation: fileContent('animation', ['duration', 'width', 'height', 'has_spoiler']),
	sendaudio: fileContent('audio', ['performer', 'title', 'duration']),
	sendvoice: fileContent('voice', ['duration']),
	senddocument: fileContent('document', ['disable_content_type_detection']),
	sendvideonote: fileContent('video_note', ['duration', 'length']),
	sendsticker: fileContent('sticker', ['emoji']),
	sendmediagroup: albumContent,
	sendlocation: (_telegram, given) => [{ location: readPlace(given) }],
	sendvenue: (_telegram, given) => [venueContent(given)],
	sendcontact: (_telegram, given) => [contactContent(given)],
};

function textContent(given: Parameters): Fields {
	const text = given.text('text');
	given.json('link_preview_options', 'link preview options');
	if (text.trim() === '') throw badRequest('message text is empty');
	if (text.length > TEXT_MAX) throw badRequest('message is too long');
	return { text };
}

function fileContent(field: FileField, options: readonly string[]): ReadContent {
	return (telegram, given) => {
		for (const option of options) given.text(option);
		const caption = captionOf({ caption: given.text('caption') });
		const file = readFile(telegram, given, field);
		// Telegram makes a film of a GIF that comes as a document.
		const isGif = field === 'document' && file.mime === 'image/gif';
		return [{ ...fileObject(isGif ? { ...file, field: 'animation' } : file), ...caption }];
	};
}

const ALBUM_FIELDS: Readonly<Record<string, FileField>> = {
	photo: 'photo',
	video: 'video',
	audio: 'audio',
	document: 'document',
};

function albumContent(telegram: TelegramWorld, given: Parameters): Fields[] {
	const media = given.json('media', 'media');
	if (!Array.isArray(media) || !media.every(isObject)) throw badRequest('expected an Array of InputMedia');
	if (media.length < ALBUM.least) throw badRequest('too few messages to send as an album');
	if (media.length > ALBUM.most) throw badRequest('too many messages to send as an album');
	if (given.has('reply_markup'))
		telegram.world.violate('telegram-unknown-parameter', 'reply_markup of an album');
	const types = new Set(media.map(({ type }) => String(type)));
	for (const lonely of ['document', 'audio'])
		if (types.has(lonely) && types.size > 1)
			throw badRequest(`${lonely} can't be mixed with other media types`);
	const media_group_id = String(13_900_000_000_000_000 + telegram.world.nextSeq());
	return media.map(one => {
		const field = ALBUM_FIELDS[String(one.type)];
		if (!field) throw badRequest(`can't parse InputMedia: type must be one of photo, video, audio, document`);
		const source = typeof one.media === 'string' ? one.media : '';
		const attached = /^attach:\/\/(.+)$/.exec(source)?.[1];
		if (source === '') throw badRequest("can't parse InputMedia: media not found");
		const file =
			attached === undefined
				? fileOf(telegram, field, source)
				: readAttached(telegram, given, field, attached);
		return { ...fileObject(file), ...captionOf(one), media_group_id };
	});
}

function readPlace(given: Parameters): Fields {
	const [latitude, longitude] = [given.number('latitude'), given.number('longitude')];
	if (latitude === null) throw badRequest('latitude is empty');
	if (longitude === null) throw badRequest('longitude is empty');
	if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw badRequest('wrong coordinates specified');
	return { latitude, longitude };
}

function venueContent(given: Parameters): Fields {
	const location = readPlace(given);
	const [title, address] = [given.text('title'), given.text('address')];
	if (title === '') throw badRequest('venue title must be non-empty');
	if (address === '') throw badRequest('venue address must be non-empty');
	return { location, venue: { location, title, address } };
}

function contactContent(given: Parameters): Fields {
	const phone_number = given.text('phone_number');
	const first_name = given.text('first_name');
	const [last_name, vcard] = [given.text('last_name'), given.text('vcard')];
	if (phone_number === '') throw badRequest('phone number must be non-empty');
	if (first_name === '') throw badRequest('first name must be non-empty');
	if (Buffer.byteLength(vcard) > VCARD_MAX_BYTES) throw badRequest('vCard is too long');
	return {
		contact: {
			phone_number: phone_number.replace(/[^\d+]/g, ''),
			first_name,
			...(last_name !== '' && { last_name }),
			...(vcard !== '' && { vcard }),
		},
	};
}
