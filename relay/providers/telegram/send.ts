import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { OutboundMessage, SendReceipt } from '../outbound.ts';
import { type Json, list, record, text } from '../wire.ts';
import { type BotApi, call } from './api.ts';
import { externalIdOf, partyOf } from './party.ts';
import { FILE_METHODS } from './to-file.ts';
import { toTelegram } from './to-telegram.ts';

/** Hands one message over. A file that Telegram no longer has under its id goes along once more. */
export async function sendMessage(
	api: BotApi,
	message: OutboundMessage,
	signal: AbortSignal,
): Promise<SendReceipt> {
	try {
		return readReceipt(await call(api, toTelegram(message), signal), message);
	} catch (error) {
		const again = withoutRefs(message);
		if (!(error instanceof DeliveryError) || error.code !== 'media-refused' || again === null) throw error;
		return readReceipt(await call(api, toTelegram(again), signal), again);
	}
}

/** The same message with the bytes of its files; null where it has no file that went by its id. */
function withoutRefs(message: OutboundMessage): OutboundMessage | null {
	const { content } = message;
	if (content.kind === 'media' && content.ref !== null)
		return { ...message, content: { ...content, ref: null } };
	if (content.kind === 'album' && content.items.some(({ ref }) => ref !== null)) {
		const items = content.items.map(item => ({ ...item, ref: null }));
		return { ...message, content: { ...content, items } };
	}
	return null;
}

/** An album is answered with all its messages: it is known by the first, which has the words. */
function readReceipt(result: unknown, message: OutboundMessage): SendReceipt {
	// The answer to a reaction is a bare `true`; a reaction is no message and has no id.
	if (message.content.kind === 'reaction') return { externalId: `reaction:${message.id}`, recipient: [] };
	const sent = record(Array.isArray(result) ? result[0] : result);
	const externalId = sent && externalIdOf(sent);
	if (!sent || externalId === null)
		throw new DeliveryError('no-answer', { detail: 'Telegram’s answer holds no message id.' });
	const mediaRef = refOf(sent, message.content);
	const chat = record(sent.chat);
	return {
		externalId,
		recipient: chat ? partyOf(chat, chat).addresses : [],
		...(mediaRef !== null && { mediaRef }),
	};
}

/**
 * Under which id Telegram keeps the file. Only if it kept it as what it was sent as: a film without sound becomes an
 * animation, and that id is refused where a film is sent.
 */
function refOf(sent: Json, content: OutboundMessage['content']): string | null {
	if (content.kind !== 'media') return null;
	const { field } = FILE_METHODS[content.mediaKind];
	const kept = field === 'photo' ? record(list(sent.photo).at(-1)) : record(sent[field]);
	return field === 'document' && sent.animation !== undefined ? null : text(kept?.file_id);
}
