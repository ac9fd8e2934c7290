import type { MediaKind } from '../../../shared/domain/channel.ts';
import type { Referral } from '../../../shared/domain/message.ts';
import type { InboundContent } from '../events.ts';
import { type Json, list, record, text } from '../wire.ts';
import { storyReferral } from './referrals.ts';

interface Part {
	readonly content: InboundContent;
	readonly referral: Referral | null;
}

/** What a file most likely is; its address tells once it is fetched. */
const TYPICAL: Readonly<Record<Exclude<MediaKind, 'sticker' | 'voice'>, string>> = {
	image: 'image/jpeg',
	video: 'video/mp4',
	audio: 'audio/mp4',
	document: 'application/octet-stream',
};

/** One attachment of a message (providers.md §8.4). A kind that is newer than this code is `unsupported`. */
export function readAttachment(attachment: Json, isFile: (url: string) => boolean): Part {
	const type = text(attachment.type)?.toLowerCase() ?? 'unknown';
	const payload = record(attachment.payload) ?? {};
	const url = text(payload.url);
	const title = text(payload.title) ?? text(attachment.title);
	const file = (mediaKind: keyof typeof TYPICAL) => asFile(mediaKind, { url, title, type, isFile });
	switch (type) {
		case 'image':
		case 'media':
			return plain(file('image'));
		case 'video':
			return plain(file('video'));
		case 'audio':
			return plain(file('audio'));
		case 'file':
			return plain(file('document'));
		case 'story_mention':
			return { content: file('image'), referral: storyReferral('story-mention', url) };
		case 'story':
		case 'ig_story':
			return { content: file('image'), referral: storyReferral('story', url) };
		case 'share':
		case 'ig_post':
			return { content: file('image'), referral: postReferral(url, title) };
		case 'reel':
		case 'ig_reel':
			return { content: file('video'), referral: postReferral(url, title) };
		case 'like_heart':
			return plain({ kind: 'text', text: '❤️' });
		case 'ephemeral':
			return unread(type, 'The contact sent a picture or video that can be seen only once.');
		case 'template':
			return fromTemplate(payload);
		case 'fallback': {
			const words = [title, url].filter(part => part !== null).join('\n');
			return words === '' ? unread(type, null) : plain({ kind: 'text', text: words });
		}
		default:
			return unread(type, null);
	}
}

/** A file to fetch. A page of Instagram, which is none, is a text with its address. */
function asFile(
	mediaKind: keyof typeof TYPICAL,
	{
		url,
		title,
		type,
		isFile,
	}: { url: string | null; title: string | null; type: string; isFile: (url: string) => boolean },
): InboundContent {
	if (url === null) return { kind: 'unsupported', type, reason: 'Instagram gave no address of the file.' };
	if (!isFile(url)) return { kind: 'text', text: [title, url].filter(part => part !== null).join('\n') };
	const mimeType = TYPICAL[mediaKind];
	return { kind: 'media', mediaKind, ref: url, mimeType, filename: null, caption: title };
}

function postReferral(url: string | null, headline: string | null): Referral {
	return { source: 'post', url, headline, body: null, clickId: null };
}

/** Only in echoes: a text with buttons or cards that was sent for this account. */
function fromTemplate(payload: Json): Part {
	const cards = list(payload.elements).map(card => text(record(card)?.title));
	const words = text(payload.text) ?? cards.filter(title => title !== null).join('\n');
	const button = list(payload.buttons)
		.map(record)
		.find(one => text(one?.type) === 'web_url');
	const label = text(button?.title);
	const url = text(button?.url);
	if (words !== '' && label !== null && url !== null && list(payload.buttons).length === 1)
		return plain({ kind: 'link-button', text: words, label, url });
	return words === '' ? unread('template', null) : plain({ kind: 'text', text: words });
}

function plain(content: InboundContent): Part {
	return { content, referral: null };
}

function unread(type: string, reason: string | null): Part {
	return plain({ kind: 'unsupported', type, reason });
}
