import type messages from '../public/_locales/en/messages.json';

/** A text of the locale files. */
export type TextKey = keyof typeof messages;
/** A text that exists once per plural form: `list_unread` for `list_unread_one` and `list_unread_other`. */
export type PluralKey = TextKey extends infer K ? (K extends `${infer Stem}_one` ? Stem : never) : never;
/** What stands in a text's `{braces}`. */
export type TextValues = Readonly<Record<string, string | number>>;

interface MessagesApi {
	readonly i18n?: { getMessage(key: string): string };
}

let source: (key: string) => string = fromBrowser;
let locale: string | null = null;

/** Replaces where texts come from: tests and pages outside an extension have no message store of the browser. */
export function setTextSource(next: (key: string) => string): void {
	source = next;
	locale = null;
}

// getMessage answers at once and alike in both browsers, so the polyfill would only be weight here.
function fromBrowser(key: string): string {
	const apis = globalThis as { browser?: MessagesApi; chrome?: MessagesApi };
	return (apis.browser ?? apis.chrome)?.i18n?.getMessage(key) ?? '';
}

/** The text of a key with its values put in. A missing text shows its key, so that nobody meets an empty button. */
export function t(key: TextKey, values: TextValues = {}): string {
	return fill(source(key) || key, values);
}

/** The text for a count, in the form that the language wants; `{count}` is put in as people write it. */
export function plural(key: PluralKey, count: number, values: TextValues = {}): string {
	const form = new Intl.PluralRules(textLocale()).select(count);
	const text = source(`${key}_${form}`) || source(`${key}_other`) || key;
	return fill(text, { count: formatNumber(count), ...values });
}

/** The language that the texts are in, with the reader's region when it is the same language. */
export function textLocale(): string {
	if (locale !== null) return locale;
	const language = source('language_tag') || 'en';
	const reader = typeof navigator === 'undefined' ? language : navigator.language;
	locale = reader.split('-')[0] === language ? reader : language;
	return locale;
}

/** A number as people of this locale write it. */
export function formatNumber(value: number): string {
	return new Intl.NumberFormat(textLocale()).format(value);
}

/** Words as a sentence lists them: "the header, 2 buttons, and the footer". */
export function listOf(words: readonly string[]): string {
	return new Intl.ListFormat(textLocale(), { type: 'conjunction' }).format(words);
}

function fill(text: string, values: TextValues): string {
	return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The direction that the texts are written in. */
export function textDirection(): 'ltr' | 'rtl' {
	return source('@@bidi_dir') === 'rtl' ? 'rtl' : 'ltr';
}
