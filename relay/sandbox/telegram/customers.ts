import { ControlError } from '../find-party.ts';
import { contentOf, textFields } from './customer-content.ts';
import type { TelegramMessage } from './customer-message.ts';
import type { Fields, TelegramChatRow, TelegramMessageRow, TelegramPersonRow } from './model.ts';
import { isObject } from './parameters.ts';
import type { TelegramWorld } from './telegram-world.ts';
import type { UpdateLine } from './updates.ts';

/** What a customer writes, and where. */
export interface Writing {
	customer: string;
	message: TelegramMessage;
	/** A group's id; the customer's own chat with the bot when absent. */
	chat?: string | undefined;
	/** The message of the same chat that this one answers. */
	replyTo?: number | undefined;
	forwarded?: boolean | undefined;
	/** Files of one album have the same. */
	album?: string | undefined;
}

/** People on Telegram: what they do reaches the bot as updates. */
export class TelegramCustomers {
	readonly #telegram: TelegramWorld;
	readonly #line: UpdateLine;

	constructor(telegram: TelegramWorld, line: UpdateLine) {
		this.#telegram = telegram;
		this.#line = line;
	}

	/** Presses Start; with the payload of a link when there is one. Somebody who blocked the bot takes that back so. */
	start(customer: string, payload: string | undefined): TelegramMessageRow {
		if (payload !== undefined && !/^[\w-]{1,64}$/.test(payload))
			throw new ControlError('A payload has 1 to 64 letters, digits, _ or -.');
		const person = this.#telegram.person(customer);
		const chat = this.#telegram.openChat(person);
		if (chat.bot === 'blocked') this.#setBlocked(person, chat, 'in');
		return this.#tell(chat, person, textFields(payload === undefined ? '/start' : `/start ${payload}`));
	}

	writes({ customer, message, chat: groupId, replyTo, forwarded, album }: Writing): TelegramMessageRow {
		const person = this.#telegram.person(customer);
		const chat = this.#telegram.needChat(person, groupId);
		if (chat.bot === 'blocked') throw new ControlError(`${person.firstName} has blocked the bot.`);
		if (message.type === 'location') chat.keyboard = null;
		const target = replyTo === undefined ? null : this.#telegram.needMessage(chat.id, replyTo);
		return this.#tell(chat, person, {
			...contentOf(this.#telegram, message),
			...(target && { reply_to_message: { ...target.message, reply_to_message: undefined } }),
			...(forwarded && {
				forward_origin: { type: 'hidden_user', sender_user_name: 'Somebody', date: this.#telegram.date },
			}),
			...(album !== undefined && { media_group_id: album }),
		});
	}

	edits(customer: string, chatId: string | undefined, messageId: number, text: string): void {
		const person = this.#telegram.person(customer);
		const chat = this.#telegram.needChat(person, chatId);
		const row = this.#telegram.needMessage(chat.id, messageId);
		if (row.from !== 'customer') throw new ControlError('A customer can change only own messages.');
		const field = row.message.text === undefined ? 'caption' : 'text';
		row.message = { ...row.message, [field]: text, edit_date: this.#telegram.date };
		this.#telegram.store.messages.put(row);
		this.#telegram.world.changed('messages');
		this.#line.enqueue('edited_message', `chat ${chat.id}`, row.message);
	}

	/** Presses a button below a message of the bot, named by its words or its data. */
	presses(
		customer: string,
		chatId: string | undefined,
		messageId: number,
		wanted: string,
	): { queryId: string } {
		const person = this.#telegram.person(customer);
		const chat = this.#telegram.needChat(person, chatId);
		const row = this.#telegram.needMessage(chat.id, messageId);
		const button = buttonsOf(row.message).find(one => one.callback_data === wanted || one.text === wanted);
		if (typeof button?.callback_data !== 'string')
			throw new ControlError(`The message has no button ${wanted} that can be pressed.`);
		const { store, world } = this.#telegram;
		const queryId = `2190000${world.nextSeq()}${String(world.clock.timer()).slice(-7)}`;
		store.queries.put({ id: queryId, at: world.clock.now(), answered: false });
		this.#line.enqueue('callback_query', `buttons of ${person.userId}`, {
			id: queryId,
			from: this.#telegram.userOf(person),
			message: row.message,
			chat_instance: `-31000000${chat.id.replace('-', '')}`,
			data: button.callback_data,
		});
		return { queryId };
	}

	/** True when the bot has answered, so that the phone no longer waits. */
	isAnswered(queryId: string): boolean {
		return this.#telegram.store.queries.get(queryId)?.answered ?? false;
	}

	blocks(customer: string): void {
		this.#changeBlocked(customer, 'blocked');
	}

	unblocks(customer: string): void {
		this.#changeBlocked(customer, 'in');
	}

	/** The account is deleted; nothing tells the bot. */
	deactivates(customer: string): void {
		const person = this.#telegram.person(customer);
		this.#telegram.store.people.put(Object.assign(person, { deactivated: true }));
		this.#telegram.world.changed('messages');
	}

	/** Shares a number as Telegram does by its button: with the user id of whose it is. */
	sharesContact(customer: string, of: string | undefined): TelegramMessageRow {
		const person = this.#telegram.person(customer);
		const shared = of === undefined ? person : this.#telegram.person(of);
		const phone = this.#telegram.world.store.customers.get(shared.id)?.phone ?? '';
		const chat = this.#telegram.openChat(person);
		return this.#tell(chat, person, {
			contact: {
				phone_number: phone.replace('+', ''),
				first_name: shared.firstName,
				...(shared.lastName !== null && { last_name: shared.lastName }),
				user_id: shared.userId,
			},
		});
	}

	/** A new group with the bot in it. */
	makesGroup(customers: readonly string[], title: string): TelegramChatRow {
		const people = customers.map(one => this.#telegram.person(one));
		const [first] = people;
		if (!first) throw new ControlError('A group needs somebody who makes it.');
		const members = people.map(({ id }) => id);
		const chat = this.#telegram.newGroup(title, members, 'group');
		this.#tell(chat, first, { new_chat_members: [this.#telegram.botUser] });
		return chat;
	}

	/** The group becomes a supergroup: a new chat under a new id, told in both. */
	migrates(chatId: string): TelegramChatRow {
		const chat = this.#telegram.store.chats.get(chatId);
		const person = this.#telegram.store.people.get(chat?.members[0] ?? '');
		if (chat?.type !== 'group' || !person) throw new ControlError(`There is no group ${chatId}.`);
		const moved = this.#telegram.newGroup(chat.title ?? '', chat.members, 'supergroup');
		this.#tell(chat, person, { migrate_to_chat_id: Number(moved.id) });
		this.#telegram.putChat(Object.assign(chat, { movedTo: moved.id }));
		this.#tell(moved, person, { migrate_from_chat_id: Number(chat.id) });
		return moved;
	}

	/** Somebody takes the bot out of the group. */
	removesBot(chatId: string): void {
		const chat = this.#telegram.store.chats.get(chatId);
		const person = this.#telegram.store.people.get(chat?.members[0] ?? '');
		if (!chat || chat.type === 'private' || !person) throw new ControlError(`There is no group ${chatId}.`);
		this.#setMembership(person, chat, 'out', ['member', 'kicked']);
	}

	#changeBlocked(customer: string, bot: 'in' | 'blocked'): void {
		const person = this.#telegram.person(customer);
		const chat = this.#telegram.openChat(person);
		if (chat.bot !== bot) this.#setBlocked(person, chat, bot);
	}

	#setBlocked(person: TelegramPersonRow, chat: TelegramChatRow, bot: 'in' | 'blocked'): void {
		this.#setMembership(person, chat, bot, bot === 'in' ? ['kicked', 'member'] : ['member', 'kicked']);
	}

	#setMembership(
		person: TelegramPersonRow,
		chat: TelegramChatRow,
		bot: TelegramChatRow['bot'],
		[before, after]: [before: string, after: string],
	): void {
		this.#telegram.putChat(Object.assign(chat, { bot }));
		const user = this.#telegram.botUser;
		this.#line.enqueue('my_chat_member', `membership ${chat.id}`, {
			chat: this.#telegram.chatObject(chat),
			from: this.#telegram.userOf(person),
			date: this.#telegram.date,
			old_chat_member: { status: before, user },
			new_chat_member: { status: after, user, ...(after === 'kicked' && { until_date: 0 }) },
		});
	}

	#tell(chat: TelegramChatRow, person: TelegramPersonRow, content: Fields): TelegramMessageRow {
		const row = this.#telegram.addMessage(chat, person, content);
		this.#line.enqueue('message', `chat ${chat.id}`, row.message);
		return row;
	}
}

/** The buttons below a message. */
export function buttonsOf(message: Fields): Fields[] {
	const markup = message.reply_markup;
	const rows = isObject(markup) && Array.isArray(markup.inline_keyboard) ? markup.inline_keyboard : [];
	return rows.flat().filter(isObject);
}
