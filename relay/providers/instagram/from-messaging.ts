import type { Content, Referral } from '../../../shared/domain/message.ts';
import type { InboundContent, InboundEvent, ProviderEvent } from '../events.ts';
import { type Json, list, record, text } from '../wire.ts';
import { readAttachment } from './attachments.ts';
import { fromPolicy, fromReaction } from './from-other.ts';
import { externalIdOf, type Place, personOf, type Said, timeOf } from './place.ts';
import { adReferral, linkReferral, storyReferral } from './referrals.ts';

/** Files of one message; images are the only ones that may be several (providers.md §8.2). */
const PARTS_MAX = 10;

/** One item of `messaging[]` or `standby[]`: a message and its parts, or what happened to one. */
export function fromMessaging(item: Json, place: Place): ProviderEvent[] {
	const sender = text(record(item.sender)?.id);
	const recipient = text(record(item.recipient)?.id);
	const message = record(item.message);
	const at = timeOf(item.timestamp, place.at);
	const isOurs = sender === place.account || message?.is_echo === true;
	const person = isOurs ? recipient : sender;
	if (person === null || person === place.account) {
		const reason = person === null ? 'a message between nobody' : 'the account wrote to itself';
		return [{ kind: 'ignored', reason }];
	}
	const said: Said = { place, at, direction: isOurs ? 'outbound' : 'inbound', person };

	if (message) return fromMessage(message, said);
	const postback = record(item.postback);
	if (postback) return [fromPostback(postback, said)];
	const reaction = record(item.reaction);
	if (reaction) return [fromReaction(reaction, said)];
	const edit = record(item.message_edit);
	if (edit) return [fromEdit(edit, at)];
	const read = record(item.read);
	if (read) {
		const targetId = text(read.mid);
		const party = personOf(place, person);
		return [{ kind: 'seen', key: `seen:${person}:${targetId ?? at}`, targetId, party, at }];
	}
	const referral = record(item.referral);
	if (referral) return [fromReferral(referral, said)];
	const policy = record(item.policy_enforcement ?? item['policy-enforcement']);
	if (policy) return [fromPolicy(policy, at)];
	const kinds = Object.keys(item).filter(key => !['sender', 'recipient', 'timestamp'].includes(key));
	return [{ kind: 'ignored', reason: `a message event of kind ${kinds.join(', ') || 'none'}` }];
}

function fromMessage(message: Json, said: Said): ProviderEvent[] {
	const mid = text(message.mid);
	if (mid === null) return [{ kind: 'ignored', reason: 'a message without an id' }];
	if (message.is_deleted === true) return unsent(mid, said.at);
	const replyTo = record(message.reply_to);
	const story = record(replyTo?.story);
	const referral =
		adReferral(record(message.referral)) ?? (story ? storyReferral('story', text(story.url)) : null);
	return contentsOf(message, said.place).map((part, index) => ({
		...event(said, externalIdOf(mid, index), part.content),
		...(index > 0 && { partOf: mid }),
		replyToExternalId: text(replyTo?.mid),
		referral: part.referral ?? referral,
		raw: part.content.kind === 'unsupported' ? message : null,
	}));
}

/** What a message says: its words, then each of its files. Never empty. */
function contentsOf(
	message: Json,
	place: Place,
): { readonly content: InboundContent; readonly referral: Referral | null }[] {
	const words = text(message.text);
	const tapped = text(record(message.quick_reply)?.payload);
	const parts: { content: InboundContent; referral: Referral | null }[] = [];
	if (tapped !== null)
		parts.push({
			content: { kind: 'choice', text: words ?? tapped, detail: null, id: tapped },
			referral: null,
		});
	else if (words !== null) parts.push({ content: { kind: 'text', text: words }, referral: null });
	for (const attachment of list(message.attachments))
		parts.push(readAttachment(record(attachment) ?? {}, place.isFile));
	if (parts.length > 0) return parts;
	const reason =
		message.is_unsupported === true ? 'Instagram does not hand over messages of this kind.' : null;
	return [{ content: { kind: 'unsupported', type: 'unsupported', reason }, referral: null }];
}

/** Of how many parts a message was is not told when it is taken back: each that may be there is. */
function unsent(mid: string, at: number): ProviderEvent[] {
	return Array.from({ length: PARTS_MAX }, (_, index) => {
		const targetId = externalIdOf(mid, index);
		return { kind: 'revoke', key: `revoke:${targetId}`, targetId, at };
	});
}

/** A tapped button, icebreaker or menu entry. */
function fromPostback(postback: Json, said: Said): ProviderEvent {
	const id = text(postback.payload);
	const title = text(postback.title) ?? id ?? 'Button';
	const content: Content = { kind: 'choice', text: title, detail: null, id };
	return {
		...event(said, text(postback.mid) ?? `postback:${said.person}:${said.at}`, content),
		referral: adReferral(record(postback.referral)) ?? linkReferral(record(postback.referral)),
	};
}

function fromEdit(edit: Json, at: number): ProviderEvent {
	const targetId = text(edit.mid);
	if (targetId === null) return { kind: 'ignored', reason: 'an edit of nothing' };
	const content: Content = { kind: 'text', text: typeof edit.text === 'string' ? edit.text : '' };
	return { kind: 'edit', key: `edit:${targetId}:${text(edit.num_edit) ?? at}`, targetId, content, at };
}

/** Somebody whom we know came by a link or an ad: no message yet, and no window. */
function fromReferral(referral: Json, said: Said): ProviderEvent {
	const found = adReferral(referral) ?? linkReferral(referral);
	const from = found?.source === 'ad' ? 'an ad' : `a link${found?.body ? ` (${found.body})` : ''}`;
	return {
		...event(said, `referral:${said.person}:${said.at}`, {
			kind: 'notice',
			notice: 'other',
			text: `The contact opened the chat by ${from}.`,
		}),
		referral: found,
		opensWindow: false,
	};
}

function event(said: Said, externalId: string, content: InboundContent): InboundEvent {
	return {
		kind: 'message',
		key: `message:${externalId}`,
		externalId,
		direction: said.direction,
		party: personOf(said.place, said.person),
		at: said.at,
		content,
		replyToExternalId: null,
		forwarded: false,
		referral: null,
		raw: null,
		opensWindow: said.direction === 'inbound',
	};
}
