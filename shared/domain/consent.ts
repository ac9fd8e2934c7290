import { START_WORDS, STOP_WORDS } from '../data/opt-out-words.ts';

export type ConsentWord = 'opt-out' | 'opt-in';

/** Longer texts are no single word, whatever surrounds it. */
const LONGEST = 60;
const STOP = new Set(STOP_WORDS.map(fold));
const START = new Set(START_WORDS.map(fold));

/**
 * Whether a text is an opt-out or opt-in word and nothing else.
 *
 * Only the whole text counts: "Stop!" withdraws consent, "stop, he is not coming" does not. Case, surrounding
 * punctuation, quotes and accents do not matter.
 */
export function consentWord(text: string): ConsentWord | null {
	if (text.length > LONGEST) return null;
	const word = fold(text);
	if (STOP.has(word)) return 'opt-out';
	return START.has(word) ? 'opt-in' : null;
}

function fold(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[\p{P}\p{S}]/gu, '')
		.replace(/\s+/g, ' ')
		.trim();
}
