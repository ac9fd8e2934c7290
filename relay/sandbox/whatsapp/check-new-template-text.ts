import {
	checkExamples,
	checkFlow,
	type ParameterFormat,
	readVariables,
} from './check-new-template-variables.ts';
import { type Fields, isObject } from './read-body.ts';
import { templateError } from './template-error.ts';

/** What a check must know beside the component itself. */
export interface TemplateContext {
	category: 'AUTHENTICATION' | 'MARKETING' | 'UTILITY';
	format: ParameterFormat;
	/** Says what is wrong with a sample file for this kind of header; null when it is known and fits. */
	handleProblem(handle: string, format: MediaFormat): string | null;
}

export type MediaFormat = 'IMAGE' | 'VIDEO' | 'DOCUMENT';

/** Characters as a person counts them. */
export function lengthOf(text: string): number {
	return [...text].length;
}

/** Throws unless the header is as Meta takes it. */
export function checkNewHeader(part: Fields, context: TemplateContext): void {
	const format = String(part.format ?? '').toUpperCase();
	if (format === 'IMAGE' || format === 'VIDEO' || format === 'DOCUMENT') {
		checkMediaHeader(part, format, context, 'HEADER');
	} else if (format === 'TEXT') {
		checkTextHeader(part, context);
	} else if (format !== 'LOCATION') {
		throw templateError('header', `HEADER: the format "${format}" is not known.`);
	}
}

function checkTextHeader(part: Fields, { format }: TemplateContext): void {
	const text = part.text;
	if (typeof text !== 'string' || text.trim() === '')
		throw templateError('missing', 'HEADER: component is missing expected field(s) (text).');
	if (lengthOf(text) > 60) throw templateError('long', 'HEADER: the text has more than 60 characters.');
	if (/[\n\r]/.test(text)) throw templateError('header', 'HEADER: the text has a line break.');
	if (
		/(?<![\p{L}\p{N}])([*_~])(?=\S)[^*_~]*\S?\1(?![\p{L}\p{N}])|```[^`]+```|`[^`]+`/u.test(
			withoutVariables(text),
		)
	)
		throw templateError('header', 'HEADER: the text has formatting marks.');
	const variables = readVariables(text, format, 'HEADER', 'header');
	if (variables.length > 1) throw templateError('header', 'HEADER: the text has more than one variable.');
	checkExamples(part.example, variables, format, 'header', 'HEADER');
}

function withoutVariables(text: string): string {
	return text.replace(/\{\{[^{}]*\}\}/g, 'x');
}

/** Throws unless a header of this format has the sample file that Meta wants. */
export function checkMediaHeader(
	part: Fields,
	format: MediaFormat,
	context: TemplateContext,
	place: string,
): void {
	const handles = isObject(part.example) ? part.example.header_handle : undefined;
	const [handle] = Array.isArray(handles) ? (handles as unknown[]) : [];
	if (typeof handle !== 'string' || handle === '')
		throw templateError(
			'missing',
			`${place}: component is missing expected field(s) (example.header_handle).`,
		);
	const problem = context.handleProblem(handle, format);
	if (problem) throw templateError('header', `${place}: ${problem}`);
}

/** Throws unless the body is as Meta takes it; `max` depends on where it stands. */
export function checkNewBody(part: Fields, { format }: TemplateContext, max: number, place: string): void {
	const text = part.text;
	if (typeof text !== 'string' || text.trim() === '')
		throw templateError('missing', `${place}: component is missing expected field(s) (text).`);
	if (lengthOf(text) > max)
		throw templateError('long', `${place}: the text has more than ${max} characters.`);
	const variables = readVariables(text, format, place, 'body');
	checkFlow(text, variables, place);
	checkExamples(part.example, variables, format, 'body', place);
}

/** Throws unless the footer is as Meta takes it. */
export function checkNewFooter(part: Fields): void {
	const text = part.text;
	if (typeof text !== 'string' || text.trim() === '')
		throw templateError('missing', 'FOOTER: component is missing expected field(s) (text).');
	if (lengthOf(text) > 60) throw templateError('long', 'FOOTER: the text has more than 60 characters.');
	if (/\{\{|\}\}/.test(text)) throw templateError('footer', 'FOOTER: variables are not allowed.');
}
