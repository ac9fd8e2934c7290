import type { Findings } from './template-problem.ts';

/** A text of a draft and how its variables are to be. */
export interface CheckedText {
	readonly text: string;
	/** What its problems point to. */
	readonly place: string;
	/** What its variables' samples are kept under: `body`, `header`, `cards.0.body`. */
	readonly slot: string;
	readonly format: 'positional' | 'named';
	readonly samples: Readonly<Record<string, string>>;
}

/** One `{{…}}` of a text. */
interface Placed {
	readonly inside: string;
	readonly at: number;
	readonly end: number;
}

const PLACED = /\{\{([^{}]*)\}\}/g;

function placedIn(text: string): Placed[] {
	return [...text.matchAll(PLACED)].map(match => ({
		inside: match[1] ?? '',
		at: match.index,
		end: match.index + match[0].length,
	}));
}

/** A text without its variables. */
export function withoutVariables(text: string, instead = ' '): string {
	return text.replace(PLACED, instead);
}

/** True when a text has anything that is, or tries to be, a variable. */
export function hasVariables(text: string): boolean {
	return text.includes('{{');
}

/**
 * How the variables of one text are written: braces, names, numbers, order, and a sample for each. providers.md §4.2
 * (S1, Mar 2026). Answers the number of variables.
 */
export function checkVariables(checked: CheckedText, findings: Findings): number {
	const { text, place, slot, format, samples } = checked;
	const placed = placedIn(text);
	const rest = withoutVariables(text, '\u0000');
	// biome-ignore lint/suspicious/noControlCharactersInRegex: it stands for a variable, as no text has it
	if (/\{\{|\}\}|\{\u0000|\u0000\}/.test(rest)) {
		findings.error(
			'variable-braces',
			place,
			'A variable is not closed, or not opened: write two braces on each side, {{1}}.',
		);
	}
	let isReadable = true;
	const names: string[] = [];
	for (const { inside } of placed) {
		const name = inside.trim();
		if (!/^[A-Za-z0-9_]+$/.test(name)) {
			isReadable = false;
			findings.error(
				'variable-characters',
				place,
				name === ''
					? 'A variable has no name: write {{1}} or {{first_name}}.'
					: `{{${name}}} has characters that a variable cannot have. Only letters, digits and underscores can stand in it.`,
			);
			continue;
		}
		if (name !== inside)
			findings.warning('variable-spaces', place, `Write {{${name}}} without spaces between the braces.`);
		names.push(name);
	}
	const isNumber = (name: string) => /^\d+$/.test(name);
	const strange = names.filter(name => isNumber(name) === (format === 'named'));
	if (strange.length > 0) {
		isReadable = false;
		findings.error(
			'variable-mixed',
			place,
			format === 'named'
				? `This template’s variables have names, but {{${strange[0]}}} is a number. Use one kind for all.`
				: `This template’s variables are numbers, but {{${strange[0]}}} is a name. Use one kind for all.`,
		);
	}
	if (isReadable) {
		if (format === 'named') checkNames(names, place, findings);
		else checkNumbers(names, place, findings);
	}
	for (const name of new Set(names))
		if ((samples[`${slot}.${name}`] ?? '').trim() === '')
			findings.error(
				'sample-missing',
				`samples.${slot}.${name}`,
				`Give a sample for {{${name}}}: the reviewer reads the text with it. Samples are never sent.`,
			);
	return new Set(names).size;
}

function checkNames(names: readonly string[], place: string, findings: Findings): void {
	// Digits are taken in practice; a name that begins with one is not known to be.
	const bad = names.find(name => !/^[a-z_][a-z0-9_]*$/.test(name));
	if (bad !== undefined)
		findings.error(
			'variable-name',
			place,
			`{{${bad}}} is not a name that WhatsApp takes: lower case letters and underscores, like {{${bad.toLowerCase()}}}.`,
		);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined)
		findings.error(
			'variable-repeated',
			place,
			`{{${twice}}} is there twice. Each named variable can stand once: give the second another name.`,
		);
}

function checkNumbers(names: readonly string[], place: string, findings: Findings): void {
	const firsts = [...new Set(names)];
	const wrong = firsts.findIndex((name, index) => name !== String(index + 1));
	if (wrong >= 0)
		findings.error(
			'variable-order',
			place,
			`Variables count up from {{1}} in the order of the text: {{${firsts[wrong]}}} should be {{${wrong + 1}}}.`,
		);
	if (firsts.length < names.length)
		findings.warning(
			'variable-repeated',
			place,
			'A number is there twice. Not every reviewer takes that: use the next number for the second.',
		);
}

/** Words that stay when a text loses its variables, for each variable; fewer are “too many variables” (2388293). */
const WORDS_PER_VARIABLE = 2;
/** More variables than this make a text hard to read, and to fill. */
const VARIABLES_USUAL = 5;

/**
 * Where variables stand in a body, and how many a text of its length can hold. Meta publishes the rule and not the figure:
 * fewer other words than variables is surely wrong, fewer than two for each and one more a warning (providers.md §4.2).
 */
export function checkPlacing(text: string, place: string, findings: Findings): void {
	const placed = placedIn(text);
	const [first, last] = [placed[0], placed.at(-1)];
	if (!first || !last) return;
	const trimmed = text.trim();
	const start = text.length - text.trimStart().length;
	if (first.at === start || last.end === start + trimmed.length)
		findings.error(
			'variable-at-edge',
			place,
			'The text begins or ends with a variable. Put a word before it, or a word or a full stop after it.',
		);
	let isAdjacent = false;
	let isNear = false;
	placed.forEach((one, index) => {
		const before = placed[index - 1];
		if (!before) return;
		const between = text.slice(before.end, one.at);
		if (between === '') isAdjacent = true;
		else if (between.trim() === '') isNear = true;
	});
	if (isAdjacent)
		findings.error(
			'variables-adjacent',
			place,
			'Two variables stand side by side. Put words between them, or make one of them.',
		);
	else if (isNear)
		findings.warning(
			'variables-adjacent',
			place,
			'Only a space is between two variables. Reviewers often refuse that: put words between them.',
		);
	const count = new Set(placed.map(one => one.inside.trim())).size;
	const words = wordsIn(withoutVariables(text), WORDS_PER_VARIABLE * count + 1);
	if (words <= count)
		findings.error(
			'variables-too-many',
			place,
			'The text is mostly variables. Write more words around them, or use fewer.',
		);
	else if (words < WORDS_PER_VARIABLE * count + 1)
		findings.warning(
			'variables-too-many',
			place,
			`The text is short for ${count === 1 ? 'a variable' : `${count} variables`} and may be refused: about ${
				WORDS_PER_VARIABLE * count + 1
			} other words are wanted.`,
		);
	if (count > VARIABLES_USUAL)
		findings.warning(
			'variables-many',
			place,
			`${count} variables are many: each needs a value for every recipient.`,
		);
}

let segmenter: Intl.Segmenter | null = null;

/** Words of a text, counted no further than needed. Chinese, Japanese and Thai have no spaces between theirs. */
function wordsIn(text: string, enough: number): number {
	const spaced = text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length;
	if (spaced >= enough) return spaced;
	segmenter ??= new Intl.Segmenter('und', { granularity: 'word' });
	let words = 0;
	for (const { isWordLike } of segmenter.segment(text)) if (isWordLike && ++words >= enough) break;
	return Math.max(words, spaced);
}

/** Emojis of a text. */
export function emojisIn(text: string): number {
	return text.match(/\p{RGI_Emoji}/gv)?.length ?? 0;
}

/** True for a text with WhatsApp's own marks around words: `*bold*`, `_italic_`, `~struck~`, three back-ticks. */
export function hasMarkdown(text: string): boolean {
	return /(?<![\p{L}\p{N}])([*_~])(?=\S).*?(?<=\S)\1(?![\p{L}\p{N}])|```/u.test(withoutVariables(text, 'x'));
}
