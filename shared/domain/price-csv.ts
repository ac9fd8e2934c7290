import { MARKETS } from '../data/markets.ts';
import type { MarketRates } from './pricing.ts';

/** The rates of a CSV, with what its reader should know; or why it cannot be used. */
export type PriceCsv =
	| { readonly rates: Readonly<Record<string, MarketRates>>; readonly warnings: readonly string[] }
	| { readonly problem: string };

const COLUMNS = {
	market: /^market$/,
	marketing: /^marketing$/,
	utility: /^utility$/,
	authentication: /^authentication$/,
	authenticationInternational: /^authentication[-_ ]?international$/,
	service: /^service$/,
} as const;
type Column = keyof typeof COLUMNS;
const NEEDED: readonly Column[] = ['market', 'marketing', 'utility', 'authentication'];

/** Every market that has ever been, by its name in small letters. */
const NAMES = new Map(MARKETS.map(({ market }) => [market.toLowerCase(), market]));

/** More a message than any market costs: such a rate is in cents or of another unit. */
const TOO_MUCH = 5_000_000;

/**
 * Reads a rate card as Meta publishes it or a table program saves it: comma, semicolon or tab between cells, quotes where
 * needed, lines before the heading and columns of other names passed over. Amounts are units of the currency with a point
 * or a comma; an empty cell, `n/a` or a dash is no rate.
 *
 * Every mistake that would make a wrong price is a problem with its line; a market that is not known, and one that is
 * missing, is a warning.
 */
export function parsePriceCsv(csv: string): PriceCsv {
	const lines = readLines(csv);
	const head = lines.findIndex(({ cells }) => {
		const words = cells.map(cell => cell.toLowerCase());
		return words.includes('market') && words.includes('marketing');
	});
	if (head < 0)
		return {
			problem:
				'There is no heading: one line must name the columns market, marketing, utility, authentication.',
		};
	const columns = columnsOf(lines[head]?.cells ?? []);
	const lacking = NEEDED.filter(column => columns[column] === undefined);
	if (lacking.length > 0) return { problem: `The heading has no column called ${lacking.join(', ')}.` };

	const rates: Record<string, MarketRates> = {};
	const warnings: string[] = [];
	for (const { cells, line } of lines.slice(head + 1)) {
		const name = cells[columns.market ?? 0] ?? '';
		if (name === '') continue;
		const market = NAMES.get(name.toLowerCase().replace(/\s+and\s+/g, ' & '));
		if (market === undefined) {
			warnings.push(`Line ${line}: the market “${name}” is not known and was left out.`);
			continue;
		}
		if (rates[market]) return { problem: `Line ${line}: the market “${name}” is there twice.` };
		const read = (column: Column) => amountOf(cells[columns[column] ?? -1] ?? '');
		const row = {
			marketing: read('marketing'),
			utility: read('utility'),
			authentication: read('authentication'),
			authenticationInternational: read('authenticationInternational'),
			service: read('service'),
		};
		for (const [column, amount] of Object.entries(row)) {
			const cell = cells[columns[column as Column] ?? -1] ?? '';
			if (amount === 'bad')
				return { problem: `Line ${line}: “${cell}” is no amount (${column}). Write it like 0.0618.` };
			if (typeof amount === 'number' && amount > TOO_MUCH)
				return {
					problem: `Line ${line}: ${cell} a message is too much (${column}). Amounts are in units, not cents.`,
				};
		}
		const { marketing, utility, authentication, authenticationInternational, service } = row;
		if (typeof marketing !== 'number' || typeof utility !== 'number' || typeof authentication !== 'number')
			return { problem: `Line ${line}: “${name}” needs a rate for marketing, utility and authentication.` };
		rates[market] = {
			marketing,
			utility,
			authentication,
			authenticationInternational:
				typeof authenticationInternational === 'number' ? authenticationInternational : null,
			service: typeof service === 'number' ? service : null,
		};
	}
	if (Object.keys(rates).length === 0) return { problem: 'No line has a market that is known.' };
	const missing = [...new Set(NAMES.values())].filter(market => rates[market] === undefined);
	if (missing.length > 0) warnings.push(`Without a rate: ${missing.join(', ')}.`);
	return { rates, warnings };
}

function columnsOf(cells: readonly string[]): Partial<Record<Column, number>> {
	const found: Partial<Record<Column, number>> = {};
	for (const [column, name] of Object.entries(COLUMNS)) {
		const index = cells.findIndex(cell => name.test(cell.toLowerCase()));
		if (index >= 0) found[column as Column] = index;
	}
	return found;
}

/** Millionths; null for a cell that says there is none. */
function amountOf(cell: string): number | null | 'bad' {
	const text = cell.replace(/[\s$€£]/g, '').replace(',', '.');
	if (text === '' || /^(?:n\/?a|[-–—])$/i.test(text)) return null;
	return /^\d*\.?\d+$/.test(text) ? Math.round(Number(text) * 1_000_000) : 'bad';
}

/** The lines with something in them, cell by cell, each with its number in the file. */
function readLines(csv: string): { readonly cells: readonly string[]; readonly line: number }[] {
	const text = csv.replace(/^\uFEFF/, '');
	const separator = separatorOf(text);
	return text
		.split(/\r\n?|\n/)
		.map((line, index) => ({ cells: cellsOf(line, separator), line: index + 1 }))
		.filter(({ cells }) => cells.some(cell => cell !== ''));
}

/** What stands most often in the heading. A comma may also be part of an amount, so it comes last. */
function separatorOf(text: string): string {
	const heading =
		text.split(/\r\n?|\n/).find(line => /\bmarket\b/i.test(line) && /\bmarketing\b/i.test(line)) ?? '';
	return ['\t', ';'].find(one => heading.includes(one)) ?? ',';
}

function cellsOf(line: string, separator: string): string[] {
	const cells = [''];
	let isQuoted = false;
	for (let at = 0; at < line.length; at++) {
		const letter = line[at] ?? '';
		const last = cells.length - 1;
		if (letter === '"') {
			if (isQuoted && line[at + 1] === '"') {
				cells[last] += '"';
				at++;
			} else isQuoted = !isQuoted;
		} else if (letter === separator && !isQuoted) cells.push('');
		else cells[last] += letter;
	}
	return cells.map(cell => cell.trim());
}
