import { isLasting } from '../../../shared/domain/address.ts';
import { consentWord } from '../../../shared/domain/consent.ts';
import type { Content } from '../../../shared/domain/message.ts';
import { newId } from '../../ids.ts';
import type { InboundEvent, ProviderEvent } from '../../providers/events.ts';
import type { MessageRow } from '../../store/tables.ts';
import { followAnswer } from '../broadcast/follow.ts';
import { confirmConsent } from '../consent/confirm.ts';
import { recordConsent } from '../consent/record.ts';
import { PERSON_WAITS_MS, within } from '../parts.ts';
import type { Applying } from './apply.ts';
import { applySeen } from './apply-seen.ts';
import { applyEdit, applyReaction, applyRevoke, applyStatus, changeMessage } from './apply-to-message.ts';
import { bindByLink } from './begin.ts';
import { contactOf, conversationOf } from './contact-of.ts';
import { settleByEcho } from './echo.ts';
import { wantName } from './look-up.ts';
import { timelinePlace, toStored, wantMedia } from './stored-content.ts';
import { understood } from './understand.ts';

/** Stores a message that came in, or that another program sent for the same number. A repeated one changes nothing. */
export async function applyMessage(applying: Applying, event: InboundEvent): Promise<void> {
	const { tx, channel, changes, receivedAt } = applying;
	// Before anything is learned from it: names and user ids in a repetition may be older than those we have.
	const known = await tx.messages.byExternalId(channel.row.id, event.externalId);
	if (known) return fillIn(applying, event, known);
	const inbound = event.direction === 'inbound';
	if (!inbound && (await isPartOfOurs(applying, event))) return;
	const writtenAt = inbound && event.opensWindow && channel.row.type === 'whatsapp' ? event.at : null;
	const found = await contactOf(tx, channel.row.type, event.party, receivedAt, changes, { writtenAt });
	const { contactId, byLink } = await bindByLink(applying, event, found);
	const conversation = await conversationOf(tx, channel.row.id, contactId, receivedAt);
	if (!inbound && (await settleByEcho(applying, event, conversation.id))) {
		await applyEarly(applying, event.externalId);
		return;
	}
	const stored = toStored(event.content);
	const { mediaRef } = stored;
	const said = byLink && stored.content.kind === 'text' ? withoutToken(stored.content.text) : stored.content;
	const isNews = inbound && event.history !== true;
	const content = isNews ? await understood(tx, conversation.id, said) : said;
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
		status: isNews ? 'delivered' : inbound ? 'read' : 'sent',
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
		...(isNews && { unreadBy: 1 }),
		...(event.opensWindow && { inboundAt: event.at }),
		...((event.referral?.source === 'ad' || event.referral?.source === 'post') && {
			entry: { source: event.referral.source, freeUntil: null },
		}),
	});
	if (mediaRef !== null) await wantMedia(applying, messageId, content, mediaRef);
	if (inbound && event.opensWindow)
		await applyConsent(applying, content, {
			contactId,
			conversationId: conversation.id,
			messageId,
			at: event.at,
			isFormer: event.history === true,
		});
	if (isNews)
		await followAnswer(applying, conversation, {
			channelId: channel.row.id,
			quotes: event.replyToExternalId,
			at: event.at,
			isPress: content.kind === 'choice',
		});
	if (isNews) {
		// A person with two numbers is answered where they wrote.
		for (const address of event.party.addresses)
			if (isLasting(address.kind))
				await tx.contacts.noteWrote(contactId, channel.row.type, address, { at: event.at, receivedAt });
	}
	if (isNews) await wantName(applying, contactId, event.party);
	await applyEarly(applying, event.externalId);
	const { acknowledge } = event;
	if (acknowledge) changes.afterwards(() => void tellTaken(applying, acknowledge));
}

/** The file of a former message, which comes after the message itself: it takes the place that was kept for it. */
async function fillIn(applying: Applying, event: InboundEvent, known: MessageRow): Promise<void> {
	if (event.history !== true || event.content.kind !== 'media' || known.kind !== 'unsupported') return;
	const { content, mediaRef } = toStored(event.content);
	await changeMessage(applying, known, { content: JSON.stringify(content), kind: content.kind });
	if (mediaRef !== null) await wantMedia(applying, known.id, content, mediaRef);
}

/** `/start` alone: the token behind it has done its work, and means nothing to people. */
function withoutToken(text: string): Content {
	return { kind: 'text', text: text.split(' ')[0] ?? text };
}

/** Ends what the contact's app waits for. A courtesy: when it fails, the button turns a while longer. */
async function tellTaken({ parts, channel }: Applying, reference: string): Promise<void> {
	try {
		await channel.connection.acknowledge?.(reference, within(parts, PERSON_WAITS_MS));
	} catch (error) {
		parts.log.info({ error, channelId: channel.row.id }, 'a tap could not be acknowledged');
	}
}

/** What we sent as one comes back in parts: the first is our message, the others are in it. */
async function isPartOfOurs({ tx, channel }: Applying, { partOf }: InboundEvent): Promise<boolean> {
	const whole = partOf === undefined ? null : await tx.messages.byExternalId(channel.row.id, partOf);
	return whole !== null && whole.client_id !== null;
}

async function applyConsent(
	applying: Applying,
	content: Content,
	one: { contactId: string; conversationId: string; messageId: string; at: number; isFormer: boolean },
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
	if (isNews && !one.isFormer) await confirmConsent(applying, { conversationId, messageId, word, at });
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
		else if (early.kind === 'seen') await applySeen(applying, early);
	}
}
