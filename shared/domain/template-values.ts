import {
	fillVariables,
	isAuthentication,
	slotValue,
	type Template,
	type TemplateButton,
	type TemplateParameters,
	templateSlots,
	variablesOf,
} from './template.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';

/** One thing that keeps a template from being sent, and the slot it is about (null: the template itself). */
export interface ParameterProblem {
	readonly slot: string | null;
	readonly problem:
		| 'missing'
		| 'too-long'
		| 'line-break'
		| 'too-many-spaces'
		| 'braces'
		| 'bad-code'
		| 'bad-link-part'
		| 'unknown-slot'
		| 'template-not-approved'
		| 'part-not-supported';
	/** What is wrong and what to do, for a person. */
	readonly message: string;
}

/**
 * Checks values against a template's slots before the provider does, pointing each problem at its slot.
 *
 * WhatsApp refuses line breaks, tabs and more than four spaces in a row in a value (132018), empty values (131008) and
 * a wrong count (132000), and a text that becomes too long (132005); providers.md §2.3, §3, §4.2.
 */
export function checkParameters(template: Template, parameters: TemplateParameters): ParameterProblem[] {
	const problems: ParameterProblem[] = [];
	const say = (slot: string | null, problem: ParameterProblem['problem'], message: string) =>
		problems.push({ slot, problem, message });

	if (template.status !== 'approved') {
		say(
			null,
			'template-not-approved',
			`The template “${template.name}” is ${template.status}. Choose an approved one.`,
		);
	}
	for (const part of template.unsupported) {
		say(
			null,
			'part-not-supported',
			`The template “${template.name}” has a part that cannot be sent from here yet: ${part}.`,
		);
	}
	const slots = templateSlots(template);
	for (const slot of slots) {
		const value = slotValue(parameters, slot);
		const on = slot.card === null ? '' : ` on card ${slot.card + 1}`;
		const label = `${slot.part === 'button' ? `the button “${slot.name}”` : `{{${slot.name}}}`}${on}`;
		if (value === null || value.trim() === '') {
			const wanted =
				slot.kind === 'text' || slot.kind === 'code' || slot.kind === 'url-suffix'
					? `a value for ${label}`
					: slot.kind === 'time'
						? 'the time when the offer ends'
						: `the ${slot.kind}${on}`;
			say(slot.id, 'missing', `Give ${wanted}.`);
			continue;
		}
		if (slot.kind === 'text' || slot.kind === 'code' || slot.kind === 'url-suffix') {
			if (value.length > slot.max)
				say(slot.id, 'too-long', `The value for ${label} may have at most ${slot.max} characters.`);
			if (/\{\{|\{%/.test(value))
				say(
					slot.id,
					'braces',
					`The value for ${label} may not contain “{{”: write what the customer is to read.`,
				);
			if (/[\n\r\t]/.test(value))
				say(slot.id, 'line-break', `The value for ${label} may not contain a line break or a tab.`);
			else if (/ {5,}/.test(value))
				say(
					slot.id,
					'too-many-spaces',
					`The value for ${label} may not contain more than four spaces in a row.`,
				);
		}
		if (slot.kind === 'code' && slot.part === 'button' && !/^[A-Za-z0-9]+$/.test(value)) {
			say(slot.id, 'bad-code', `The code for ${label} may contain only letters and digits.`);
		}
		if (slot.kind === 'url-suffix' && /\s/.test(value)) {
			say(slot.id, 'bad-link-part', `The link part for ${label} may not contain spaces.`);
		}
	}
	for (const { slot, length, max } of overlongTexts(template, parameters))
		if (!problems.some(problem => problem.slot === slot))
			say(
				slot,
				'too-long',
				`With these values the text has ${length} characters; at most ${max} can be sent.`,
			);
	const known = new Set(slots.map(slot => slot.id));
	for (const id of givenSlots(template, parameters)) {
		if (known.has(id) || (isAuthentication(template) && id.startsWith('buttons.'))) continue;
		// A quick reply's value is its payload: allowed, never required.
		if (buttonAt(template, id)?.kind === 'quick-reply') continue;
		say(id, 'unknown-slot', `The template “${template.name}” has no place called ${id}.`);
	}
	return problems;
}

/** Texts that their values make too long (132005), each with the slot of its longest value. */
function overlongTexts(
	template: Template,
	{ header, body, cards }: TemplateParameters,
): { slot: string; length: number; max: number }[] {
	const texts: { text: string; prefix: string; values: Values; max: number }[] = [
		{ text: template.body, prefix: 'body', values: body ?? {}, max: TEMPLATE_LIMITS.body },
		...(template.cards ?? []).map((card, index) => ({
			text: card.body,
			prefix: `cards.${index}.body`,
			values: cards?.[index]?.body ?? {},
			max: TEMPLATE_LIMITS.cardBody,
		})),
	];
	if (template.header?.kind === 'text') {
		const { text } = template.header;
		texts.push({ text, prefix: 'header', values: header?.text ?? {}, max: TEMPLATE_LIMITS.header });
	}
	return texts.flatMap(({ text, prefix, values, max }) => {
		const { length } = fillVariables(text, values);
		const [longest] = variablesOf(text).sort((a, b) => (values[b]?.length ?? 0) - (values[a]?.length ?? 0));
		return length > max && longest !== undefined ? [{ slot: `${prefix}.${longest}`, length, max }] : [];
	});
}

type Values = Readonly<Record<string, string>>;

/** The button that a slot id names, on a card or below the message; undefined for other slots. */
function buttonAt(template: Template, id: string): TemplateButton | undefined {
	const found = /^(?:cards\.(\d+)\.)?buttons\.(\d+)$/.exec(id);
	if (!found) return undefined;
	const buttons = found[1] === undefined ? template.buttons : template.cards?.[Number(found[1])]?.buttons;
	return buttons?.[Number(found[2])];
}

function givenSlots(template: Template, parameters: TemplateParameters): string[] {
	const { header } = parameters;
	const ids = (prefix: string, values: Readonly<Record<string, string>> | undefined) =>
		Object.keys(values ?? {}).map(name => `${prefix}.${name}`);
	return [
		...ids('header', header?.text),
		...(header?.mediaId === undefined ? [] : ['header.media']),
		...(header?.location === undefined ? [] : ['header.location']),
		...ids('body', parameters.body),
		...ids('buttons', parameters.buttons),
		...(parameters.offerEndsAt === undefined ? [] : ['offer.ends-at']),
		...(parameters.cards ?? []).flatMap((card, index) => [
			...(index < (template.cards?.length ?? 0) ? [] : [`cards.${index}`]),
			...(card.mediaId === undefined ? [] : [`cards.${index}.header.media`]),
			...ids(`cards.${index}.body`, card.body),
			...ids(`cards.${index}.buttons`, card.buttons),
		]),
	];
}
