import { PROMOTIONAL_WORDS } from '../data/promotional-words.ts';

const patterns = new Map<string, RegExp | null>();

/** Percentages off are promotional in every language: “20% off”, “-20 %”. */
const PERCENT_OFF = /\d\s?%\s*off\b|(?<![\p{L}\p{N}])[-–−]\s?\d{1,2}\s?%/iu;

function patternFor(language: string): RegExp | null {
	const known = patterns.get(language);
	if (known !== undefined) return known;
	const words = Object.hasOwn(PROMOTIONAL_WORDS, language) ? PROMOTIONAL_WORDS[language] : undefined;
	const pattern = words
		? new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{M}\\p{N}])`, 'iu')
		: null;
	patterns.set(language, pattern);
	return pattern;
}

/**
 * The first word of a text that sounds like marketing, as it is written there; null without one. Words are those of the
 * template's language (`es_MX` has those of `es`); where none are collected only percentages off are seen.
 */
export function promotionalWordIn(text: string, language: string): string | null {
	const pattern = patternFor(language.split('_')[0] ?? '');
	return (pattern?.exec(text) ?? PERCENT_OFF.exec(text))?.[0].trim() ?? null;
}
