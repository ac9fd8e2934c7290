import type { TemplateButton, TemplateRow, ViewButton } from '../model.ts';
import { checkValue, variablesOf } from './check-parameters.ts';
import { GraphError } from './graph-error.ts';
import { checkText, type Fields, isObject, needArray } from './read-body.ts';

/** Reads the button components against the template's buttons and returns what the phone shows. Throws `GraphError`. */
export function checkTemplateButtons(template: TemplateRow, given: Fields[]): ViewButton[] {
	const buttons = template.components.find(part => part.type === 'BUTTONS')?.buttons ?? [];
	const byIndex = new Map<number, Fields>();
	for (const component of given) {
		const index = Number(component.index);
		if (component.index === undefined || !Number.isInteger(index)) {
			throw new GraphError(131008, 'buttons: Parameter index is missing');
		}
		if (!buttons[index])
			throw new GraphError(132018, `buttons: the template has no button at index ${index}`);
		if (byIndex.has(index))
			throw new GraphError(132000, `buttons: the button at index ${index} is given twice`);
		byIndex.set(index, component);
	}
	return buttons.map((button, index) => readButton(button, index, byIndex.get(index)));
}

const SUB_TYPES = {
	QUICK_REPLY: 'quick_reply',
	URL: 'url',
	COPY_CODE: 'copy_code',
	PHONE_NUMBER: 'phone_number',
} as const;

function readButton(button: TemplateButton, index: number, given: Fields | undefined): ViewButton {
	const parameter = given && onlyParameter(given, index);
	if (given && String(given.sub_type).toLowerCase() !== SUB_TYPES[button.type]) {
		throw new GraphError(
			132012,
			`buttons: button at index ${index} is of type ${button.type}, received ${String(given.sub_type)}`,
		);
	}
	switch (button.type) {
		case 'QUICK_REPLY': {
			if (parameter && parameter.type !== 'payload') throw mismatch(index, 'PAYLOAD', parameter);
			const payload = checkText(parameter?.payload, 'payload', 128);
			return { kind: 'reply', text: button.text, id: payload ?? button.text };
		}
		case 'URL':
			return readUrlButton(button, index, parameter);
		case 'COPY_CODE': {
			if (!parameter)
				throw new GraphError(
					131008,
					`buttons: Button at index ${index} of type CopyCode requires a parameter`,
				);
			if (parameter.type !== 'coupon_code') throw mismatch(index, 'COUPON_CODE', parameter);
			const code = checkValue(parameter.coupon_code, 'buttons');
			if (!/^[a-z0-9]{1,20}$/i.test(code)) {
				throw new GraphError(132018, 'buttons: a coupon code has 1 to 20 letters and digits');
			}
			return { kind: 'copy', text: button.text, id: code };
		}
		default: {
			if (given) throw new GraphError(132018, `buttons: button at index ${index} takes no parameters`);
			return {
				kind: 'call',
				text: button.text,
				id: button.phone_number ?? '',
				url: `tel:${button.phone_number ?? ''}`,
			};
		}
	}
}

function readUrlButton(button: TemplateButton, index: number, parameter: Fields | undefined): ViewButton {
	const url = button.url ?? '';
	if (variablesOf(url).length === 0) {
		if (parameter)
			throw new GraphError(
				132018,
				`buttons: button at index ${index} has a fixed URL and takes no parameters`,
			);
		return { kind: 'url', text: button.text, id: url, url };
	}
	if (!parameter)
		throw new GraphError(131008, `buttons: Button at index ${index} of type Url requires a parameter`);
	if (parameter.type !== 'text') throw mismatch(index, 'TEXT', parameter);
	const whole = url.replace('{{1}}', checkValue(parameter.text, 'buttons'));
	if (whole.length > 2000) throw new GraphError(132005, 'buttons: the URL is longer than 2000 characters');
	return { kind: 'url', text: button.text, id: whole, url: whole };
}

function onlyParameter(given: Fields, index: number): Fields | undefined {
	if (given.parameters === undefined) return undefined;
	const parameters = needArray(given.parameters, `buttons[${index}]['parameters']`, 0, 10);
	if (parameters.length > 1)
		throw new GraphError(132000, `buttons: button at index ${index} takes one parameter`);
	const [first] = parameters;
	if (first === undefined) return undefined;
	if (!isObject(first))
		throw new GraphError(100, `Param buttons[${index}]['parameters'][0] must be a JSON object.`);
	return first;
}

function mismatch(index: number, expected: string, parameter: Fields): GraphError {
	const received = String(parameter.type).toUpperCase();
	return new GraphError(
		132012,
		`buttons: Format mismatch at index ${index}, expected ${expected}, received ${received}`,
	);
}
