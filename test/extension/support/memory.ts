import type { KeyValue } from '../../../extension/connection/key-value.ts';
import type { Texts } from '../../../extension/connection/texts.ts';

/** A storage area in memory. Like the browser's, it keeps copies and answers later. */
export function memoryStore(): KeyValue & { readonly kept: Map<string, string> } {
	const kept = new Map<string, string>();
	return {
		kept,
		async get(key) {
			const value = kept.get(key);
			return value === undefined ? undefined : JSON.parse(value);
		},
		async set(key, value) {
			const copy = JSON.stringify(value);
			await Promise.resolve();
			kept.set(key, copy);
		},
		async remove(key) {
			kept.delete(key);
		},
	};
}

/** Gives the key and what is put into it, so that a test reads what was meant. */
export const keyTexts: Texts = (key, ...substitutions) => [key, ...substitutions].join(' ');

/** Random numbers that are the same in each run. */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
