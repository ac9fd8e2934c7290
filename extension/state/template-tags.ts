/** The tags of a line: each once, without the spaces around. */
export function tagsOf(words: string): string[] {
	return [...new Set(words.split(',').map(word => word.trim()))].filter(word => word !== '');
}
