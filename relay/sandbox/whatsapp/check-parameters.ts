import type { TemplateRow } from '../model.ts';
import { GraphError } from './graph-error.ts';
import { type Fields, isObject, needObject } from './read-body.ts';

/** The variables of a template text, each once, in the order of the text. */
export function variablesOf(text: string): string[] {
	return [...new Set([...text.matchAll(/\{\{\s*([a-z0-9_]+)\s*\}\}/g)].map(match => match[1] ?? ''))];
}

/** The text with its variables replaced. */
export function fillText(text: string, values: ReadonlyMap<string, string>): string {
	return text.replace(/\{\{\s*([a-z0-9_]+)\s*\}\}/g, (whole, name: string) => values.get(name) ?? whole);
}

/** The values of one component's parameters by variable name. Throws 100, 131008, 132000, 132012 or 132018. */
export function readParameters(
	template: TemplateRow,
	text: string,
	parameters: unknown[],
	place: string,
): Map<string, string> {
	const variables = variablesOf(text);
	if (parameters.length !== variables.length) {
		throw new GraphError(
			132000,
			`${place}: number of localizable_params (${parameters.length}) does not match the expected number of params (${variables.length})`,
		);
	}
	const values = new Map<string, string>();
	for (const [index, item] of parameters.entries()) {
		const parameter = needObject(item, `${place}['parameters'][${index}]`);
		const name =
			template.parameterFormat === 'NAMED' ? namedVariable(parameter, variables, place) : String(index + 1);
		if (template.parameterFormat === 'POSITIONAL' && parameter.parameter_name !== undefined) {
			throw new GraphError(
				100,
				`${place}: parameter_name is not allowed, the template has positional parameters`,
			);
		}
		if (values.has(name)) throw new GraphError(132000, `${place}: the parameter ${name} is given twice`);
		values.set(name, parameterText(parameter, place));
	}
	return values;
}

function namedVariable(parameter: Fields, variables: string[], place: string): string {
	const name = parameter.parameter_name;
	if (typeof name !== 'string' || name === '')
		throw new GraphError(100, `${place}: Parameter name is missing or empty`);
	if (!variables.includes(name))
		throw new GraphError(132000, `${place}: the template has no parameter named ${name}`);
	return name;
}

function parameterText(parameter: Fields, place: string): string {
	if (parameter.type === 'text') return checkValue(parameter.text, place);
	if (parameter.type === 'currency' || parameter.type === 'date_time') {
		const value = parameter[parameter.type];
		if (!isObject(value))
			throw new GraphError(131008, `${place}: Parameter of type ${parameter.type} is missing`);
		return checkValue(value.fallback_value, place);
	}
	throw new GraphError(
		132012,
		`${place}: Format mismatch, expected TEXT, received ${String(parameter.type).toUpperCase()}`,
	);
}

/** A value for a variable: not empty, and no line break, tab or more than four spaces in a row. */
export function checkValue(value: unknown, place: string): string {
	if (typeof value !== 'string' || value.trim() === '') {
		throw new GraphError(131008, `${place}: Parameter of type text is missing text value`);
	}
	if (/[\n\r\t]| {5,}/.test(value)) {
		throw new GraphError(
			132018,
			`${place}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`,
		);
	}
	return value;
}
