import type { Texts } from '../connection/texts.ts';

/** All texts that a page can show. */
const KEYS = [
	'bulk_open',
	'page_chat_with',
	'page_close',
	'page_dismiss',
	'page_frame_title',
	'page_open',
	'page_open_unread',
	'page_reload',
	'page_resize',
	'page_updated',
];

/**
 * Looks the page's texts up now, once: when the extension is replaced, looking one up throws, and that is when the page has
 * something to say.
 */
export function keepTexts(texts: Texts): Texts {
	// A substitution by its own sign leaves it in the text.
	const kept = new Map(KEYS.map(key => [key, texts(key, '$1', '$2')]));
	return (key, ...substitutions) =>
		(kept.get(key) ?? key).replace(/\$(\d)/g, (sign, nth) => substitutions[Number(nth) - 1] ?? sign);
}
