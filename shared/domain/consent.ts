import { START_WORDS, STOP_WORDS } from '../data/opt-out-words.ts';
import { SECOND_MS } from '../lib/time.ts';
import type { ChannelType } from './channel.ts';

export type ConsentWord = 'opt-out' | 'opt-in';

/** How a word of consent reached us. */
export const CONSENT_SOURCES = ['contact', 'person', 'network', 'provider', 'import'] as const;
export type ConsentSource = (typeof CONSENT_SOURCES)[number];

/** One line of a contact's consent ledger. Lines are never changed. */
export interface ConsentEntry {
	readonly id: string;
	readonly contactId: string;
	readonly channelType: ChannelType;
	readonly word: ConsentWord;
	/** When it was said, by the clock of who told it. */
	readonly at: number;
	/**
	 * - `contact` wrote a word: `text` is what they wrote
	 * - `person` of ours recorded it: `byName` and their `text` as evidence
	 * - `network` a setting in the network's own app, or a block
	 * - `provider` refused a send because of it
	 * - `import` a file
	 */
	readonly source: ConsentSource;
	readonly text: string | null;
	readonly messageId: string | null;
	readonly byName: string | null;
}

/**
 * Whether a word counts instead of the one that counted so far. The later one does, and of one moment the one that came
 * last. Networks tell whole seconds and we record parts of them: an opt-out of the same second is never the older one.
 */
export function outranks(
	one: Pick<ConsentEntry, 'word' | 'at'>,
	last: Pick<ConsentEntry, 'word' | 'at'>,
): boolean {
	const second = (at: number) => Math.floor(at / SECOND_MS);
	return one.at >= last.at || (one.word === 'opt-out' && second(one.at) === second(last.at));
}

/** The newest word of a contact on one channel type, or null when there is none. */
export function consentOn(entries: readonly ConsentEntry[], channelType: ChannelType): ConsentEntry | null {
	let newest: ConsentEntry | null = null;
	for (const entry of entries)
		if (entry.channelType === channelType && (newest === null || entry.at >= newest.at)) newest = entry;
	return newest;
}

/** The contact's opt-out on a channel type while it is the newest word, else null. */
export function optOutOf(entries: readonly ConsentEntry[], channelType: ChannelType): ConsentEntry | null {
	const newest = consentOn(entries, channelType);
	return newest?.word === 'opt-out' ? newest : null;
}

/** Longer texts are no single word, whatever surrounds it. */
const LONGEST = 60;
/** Marks over letters of the scripts that can do without, Arabic's stretching sign, and signs of direction. */
const ACCENT =
	/(?<=[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Hebrew}\p{sc=Arabic}]\p{M}*)\p{M}|\p{Cf}|\u0640/gu;
/** Made at the first use: the sidebar asks only who opted out, and is spared the words. */
let words: { readonly stop: ReadonlySet<string>; readonly start: ReadonlySet<string> } | null = null;

function knownWords() {
	const folded = (all: typeof STOP_WORDS) => new Set(Object.values(all).flat().map(fold));
	words ??= { stop: folded(STOP_WORDS), start: folded(START_WORDS) };
	return words;
}

/**
 * Whether a text is an opt-out or opt-in word and nothing else.
 *
 * Only the whole text counts: "Stop!" withdraws consent, "stop, he is not coming" does not. Case, surrounding
 * punctuation, quotes and accents do not matter.
 */
export function consentWord(text: string): ConsentWord | null {
	if (text.length > LONGEST) return null;
	const word = fold(text);
	const { stop, start } = knownWords();
	if (stop.has(word)) return 'opt-out';
	return start.has(word) ? 'opt-in' : null;
}

/**
 * A text without what people leave out or put around a word. Accents go where they only colour a letter; the vowel signs of
 * Hindi or Thai make other words, so they stay.
 */
function fold(text: string): string {
	return text
		.normalize('NFKD')
		.replace(ACCENT, '')
		.toLowerCase()
		.replace(/ı/g, 'i')
		.replace(/[\p{P}\p{S}]|\ufe0f/gu, '')
		.replace(/\s+/g, ' ')
		.trim();
}
