import { bareMimeType, type MediaKind } from '../../../shared/domain/channel.ts';
import type { InboundContent } from '../events.ts';
import { type Json, list, number, record, text } from '../wire.ts';
import { withPlus } from './party.ts';
import { readUnshown } from './unshown.ts';

/** What a message says (providers.md §7.4). A kind that is newer than this code is `unsupported`. */
export function readContent(message: Json): InboundContent {
	if (typeof message.text === 'string') return { kind: 'text', text: message.text };
	const caption = text(message.caption);
	return (
		readFile(message, caption) ??
		readPlace(message) ??
		readSharedContact(record(message.contact)) ??
		readUnshown(message)
	);
}

/** What is known of a kind when Telegram does not say: the field, our kind and its usual MIME type. */
const FILES: readonly (readonly [field: string, kind: MediaKind, mimeType: string])[] = [
	// Before `document`, which an animation fills too.
	['animation', 'video', 'video/mp4'],
	['video', 'video', 'video/mp4'],
	['video_note', 'video', 'video/mp4'],
	['audio', 'audio', 'audio/mpeg'],
	['voice', 'voice', 'audio/ogg'],
	['document', 'document', 'application/octet-stream'],
];

function readFile(message: Json, caption: string | null): InboundContent | null {
	const photo = largest(list(message.photo)) ?? largest(list(record(message.live_photo)?.photo));
	// A photo has no type of its own: Telegram makes a JPEG of every one.
	if (photo) return media('image', photo, 'image/jpeg', caption);
	const sticker = record(message.sticker);
	if (sticker) return readSticker(sticker);
	for (const [field, kind, mimeType] of FILES) {
		const file = record(message[field]);
		if (!file) continue;
		const isGif = field === 'animation' && text(file.mime_type) === 'image/gif';
		return media(isGif ? 'image' : kind, file, mimeType, caption);
	}
	return null;
}

/** The picture with the most points; by its place where sizes are not told, since they grow. */
function largest(sizes: readonly unknown[]): Json | null {
	let best: { size: Json; points: number } | null = null;
	for (const one of sizes) {
		const size = record(one);
		if (!size) continue;
		const points = (number(size.width) ?? 0) * (number(size.height) ?? 0);
		if (!best || points >= best.points) best = { size, points };
	}
	return best?.size ?? null;
}

function media(mediaKind: MediaKind, file: Json, mimeType: string, caption: string | null): InboundContent {
	const ref = text(file.file_id);
	if (ref === null)
		return { kind: 'unsupported', type: mediaKind, reason: 'Telegram did not hand over the file.' };
	return {
		kind: 'media',
		mediaKind,
		ref,
		mimeType: bareMimeType(text(file.mime_type) ?? mimeType),
		filename: text(file.file_name),
		caption,
	};
}

/**
 * A still sticker is a WebP picture and a moving one a WebM film. Those that move as drawings (TGS) nothing but Telegram
 * shows: their preview stands for them.
 */
function readSticker(sticker: Json): InboundContent {
	if (sticker.is_video === true) return media('video', sticker, 'video/webm', null);
	if (sticker.is_animated !== true) return media('sticker', sticker, 'image/webp', null);
	const preview = record(sticker.thumbnail) ?? record(sticker.thumb);
	if (preview) return media('sticker', preview, 'image/webp', null);
	const emoji = text(sticker.emoji);
	return {
		kind: 'unsupported',
		type: 'sticker',
		reason: `The contact sent a moving sticker${emoji ? ` that stands for ${emoji}` : ''}. Only Telegram shows it.`,
	};
}

/** A venue comes with its place in `location` too; its own names the same. */
function readPlace(message: Json): InboundContent | null {
	const venue = record(message.venue);
	const location = record(venue?.location) ?? record(message.location);
	const latitude = number(location?.latitude);
	const longitude = number(location?.longitude);
	if (latitude === null || longitude === null) return null;
	return { kind: 'location', latitude, longitude, name: text(venue?.title), address: text(venue?.address) };
}

function readSharedContact(contact: Json | null): InboundContent | null {
	if (!contact) return null;
	const phone = withPlus(text(contact.phone_number));
	const name = [text(contact.first_name), text(contact.last_name)].filter(part => part !== null).join(' ');
	const shared = {
		name: name || phone || 'Contact',
		phones: phone === null ? [] : [phone],
		emails: [],
		company: null,
	};
	return { kind: 'contacts', contacts: [shared] };
}
