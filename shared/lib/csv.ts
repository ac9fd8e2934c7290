import Papa from 'papaparse';

/** One row as it stands in the file, with the number of the line that it begins in, from 1. */
export interface CsvRow {
	readonly line: number;
	/** Without the white space around them, and without the sign that keeps formulas from running. */
	readonly cells: readonly string[];
	/** Why the cells cannot be trusted; null when they can. */
	readonly problem: string | null;
}

/** So many rows are read before a reader may let others have a turn. */
const BATCH = 200;
/** The separator is guessed from so much of the beginning. */
const SAMPLE = 64 * 1024;

/** The separator of a file: comma, semicolon or tab, whichever makes rows of one length. A comma when nothing tells. */
export function csvDelimiter(text: string): string {
	const { meta } = Papa.parse(text.slice(0, SAMPLE), {
		preview: 20,
		delimitersToGuess: [',', ';', '\t'],
		skipEmptyLines: 'greedy',
	});
	return meta.delimiter || ',';
}

/**
 * Reads a text row by row, some hundred at a time, so that a large file need not be read in one go. Rows without any
 * content are left out. A quotation mark that is never closed takes the rest of the file; that row has a `problem`.
 */
export function* csvRows(text: string, delimiter = csvDelimiter(text)): Generator<readonly CsvRow[]> {
	const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
	const newline = body.includes('\n') || !body.includes('\r') ? '\n' : '\r';
	let line = 1;
	for (let from = 0; from < body.length; ) {
		const rows: CsvRow[] = [];
		const rest = body.slice(from);
		let read = 0;
		Papa.parse<string[]>(rest, {
			delimiter,
			newline,
			preview: BATCH,
			// The fast way splits all of the text for each batch.
			fastMode: false,
			step: ({ data, errors, meta }) => {
				const cells = data.map(cell => unguarded(cell.trim()));
				if (cells.some(cell => cell !== '')) rows.push({ line, cells, problem: quoteProblem(errors) });
				line += linesIn(rest, read, meta.cursor, newline);
				read = meta.cursor;
			},
		});
		if (read === 0) return;
		from += read;
		yield rows;
	}
}

function linesIn(text: string, from: number, to: number, newline: string): number {
	let count = 0;
	for (let at = text.indexOf(newline, from); at !== -1 && at < to; at = text.indexOf(newline, at + 1))
		count++;
	return count;
}

function quoteProblem(errors: readonly { readonly code: string }[]): string | null {
	if (errors.some(({ code }) => code === 'MissingQuotes'))
		return 'a quotation mark is opened and never closed';
	return errors.length > 0 ? 'a quotation mark stands where none can' : null;
}

/** What a table program runs as a formula, whatever apostrophes were put before it. */
const FORMULA = /^'*[=+\-@\t\r]/;
/** A number as phones are written is no formula, and reads better as it is. */
const PHONES = /^\+\d+( \+?\d+)*$/;

/** What a file begins with so that table programs take it for UTF-8. */
export const CSV_MARK = '\ufeff';

/** Quoted where needed. A text that a table program would run as a formula is kept from it by a leading apostrophe. */
export function csvField(text: string): string {
	const safe = FORMULA.test(text) && !PHONES.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Takes away what `csvField` put before a formula; people's own files do the same with numbers. */
function unguarded(cell: string): string {
	return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

/** One line of a file, with its end. */
export function csvLine(fields: readonly string[]): string {
	return `${fields.map(csvField).join(',')}\r\n`;
}

/** What a file's bytes say they are written in; null for the usual, UTF-8, unless they are not. */
export function csvEncoding(start: Uint8Array): 'utf-16le' | 'utf-16be' | null {
	if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
	if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
	return null;
}

/**
 * The text of a file in UTF-8, in UTF-16 with its mark, or, when it is neither, in Windows-1252, as older table programs
 * write. Null when it is no text at all.
 */
export async function decodeCsv(parts: () => AsyncIterable<Uint8Array>): Promise<string | null> {
	let start: Uint8Array | null = null;
	for await (const part of parts()) {
		start = part;
		break;
	}
	const marked = start ? csvEncoding(start) : null;
	const text =
		marked !== null
			? await decodeAs(parts, marked)
			: ((await decodeAs(parts, 'utf-8')) ?? (await decodeAs(parts, 'windows-1252')));
	return text === null || text.includes('\0') ? null : text;
}

async function decodeAs(parts: () => AsyncIterable<Uint8Array>, encoding: string): Promise<string | null> {
	const decoder = new TextDecoder(encoding, { fatal: encoding !== 'windows-1252' });
	let text = '';
	try {
		for await (const part of parts()) text += decoder.decode(part, { stream: true });
		return text + decoder.decode();
	} catch (error) {
		// Bytes that are not of this encoding; what reading the file itself met goes on.
		if (error instanceof TypeError) return null;
		throw error;
	}
}
