import { badRequest } from './bot-error.ts';
import type { Fields, FileField, TelegramFileRow } from './model.ts';
import type { Parameters, SentFile } from './parameters.ts';
import type { TelegramWorld } from './telegram-world.ts';

const MB = 1024 * 1024;
const CAPTION_MAX = 1024;
const PHOTO_MAX = 10 * MB;
/** What Telegram fetches by itself from an address: 5 MB for photos, 20 MB for others. Nothing is fetched here. */
const LINKED_MIME: Readonly<Record<FileField, string>> = {
	photo: 'image/jpeg',
	video: 'video/mp4',
	animation: 'video/mp4',
	audio: 'audio/mpeg',
	voice: 'audio/ogg',
	video_note: 'video/mp4',
	document: 'application/pdf',
	sticker: 'image/webp',
};

/** The words below a file. */
export function captionOf(given: Fields): Fields {
	const { caption } = given;
	if (caption === undefined || caption === '') return {};
	if (typeof caption !== 'string' || caption.length > CAPTION_MAX)
		throw badRequest('message caption is too long');
	return { caption };
}

/** The file that a method sends: its bytes, the id of one that Telegram has, or an address (providers.md §7.5). */
export function readFile(telegram: TelegramWorld, given: Parameters, field: FileField): TelegramFileRow {
	const sent = given.file(field);
	if (sent) return keepSent(telegram, field, sent);
	const reference = given.text(field);
	if (reference === '') throw badRequest(`there is no ${field} in the request`);
	const attached = /^attach:\/\/(.+)$/.exec(reference)?.[1];
	return attached === undefined
		? fileOf(telegram, field, reference)
		: readAttached(telegram, given, field, attached);
}

/** A file that stands elsewhere in the form. */
export function readAttached(
	telegram: TelegramWorld,
	given: Parameters,
	field: FileField,
	name: string,
): TelegramFileRow {
	const sent = given.file(name);
	if (!sent) throw badRequest(`can't find ${name} in the request`);
	return keepSent(telegram, field, sent);
}

/** One that Telegram has, by its id, or that it fetches from its address. */
export function fileOf(telegram: TelegramWorld, field: FileField, reference: string): TelegramFileRow {
	if (/^https?:/i.test(reference)) return fetchLinked(telegram, field, reference);
	const known = telegram.store.files.get(reference);
	if (!known) throw badRequest('wrong file identifier/HTTP URL specified');
	if (known.field !== field)
		throw badRequest(`can't use file of type ${nameOf(known.field)} as ${nameOf(field)}`);
	return known;
}

function keepSent(
	telegram: TelegramWorld,
	field: FileField,
	{ bytes, mime, filename }: SentFile,
): TelegramFileRow {
	if (bytes.length === 0) throw badRequest('file must be non-empty');
	if (field === 'photo') {
		if (bytes.length > PHOTO_MAX) throw badRequest('PHOTO_SAVE_FILE_INVALID');
		if (!isPicture(bytes)) throw badRequest('IMAGE_PROCESS_FAILED');
	}
	return telegram.keepFile(field, { bytes, mime: field === 'photo' ? 'image/jpeg' : mime, filename });
}

/** Nothing is fetched; hosts that end in `.invalid` stand for those that do not answer. */
function fetchLinked(telegram: TelegramWorld, field: FileField, address: string): TelegramFileRow {
	if (!URL.canParse(address)) throw badRequest('wrong HTTP URL specified');
	const { hostname, pathname } = new URL(address);
	if (hostname.endsWith('.invalid')) throw badRequest('failed to get HTTP URL content');
	if (field === 'video_note')
		throw badRequest("can't use the specified URL: video notes can't be sent by URL");
	const filename = pathname.split('/').at(-1) || 'file';
	return telegram.keepFile(field, { bytes: Buffer.from(address), mime: LINKED_MIME[field], filename });
}

function nameOf(field: FileField): string {
	const name = field === 'voice' ? 'VoiceNote' : field === 'video_note' ? 'VideoNote' : field;
	return name[0]?.toUpperCase() + name.slice(1);
}

/** JPEG, PNG, WebP or GIF by how it begins. */
function isPicture(bytes: Buffer): boolean {
	const head = bytes.subarray(0, 12).toString('latin1');
	return /^(?:\xff\xd8\xff|\x89PNG|GIF8)/.test(head) || (head.startsWith('RIFF') && head.slice(8) === 'WEBP');
}

/** The file as a message tells it. */
export function fileObject(file: TelegramFileRow): Fields {
	const common = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size };
	const named = file.filename === null ? {} : { file_name: file.filename };
	switch (file.field) {
		case 'photo':
			return { photo: [{ ...common, width: 800, height: 600 }] };
		case 'sticker':
			return {
				sticker: { ...common, width: 512, height: 512, type: 'regular', is_animated: false, is_video: false },
			};
		case 'voice':
			return { voice: { ...common, duration: 3, mime_type: file.mime } };
		case 'video_note':
			return { video_note: { ...common, duration: 3, length: 240 } };
		case 'audio':
			return { audio: { ...common, ...named, duration: 3, mime_type: file.mime } };
		case 'video':
			return { video: { ...common, ...named, width: 640, height: 360, duration: 3, mime_type: file.mime } };
		case 'animation': {
			const document = { ...common, ...named, mime_type: file.mime };
			return { animation: { ...document, width: 320, height: 240, duration: 2 }, document };
		}
		case 'document':
			return { document: { ...common, ...named, mime_type: file.mime } };
	}
}
