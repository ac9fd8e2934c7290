import { type TextKey, t } from './text.ts';

const WORDS: Record<string, TextKey> = {
	marketing: 'category_marketing',
	utility: 'category_utility',
	authentication: 'category_authentication',
	service: 'category_service',
};

/** A template's or a price's category in words; one that is newer than this code as it is written. */
export function categoryWord(category: string): string {
	const word = WORDS[category];
	return word ? t(word) : category.replaceAll('_', ' ');
}
