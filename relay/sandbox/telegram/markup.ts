import { badRequest } from './bot-error.ts';
import type { Fields } from './model.ts';
import { isObject, type Parameters } from './parameters.ts';

const DATA_MAX_BYTES = 64;
const MOST_BUTTONS = 100;
/** What an inline button may do, of which it has exactly one. */
const ACTIONS = ['url', 'callback_data', 'copy_text', 'web_app', 'login_url', 'switch_inline_query'];

/** What stands below a message: `inline` is part of it, `keyboard` takes the place of the person's own. */
export interface Markup {
	inline: Fields | null;
	/** Null: nothing changes; `{}`: the person's own keyboard is back. */
	keyboard: Fields | null;
}

/** Reads `reply_markup` and refuses what Telegram does (providers.md §7.5). */
export function readMarkup(given: Parameters, chatType: string): Markup {
	const markup = given.json('reply_markup', 'reply keyboard markup');
	if (markup === undefined) return { inline: null, keyboard: null };
	if (!isObject(markup)) throw badRequest('object expected as reply markup');
	if (markup.remove_keyboard === true) return { inline: null, keyboard: {} };
	if (markup.inline_keyboard !== undefined) {
		const rows = readRows(markup.inline_keyboard);
		for (const button of rows.flat()) checkInline(button);
		const shown = rows.filter(row => row.length > 0);
		return { inline: shown.length > 0 ? { inline_keyboard: shown } : null, keyboard: null };
	}
	if (markup.keyboard === undefined) return { inline: null, keyboard: null };
	for (const button of readRows(markup.keyboard).flat()) {
		needText(button);
		if (button.request_location === true && chatType !== 'private')
			throw badRequest('location can be requested in private chats only');
		if (button.request_contact === true && chatType !== 'private')
			throw badRequest('phone number can be requested in private chats only');
	}
	return { inline: null, keyboard: markup };
}

function readRows(value: unknown): Fields[][] {
	if (!Array.isArray(value) || !value.every(row => Array.isArray(row) && row.every(isObject)))
		throw badRequest("can't parse reply keyboard markup: must be an Array of Array of buttons");
	const rows = value as Fields[][];
	if (rows.flat().length > MOST_BUTTONS) throw badRequest('reply markup is too long');
	return rows;
}

function needText({ text }: Fields): void {
	if (typeof text !== 'string')
		throw badRequest('can\'t parse inline keyboard button: Field "text" must be of type String');
	if (text.trim() === '') throw badRequest('keyboard button text must be non-empty');
}

function checkInline(button: Fields): void {
	needText(button);
	const actions = ACTIONS.filter(action => button[action] !== undefined);
	if (actions.length !== 1)
		throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
	const { callback_data: data, url } = button;
	if (data !== undefined) {
		const bytes = typeof data === 'string' ? Buffer.byteLength(data) : 0;
		if (bytes < 1 || bytes > DATA_MAX_BYTES) throw badRequest('BUTTON_DATA_INVALID');
	}
	if (url !== undefined && !isLink(url))
		throw badRequest(`inline keyboard button URL '${String(url)}' is invalid: Wrong HTTP URL`);
}

/** An address with a real host; one bad address refuses the whole message. */
function isLink(url: unknown): boolean {
	if (typeof url !== 'string' || !URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	return protocol === 'tg:' || (/^https?:$/.test(protocol) && hostname.includes('.'));
}
