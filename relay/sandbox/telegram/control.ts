import * as z from 'zod';
import type { Parts } from '../control-command.ts';
import { ControlError } from '../find-party.ts';
import { telegramMessageSchema } from './customer-message.ts';
import type { TelegramMessageRow } from './model.ts';
import { chatsOf, shownChat } from './state.ts';

/** Which customer: phone in any spelling, wa_id, user id or username, as everywhere in the sandbox. */
const who = { customer: z.string() };
/** A group's id; the customer's own chat with the bot when absent. */
const where = { chat: z.string().optional() };

function command<S extends z.ZodType, R>(request: S, run: (parts: Parts, wish: z.output<S>) => R) {
	return { request, run };
}

const named = ({ id, chatId, messageId }: TelegramMessageRow) => ({ id, chatId, messageId });

/** Every control command about Telegram. `telegram-start` is `sandbox.telegram.start` too. */
export const TELEGRAM_CONTROL = {
	'telegram-start': command(
		z.strictObject({ ...who, payload: z.string().optional() }),
		({ telegram }, wish) => named(telegram.customers.start(wish.customer, wish.payload)),
	),
	'telegram-writes': command(
		z.strictObject({
			...who,
			...where,
			message: telegramMessageSchema,
			replyTo: z.int().optional(),
			forwarded: z.boolean().optional(),
			album: z.string().optional(),
		}),
		({ telegram }, wish) => named(telegram.customers.writes(wish)),
	),
	'telegram-edits': command(
		z.strictObject({ ...who, ...where, message: z.int(), text: z.string().min(1) }),
		({ telegram }, wish) => telegram.customers.edits(wish.customer, wish.chat, wish.message, wish.text),
	),
	'telegram-presses': command(
		z.strictObject({ ...who, ...where, message: z.int(), button: z.string() }),
		({ telegram }, wish) => telegram.customers.presses(wish.customer, wish.chat, wish.message, wish.button),
	),
	'telegram-answered': command(z.strictObject({ query: z.string() }), ({ telegram }, { query }) => ({
		answered: telegram.customers.isAnswered(query),
	})),
	'telegram-blocks': command(z.strictObject(who), ({ telegram }, { customer }) =>
		telegram.customers.blocks(customer),
	),
	'telegram-unblocks': command(z.strictObject(who), ({ telegram }, { customer }) =>
		telegram.customers.unblocks(customer),
	),
	'telegram-deactivates': command(z.strictObject(who), ({ telegram }, { customer }) =>
		telegram.customers.deactivates(customer),
	),
	'telegram-shares-contact': command(
		z.strictObject({ ...who, of: z.string().optional() }),
		({ telegram }, { customer, of }) => named(telegram.customers.sharesContact(customer, of)),
	),
	'telegram-group': command(
		z.strictObject({ title: z.string().min(1), customers: z.array(z.string()).min(1) }),
		({ telegram }, { title, customers }) => ({ chat: telegram.customers.makesGroup(customers, title).id }),
	),
	'telegram-migrates': command(z.strictObject({ chat: z.string() }), ({ telegram }, { chat }) => ({
		chat: telegram.customers.migrates(chat).id,
	})),
	'telegram-removes-bot': command(z.strictObject({ chat: z.string() }), ({ telegram }, { chat }) =>
		telegram.customers.removesBot(chat),
	),
	/** The messages of one chat, oldest first. */
	'telegram-messages': command(
		z.strictObject({ customer: z.string().optional(), ...where }),
		({ telegram }, wish) => {
			const chatId = wish.chat ?? (wish.customer && String(telegram.world.person(wish.customer).userId));
			if (!chatId) throw new ControlError('Name a customer or a chat.');
			return shownChat(telegram.world, chatId);
		},
	),
	'telegram-chats': command(z.strictObject(who), ({ telegram }, { customer }) =>
		chatsOf(telegram.world, telegram.world.person(customer)),
	),
	/** The next sends are told to wait so many seconds. */
	'telegram-limit': command(
		z.strictObject({ times: z.int().min(1), seconds: z.int().min(1) }),
		({ telegram }, { times, seconds }) => telegram.desk.refuseNext(times, seconds),
	),
	/** A new token, as BotFather makes one: the former ends at once. */
	'telegram-token': command(
		z.strictObject({ token: z.string().regex(/^\d+:[\w-]+$/) }),
		({ world, telegram }, { token }) => {
			telegram.world.store.bots.put(Object.assign(telegram.world.bot, { token }));
			world.changed('numbers');
		},
	),
	/** Posts this update as it is, behind those of the same chat. */
	'telegram-deliver': command(
		z.strictObject({ kind: z.string(), content: z.record(z.string(), z.unknown()) }),
		({ telegram }, { kind, content }) => telegram.line.enqueue(kind, 'by hand', content),
	),
} as const;
