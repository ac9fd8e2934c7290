import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { Content } from '../../../shared/domain/message.ts';
import type { Template } from '../../../shared/domain/template.ts';
import { DAY_MS, SECOND_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import type { OutboundMessage } from '../../providers/provider.ts';
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
			const ref = await uploaded(parts, channel, content.mediaId);
			return {
				kind: 'media',
				mediaKind: content.mediaKind,
				ref,
				caption: content.caption,
				filename: content.filename,
			};
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

/** The provider's id of a stored file, handed over now unless it was lately. */
async function uploaded(parts: Parts, channel: LiveChannel, mediaId: string): Promise<string> {
	const file = await parts.store.media.find(mediaId);
	if (file?.state !== 'stored') throw new DeliveryError('media-missing');
	const isFresh = file.uploaded_at !== null && parts.now() - Number(file.uploaded_at) < UPLOAD_LIVES_MS;
	if (file.provider_ref !== null && isFresh && file.channel_id === channel.row.id) return file.provider_ref;
	const source = channel.connection.media;
	if (!source) throw new DeliveryError('unsupported', { detail: 'this channel carries no files' });
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
