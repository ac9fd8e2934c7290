/** An object of the Bot API, as it goes over the wire. */
export type Fields = Record<string, unknown>;

/** A bot. `id` is the part of its token before the colon. */
export interface BotRow {
	id: string;
	token: string;
	username: string;
	name: string;
	webhook: BotWebhook | null;
	/** When a webhook was last asked for, by the machine's clock. */
	setWebhookAt: number;
	lastUpdateId: number;
}

/** Where a bot's updates go. */
export interface BotWebhook {
	url: string;
	secret: string | null;
	/** Empty: all but the rare ones. */
	allowedUpdates: string[];
	maxConnections: number;
	/** Epoch seconds. */
	lastErrorAt: number | null;
	lastErrorMessage: string | null;
}

/** A customer as Telegram knows them. `id` is the customer's. */
export interface TelegramPersonRow {
	id: string;
	userId: number;
	firstName: string;
	lastName: string | null;
	username: string | null;
	/** The account was deleted. */
	deactivated: boolean;
}

/** A chat with the bot; a person's is there once they have started it. `id` is the chat's id in decimals. */
export interface TelegramChatRow {
	id: string;
	type: 'private' | 'group' | 'supergroup';
	title: string | null;
	/** Customers in it; in a private chat the only one. */
	members: string[];
	/** `blocked` by the person, `out` of the group. */
	bot: 'in' | 'blocked' | 'out';
	/** The supergroup that this group became. */
	movedTo: string | null;
	lastMessageId: number;
	/** The buttons in place of the person's keyboard. */
	keyboard: Fields | null;
}

/** One message, whoever wrote it. `id` is `chat_id:message_id`. */
export interface TelegramMessageRow {
	id: string;
	chatId: string;
	messageId: number;
	from: 'bot' | 'customer';
	/** As the Bot API tells it, with all edits. */
	message: Fields;
	/** What the bot put on it. */
	reaction: string | null;
}

/** A file under the id by which bots know it. Its bytes are kept under `uniqueId`. */
export interface TelegramFileRow {
	id: string;
	uniqueId: string;
	field: FileField;
	mime: string;
	size: number;
	filename: string | null;
	path: string;
	/** Until when the path can be fetched, by the sandbox's clock. */
	openUntil: number;
}

/** The fields of a message that hold a file. */
export type FileField =
	| 'photo'
	| 'video'
	| 'animation'
	| 'audio'
	| 'voice'
	| 'video_note'
	| 'document'
	| 'sticker';

/** An update that waits for its 2xx. */
export interface TelegramUpdateRow {
	id: string;
	/** Updates of one queue leave one after the other. */
	queue: string;
	update: Fields;
	/** Dropped from then on; by the machine's clock, like `dueAt`. */
	expiresAt: number;
	dueAt: number;
	attempt: number;
}

/** A pressed button. */
export interface TelegramQueryRow {
	id: string;
	at: number;
	answered: boolean;
}
