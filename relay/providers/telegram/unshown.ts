import type { InboundContent } from '../events.ts';
import { type Json, list, number, record, text } from '../wire.ts';

/** Fields that every message may have, or that only accompany its content: they name no kind. */
const COMMON: ReadonlySet<string> = new Set([
	...[
		'message_id',
		'message_thread_id',
		'direct_messages_topic',
		'from',
		'sender_chat',
		'sender_boost_count',
	],
	...['sender_business_bot', 'sender_tag', 'date', 'edit_date', 'business_connection_id', 'chat', 'via_bot'],
	...['forward_origin', 'forward_from', 'forward_from_chat', 'forward_date', 'forward_sender_name'],
	...['forward_from_message_id', 'forward_signature', 'is_topic_message', 'is_automatic_forward'],
	...['reply_to_message', 'external_reply', 'quote', 'reply_to_story', 'reply_to_checklist_task_id'],
	...['has_protected_content', 'is_from_offline', 'is_paid_post', 'media_group_id', 'author_signature'],
	...['paid_star_count', 'entities', 'link_preview_options', 'effect_id', 'caption', 'caption_entities'],
	...['show_caption_above_media', 'has_media_spoiler', 'reply_markup', 'suggested_post_info'],
]);

/** What the contact did, for kinds that only Telegram shows. `part` is the field of the kind. */
const DEEDS: Readonly<Record<string, (part: Json, message: Json) => string>> = {
	poll: part => `sent a poll${quoted(part.question)}${optionsOf(part)}`,
	dice: part => `threw ${text(part.emoji) ?? 'a dice'}: ${number(part.value) ?? '?'}`,
	game: part => `sent a game${quoted(part.title)}`,
	story: () => 'forwarded a story',
	checklist: part => `sent a checklist${quoted(part.title)}${tasksOf(part)}`,
	invoice: part => `sent an invoice${quoted(part.title)}`,
	paid_media: (_part, message) => `sent media that must be paid for${quoted(message.caption)}`,
	live_photo: () => 'sent a live photo',
	giveaway: () => 'sent a giveaway',
	giveaway_winners: () => 'sent the winners of a giveaway',
	web_app_data: part => `sent data of a mini app${quoted(part.button_text)}`,
	users_shared: () => 'shared people of their contact list',
	chat_shared: () => 'shared a chat',
	passport_data: () => 'sent documents of Telegram Passport',
	rich_message: () => 'sent a formatted page',
	gift: () => 'sent a gift',
	unique_gift: () => 'sent a gift',
	successful_payment: part => `paid an invoice of ${price(part)}`,
};

/** A kind that cannot be shown here, told in one sentence where it is known. */
export function readUnshown(message: Json): InboundContent {
	const type = Object.keys(message).find(field => !COMMON.has(field) && isKind(message[field])) ?? 'empty';
	const deed = Object.hasOwn(DEEDS, type) ? DEEDS[type] : undefined;
	const reason = deed ? `The contact ${deed(record(message[type]) ?? {}, message)}.` : null;
	return { kind: 'unsupported', type, reason };
}

function isKind(value: unknown): boolean {
	return value !== null && value !== undefined;
}

function quoted(value: unknown): string {
	const words = text(value);
	return words === null ? '' : ` “${words}”`;
}

function optionsOf(poll: Json): string {
	return listed(list(poll.options));
}

function tasksOf(checklist: Json): string {
	return listed(list(checklist.tasks));
}

function listed(items: readonly unknown[]): string {
	const words = items.map(item => text(record(item)?.text)).filter(word => word !== null);
	return words.length > 0 ? ` (${words.join(', ')})` : '';
}

/** Amounts are in the smallest unit; all currencies but a few, and Telegram's stars (XTR), have a hundred of them. */
function price(payment: Json): string {
	const currency = text(payment.currency) ?? '';
	const amount = number(payment.total_amount) ?? 0;
	return currency === 'XTR' ? `${amount} stars` : `${(amount / 100).toFixed(2)} ${currency}`.trim();
}
