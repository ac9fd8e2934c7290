import { isObject } from './read-body.ts';
import { type TemplateErrorKind, templateError } from './template-error.ts';

export type ParameterFormat = 'POSITIONAL' | 'NAMED';

/** The variables of a text in the order in which they stand. Throws for wrong braces, names and numbers. */
export function readVariables(
	text: string,
	format: ParameterFormat,
	place: string,
	kind: TemplateErrorKind,
): string[] {
	const refuse = (sentence: string) => templateError(kind, `${place}: ${sentence}`);
	const found = [...text.matchAll(/\{\{([^{}]*)\}\}/g)];
	for (const match of found) {
		const before = text[match.index - 1];
		const after = text[match.index + match[0].length];
		if (before === '{' || after === '}') throw refuse('a variable has two curly braces on each side.');
	}
	const around = text.replace(/\{\{[^{}]*\}\}/g, '\u0000');
	if (/\{\{|\}\}/.test(around)) throw refuse('the curly braces of a variable do not match.');
	if (around.includes('\u0000\u0000'))
		throw refuse('variables stand next to each other without text between.');
	const names = found.map(match => match[1] ?? '');
	if (format === 'NAMED') checkNames(names, refuse);
	else checkNumbers(names, refuse);
	return names;
}

function checkNames(names: string[], refuse: (sentence: string) => Error): void {
	for (const name of names) {
		if (!/^[a-z0-9_]+$/.test(name) || /^\d+$/.test(name))
			throw refuse(`{{${name}}} is no name of lower case letters and underscores.`);
	}
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) throw refuse(`{{${twice}}} stands twice.`);
}

function checkNumbers(names: string[], refuse: (sentence: string) => Error): void {
	let highest = 0;
	for (const name of names) {
		if (!/^\d+$/.test(name)) throw refuse(`{{${name}}} is no number.`);
		// The same number may stand again.
		if (Number(name) < 1 || Number(name) > highest + 1)
			throw refuse(`the variables are not numbered from {{1}} on without a gap.`);
		highest = Math.max(highest, Number(name));
	}
}

/** A body: no variable at its start or end, and enough words for the variables that it has. */
export function checkFlow(text: string, variables: readonly string[], place: string): void {
	const trimmed = text.trim();
	if (/^\{\{[^{}]*\}\}/.test(trimmed) || /\{\{[^{}]*\}\}$/.test(trimmed))
		throw templateError('edge', `${place}: variables can't be at the start or end of the template.`);
	const count = new Set(variables).size;
	if (count === 0) return;
	// Meta's formula is not published; this one is widely used.
	const words = wordsOf(text.replace(/\{\{[^{}]*\}\}/g, ' '));
	if (words < 2 * count + 1)
		throw templateError(
			'ratio',
			`${place}: ${count} variables are too many for ${words} words. Take variables out or write more.`,
		);
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function wordsOf(text: string): number {
	return [...segmenter.segment(text)].filter(part => part.isWordLike).length;
}

/** Throws unless `example` has a sample for each variable: `keys` are the positional and the named field of this part. */
export function checkExamples(
	example: unknown,
	variables: readonly string[],
	format: ParameterFormat,
	part: 'header' | 'body',
	place: string,
): void {
	const wanted = [...new Set(variables)];
	if (wanted.length === 0) return;
	const field = format === 'NAMED' ? `${part}_text_named_params` : `${part}_text`;
	const given = isObject(example) ? example[field] : undefined;
	const missing = () =>
		templateError('missing', `${place}: component is missing expected field(s) (example.${field}).`);
	if (!Array.isArray(given)) throw missing();
	if (format === 'NAMED') {
		const samples = new Map(
			given.filter(isObject).map(item => [String(item.param_name), item.example] as const),
		);
		if (samples.size !== given.length || samples.size !== wanted.length) throw missing();
		if (!wanted.every(name => isSample(samples.get(name)))) throw missing();
		return;
	}
	const list: unknown = part === 'body' ? given[0] : given;
	if (!Array.isArray(list) || list.length !== wanted.length || !list.every(isSample)) throw missing();
}

/** True for a text that is not blank. */
export function isSample(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}
