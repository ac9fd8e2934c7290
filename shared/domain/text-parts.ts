import type { Capabilities } from './channel.ts';

const BYTES = new TextEncoder();

/** The length of a text as a network counts it: UTF-16 units, or bytes of UTF-8. */
export function textLength(text: string, unit: Capabilities['textUnit']): number {
	return unit === 'bytes' ? BYTES.encode(text).length : text.length;
}

/** Below this share of a part, a paragraph's or sentence's end comes too early to break there. */
const EARLIEST_BREAK = 0.5;

/**
 * A text in parts that each fit, in order: broken at the end of a paragraph, else of a sentence, else at a space, and only
 * a word longer than a whole part within itself, never inside a character as people see it. A text that fits is one part.
 * White space at the breaks goes; everything else stays.
 */
export function splitText(text: string, max: number, unit: Capabilities['textUnit']): string[] {
	const parts: string[] = [];
	let rest = text.trim();
	while (textLength(rest, unit) > max) {
		const head = longestHead(rest, max, unit);
		const at = breakIn(head, rest);
		const part = rest.slice(0, at).trimEnd();
		if (part !== '') parts.push(part);
		rest = rest.slice(at).trimStart();
	}
	if (rest !== '' || parts.length === 0) parts.push(rest);
	return parts;
}

/** As many whole characters from the beginning as fit; at least one, so that the work ends. */
function longestHead(text: string, max: number, unit: Capabilities['textUnit']): string {
	let length = 0;
	let end = 0;
	// Units are at most as many as bytes: beyond this nothing can fit.
	const window = text.slice(0, max + 100);
	for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(
		window,
	)) {
		length += textLength(segment, unit);
		if (length > max && end > 0) break;
		end = index + segment.length;
		if (length > max) break;
	}
	return text.slice(0, end);
}

/** Where to break: behind the last good place of the part, or at its end. */
function breakIn(head: string, whole: string): number {
	// The part may end exactly where a word does.
	if (/\s/.test(whole[head.length] ?? ' ')) {
		const early = lastEnd(head, /\n\s*/g) ?? null;
		return early !== null && early >= head.length * EARLIEST_BREAK ? early : head.length;
	}
	for (const place of [/\n\s*/g, /[.!?…。！？]["”’)]*\s+/g]) {
		const end = lastEnd(head, place);
		if (end !== null && end >= head.length * EARLIEST_BREAK) return end;
	}
	return lastEnd(head, /\s+/g) ?? head.length;
}

function lastEnd(text: string, place: RegExp): number | null {
	let end: number | null = null;
	for (const match of text.matchAll(place)) end = match.index + match[0].length;
	return end === 0 ? null : end;
}
