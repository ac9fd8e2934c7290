import { START_WORDS, STOP_WORDS } from '../data/opt-out-words.ts';

export type ConsentWord = 'opt-out' | 'opt-in';

/**
 * Whether a text is an opt-out or opt-in word and nothing else.
 *
 * Only the whole text counts: "Stop!" withdraws consent, "stop, he is not coming" does not. Case, surrounding
 * punctuation, quotes and accents do not matter.
 */
export function consentWord(text: string): ConsentWord | null {
	const word = fold(text);
	if (STOP_WORDS.some(stop => fold(stop) === word)) return 'opt-out';
	if (START_WORDS.some(start => fold(start) === word)) return 'opt-in';
	return null;
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
