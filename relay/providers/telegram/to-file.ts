import type { MediaKind } from '../../../shared/domain/channel.ts';
import type { OutboundFile } from '../outbound.ts';
import type { BotCall } from './api.ts';

/** How each kind of file is sent, and under which field of the answer Telegram tells its `file_id` (providers.md §7.5). */
export const FILE_METHODS: Readonly<
	Record<MediaKind, { method: string; field: string; more: Readonly<Record<string, unknown>> }>
> = {
	image: { method: 'sendPhoto', field: 'photo', more: {} },
	video: { method: 'sendVideo', field: 'video', more: { supports_streaming: true } },
	audio: { method: 'sendAudio', field: 'audio', more: {} },
	voice: { method: 'sendVoice', field: 'voice', more: {} },
	document: { method: 'sendDocument', field: 'document', more: {} },
	sticker: { method: 'sendSticker', field: 'sticker', more: {} },
};

const ENDINGS: Readonly<Record<string, string>> = {
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/webp': 'webp',
	'video/mp4': 'mp4',
	'audio/mpeg': 'mp3',
	'audio/mp4': 'm4a',
	'audio/x-m4a': 'm4a',
	'audio/ogg': 'ogg',
	'application/pdf': 'pdf',
};

/** Telegram judges a file by the end of its name too: one without a name gets one. */
export function filename({ filename: given, mimeType }: Pick<OutboundFile, 'filename' | 'mimeType'>): string {
	if (given !== null && given !== '') return given;
	const ending = ENDINGS[mimeType];
	return ending === undefined ? 'file' : `file.${ending}`;
}

/** One file: by the id under which Telegram has it, or with its bytes. */
export function toFile(file: OutboundFile, caption: string | null): BotCall {
	const { mediaKind, ref, path, mimeType } = file;
	const { method, field, more } = FILE_METHODS[mediaKind];
	const parameters = { ...toCaption(mediaKind, caption), ...more };
	if (ref !== null) return { method, parameters: { [field]: ref, ...parameters } };
	return { method, parameters, files: [{ field, path, mimeType, filename: filename(file) }] };
}

/** A sticker has no words below it. */
export function toCaption(kind: MediaKind, caption: string | null): Record<string, string> {
	return kind === 'sticker' || caption === null || caption === '' ? {} : { caption };
}
