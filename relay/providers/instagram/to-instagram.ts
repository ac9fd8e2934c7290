import type { MediaKind } from '../../../shared/domain/channel.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { ChoicesContent } from '../../../shared/domain/message.ts';
import type { OutboundMessage } from '../outbound.ts';
import type { Asked } from './errors.ts';
import { igsidOf, midOf } from './place.ts';

/** A request to Instagram: where to, and what its refusals are about. */
export interface ToInstagram {
	readonly path: string;
	readonly body: object;
	readonly asked: Asked;
}

const ATTACHMENT: Readonly<Record<MediaKind, string>> = {
	image: 'image',
	sticker: 'image',
	video: 'video',
	audio: 'audio',
	voice: 'audio',
	document: 'file',
};

/** Characters above a button, fewer than a text has (providers.md §8.2, spring 2026). */
const BUTTON_TEXT_MAX = 640;

/** One message in Instagram's shape (providers.md §8.2). Throws `DeliveryError` for what Instagram does not carry. */
export function toInstagram(message: OutboundMessage, accountId: string): ToInstagram {
	const { content } = message;
	const path = `/${accountId}/messages`;
	const recipient = { id: igsidOf(message.to) };
	if (content.kind === 'comment-reply') {
		const { externalId, text, mode } = content;
		return mode === 'public'
			? { path: `/${encodeURIComponent(externalId)}/replies`, body: { message: text }, asked: 'other' }
			: { path, body: { recipient: { comment_id: externalId }, message: { text } }, asked: 'private-reply' };
	}
	if (content.kind === 'reaction') {
		const message_id = midOf(content.externalId);
		const body =
			content.emoji === ''
				? { recipient, sender_action: 'unreact', payload: { message_id } }
				: { recipient, sender_action: 'react', payload: { message_id, reaction: 'love' } };
		return { path, body, asked: 'other' };
	}
	const body = { recipient, message: toMessage(content) };
	return message.asHumanAgent
		? { path, body: { ...body, messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }, asked: 'late-message' }
		: { path, body, asked: 'message' };
}

type Said = Exclude<OutboundMessage['content'], { kind: 'comment-reply' | 'reaction' }>;

function toMessage(content: Said): object {
	switch (content.kind) {
		case 'text':
			return { text: content.text };
		case 'media':
			return attachment(content.mediaKind, content.publicUrl);
		case 'file-link':
			// No file carries a text here, and none is dropped in silence: a text with the address goes in its place.
			if (content.caption !== null)
				throw new DeliveryError('unsupported', { detail: 'Instagram’s files carry no text.' });
			return attachment(content.mediaKind, content.url);
		case 'album':
			if (content.items.some(({ mediaKind }) => mediaKind !== 'image'))
				throw new DeliveryError('unsupported', { detail: 'Several files at once can only be pictures.' });
			return {
				attachments: content.items.map(({ publicUrl }) => ({ type: 'image', payload: { url: publicUrl } })),
			};
		case 'choices':
			return toQuickReplies(content);
		case 'link-button': {
			if (content.text.length > BUTTON_TEXT_MAX)
				throw new DeliveryError('unsupported', {
					detail: `The text above a button may have ${BUTTON_TEXT_MAX} characters here.`,
				});
			const button = { type: 'web_url', url: content.url, title: content.label };
			const payload = { template_type: 'button', text: content.text, buttons: [button] };
			return { attachment: { type: 'template', payload } };
		}
		case 'contacts':
		case 'location':
		case 'location-request':
		case 'template':
			throw new DeliveryError('unsupported', { detail: `Instagram carries no ${content.kind}.` });
	}
}

function toQuickReplies({ text, footer, form, options }: ChoicesContent): object {
	if (form !== 'buttons') throw new DeliveryError('unsupported', { detail: 'Instagram has no lists.' });
	return {
		text: footer === null || footer === '' ? text : `${text}\n\n${footer}`,
		quick_replies: options.map(({ id, title }) => ({ content_type: 'text', title, payload: id })),
	};
}

function attachment(mediaKind: MediaKind, url: string): object {
	return { attachment: { type: ATTACHMENT[mediaKind], payload: { url } } };
}
