import { numberedText } from '../../../shared/domain/choices.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { Content, MediaContent } from '../../../shared/domain/message.ts';
import type { Template } from '../../../shared/domain/template.ts';
import { DAY_MS, SECOND_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import type { OutboundFile, OutboundMessage } from '../../providers/outbound.ts';
import type { MediaRow } from '../../store/tables.ts';
import { publicAddress } from '../media/media.ts';
import type { ReactionContent } from '../message/outgoing.ts';
import { type Parts, within } from '../parts.ts';

const UPLOAD_LIMIT_MS = 300 * SECOND_MS;
/** Uploaded media lives 30 days at WhatsApp (providers.md §2.5); a margin is left. */
const UPLOAD_LIVES_MS = 25 * DAY_MS;

/** What is handed to the provider, its files uploaded. Rejects only with `DeliveryError`. */
export async function toContent(
	parts: Parts,
	channel: LiveChannel,
	content: Content | ReactionContent,
	template: Template | null,
): Promise<OutboundMessage['content']> {
	switch (content.kind) {
		case 'text':
			return { kind: 'text', text: content.text };
		case 'media': {
			return { kind: 'media', ...(await fileOf(parts, channel, content)), caption: content.caption };
		}
		case 'album': {
			const items: OutboundFile[] = [];
			for (const item of content.items) items.push(await fileOf(parts, channel, item));
			return { kind: 'album', items, caption: content.caption };
		}
		case 'choices':
			return content.form === 'numbered' ? { kind: 'text', text: numberedText(content) } : content;
		case 'link-button':
		case 'location':
		case 'location-request':
		case 'contacts':
		case 'file-link':
			return content;
		case 'comment-reply': {
			const comment = await parts.store.messages.find(content.commentMessageId);
			if (comment?.external_id == null) throw new DeliveryError('target-gone');
			const { kind, mode, text } = content;
			return { kind, mode, text, externalId: comment.external_id };
		}
		case 'template': {
			if (!template) throw new DeliveryError('template-missing');
			const ref = async (mediaId: string | undefined) =>
				mediaId === undefined ? null : uploaded(parts, channel, mediaId);
			const { parameters } = content;
			const mediaRef = await ref(parameters.header?.mediaId);
			const cardRefs: (string | null)[] = [];
			for (const card of parameters.cards ?? []) cardRefs.push(await ref(card.mediaId));
			return { kind: 'template', template, parameters, mediaRef, cardRefs };
		}
		case 'reaction': {
			const target = await parts.store.messages.find(content.messageId);
			if (target?.external_id == null) throw new DeliveryError('target-gone');
			return { kind: 'reaction', externalId: target.external_id, emoji: content.emoji };
		}
		default:
			throw new DeliveryError('unsupported', { detail: `content of kind ${content.kind}` });
	}
}

/** A stored file as it goes: handed over where the provider takes files before messages. */
async function fileOf(parts: Parts, channel: LiveChannel, media: MediaContent): Promise<OutboundFile> {
	const file = await parts.store.media.find(media.mediaId);
	if (file?.state !== 'stored') throw new DeliveryError('media-missing');
	const source = channel.connection.media;
	if (!source) throw new DeliveryError('unsupported', { detail: 'this channel carries no files' });
	return {
		mediaKind: media.mediaKind,
		ref: source.upload ? await uploaded(parts, channel, media.mediaId) : freshRef(parts, channel, file),
		path: parts.mediaFiles.path(file.id),
		mimeType: file.mime_type,
		filename: file.filename,
		size: Number(file.size),
		publicUrl: publicAddress(parts, file.id),
	};
}

/** The provider's id of a file that it got lately from this channel, or null. */
function freshRef(parts: Parts, channel: LiveChannel, file: MediaRow): string | null {
	const isFresh = file.uploaded_at !== null && parts.now() - Number(file.uploaded_at) < UPLOAD_LIVES_MS;
	return isFresh && file.channel_id === channel.row.id ? file.provider_ref : null;
}

/** The provider's id of a stored file, handed over now unless it was lately. */
async function uploaded(parts: Parts, channel: LiveChannel, mediaId: string): Promise<string> {
	const file = await parts.store.media.find(mediaId);
	if (file?.state !== 'stored') throw new DeliveryError('media-missing');
	const known = freshRef(parts, channel, file);
	if (known !== null) return known;
	const source = channel.connection.media;
	if (!source?.upload) throw new DeliveryError('unsupported', { detail: 'this channel carries no files' });
	try {
		const path = parts.mediaFiles.path(mediaId);
		const ref = await source.upload(
			{ path, mimeType: file.mime_type, filename: file.filename },
			within(parts, UPLOAD_LIMIT_MS),
		);
		await parts.store.media.update(mediaId, {
			provider_ref: ref,
			uploaded_at: parts.now(),
			channel_id: channel.row.id,
		});
		return ref;
	} catch (error) {
		// An upload without an answer sends nothing to anybody: it may be tried again.
		if (error instanceof DeliveryError && error.rule.outcome === 'unknown')
			throw new DeliveryError('unreachable', { cause: error });
		throw error;
	}
}
