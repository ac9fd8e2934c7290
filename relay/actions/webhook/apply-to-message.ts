import type { MessageProblem } from '../../../shared/contract/views.ts';
import type { Address } from '../../../shared/domain/address.ts';
import { DELIVERY_CODES, type DeliveryCode } from '../../../shared/domain/delivery-codes.ts';
import { advanceStatus, type Status } from '../../../shared/domain/status.ts';
import type { ProviderEvent, StatusEvent } from '../../providers/events.ts';
import type { MessageChange } from '../../store/messages.ts';
import type { MessageRow } from '../../store/tables.ts';
import { followMessage } from '../broadcast/follow.ts';
import { pauseChannel } from '../channel/pause.ts';
import { sendLinkInstead } from '../message/automatic.ts';
import { recordPrice } from '../price/record.ts';
import type { StoredReaction } from '../views.ts';
import type { Applying } from './apply.ts';
import { learnFromRefusal } from './refused.ts';
import { toStored, wantMedia } from './stored-content.ts';

type Event<K extends ProviderEvent['kind']> = Extract<ProviderEvent, { kind: K }>;

/**
 * A provider's report on a message of ours. It is found by our own id, which WhatsApp echoes, or by the provider's; one
 * that is not known yet (the report overtook the answer to our send) is kept until it is.
 */
export async function applyStatus(applying: Applying, event: StatusEvent): Promise<void> {
	const { tx, channel } = applying;
	const message = await findOwn(applying, event);
	if (!message) {
		await tx.inbox.keepEarly(channel.row.id, event.externalId, event, event.at);
		return;
	}
	const status = advanceStatus(message.status as Status, event.status);
	const timeColumn = (
		{ sent: 'sent_at', delivered: 'delivered_at', read: 'read_at', failed: 'failed_at' } as const
	)[event.status];
	// Two phones of one person report twice: the earlier counts, in whatever order they come. When we sent we know ourselves.
	const known = message[timeColumn];
	const isEarlier = known === null || (event.status !== 'sent' && event.at < Number(known));
	const isNews = status !== message.status || isEarlier || message.external_id === null;
	if (event.freeUntil !== null) await noteFreeEntry(applying, message, event.freeUntil);
	const delivered = event.status === 'delivered' || event.status === 'read';
	const cost = await recordPrice(applying.parts, tx, channel, message, {
		price: event.price,
		delivered,
		at: event.at,
	});
	if (!isNews && cost === null) return;

	const owner = await tx.messages.byExternalId(channel.row.id, event.externalId);
	await changeMessage(applying, message, {
		status,
		...(isEarlier && { [timeColumn]: event.at }),
		...(cost !== null && { cost }),
		...(message.external_id === null && owner === null && { external_id: event.externalId }),
		...(status === 'failed' &&
			event.error &&
			message.problem === null && { problem: JSON.stringify(problemOf(event.error.code, event.error)) }),
		// A tick settles what was unknown, and outweighs a failure of one device.
		...(status !== 'failed' && message.problem !== null && { problem: null }),
	});
	if (delivered && channel.row.type === 'whatsapp') await noteReach(applying, message, true, event.at);
	// Delivered after all: whatever refused marketing to this person has ended.
	if (delivered && message.kind === 'template') await endHold(applying, message);
	if (status === 'failed') await afterFailure(applying, message, event);
	if (event.status === 'sent') await learnRecipient(applying, message, event.recipient);
}

async function findOwn(applying: Applying, event: StatusEvent): Promise<MessageRow | null> {
	const { tx, channel } = applying;
	if (event.reference !== null) {
		const ours = await tx.messages.find(event.reference);
		if (ours && ours.channel_id === channel.row.id && ours.direction === 'outbound') return ours;
	}
	return tx.messages.byExternalId(channel.row.id, event.externalId);
}

/** What a person is told of a failure. */
export function problemOf(
	code: DeliveryCode,
	more: { providerCode: string | null; detail: string | null },
	retryAt: number | null = null,
): MessageProblem {
	const { sentence, nextStep, retry, stops } = DELIVERY_CODES[code];
	return {
		code,
		sentence,
		nextStep,
		retry,
		stops,
		providerCode: more.providerCode,
		detail: more.detail,
		retryAt,
	};
}

async function afterFailure(applying: Applying, message: MessageRow, event: StatusEvent): Promise<void> {
	const { parts, channel, changes, tx } = applying;
	if (message.hidden === 1) await takeBackReaction(applying, message);
	const code = event.error?.code;
	if (!code) return;
	const rule = DELIVERY_CODES[code];
	if (rule.stops === 'channel') changes.afterwards(() => pauseChannel(parts, channel.row.id, code));
	if (code === 'not-on-whatsapp') await noteReach(applying, message, false, event.at);
	await sendLinkInstead(applying, message, code);
	// It reached nobody, so it counts for no limit (providers.md §5.1).
	await tx.templateSends.remove(message.id);
	await learnFromRefusal(applying, message, { code, at: event.at, detail: event.error?.detail ?? null });
}

/** Keeps whether WhatsApp reaches the number that this message went to. */
async function noteReach(
	{ tx }: Applying,
	message: MessageRow,
	onWhatsApp: boolean,
	at: number,
): Promise<void> {
	const conversation = await tx.conversations.find(message.conversation_id);
	if (!conversation) return;
	const addresses = await tx.contacts.addresses([conversation.contact_id]);
	const phones = addresses.filter(row => row.kind === 'phone');
	const phone = phones.find(row => row.match_key === message.to_key) ?? phones[0];
	// Known already, as nearly always: nothing is written.
	if (phone && phone.on_whatsapp !== (onWhatsApp ? 1 : 0))
		await tx.contacts.noteReach({ kind: 'phone', value: phone.value }, onWhatsApp, at);
}

async function endHold({ tx, channel }: Applying, message: MessageRow): Promise<void> {
	const { category } = JSON.parse(message.content) as { category?: string };
	const conversation = category === 'marketing' && (await tx.conversations.find(message.conversation_id));
	if (conversation) await tx.templateSends.endHold(conversation.contact_id, channel.row.type);
}

/** Our reaction did not arrive: it is taken off the message that it was put on. */
async function takeBackReaction(applying: Applying, carrier: MessageRow): Promise<void> {
	const { messageId } = JSON.parse(carrier.content) as { messageId: string };
	const target = await applying.tx.messages.find(messageId);
	if (target)
		await putReaction(applying, target, { from: 'us', emoji: null, at: Number(carrier.received_at) });
}

async function noteFreeEntry(applying: Applying, message: MessageRow, freeUntil: number): Promise<void> {
	const conversation = await applying.tx.conversations.find(message.conversation_id);
	if (!conversation || conversation.entry_free_until === freeUntil) return;
	applying.changes.note(conversation.id, Number(conversation.revision));
	await applying.tx.conversations.change(conversation.id, {
		entry: { source: conversation.entry_source ?? 'ad', freeUntil },
	});
}

/**
 * Keeps a user id that the provider names for the recipient: one day the phone may no longer be told. One that is known
 * already stays: a late report may name a former one.
 */
export async function learnRecipient(
	applying: Pick<Applying, 'tx' | 'channel' | 'receivedAt'>,
	message: MessageRow,
	recipient: readonly Address[],
): Promise<void> {
	const userId = recipient.find(address => address.kind === 'whatsapp-user');
	if (!userId) return;
	const { tx, channel, receivedAt } = applying;
	const conversation = await tx.conversations.find(message.conversation_id);
	if (!conversation) return;
	const own = await tx.contacts.addresses([conversation.contact_id]);
	const known = await tx.contacts.byAddresses(channel.row.type, [userId]);
	if (known.length === 0 && !own.some(address => address.kind === 'whatsapp-user'))
		await tx.contacts.putAddress(conversation.contact_id, channel.row.type, userId, receivedAt);
}

export async function applyReaction(applying: Applying, event: Event<'reaction'>): Promise<void> {
	const target = await applying.tx.messages.byExternalId(applying.channel.row.id, event.targetId);
	if (!target) return applying.tx.inbox.keepEarly(applying.channel.row.id, event.targetId, event, event.at);
	return putReaction(applying, target, { from: event.from, emoji: event.emoji, at: event.at });
}

/** Each side has one reaction; the newest by the provider's clock holds, and a removal is a reaction too. */
export async function putReaction(
	applying: Pick<Applying, 'tx' | 'changes'>,
	target: MessageRow,
	reaction: StoredReaction,
): Promise<void> {
	const reactions = target.reactions === null ? [] : (JSON.parse(target.reactions) as StoredReaction[]);
	const former = reactions.find(one => one.from === reaction.from);
	if (former && (former.at > reaction.at || (former.at === reaction.at && former.emoji === reaction.emoji)))
		return;
	const kept = reactions.filter(one => one.from !== reaction.from);
	await changeMessage(applying, target, { reactions: JSON.stringify([...kept, reaction]) });
}

export async function applyEdit(applying: Applying, event: Event<'edit'>): Promise<void> {
	const target = await applying.tx.messages.byExternalId(applying.channel.row.id, event.targetId);
	if (!target) return applying.tx.inbox.keepEarly(applying.channel.row.id, event.targetId, event, event.at);
	if (target.edited_at !== null && Number(target.edited_at) >= event.at) return;
	const { content, mediaRef } = toStored(event.content);
	await changeMessage(applying, target, {
		content: JSON.stringify(content),
		kind: content.kind,
		edited_at: event.at,
	});
	if (mediaRef !== null) await wantMedia(applying, target.id, content, mediaRef);
}

export async function applyRevoke(applying: Applying, event: Event<'revoke'>): Promise<void> {
	const target = await applying.tx.messages.byExternalId(applying.channel.row.id, event.targetId);
	if (!target) return applying.tx.inbox.keepEarly(applying.channel.row.id, event.targetId, event, event.at);
	if (target.revoked_at === null || event.at < Number(target.revoked_at))
		await changeMessage(applying, target, { revoked_at: event.at });
}

/** Changes a stored message under its conversation's next revision. */
export async function changeMessage(
	applying: Pick<Applying, 'tx' | 'changes'>,
	message: MessageRow,
	change: MessageChange,
): Promise<void> {
	const revision = await applying.tx.conversations.change(message.conversation_id);
	applying.changes.note(message.conversation_id, revision - 1);
	await applying.tx.messages.update(message.id, { ...change, revision });
	if (message.recipient_id !== null) await followMessage(applying, message, change);
}
