import { type Address, sendableAddress } from '../../../shared/domain/address.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { Content } from '../../../shared/domain/message.ts';
import type { Outgoing, Refusal } from '../../../shared/domain/send-verdict.ts';
import { DAY_MS, SECOND_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import type { OutboundMessage } from '../../providers/provider.ts';
import type { MessageRow } from '../../store/tables.ts';
import { type ReactionContent, verdictOf } from '../message/outgoing.ts';
import { type Parts, within } from '../parts.ts';
import { recordFailure, recordReceipt } from './record.ts';
import { takePlace } from './take-place.ts';

/** Longer than the door's own limit for an answer, so that this one only ends what hangs otherwise. */
const SEND_LIMIT_MS = 40 * SECOND_MS;
const UPLOAD_LIMIT_MS = 300 * SECOND_MS;
/** Uploaded media lives 30 days at WhatsApp (providers.md §2.5); a margin is left. */
const UPLOAD_LIVES_MS = 25 * DAY_MS;

/**
 * Sends one taken message and records what became of it. The rules are asked again at this moment: the window may have
 * closed while it waited. Never rejects: what goes wrong is recorded.
 */
export async function deliver(parts: Parts, row: MessageRow): Promise<void> {
	const channel = parts.channels.find(row.channel_id);
	if (!channel)
		return recordFailure(parts, row, new DeliveryError('internal', { detail: 'The channel was removed.' }));
	try {
		const message = await toOutbound(parts, channel, row);
		const receipt = await channel.connection.send(message, within(parts, SEND_LIMIT_MS));
		await recordReceipt(parts, channel, row, receipt);
	} catch (error) {
		if (!(error instanceof DeliveryError))
			parts.log.error({ error, messageId: row.id }, 'a message could not be sent');
		await recordFailure(
			parts,
			row,
			error instanceof DeliveryError ? error : new DeliveryError('internal', { cause: error }),
		);
	}
}

async function toOutbound(parts: Parts, channel: LiveChannel, row: MessageRow): Promise<OutboundMessage> {
	const { store } = parts;
	const content = JSON.parse(row.content) as Content | ReactionContent;
	const conversation = await store.conversations.find(row.conversation_id);
	const contact = conversation ? await store.contacts.find(conversation.contact_id) : null;
	if (!conversation || !contact)
		throw new DeliveryError('internal', { detail: 'The contact is no longer there.' });
	const addresses = (await store.contacts.addresses([contact.id])).map(address => ({
		kind: address.kind as Address['kind'],
		value: address.value,
	}));
	const to = sendableAddress(channel.row.type, addresses);
	const stored =
		content.kind === 'template'
			? await store.templates.find(channel.row.id, content.name, content.language)
			: null;
	const place = { channel, conversation, contactId: contact.id, to };
	const asked = outgoing(content, stored?.template ?? null);
	const verdict = await verdictOf(parts, store, place, asked);
	if (!verdict.allowed) throw refusedLate(verdict.refusal, verdict.message);
	if (!to) throw new DeliveryError('internal', { detail: 'The contact has no address.' });
	const handed = await toContent(parts, channel, content, stored?.template ?? null);
	// Last of all, so that nothing but the call itself follows.
	if (asked.kind === 'template' && asked.template) {
		const late = await takePlace(parts, place, row.id, asked.template);
		if (late) throw refusedLate(late.refusal, late.message);
	}
	return {
		id: row.id,
		to,
		content: handed,
		replyToExternalId: row.reply_to_external_id,
	};
}

function outgoing(
	content: Content | ReactionContent,
	template: Extract<Outgoing, { kind: 'template' }>['template'],
): Outgoing {
	switch (content.kind) {
		case 'text':
			return { kind: 'text', text: content.text };
		case 'media':
			return {
				kind: 'media',
				mediaKind: content.mediaKind,
				mimeType: content.mimeType,
				size: content.size ?? 0,
				caption: content.caption,
			};
		case 'template':
			return { kind: 'template', template, name: content.name, parameters: content.parameters };
		case 'reaction':
			return { kind: 'reaction', emoji: content.emoji };
		default:
			throw new DeliveryError('unsupported', { detail: `content of kind ${content.kind}` });
	}
}

/** Our own rule's no at the last moment, in the words of a delivery that failed. */
function refusedLate(refusal: Refusal, message: string): DeliveryError {
	switch (refusal) {
		case 'window-closed':
			return new DeliveryError('window-closed');
		case 'opted-out':
			return new DeliveryError('marketing-stopped');
		case 'marketing-capped':
		case 'marketing-held':
			return new DeliveryError('marketing-capped', { detail: message });
		case 'marketing-country':
		case 'country-unreachable':
			return new DeliveryError('country-blocked', { detail: message });
		case 'limit-reached':
			return new DeliveryError('limit-reached', { detail: message });
		case 'restricted':
			return new DeliveryError('restricted', { detail: message });
		case 'unpaid':
			return new DeliveryError('payment-missing', { detail: message });
		case 'template-missing':
		case 'template-not-approved':
			return new DeliveryError('template-missing', { detail: message });
		case 'parameters':
			return new DeliveryError('template-parameters', { detail: message });
		default:
			return new DeliveryError('rejected', { detail: message });
	}
}

async function toContent(
	parts: Parts,
	channel: LiveChannel,
	content: Content | ReactionContent,
	template: Extract<Outgoing, { kind: 'template' }>['template'],
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
