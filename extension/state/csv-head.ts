/** The first lines of a CSV as somebody chose it: enough to say which column is which. */
export interface CsvHead {
	readonly columns: readonly string[];
	/** The second line's values, in the columns' order; empty where there is none. */
	readonly example: readonly string[];
	/** The column that is most likely the address, and the name; null when none looks so. */
	readonly address: string | null;
	readonly name: string | null;
}

/** As much of a file as the head is looked for in, in bytes. */
export const HEAD_BYTES = 64 * 1024;

const SIGNS = [',', ';', '\t', '|'] as const;
const ADDRESS = /phone|mobile|cell|whats ?app|telefon|handy|rufnummer|number|tel\b|móvil|portable/i;
const NAME = /name|nombre|nom\b|kunde|customer|contact/i;

/** Reads the head of a CSV, whatever separates its columns. Null when it has no column with a name. */
export function readCsvHead(text: string): CsvHead | null {
	const bare = text.replace(/^\uFEFF/, '');
	const [first = ''] = bare.split(/\r?\n/, 1);
	const sign = SIGNS.toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
	const [head = [], example = []] = rowsOf(bare, sign);
	const columns = head.map(column => column.trim());
	if (columns.every(column => column === '')) return null;
	const likely = (pattern: RegExp) => columns.find(column => pattern.test(column)) ?? null;
	const byValue =
		columns.find((_, index) => /^\+?[\d\s().-]{7,}$/.test(example[index]?.trim() ?? '')) ?? null;
	return {
		columns: columns.filter(column => column !== ''),
		example: columns.flatMap((column, index) => (column === '' ? [] : [example[index]?.trim() ?? ''])),
		address: likely(ADDRESS) ?? byValue,
		name: likely(NAME),
	};
}

/** The first two rows. Quotes hold separators and line breaks; two of them are one. */
function rowsOf(text: string, sign: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let cell = '';
	let isQuoted = false;
	for (let at = 0; at <= text.length && rows.length < 2; at++) {
		const letter = text[at];
		if (isQuoted && letter !== undefined) {
			if (letter !== '"') cell += letter;
			else if (text[at + 1] === '"') {
				cell += '"';
				at++;
			} else isQuoted = false;
		} else if (letter === '"' && cell === '') isQuoted = true;
		else if (letter === sign) {
			row.push(cell);
			cell = '';
		} else if (letter === '\n' || letter === undefined) {
			row.push(cell.replace(/\r$/, ''));
			rows.push(row);
			row = [];
			cell = '';
		} else cell += letter;
	}
	return rows;
}
