import { readFileSync } from 'node:fs';
import type { TelegramMessage } from './customer-message.ts';
import { fileObject } from './file-content.ts';
import type { Fields, FileField, TelegramFileRow } from './model.ts';
import type { TelegramWorld } from './telegram-world.ts';

/** What a message of a customer holds, as the Bot API tells it. */
export function contentOf(telegram: TelegramWorld, message: TelegramMessage): Fields {
	switch (message.type) {
		case 'text':
			return textFields(message.text);
		case 'location': {
			const { latitude, longitude, title, address } = message;
			const location = { latitude, longitude };
			if (title === undefined || address === undefined) return { location };
			return { location, venue: { location, title, address } };
		}
		case 'contact': {
			const [first_name = '', ...rest] = message.name.split(' ');
			const last = rest.length > 0 ? { last_name: rest.join(' ') } : {};
			return { contact: { phone_number: message.phone, first_name, ...last } };
		}
		case 'poll': {
			const options = message.options.map(text => ({ text, voter_count: 0 }));
			return { poll: { id: '5400000000000001', question: message.question, options, type: 'regular' } };
		}
		case 'dice':
			return { dice: { emoji: '🎲', value: 4 } };
		case 'raw':
			return message.fields;
		case 'sticker':
			return stickerFields(telegram, message);
		default:
			return fileFields(telegram, message);
	}
}

/** A command is marked as one. */
export function textFields(text: string): Fields {
	const command = /^\/\w+/.exec(text)?.[0];
	if (command === undefined) return { text };
	return { text, entities: [{ type: 'bot_command', offset: 0, length: command.length }] };
}

const SAMPLES: Readonly<Record<FileField, readonly [mime: string, file: string]>> = {
	photo: ['image/png', 'sample.png'],
	video: ['video/mp4', 'sample.mp4'],
	animation: ['video/mp4', 'sample.mp4'],
	video_note: ['video/mp4', 'sample.mp4'],
	audio: ['audio/ogg', 'sample.ogg'],
	voice: ['audio/ogg', 'sample.ogg'],
	document: ['application/pdf', 'sample.pdf'],
	sticker: ['image/webp', 'sample.webp'],
};

type FileMessage = Extract<TelegramMessage, { base64?: string | undefined }>;

function fileFields(telegram: TelegramWorld, message: Exclude<FileMessage, { type: 'sticker' }>): Fields {
	const caption = message.caption === undefined ? {} : { caption: message.caption };
	const file = keep(telegram, message.type, message);
	if (message.type !== 'photo') return { ...fileObject(file), ...caption };
	// Three sizes of one picture, the largest last.
	const small = keep(telegram, 'photo', message);
	const sizes = [
		{ file_id: small.id, file_unique_id: small.uniqueId, file_size: 1200, width: 90, height: 67 },
		{ file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size, width: 800, height: 600 },
	];
	return { photo: sizes, ...caption };
}

function stickerFields(telegram: TelegramWorld, message: Extract<FileMessage, { type: 'sticker' }>): Fields {
	const file = keep(telegram, 'sticker', message);
	const { sticker } = fileObject(file) as { sticker: Fields };
	const preview = keep(telegram, 'photo', { base64: message.base64, mime: 'image/webp' }, 'sticker');
	return {
		sticker: {
			...sticker,
			emoji: '🌿',
			is_animated: message.moves === 'as drawing',
			is_video: message.moves === 'as film',
			thumbnail: { file_id: preview.id, file_unique_id: preview.uniqueId, width: 128, height: 128 },
		},
	};
}

function keep(
	telegram: TelegramWorld,
	field: FileField,
	given: Partial<Pick<FileMessage, 'base64' | 'mime' | 'filename' | 'size'>>,
	sample: FileField = field,
): TelegramFileRow {
	const [mime, name] = SAMPLES[sample];
	const bytes =
		given.base64 === undefined
			? readFileSync(new URL(`../samples/${name}`, import.meta.url))
			: Buffer.from(given.base64, 'base64');
	const filename = given.filename ?? (['document', 'audio', 'video'].includes(field) ? name : null);
	return telegram.keepFile(field, { bytes, mime: given.mime ?? mime, filename, size: given.size });
}
