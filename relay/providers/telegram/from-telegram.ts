import type { InboundContent, InboundEvent, ParsedEvent, ProviderEvent } from '../events.ts';
import { type Json, list, number, record, seconds, text } from '../wire.ts';
import { readContent } from './content.ts';
import { externalIdOf, isPrivate, nameOf, ownPhone, partyOf } from './party.ts';
import { readMigration, readService } from './service.ts';

/** What a bot's webhook is about, besides its body. */
export interface UpdateContext {
	/** The bot's own user id, decimal. */
	readonly botId: string;
	/** Our clock when it came: a button press has no time of its own. */
	readonly receivedAt: number;
}

/**
 * Reads one Update (providers.md §7.4). Nothing throws: a kind that is not asked for, or newer than this code, is
 * `ignored`; a message of a kind that cannot be shown is `unsupported`.
 */
export function parseTelegram(body: unknown, context: UpdateContext): ParsedEvent[] {
	return [{ numberId: null, accountId: null, event: fromUpdate(record(body) ?? {}, context) }];
}

function fromUpdate(update: Json, context: UpdateContext): ProviderEvent {
	const message = record(update.message);
	if (message) return fromMessage(message, context);
	const edited = record(update.edited_message);
	if (edited) return fromEdit(edited, update);
	const query = record(update.callback_query);
	if (query) return fromButton(query, context);
	const member = record(update.my_chat_member);
	if (member) return fromMembership(member);
	const kind = Object.keys(update).find(field => field !== 'update_id') ?? 'nothing';
	return { kind: 'ignored', reason: `an update of kind ${kind}` };
}

function fromMessage(message: Json, { botId }: UpdateContext): ProviderEvent {
	const externalId = externalIdOf(message);
	const at = seconds(message.date);
	const chat = record(message.chat);
	if (externalId === null || at === null || !chat)
		return { kind: 'ignored', reason: 'a message without a chat, an id or a time' };
	if (text(record(message.from)?.id) === botId)
		return { kind: 'ignored', reason: 'a message of the bot itself' };
	const migration = readMigration(message, at);
	if (migration) return migration;
	const service = readService(message, botId);
	if (service && 'ignored' in service) return { kind: 'ignored', reason: service.ignored };
	const party = partyOf(chat, record(message.from));
	const phone = isPrivate(chat) ? ownPhone(message) : null;
	const content: InboundContent = service
		? { kind: 'notice', notice: 'other', text: service.text }
		: withAuthor(readContent(message), message, chat);
	return {
		...plainMessage(externalId),
		party: phone ? { ...party, addresses: [...party.addresses, phone] } : party,
		at,
		content,
		replyToExternalId: repliedTo(message, chat),
		forwarded: message.forward_origin !== undefined || message.forward_date !== undefined,
		raw: content.kind === 'unsupported' ? message : null,
		startToken: isPrivate(chat) ? startToken(message.text) : null,
		opensWindow: !service,
	};
}

/** What all inbound messages of Telegram have alike. */
function plainMessage(
	externalId: string,
): Omit<InboundEvent, 'party' | 'at' | 'content' | 'opensWindow' | 'replyToExternalId' | 'raw'> {
	return {
		kind: 'message',
		key: `message:${externalId}`,
		externalId,
		direction: 'inbound',
		forwarded: false,
		referral: null,
	};
}

/** The payload of a link `t.me/<bot>?start=<payload>` (providers.md §7.7); null for a bare start and any other text. */
function startToken(said: unknown): string | null {
	return (typeof said === 'string' && /^\/start ([\w-]{1,64})$/.exec(said.trim())?.[1]) || null;
}

/** The message that this one answers. A topic of a forum is no message, though every first one there "answers" it. */
function repliedTo(message: Json, chat: Json): string | null {
	const target = record(message.reply_to_message);
	if (!target || target.forum_topic_created !== undefined) return null;
	return externalIdOf({ chat, ...target });
}

/** A group is one conversation of many people: what each says begins with their name. */
function withAuthor(content: InboundContent, message: Json, chat: Json): InboundContent {
	if (isPrivate(chat)) return content;
	const author = nameOf(record(message.sender_chat)) ?? nameOf(record(message.from));
	if (author === null) return content;
	if (content.kind === 'text') return { ...content, text: `${author}: ${content.text}` };
	if (content.kind === 'media' && content.mediaKind !== 'sticker' && content.mediaKind !== 'voice')
		return { ...content, caption: content.caption === null ? author : `${author}: ${content.caption}` };
	return content;
}

function fromEdit(message: Json, update: Json): ProviderEvent {
	const targetId = externalIdOf(message);
	const at = seconds(message.edit_date) ?? seconds(message.date);
	const chat = record(message.chat);
	if (targetId === null || at === null || !chat)
		return { kind: 'ignored', reason: 'an edit without a chat, an id or a time' };
	return {
		kind: 'edit',
		// Two edits may fall into one second.
		key: `edit:${targetId}:${at}:${text(update.update_id) ?? ''}`,
		targetId,
		content: withAuthor(readContent(message), message, chat),
		at,
	};
}

/**
 * A pressed button of ours. Its words are read from the message that has it, when Telegram still hands that over; an old
 * one comes with its id alone (`date` 0).
 */
function fromButton(query: Json, { receivedAt }: UpdateContext): ProviderEvent {
	const id = text(query.id);
	const message = record(query.message);
	const chat = record(message?.chat);
	const presser = record(query.from);
	const data = text(query.data);
	if (id === null || !message || !chat || data === null)
		return { kind: 'ignored', reason: 'a pressed button that is not of a message of ours' };
	const content: InboundContent = {
		kind: 'choice',
		text: buttonText(message, data) ?? data,
		detail: isPrivate(chat) ? null : nameOf(presser),
		id: data,
	};
	return {
		...plainMessage(`callback:${id}`),
		party: partyOf(chat, presser),
		at: receivedAt,
		content,
		replyToExternalId: externalIdOf(message),
		raw: null,
		acknowledge: id,
		opensWindow: true,
	};
}

function buttonText(message: Json, data: string): string | null {
	const rows = list(record(message.reply_markup)?.inline_keyboard);
	const buttons = rows.flatMap(row => list(row).map(button => record(button) ?? {}));
	return text(buttons.find(button => button.callback_data === data)?.text);
}

/** The bot's own place in a chat: a person blocked or unblocked it, or it was taken out of a group. */
function fromMembership(member: Json): ProviderEvent {
	const chat = record(member.chat);
	const id = number(chat?.id);
	const at = seconds(member.date);
	const before = text(record(member.old_chat_member)?.status);
	const after = text(record(member.new_chat_member)?.status);
	if (!chat || id === null || at === null || after === null)
		return { kind: 'ignored', reason: 'a membership without a chat, a time or a state' };
	const key = `member:${id}:${at}:${after}`;
	const party = partyOf(chat, record(member.from));
	const isOut = after === 'kicked' || after === 'left';
	if (isPrivate(chat)) {
		// Somebody who starts the bot for the first time was not "kicked" before: that is no change of mind.
		if (!isOut && before !== 'kicked') return { kind: 'ignored', reason: 'a bot that was started' };
		return { kind: 'preference', key, party, optedOut: isOut, at };
	}
	if (!isOut) return { kind: 'ignored', reason: 'the bot’s place in a group' };
	return {
		...plainMessage(key),
		party,
		at,
		content: { kind: 'notice', notice: 'other', text: 'The bot was taken out of the group.' },
		replyToExternalId: null,
		raw: null,
		opensWindow: false,
	};
}
