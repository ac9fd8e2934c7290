import type { Address } from '../../../shared/domain/address.ts';
import type { Party } from '../events.ts';
import { type Json, number, record, text } from '../wire.ts';

/** `chat_id:message_id`: Telegram's message ids are counted anew in each chat (providers.md §7.6). Null when one is missing. */
export function externalIdOf(message: Json): string | null {
	const chatId = number(record(message.chat)?.id);
	const messageId = number(message.message_id);
	return chatId === null || messageId === null ? null : `${chatId}:${messageId}`;
}

/** The chat and the message of an external id; null for one that names no message of a chat, as a button press has it. */
export function readExternalId(externalId: string): { chatId: string; messageId: number } | null {
	const found = /^(-?\d+):(\d+)$/.exec(externalId);
	return found ? { chatId: found[1] ?? '', messageId: Number(found[2]) } : null;
}

export function isPrivate(chat: Json | null): boolean {
	return chat?.type === 'private';
}

/**
 * Who a message belongs to: the person of a private chat, or a group as a whole, which is a chat of its own. The chat's id
 * is what lasts; a username may change hands.
 */
export function partyOf(chat: Json, sender: Json | null): Party {
	const id = number(chat.id);
	const addresses: Address[] = id === null ? [] : [{ kind: 'telegram-chat', value: String(id) }];
	const person = isPrivate(chat) ? sender : null;
	const username = text(person?.username) ?? text(chat.username);
	if (username && id !== null) addresses.push({ kind: 'telegram-username', value: username.toLowerCase() });
	return { addresses, profileName: nameOf(person) ?? nameOf(chat) };
}

/** A person's first and last name, or a group's title. */
export function nameOf(who: Json | null): string | null {
	const full = [text(who?.first_name), text(who?.last_name)].filter(part => part !== null).join(' ');
	return full.trim() || text(who?.title);
}

/**
 * The sender's own number, when a shared contact is that of the sender: Telegram vouches for it by the same user id. Any
 * other contact is somebody else's (providers.md §7.4).
 */
export function ownPhone(message: Json): Address | null {
	const contact = record(message.contact);
	const sender = number(record(message.from)?.id);
	if (!contact || sender === null || number(contact.user_id) !== sender) return null;
	const phone = withPlus(text(contact.phone_number));
	return phone?.startsWith('+') ? { kind: 'phone', value: phone } : null;
}

/** Telegram writes numbers with or without the `+`; what does not look like one stays as it is. */
export function withPlus(phone: string | null): string | null {
	if (phone === null) return null;
	const digits = phone.replace(/[\s()-]/g, '');
	return /^\+?\d{6,15}$/.test(digits) ? `+${digits.replace(/^\+/, '')}` : phone;
}
