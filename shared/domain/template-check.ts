import {
	isAuthentication,
	slotValue,
	type Template,
	type TemplateParameters,
	templateSlots,
} from './template.ts';

/** One thing that keeps a template from being sent, and the slot it is about (null: the template itself). */
export interface ParameterProblem {
	readonly slot: string | null;
	readonly problem:
		| 'missing'
		| 'too-long'
		| 'line-break'
		| 'too-many-spaces'
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
 * a wrong count (132000); providers.md §2.3, §4.2.
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
		const label = slot.part === 'button' ? `the button “${slot.name}”` : `{{${slot.name}}}`;
		if (value === null || value.trim() === '') {
			const wanted =
				slot.kind === 'text' || slot.kind === 'code' || slot.kind === 'url-suffix'
					? `a value for ${label}`
					: `the ${slot.kind}`;
			say(slot.id, 'missing', `Give ${wanted}.`);
			continue;
		}
		if (slot.kind === 'text' || slot.kind === 'code' || slot.kind === 'url-suffix') {
			if (value.length > slot.max)
				say(slot.id, 'too-long', `The value for ${label} may have at most ${slot.max} characters.`);
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
	const known = new Set(slots.map(slot => slot.id));
	for (const id of givenSlots(parameters)) {
		if (known.has(id) || (isAuthentication(template) && id.startsWith('buttons.'))) continue;
		// A quick reply's value is its payload: allowed, never required.
		const button = id.startsWith('buttons.')
			? template.buttons[Number(id.slice('buttons.'.length))]
			: undefined;
		if (button?.kind === 'quick-reply') continue;
		say(id, 'unknown-slot', `The template “${template.name}” has no place called ${id}.`);
	}
	return problems;
}

function givenSlots(parameters: TemplateParameters): string[] {
	const given: string[] = [];
	for (const name of Object.keys(parameters.header?.text ?? {})) given.push(`header.${name}`);
	if (parameters.header?.mediaId !== undefined) given.push('header.media');
	if (parameters.header?.location !== undefined) given.push('header.location');
	for (const name of Object.keys(parameters.body ?? {})) given.push(`body.${name}`);
	for (const index of Object.keys(parameters.buttons ?? {})) given.push(`buttons.${index}`);
	return given;
}
