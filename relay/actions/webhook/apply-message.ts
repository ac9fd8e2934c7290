import { consentWord } from '../../../shared/domain/consent.ts';
import type { Content } from '../../../shared/domain/message.ts';
import { newId } from '../../ids.ts';
import type { InboundEvent, ProviderEvent } from '../../providers/events.ts';
import { confirmConsent } from '../consent/confirm.ts';
import { recordConsent } from '../consent/record.ts';
import type { Applying } from './apply.ts';
import { applyEdit, applyReaction, applyRevoke, applyStatus } from './apply-to-message.ts';
import { contactOf, conversationOf } from './contact-of.ts';
import { timelinePlace, toStored, wantMedia } from './stored-content.ts';

/** Stores a message that came in, or that another program sent for the same number. A repeated one changes nothing. */
export async function applyMessage(applying: Applying, event: InboundEvent): Promise<void> {
	const { tx, channel, changes, receivedAt } = applying;
	// Before anything is learned from it: names and user ids in a repetition may be older than those we have.
	if (await tx.messages.byExternalId(channel.row.id, event.externalId)) return;
	const contactId = await contactOf(tx, channel.row.type, event.party, receivedAt, changes);
	const conversation = await conversationOf(tx, channel.row.id, contactId, receivedAt);
	const { content, mediaRef } = toStored(event.content);
	const inbound = event.direction === 'inbound';
	const messageId = newId('msg');
	const at = timelinePlace(event.at);

	const seq = await tx.messages.insert({
		id: messageId,
		conversation_id: conversation.id,
		channel_id: channel.row.id,
		direction: event.direction,
		kind: content.kind,
		content: JSON.stringify(content),
		hidden: 0,
		status: inbound ? 'delivered' : 'sent',
		at,
		received_at: receivedAt,
		external_id: event.externalId,
		reply_to_external_id: event.replyToExternalId,
		sent_at: inbound ? null : event.at,
		forwarded: event.forwarded ? 1 : 0,
		referral: event.referral === null ? null : JSON.stringify(event.referral),
		raw: event.raw === null ? null : JSON.stringify(event.raw),
		attempts: 0,
	});
	if (seq === null) return;

	changes.note(conversation.id, conversation.revision);
	await tx.conversations.change(conversation.id, {
		message: { at, seq },
		...(inbound && { unreadBy: 1 }),
		...(event.opensWindow && { inboundAt: event.at }),
		...(event.referral && { entry: { source: event.referral.source, freeUntil: null } }),
	});
	if (mediaRef !== null) await wantMedia(applying, messageId, content, mediaRef);
	if (inbound && event.opensWindow)
		await applyConsent(applying, content, {
			contactId,
			conversationId: conversation.id,
			messageId,
			at: event.at,
		});
	await applyEarly(applying, event.externalId);
}

async function applyConsent(
	applying: Applying,
	content: Content,
	one: { contactId: string; conversationId: string; messageId: string; at: number },
): Promise<void> {
	if (content.kind !== 'text' && content.kind !== 'choice') return;
	const word = consentWord(content.text);
	if (!word) return;
	const { contactId, conversationId, messageId, at } = one;
	const { isNews } = await recordConsent(applying, {
		contactId,
		channelType: applying.channel.row.type,
		word,
		at,
		source: 'contact',
		text: content.text,
		messageId,
		byName: null,
	});
	if (isNews) await confirmConsent(applying, { conversationId, messageId, word, at });
}

/** Applies what was reported about this message before it was known. */
export async function applyEarly(applying: Applying, externalId: string): Promise<void> {
	for (const early of (await applying.tx.inbox.takeEarly(
		applying.channel.row.id,
		externalId,
	)) as ProviderEvent[]) {
		if (early.kind === 'status') await applyStatus(applying, early);
		else if (early.kind === 'reaction') await applyReaction(applying, early);
		else if (early.kind === 'edit') await applyEdit(applying, early);
		else if (early.kind === 'revoke') await applyRevoke(applying, early);
	}
}
