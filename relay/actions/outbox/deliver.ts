import type { Address } from '../../../shared/domain/address.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { Content } from '../../../shared/domain/message.ts';
import type { Refusal } from '../../../shared/domain/send-verdict.ts';
import type { Template } from '../../../shared/domain/template.ts';
import { messagingWindow } from '../../../shared/domain/window.ts';
import { SECOND_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import type { OutboundMessage } from '../../providers/outbound.ts';
import type { MessageRow } from '../../store/tables.ts';
import type { Ready } from '../broadcast/store-recipient.ts';
import { outgoingOf, type ReactionContent, verdictOf } from '../message/outgoing.ts';
import { type Parts, within } from '../parts.ts';
import type { SendPlace } from '../send/outlook.ts';
import { recordFailure, recordReceipt } from './record.ts';
import { takePlace } from './take-place.ts';
import { toContent } from './to-content.ts';
import { toWhom } from './to-whom.ts';

/** Longer than the door's own limit for an answer, so that this one only ends what hangs otherwise. */
const SEND_LIMIT_MS = 40 * SECOND_MS;

/**
 * Sends one taken message and records what became of it. The rules are asked again at this moment: the window may have
 * closed while it waited. Resolves with when the channel may go on where the provider asked for a rest, else with null. Never
 * rejects: what goes wrong is recorded.
 */
export async function deliver(parts: Parts, row: MessageRow | Ready): Promise<number | null> {
	const channel = parts.channels.find(row.channel_id);
	if (!channel) {
		await recordFailure(parts, row, new DeliveryError('internal', { detail: 'The channel was removed.' }));
		return null;
	}
	try {
		const message = await toOutbound(parts, channel, row);
		const receipt = await channel.connection.send(message, within(parts, SEND_LIMIT_MS));
		await recordReceipt(parts, channel, row, receipt);
		return null;
	} catch (error) {
		if (!(error instanceof DeliveryError))
			parts.log.error({ error, messageId: row.id }, 'a message could not be sent');
		const failure = error instanceof DeliveryError ? error : new DeliveryError('internal', { cause: error });
		await recordFailure(parts, row, failure);
		// A limit of the whole channel: one message more only makes the rest longer (providers.md §7.6).
		return failure.code === 'throttled' && failure.retryAfterMs !== null
			? parts.now() + failure.retryAfterMs
			: null;
	}
}

/** Files that took longer to hand over than this: the rules are asked again. */
const LONG_MS = 5 * SECOND_MS;

async function toOutbound(
	parts: Parts,
	channel: LiveChannel,
	row: MessageRow | Ready,
): Promise<OutboundMessage> {
	const content = JSON.parse(row.content) as Content | ReactionContent;
	if ('ready' in row) {
		// The rules were asked a moment ago, in the transaction that stored it.
		const { to, template } = row.ready;
		const began = parts.now();
		const handed = await toContent(parts, channel, content, template);
		if (parts.now() - began <= LONG_MS)
			return { id: row.id, to, content: handed, replyToExternalId: null, asHumanAgent: false };
		// As any other from here on. Its place is given back first: the rules would count it against itself.
		await parts.store.templateSends.remove(row.id);
	}
	let may = await askRules(parts, row, content);
	let handed = await toContent(parts, channel, content, may.template);
	// Files may take minutes: the window may have closed, the contact opted out, the channel been switched off.
	if (carriesFiles(content)) may = await askRules(parts, row, content);
	if (handed.kind === 'template' && may.template) handed = { ...handed, template: may.template };
	// Last of all, so that nothing but the call itself follows.
	if (may.template) {
		const late = await takePlace(parts, may.place, row.id, may.template);
		if (late) throw refusedLate(late.refusal, late.message);
	}
	const { to, asHumanAgent } = may;
	return { id: row.id, to, content: handed, replyToExternalId: row.reply_to_external_id, asHumanAgent };
}

/** Who gets it and from which template, as things are now. Throws the rules' no. */
async function askRules(
	parts: Parts,
	row: MessageRow,
	content: Content | ReactionContent,
): Promise<{ place: SendPlace; to: Address; template: Template | null; asHumanAgent: boolean }> {
	const { store } = parts;
	const channel = parts.channels.find(row.channel_id);
	if (!channel) throw new DeliveryError('internal', { detail: 'The channel was removed.' });
	const conversation = await store.conversations.find(row.conversation_id);
	const contact = conversation ? await store.contacts.find(conversation.contact_id) : null;
	if (!conversation || !contact)
		throw new DeliveryError('internal', { detail: 'The contact is no longer there.' });
	const to = toWhom(channel, await store.contacts.addresses([contact.id]), row);
	const stored =
		content.kind === 'template'
			? await store.templates.find(channel.row.id, content.name, content.language)
			: null;
	const template = stored?.template ?? null;
	const place = { channel, conversation, contactId: contact.id, to };
	const outgoing = await outgoingOf(store, content, {
		channelId: channel.row.id,
		template,
		exceptId: row.id,
	});
	const sender = row.author_id === null ? 'automatic' : 'person';
	const verdict = await verdictOf(parts, store, place, outgoing, sender);
	if (!verdict.allowed) throw refusedLate(verdict.refusal, verdict.message);
	if (!to) throw new DeliveryError('internal', { detail: 'The contact has no address.' });
	const window = messagingWindow({
		channelType: channel.row.type,
		lastInboundAt: conversation.last_inbound_at,
		sender,
		now: parts.now(),
	});
	return { place, to, template, asHumanAgent: window.state === 'human' && content.kind !== 'comment-reply' };
}

function carriesFiles(content: Content | ReactionContent): boolean {
	if (content.kind !== 'template') return content.kind === 'media' || content.kind === 'album';
	const { header, cards } = content.parameters;
	return header?.mediaId !== undefined || (cards ?? []).some(card => card.mediaId !== undefined);
}

/** Our own rule's no at the last moment, in the words of a delivery that failed. */
function refusedLate(refusal: Refusal, message: string): DeliveryError {
	switch (refusal) {
		case 'window-closed':
			return new DeliveryError('window-closed');
		case 'blocked':
			return new DeliveryError('blocked');
		case 'cannot-start':
			return new DeliveryError('not-started');
		case 'comment-answered':
			return new DeliveryError('comment-answered');
		case 'comment-too-old':
			return new DeliveryError('comment-too-old');
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
