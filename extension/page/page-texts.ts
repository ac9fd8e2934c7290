import type { Texts } from '../connection/texts.ts';

/** Looks these texts up now, for a time when the extension is gone and nothing can be looked up any more. */
export function keepTexts(texts: Texts, keys: readonly string[]): Texts {
	const kept = new Map(keys.map(key => [key, texts(key)]));
	return (key, ...substitutions) => kept.get(key) ?? texts(key, ...substitutions);
}
