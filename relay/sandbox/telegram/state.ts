import type { Fields, TelegramChatRow, TelegramMessageRow, TelegramPersonRow } from './model.ts';
import type { TelegramWorld } from './telegram-world.ts';

/** A message as the phone page and tests read it. */
export interface ShownTelegramMessage
	extends Pick<TelegramMessageRow, 'id' | 'messageId' | 'from' | 'reaction'> {
	/** Epoch ms. */
	at: number;
	/** As the Bot API tells it. */
	message: Fields;
}

/** A chat with all of its messages, oldest first. One that nobody has opened has none. */
export function shownChat(
	telegram: TelegramWorld,
	chatId: string,
): { chat: TelegramChatRow | null; messages: ShownTelegramMessage[] } {
	const messages = telegram.messagesOf(chatId).map(({ id, messageId, from, reaction, message }) => {
		const at = typeof message.date === 'number' ? message.date * 1000 : 0;
		return { id, messageId, from, reaction, at, message };
	});
	return { chat: telegram.store.chats.get(chatId), messages };
}

/** What a person's phone lists: their own chat with the bot, and groups. */
export function chatsOf(
	telegram: TelegramWorld,
	person: TelegramPersonRow,
): { person: TelegramPersonRow; chats: TelegramChatRow[] } {
	const chats = telegram.store.chats
		.all()
		.filter(({ members, movedTo }) => movedTo === null && members.includes(person.id));
	return { person, chats };
}

/** The bot and its people, for the front page. */
export function telegramState(telegram: TelegramWorld, waiting: number) {
	const { bot, store } = telegram;
	return { bot, people: store.people.all(), waiting, messages: store.messages.size };
}
