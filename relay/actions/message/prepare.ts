import type { SendContent } from '../../../shared/contract/fields.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { type MediaKind, mediaKindFor } from '../../../shared/domain/channel.ts';
import { choicesForm } from '../../../shared/domain/choices.ts';
import type { ChoicesContent, Content, MediaContent } from '../../../shared/domain/message.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Parts } from '../parts.ts';
import type { SendPlace } from '../send/outlook.ts';
import type { ReactionContent } from './outgoing.ts';
import { prepareTemplate } from './prepare-template.ts';

/** Completes what a person sent with what the store knows: the file, the template and how it will look. */
export async function prepare(
	parts: Parts,
	tx: StoreParts,
	place: SendPlace,
	content: SendContent,
	agentName: string | null,
): Promise<Result<Content | ReactionContent>> {
	const { channel } = place;
	switch (content.kind) {
		case 'text':
		case 'reaction':
		case 'link-button':
		case 'location-request':
			return ok(content);
		case 'media':
			return prepareFile(tx, channel, content.mediaId, {
				field: 'content.mediaId',
				kind: content.voice ? 'voice' : null,
				caption: content.caption ?? null,
			});
		case 'template':
			return prepareTemplate(parts, tx, place, content, agentName);
		case 'choices':
			return ok(prepareChoices(parts, channel, content));
		case 'location': {
			const { latitude, longitude } = content;
			const [name, address] = [content.name?.trim() || null, content.address?.trim() || null];
			return ok({ kind: 'location', latitude, longitude, name, address });
		}
		case 'contacts': {
			const contacts = content.contacts.map(one => ({ ...one, company: one.company?.trim() || null }));
			return ok({ kind: 'contacts', contacts });
		}
		case 'file-link':
			return ok(prepareLink(channel, content));
		case 'album':
			return prepareAlbum(tx, channel, content);
		case 'comment-reply': {
			const { messageId: commentMessageId, mode, text } = content;
			const comment = await tx.messages.find(commentMessageId);
			if (comment?.kind === 'comment' && comment.conversation_id === place.conversation?.id)
				return ok({ kind: 'comment-reply', mode, text, commentMessageId });
			return fail('invalid', 'The message that this answers is not a comment of this conversation.', {
				fields: { 'content.messageId': 'is not a comment' },
			});
		}
	}
}

function prepareChoices(
	parts: Parts,
	channel: LiveChannel,
	content: Extract<SendContent, { kind: 'choices' }>,
): ChoicesContent {
	const options = content.options.map(({ id, title, detail }) => ({
		id: id ?? title,
		title,
		detail: detail?.trim() || null,
	}));
	const choices = {
		kind: 'choices',
		text: content.text,
		footer: content.footer?.trim() || null,
		listLabel: content.listLabel ?? null,
		options,
	} as const;
	const prefers = parts.settings.data.rules.numberedChoices ? 'numbered' : 'network';
	return { ...choices, form: choicesForm(channel.provider.capabilities, choices, prefers) };
}

const BY_ENDING: readonly (readonly [RegExp, 'image' | 'video' | 'audio'])[] = [
	[/\.(?:jpe?g|png|gif|webp)$/i, 'image'],
	[/\.(?:mp4|3gp|mov|webm)$/i, 'video'],
	[/\.(?:mp3|m4a|aac|ogg|oga|opus|wav|amr)$/i, 'audio'],
];

/** A file by its address; a text with the address where the network takes no such file, or would lose its caption. */
function prepareLink(channel: LiveChannel, content: Extract<SendContent, { kind: 'file-link' }>): Content {
	const path = new URL(content.url).pathname;
	const mediaKind = content.mediaKind ?? BY_ENDING.find(([ending]) => ending.test(path))?.[1] ?? 'document';
	const caption = content.caption?.trim() || null;
	const link = { url: content.url, filename: content.filename?.trim() || null, caption };
	const { linkedMedia, media } = channel.provider.capabilities;
	const loses = caption !== null && media[mediaKind]?.caption !== true;
	if (!linkedMedia.includes(mediaKind) || loses) return linkText(link);
	return { kind: 'file-link', mediaKind, ...link };
}

/** What goes when the network does not take the file. */
export function linkText({
	url,
	caption,
}: {
	readonly url: string;
	readonly caption: string | null;
}): Content {
	return { kind: 'text', text: caption === null ? url : `${caption}\n${url}` };
}

async function prepareAlbum(
	tx: StoreParts,
	channel: LiveChannel,
	content: Extract<SendContent, { kind: 'album' }>,
): Promise<Result<Content>> {
	const items: MediaContent[] = [];
	for (const [index, mediaId] of content.mediaIds.entries()) {
		const field = `content.mediaIds.${index}`;
		const item = await prepareFile(tx, channel, mediaId, { field, kind: null, caption: null });
		if (!item.ok) return item;
		items.push(item.value);
	}
	return ok({ kind: 'album', items, caption: content.caption?.trim() || null });
}

/** A stored file as a message of its own, as the kind that the channel takes it as. */
export async function prepareFile(
	tx: StoreParts,
	channel: LiveChannel,
	mediaId: string,
	as: { field: string; kind: MediaKind | null; caption: string | null },
): Promise<Result<MediaContent>> {
	const file = await tx.media.find(mediaId);
	if (file?.state !== 'stored' || file.size === null) {
		return fail('invalid', 'The file is not in the store. Attach it again.', {
			fields: { [as.field]: 'is not a stored file' },
		});
	}
	const size = Number(file.size);
	const fitting = as.kind ?? mediaKindFor(channel.provider.capabilities, file.mime_type, size);
	return ok({
		kind: 'media',
		// Of a file that fits nowhere the rules say why not, as the kind that it is.
		mediaKind: fitting ?? kindOf(file.mime_type),
		mediaId: file.id,
		mimeType: file.mime_type,
		filename: file.filename,
		size,
		caption: as.caption?.trim() ? as.caption : null,
		state: 'stored',
		problem: null,
	});
}

function kindOf(mimeType: string): MediaKind {
	const [family] = mimeType.split('/');
	return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}
