/** A pattern for `like … escape '\\'` that finds a text anywhere in what is in small letters, whatever signs it holds. */
export function containing(text: string): string {
	return `%${text.toLowerCase().replace(/[\\%_]/g, match => `\\${match}`)}%`;
}
