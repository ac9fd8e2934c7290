import { BotError, badRequest, tooMany } from './bot-error.ts';
import type { BotLimits } from './limits.ts';
import { readMarkup } from './markup.ts';
import { type ReadContent, SENDING_METHODS } from './message-content.ts';
import type { Fields, TelegramChatRow } from './model.ts';
import { isObject, type Parameters } from './parameters.ts';
import type { TelegramWorld } from './telegram-world.ts';

/** What a call is answered: its result, or nothing and a cut connection. */
export type Outcome = { result: unknown; description?: string; afterMs?: number } | { cut: true };

const ACTIONS = ['typing', 'upload_photo', 'record_video', 'upload_video', 'record_voice', 'upload_voice'];
const MORE_ACTIONS = ['upload_document', 'choose_sticker', 'find_location', 'record_video_note'];
/** How long a pressed button can be answered: "seconds" by the documents; the number is invented. */
const ANSWER_MS = 60_000;
/** The commonest of the emoji that bots may react with. */
const REACTIONS = '👍 👎 ❤ 🔥 🎉 😁 🤔 😢 🙏 👌 👏 💯 🤝 😍 🥰 🤯 😱 🤬 🤩 🤮 💩'.split(' ');
/** Parameters of every sending method that change nothing here. */
const PLAIN = ['disable_notification', 'protect_content', 'message_thread_id', 'message_effect_id'];

/** Takes what the bot sends. Throws `BotError` for everything that is answered with an error. */
export class BotDesk {
	readonly #telegram: TelegramWorld;
	readonly #limits: BotLimits;
	/** The next so many sends are told to wait so long. */
	#refusals = { times: 0, seconds: 0 };

	constructor(telegram: TelegramWorld, limits: BotLimits) {
		this.#telegram = telegram;
		this.#limits = limits;
	}

	clear(): void {
		this.#refusals = { times: 0, seconds: 0 };
		this.#limits.clear();
	}

	refuseNext(times: number, seconds: number): void {
		this.#refusals = { times, seconds };
	}

	/** Null for a method that sends nothing. */
	take(method: string, given: Parameters): Outcome | null {
		const read = SENDING_METHODS[method];
		if (read) return this.#send(read, given);
		if (method === 'setmessagereaction') return this.#react(given);
		if (method === 'sendchataction') return this.#act(given);
		if (method === 'answercallbackquery') return this.#answerQuery(given);
		return null;
	}

	#send(read: ReadContent, given: Parameters): Outcome {
		const { world } = this.#telegram;
		const chat = this.#needChat(given);
		if (this.#useUp('cut')) return { cut: true };
		if (this.#useUp('serverError')) throw new BotError(500, 'Internal Server Error: restart');
		if (this.#useUp('rateLimit')) this.#hold(1);
		if (this.#refusals.times > 0) {
			this.#refusals.times -= 1;
			this.#hold(this.#refusals.seconds);
		}
		const markup = readMarkup(given, chat.type);
		const contents = read(this.#telegram, given);
		const reply = this.#readReply(given, chat);
		for (const name of PLAIN) given.text(name);
		for (const name of given.unknown()) world.violate('telegram-unknown-parameter', name);
		this.#checkPace(chat, contents.length);
		const inline = markup.inline === null ? {} : { reply_markup: markup.inline };
		if (markup.keyboard !== null)
			chat.keyboard = Object.keys(markup.keyboard).length > 0 ? markup.keyboard : null;
		const messages = contents.map(content =>
			this.#telegram.addMessage(chat, 'bot', { ...content, ...reply, ...inline }),
		);
		if (this.#useUp('loseAnswer')) return { cut: true };
		const results = messages.map(({ message }) => message);
		const isAlbum = contents[0]?.media_group_id !== undefined;
		return { result: isAlbum ? results : results[0], afterMs: world.faults.send.slowMs };
	}

	#needChat(given: Parameters): TelegramChatRow {
		const wanted = given.text('chat_id');
		if (wanted === '') throw badRequest('chat_id is empty');
		const chat = this.#telegram.store.chats.get(wanted);
		if (!chat) {
			const isPerson = this.#telegram.store.people.all().some(({ userId }) => String(userId) === wanted);
			if (isPerson) throw new BotError(403, "Forbidden: bot can't initiate conversation with a user");
			throw badRequest('chat not found');
		}
		if (chat.movedTo !== null)
			throw new BotError(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
				migrate_to_chat_id: Number(chat.movedTo),
			});
		const person = chat.type === 'private' ? this.#telegram.store.people.get(chat.members[0] ?? '') : null;
		if (person?.deactivated) throw new BotError(403, 'Forbidden: user is deactivated');
		if (chat.bot === 'blocked') throw new BotError(403, 'Forbidden: bot was blocked by the user');
		if (chat.bot === 'out') throw new BotError(403, `Forbidden: bot was kicked from the ${chat.type} chat`);
		return chat;
	}

	#checkPace(chat: TelegramChatRow, count: number): void {
		const wasHeld = this.#limits.isIgnored;
		const tooMuch = this.#limits.take(chat.id, count);
		if (tooMuch === null) return;
		const { rule, seconds } = tooMuch;
		// What was under way when the bot was told to wait is no fault of it.
		if (rule !== 'held' || wasHeld) this.#telegram.world.violate(`telegram-over-${rule}`, chat.id);
		if (rule === 'held') throw tooMany(seconds);
		this.#hold(seconds);
	}

	#hold(seconds: number): never {
		this.#limits.hold(seconds);
		throw tooMany(seconds);
	}

	#readReply(given: Parameters, chat: TelegramChatRow): Fields {
		const reply = given.json('reply_parameters', 'reply parameters');
		if (reply === undefined) return {};
		if (!isObject(reply) || typeof reply.message_id !== 'number')
			throw badRequest("can't parse reply parameters: message_id must be an Integer");
		const target = this.#telegram.store.messages.get(`${chat.id}:${reply.message_id}`);
		if (target) return { reply_to_message: { ...target.message, reply_to_message: undefined } };
		if (reply.allow_sending_without_reply === true) return {};
		throw badRequest('message to be replied not found');
	}

	#react(given: Parameters): Outcome {
		const chat = this.#needChat(given);
		const target = this.#telegram.store.messages.get(`${chat.id}:${given.number('message_id')}`);
		const reactions = given.json('reaction', 'reaction') ?? [];
		if (!target) throw badRequest('message to react not found');
		if (!Array.isArray(reactions) || !reactions.every(isObject)) throw badRequest("can't parse reaction");
		if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
		const [one] = reactions;
		if (one && (one.type !== 'emoji' || !REACTIONS.includes(String(one.emoji))))
			throw badRequest('REACTION_INVALID');
		target.reaction = one ? String(one.emoji) : null;
		this.#telegram.store.messages.put(target);
		this.#telegram.world.changed('messages');
		return { result: true };
	}

	#act(given: Parameters): Outcome {
		const chat = this.#needChat(given);
		if (![...ACTIONS, ...MORE_ACTIONS, 'upload_video_note'].includes(given.text('action')))
			throw badRequest('wrong parameter action in request');
		this.#telegram.world.changes.emit('changed', `typing telegram:${chat.id}`);
		return { result: true };
	}

	/** Once, and in time. */
	#answerQuery(given: Parameters): Outcome {
		const { store, world } = this.#telegram;
		const query = store.queries.get(given.text('callback_query_id'));
		for (const name of ['text', 'show_alert', 'url', 'cache_time']) given.text(name);
		if (!query || query.answered || world.clock.now() > query.at + ANSWER_MS)
			throw badRequest('query is too old and response timeout expired or query ID is invalid');
		store.queries.put(Object.assign(query, { answered: true }));
		world.changed('messages');
		return { result: true };
	}

	#useUp(fault: 'cut' | 'serverError' | 'rateLimit' | 'loseAnswer'): boolean {
		const { world } = this.#telegram;
		if (world.faults.send[fault] === 0) return false;
		world.faults.send[fault] -= 1;
		world.keepFaults();
		return true;
	}
}
