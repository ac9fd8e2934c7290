/** One piece of a message's text. Made from text, shown as elements: no markup of a customer is ever believed. */
export type RichNode =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'link'; readonly href: string; readonly text: string }
	| { readonly kind: 'code'; readonly text: string }
	| { readonly kind: 'bold' | 'italic' | 'strike'; readonly children: readonly RichNode[] };

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const LINK = /\bhttps?:\/\/[^\s<>"']+/gi;

/**
 * Reads WhatsApp's way of writing: `*bold*`, `_italic_`, `~struck~`, three backticks for code, and web addresses.
 *
 * A mark counts only at a word's edge and around something that neither begins nor ends with a space, on one line, as
 * the apps have it: "2 * 3 * 4" and "snake_case_name" stay as they are.
 */
export function parseRichText(text: string): RichNode[] {
	const nodes: RichNode[] = [];
	const parts = text.split('```');
	// An opening ``` without its end is only text.
	const closed = parts.length % 2 === 1 ? parts.length : parts.length - 1;
	for (let index = 0; index < closed; index++) {
		const part = parts[index] ?? '';
		if (index % 2 === 1) nodes.push({ kind: 'code', text: part });
		else if (part !== '') nodes.push(...readLinks(part));
	}
	if (closed < parts.length) nodes.push({ kind: 'text', text: `\`\`\`${parts[closed] ?? ''}` });
	return nodes;
}

function readLinks(text: string): RichNode[] {
	const nodes: RichNode[] = [];
	let from = 0;
	for (const match of text.matchAll(LINK)) {
		// A sentence's own punctuation behind an address does not belong to it.
		const href = match[0].replace(/[.,;:!?)\]*_~]+$/, '');
		nodes.push(...readMarks(text.slice(from, match.index)));
		nodes.push({ kind: 'link', href, text: href });
		from = match.index + href.length;
	}
	return [...nodes, ...readMarks(text.slice(from))];
}

function readMarks(text: string): RichNode[] {
	const nodes: RichNode[] = [];
	let plain = '';
	let index = 0;
	while (index < text.length) {
		const char = text[index] ?? '';
		const end = char in MARKS ? endOfMark(text, index, char) : -1;
		if (end < 0) {
			plain += char;
			index++;
			continue;
		}
		if (plain) nodes.push({ kind: 'text', text: plain });
		plain = '';
		nodes.push({
			kind: MARKS[char as keyof typeof MARKS],
			children: readMarks(text.slice(index + 1, end)),
		});
		index = end + 1;
	}
	if (plain) nodes.push({ kind: 'text', text: plain });
	return nodes;
}

const EDGE = /[\s\p{P}\p{S}]/u;

function endOfMark(text: string, start: number, mark: string): number {
	const before = text[start - 1];
	const first = text[start + 1];
	if ((before !== undefined && !EDGE.test(before)) || first === undefined || /\s/.test(first)) return -1;
	for (let end = start + 2; end < text.length; end++) {
		if (text[end] === '\n') return -1;
		if (text[end] !== mark || /\s/.test(text[end - 1] ?? ' ')) continue;
		const after = text[end + 1];
		if (after === undefined || EDGE.test(after)) return end;
	}
	return -1;
}
