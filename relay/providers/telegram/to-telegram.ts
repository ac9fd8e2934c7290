import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { OutboundMessage } from '../outbound.ts';
import type { BotCall } from './api.ts';
import { readExternalId } from './party.ts';
import { toAlbum } from './to-album.ts';
import { toContacts } from './to-contacts.ts';
import { FILE_METHODS, toCaption, toFile } from './to-file.ts';

type Sent<K extends OutboundMessage['content']['kind']> = Extract<OutboundMessage['content'], { kind: K }>;

/**
 * The method and parameters that send a message (providers.md §7.5). Texts go plain, without `parse_mode`: what a person
 * typed arrives letter by letter, and nothing has to be escaped. Throws `DeliveryError` for what Telegram has not.
 */
export function toTelegram(message: OutboundMessage): BotCall {
	const { content, to } = message;
	const chatId = Number(to.value);
	if (to.kind !== 'telegram-chat' || !Number.isSafeInteger(chatId))
		throw new DeliveryError('not-started', { detail: 'The contact has no chat with the bot.' });
	if (content.kind === 'reaction') return toReaction(content);
	const { method, parameters, files } = toContent(content, chatId);
	return {
		method,
		parameters: { chat_id: chatId, ...parameters, ...toReply(message) },
		...(files && { files }),
	};
}

function toContent(content: Exclude<OutboundMessage['content'], Sent<'reaction'>>, chatId: number): BotCall {
	switch (content.kind) {
		case 'text':
			return { method: 'sendMessage', parameters: { text: content.text } };
		case 'media':
			return toFile(content, content.caption);
		case 'album':
			return toAlbum(content);
		case 'file-link': {
			const { method, field, more } = FILE_METHODS[content.mediaKind];
			return {
				method,
				parameters: { [field]: content.url, ...toCaption(content.mediaKind, content.caption), ...more },
			};
		}
		case 'choices':
			return {
				method: 'sendMessage',
				parameters: {
					text: withFooter(content),
					// One below the other: side by side Telegram cuts words that do not fit.
					reply_markup: {
						inline_keyboard: content.options.map(({ id, title }) => [{ text: title, callback_data: id }]),
					},
				},
			};
		case 'link-button':
			return {
				method: 'sendMessage',
				parameters: {
					text: content.text,
					reply_markup: { inline_keyboard: [[{ text: content.label, url: content.url }]] },
				},
			};
		case 'location':
			return toPlace(content);
		case 'location-request':
			return toLocationRequest(content, chatId);
		case 'contacts':
			return toContacts(content);
		case 'template':
		case 'comment-reply':
			throw new DeliveryError('unsupported', { detail: 'Telegram has neither templates nor comments.' });
	}
}

function withFooter({ text, footer }: Sent<'choices'>): string {
	return footer === null || footer === '' ? text : `${text}\n\n${footer}`;
}

/** A venue needs both a title and an address: where one is missing, the place itself stands for it. */
function toPlace({ latitude, longitude, name, address }: Sent<'location'>): BotCall {
	const title = name || address;
	if (!title) return { method: 'sendLocation', parameters: { latitude, longitude } };
	const where = (name && address) || `${latitude}, ${longitude}`;
	return { method: 'sendVenue', parameters: { latitude, longitude, title, address: where } };
}

function toLocationRequest({ text }: Sent<'location-request'>, chatId: number): BotCall {
	// Negative ids are groups, where nobody can be asked for a place (providers.md §7.5).
	if (chatId < 0)
		throw new DeliveryError('unsupported', { detail: 'In groups Telegram has no button for a location.' });
	return {
		method: 'sendMessage',
		parameters: {
			text,
			reply_markup: {
				keyboard: [[{ text: '📍 Send my location', request_location: true }]],
				resize_keyboard: true,
				one_time_keyboard: true,
			},
		},
	};
}

/** A bot has one reaction for each message; none takes it back. Telegram writes ❤ without the selector U+FE0F. */
function toReaction({ externalId, emoji }: Sent<'reaction'>): BotCall {
	const target = readExternalId(externalId);
	if (!target) throw new DeliveryError('target-gone', { detail: 'A pressed button takes no reaction.' });
	return {
		method: 'setMessageReaction',
		parameters: {
			chat_id: Number(target.chatId),
			message_id: target.messageId,
			reaction: emoji === '' ? [] : [{ type: 'emoji', emoji: emoji.replaceAll('\uFE0F', '') }],
		},
	};
}

/** Only in the chat itself: ids of the group that a supergroup was before mean other messages now. */
function toReply({ replyToExternalId, to }: OutboundMessage): Record<string, unknown> {
	const target = replyToExternalId === null ? null : readExternalId(replyToExternalId);
	if (!target || target.chatId !== to.value) return {};
	return { reply_parameters: { message_id: target.messageId, allow_sending_without_reply: true } };
}
