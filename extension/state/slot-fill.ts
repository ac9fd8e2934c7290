/** What one place of a template is filled with for each recipient: a text, or a value that each has of their own. */
export type SlotFill =
	| { readonly kind: 'text'; readonly text: string }
	/** `name` like `contact.first_name`; `fallback` stands in where it is not known, empty for none. */
	| { readonly kind: 'variable'; readonly name: string; readonly fallback: string }
	/** A column of the recipient's own row: of a CSV, or a field of the CRM's list. */
	| { readonly kind: 'row'; readonly column: string; readonly fallback: string };

export const NO_FILL: SlotFill = { kind: 'text', text: '' };

const WORD = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const ROW_WORD = /^row\.([A-Za-z_][A-Za-z0-9_-]*)$/;
const ROW_QUOTED = /^row\[(?:"([^"]+)"|'([^']+)')\]$/;
const ALONE =
	/^\{\{\s*([a-z]+(?:\.[A-Za-z0-9_-]+)*(?:\[(?:"[^"]+"|'[^']+')\])?)\s*(?:\|\s*default:\s*(?:"([^"]*)"|'([^']*)')\s*)?\}\}$/;

/** As the broadcast keeps it; empty while it names nothing. */
export function writeFill(fill: SlotFill): string {
	if (fill.kind === 'text') return fill.text;
	if (fill.kind === 'variable') return fill.name === '' ? '' : output(fill.name, fill.fallback);
	const column = fill.column.trim();
	if (column === '') return '';
	return output(WORD.test(column) ? `row.${column}` : `row[${quoted(column)}]`, fill.fallback);
}

/** As a preview shows it: what differs for each recipient stands in brackets. */
export function showFill(fill: SlotFill): string {
	if (fill.kind === 'text') return fill.text;
	const name = fill.kind === 'row' ? fill.column.trim() : (fill.name.split('.').at(-1) ?? '');
	return name === '' ? '' : `[${name.replaceAll('_', ' ')}]`;
}

/** What `writeFill` wrote. A text with more than one variable alone is a text. */
export function readFill(text: string): SlotFill {
	const found = ALONE.exec(text.trim());
	const path = found?.[1];
	if (!found || path === undefined) return { kind: 'text', text };
	const fallback = found[2] ?? found[3] ?? '';
	const column = ROW_WORD.exec(path)?.[1] ?? quotedColumn(path);
	if (column !== null) return { kind: 'row', column, fallback };
	return path.startsWith('row') ? { kind: 'text', text } : { kind: 'variable', name: path, fallback };
}

function quotedColumn(path: string): string | null {
	const found = ROW_QUOTED.exec(path);
	return found ? (found[1] ?? found[2] ?? null) : null;
}

function output(path: string, fallback: string): string {
	return fallback.trim() === '' ? `{{ ${path} }}` : `{{ ${path} | default: ${quoted(fallback.trim())} }}`;
}

/** Liquid's texts know no escapes: one kind of quote holds the other, and a text with both loses one. */
function quoted(text: string): string {
	return text.includes('"') ? `'${text.replaceAll("'", '’')}'` : `"${text}"`;
}
