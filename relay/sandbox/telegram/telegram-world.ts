import { randomBytes } from 'node:crypto';
import { ControlError, needCustomer } from '../find-party.ts';
import type { CustomerRow } from '../model.ts';
import type { World } from '../world.ts';
import type {
	BotRow,
	Fields,
	FileField,
	TelegramChatRow,
	TelegramFileRow,
	TelegramMessageRow,
	TelegramPersonRow,
} from './model.ts';
import { personOf, seedBot, TELEGRAM_BOT } from './seed.ts';

/** How long a file's path can be fetched (providers.md §7.5). */
const PATH_MS = 3_600_000;

/** Telegram as the parts of its fake share it: the bot, people's accounts, chats, messages and files. */
export class TelegramWorld {
	readonly world: World;

	constructor(world: World) {
		this.world = world;
	}

	get store(): World['store']['telegram'] {
		return this.world.store.telegram;
	}

	get bot(): BotRow {
		return this.store.bots.get(TELEGRAM_BOT.id) ?? this.store.bots.put(seedBot());
	}

	/** The bot's own User object. */
	get botUser(): Fields {
		const { id, name, username } = this.bot;
		return { id: Number(id), is_bot: true, first_name: name, username };
	}

	/** Epoch seconds by the sandbox's clock. */
	get date(): number {
		return Math.floor(this.world.clock.now() / 1000);
	}

	person(reference: string): TelegramPersonRow {
		return this.personOf(needCustomer(this.world, reference));
	}

	/** A customer's account; made when they have none. */
	personOf(customer: CustomerRow): TelegramPersonRow {
		const { people } = this.store;
		return people.get(customer.id) ?? people.put(personOf(customer, people.size));
	}

	/** Everybody of the first page has an account from the beginning, so that their ids are known. */
	seedPeople(): void {
		for (const customer of this.world.store.customers.all()) this.personOf(customer);
	}

	userOf({ userId, firstName, lastName, username }: TelegramPersonRow): Fields {
		return {
			id: userId,
			is_bot: false,
			first_name: firstName,
			...(lastName !== null && { last_name: lastName }),
			...(username !== null && { username }),
			language_code: 'en',
		};
	}

	chatObject(chat: TelegramChatRow): Fields {
		if (chat.type !== 'private') return { id: Number(chat.id), title: chat.title, type: chat.type };
		const person = this.store.people.get(chat.members[0] ?? '');
		const { is_bot, language_code, ...user } = person ? this.userOf(person) : { is_bot: 0, language_code: 0 };
		return { ...user, type: 'private' };
	}

	/** The person's chat with the bot; opened when they have none. */
	openChat(person: TelegramPersonRow): TelegramChatRow {
		const id = String(person.userId);
		return this.store.chats.get(id) ?? this.putChat({ ...newChat(id, 'private'), members: [person.id] });
	}

	/** The group, or the person's own chat. Throws `ControlError` when the group is not there. */
	needChat(person: TelegramPersonRow, groupId: string | undefined): TelegramChatRow {
		if (groupId === undefined) return this.openChat(person);
		const group = this.store.chats.get(groupId);
		if (!group?.members.includes(person.id))
			throw new ControlError(`${person.firstName} is in no group ${groupId}.`);
		return group;
	}

	newGroup(title: string, members: readonly string[], type: 'group' | 'supergroup'): TelegramChatRow {
		const number = 4_000_000_000 + this.world.nextSeq() * 13;
		const id = type === 'group' ? String(-number) : String(-1_000_000_000_000 - number);
		return this.putChat({ ...newChat(id, type), title, members: [...members] });
	}

	putChat(chat: TelegramChatRow): TelegramChatRow {
		this.store.chats.put(chat);
		this.world.changed('messages');
		return chat;
	}

	/** Adds a message to a chat under the chat's next id. */
	addMessage(chat: TelegramChatRow, from: 'bot' | TelegramPersonRow, content: Fields): TelegramMessageRow {
		chat.lastMessageId += 1;
		const messageId = chat.lastMessageId;
		const row = this.store.messages.put({
			id: `${chat.id}:${messageId}`,
			chatId: chat.id,
			messageId,
			from: from === 'bot' ? 'bot' : 'customer',
			message: {
				message_id: messageId,
				from: from === 'bot' ? this.botUser : this.userOf(from),
				chat: this.chatObject(chat),
				date: this.date,
				...content,
			},
			reaction: null,
		});
		this.putChat(chat);
		return row;
	}

	messagesOf(chatId: string): TelegramMessageRow[] {
		return this.store.messages.all().filter(row => row.chatId === chatId);
	}

	needMessage(chatId: string, messageId: number): TelegramMessageRow {
		const found = this.store.messages.get(`${chatId}:${messageId}`);
		if (!found) throw new ControlError(`There is no message ${messageId} in chat ${chatId}.`);
		return found;
	}

	keepFile(
		field: FileField,
		file: { bytes: Buffer; mime: string; filename: string | null; size?: number | undefined },
	): TelegramFileRow {
		const uniqueId = `AgAD${randomBytes(9).toString('base64url')}`;
		const row = this.store.files.put({
			id: `${FILE_LETTERS[field]}${randomBytes(33).toString('base64url')}`,
			uniqueId,
			field,
			mime: file.mime,
			size: file.size ?? file.bytes.length,
			filename: file.filename,
			path: `${field}s/file_${this.store.files.size}`,
			openUntil: 0,
		});
		this.world.store.saveBytes(uniqueId, file.bytes);
		this.world.store.flushSoon();
		return row;
	}

	/** Lets a file be fetched by its path for an hour. */
	openFile(file: TelegramFileRow): TelegramFileRow {
		return this.store.files.put(Object.assign(file, { openUntil: this.world.clock.now() + PATH_MS }));
	}

	bytesOf(file: TelegramFileRow): Buffer | null {
		return this.world.store.readBytes(file.uniqueId);
	}
}

/** How Telegram's file ids begin. */
const FILE_LETTERS: Readonly<Record<FileField, string>> = {
	photo: 'AgAC',
	video: 'BAAC',
	animation: 'CgAC',
	audio: 'CQAC',
	voice: 'AwAC',
	video_note: 'DQAC',
	document: 'BQAC',
	sticker: 'CAAC',
};

function newChat(id: string, type: TelegramChatRow['type']): TelegramChatRow {
	return {
		id,
		type,
		title: null,
		members: [],
		bot: 'in',
		movedTo: null,
		lastMessageId: 0,
		keyboard: null,
	};
}
