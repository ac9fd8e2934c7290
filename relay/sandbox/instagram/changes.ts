import { ControlError } from '../find-party.ts';
import type { InstagramDesk } from './desk.ts';

/** What people do to messages that are there. Each tells the business. */

/** Puts an emoji on a message, or takes it back (null). */
export function reacts(
	desk: InstagramDesk,
	{ customer: who, message: mid, emoji }: { customer: string; message: string; emoji: string | null },
): void {
	const customer = desk.person(who);
	const message = desk.needMessage(mid);
	message.reactions.customer = emoji;
	desk.put(message);
	const named = emoji === '❤️' ? 'love' : 'other';
	const reaction =
		emoji === null ? { mid, action: 'unreact' } : { mid, action: 'react', reaction: named, emoji };
	desk.tell('message_reactions', customer, { reaction });
}

/** Takes a message back: its copy and its files are to be deleted. */
export function unsends(
	desk: InstagramDesk,
	{ customer: who, message: mid }: { customer: string; message: string },
): void {
	const customer = desk.person(who);
	const message = desk.needMessage(mid);
	if (message.by !== 'customer') throw new ControlError('A person can take back only their own messages.');
	message.deleted = true;
	desk.put(message);
	for (const { url } of message.attachments) {
		const id = url?.split('/').at(-1);
		if (id && desk.world.store.media.get(id)) {
			desk.world.store.deleteBytes(id);
			desk.world.store.media.delete(id);
		}
	}
	desk.tell('messages', customer, { message: { mid, is_deleted: true } });
}

export function edits(
	desk: InstagramDesk,
	{ customer: who, message: mid, text }: { customer: string; message: string; text: string },
): void {
	const customer = desk.person(who);
	const message = desk.needMessage(mid);
	if (message.by !== 'customer') throw new ControlError('A person can edit only their own messages.');
	message.text = text;
	message.edits += 1;
	desk.put(message);
	// A text, as it has been seen.
	desk.tell('message_edit', customer, { message_edit: { mid, text, num_edit: String(message.edits) } });
}

/** Opens the chat: everything of ours up to the last message is read. Says nothing when there is nothing new. */
export function sees(desk: InstagramDesk, { customer: who }: { customer: string }): void {
	const customer = desk.person(who);
	const unseen = desk.messagesWith(customer.id).filter(one => one.from === 'business' && !one.seen);
	for (const message of unseen) desk.put({ ...message, seen: true });
	const last = unseen.at(-1);
	if (last) desk.tell('messaging_seen', customer, { read: { mid: last.id } });
}

/** Comes by a link of the account (`ig.me/m/…?ref=`) to a chat that is there. */
export function opensLink(
	desk: InstagramDesk,
	{ customer: who, ref }: { customer: string; ref: string },
): void {
	const referral = { ref, source: 'IGME_SOURCE_LINK', type: 'OPEN_THREAD' };
	desk.tell('messaging_referral', desk.person(who), { referral });
}

/** The business types in the Instagram app itself: only an echo tells. */
export function appWrites(
	desk: InstagramDesk,
	{ customer: who, text }: { customer: string; text: string },
): { messageId: string } {
	const customer = desk.person(who);
	const row = desk.keep({ customerId: customer.id, from: 'business', by: 'app', text });
	const message = { mid: row.id, text, is_echo: true };
	desk.tell(['message_echoes', 'messages'], customer, { message }, { from: 'business', at: row.at });
	return { messageId: row.id };
}
