import type { TemplateParameters } from '../../../shared/domain/template.ts';
import { fillText, type VariableContext } from '../../../shared/domain/variables.ts';

export type FilledParameters =
	| { readonly filled: true; readonly parameters: TemplateParameters }
	/** The slot whose value has a variable without a value, or one that cannot be read. */
	| { readonly filled: false; readonly slot: string; readonly message: string };

/**
 * Fills the variables in a template's values (`{{ contact.first_name | default: "there" }}`), so that programs and broadcasts
 * can send one set of values to many. A variable that has no value and no default holds the message: it never becomes "".
 */
export function fillParameters(parameters: TemplateParameters, context: VariableContext): FilledParameters {
	let problem: { slot: string; message: string } | null = null;
	const one = (slot: string, value: string): string => {
		if (!value.includes('{{') && !value.includes('{%')) return value;
		const { text, missing, problem: syntax } = fillText(value, context);
		if (syntax !== null) problem ??= { slot, message: syntax };
		const [first] = missing;
		if (first)
			problem ??= {
				slot,
				message: `There is no value for ${first.variable}. Write one, or give a default: {{ ${first.variable} | default: "…" }}.`,
			};
		return text;
	};
	const all = (prefix: string, values: Readonly<Record<string, string>>) =>
		Object.fromEntries(Object.entries(values).map(([key, value]) => [key, one(`${prefix}.${key}`, value)]));
	const { header, body, buttons, cards } = parameters;
	const filled: TemplateParameters = {
		...parameters,
		...(header && { header: { ...header, ...(header.text && { text: all('header', header.text) }) } }),
		...(body && { body: all('body', body) }),
		...(buttons && { buttons: all('buttons', buttons) }),
		...(cards && {
			cards: cards.map((card, index) => ({
				...card,
				...(card.body && { body: all(`cards.${index}.body`, card.body) }),
				...(card.buttons && { buttons: all(`cards.${index}.buttons`, card.buttons) }),
			})),
		}),
	};
	return problem === null
		? { filled: true, parameters: filled }
		: { filled: false, ...(problem as { slot: string; message: string }) };
}
