import type {
	MessageView,
	NumberRow,
	TemplateComponent,
	TemplateRow,
	ViewButton,
	ViewMedia,
} from '../model.ts';
import type { World } from '../world.ts';
import { checkFile } from './check-file.ts';
import { fillText, readParameters, variablesOf } from './check-parameters.ts';
import { checkTemplateButtons } from './check-template-buttons.ts';
import { GraphError } from './graph-error.ts';
import { checkKeys, type Fields, needArray, needObject, needText } from './read-body.ts';

/** Reads a template message against the approved template. Throws `GraphError`. */
export function checkTemplate(
	world: World,
	number: NumberRow,
	content: Fields,
): { view: MessageView; category: string } {
	checkKeys(content, 'template', ['name', 'language', 'components', 'namespace']);
	const name = needText(content.name, "template['name']", 512);
	const language = needObject(content.language, "template['language']");
	const code = needText(language.code, "template['language']['code']", 16);
	const template = needTemplate(world, number, name, code);
	const components =
		content.components === undefined ? [] : needArray(content.components, "template['components']", 0, 20);
	const given = components.map((item, index) => needObject(item, `template['components'][${index}]`));
	for (const component of given) {
		const type = String(component.type).toLowerCase();
		if (!['header', 'body', 'button'].includes(type)) {
			throw new GraphError(
				100,
				`Param template['components'] has an unknown type "${String(component.type)}".`,
			);
		}
		checkKeys(component, "template['components']", ['type', 'parameters', 'sub_type', 'index']);
	}
	const header = readHeader(world, number, template, only(given, 'header'));
	const bodyPart = template.components.find(part => part.type === 'BODY');
	const text = readBody(template, bodyPart?.text ?? '', only(given, 'body'));
	const buttons = checkTemplateButtons(
		template,
		given.filter(item => String(item.type).toLowerCase() === 'button'),
	);
	const footer = template.components.find(part => part.type === 'FOOTER')?.text;
	const view = {
		text,
		template: template.name,
		...header,
		...(footer && { footer }),
		...withButtons(buttons),
	};
	return { view, category: template.category.toLowerCase() };
}

/** The approved template of this number's account; throws 132001, 132015 or 132016. */
function needTemplate(world: World, number: NumberRow, name: string, language: string): TemplateRow {
	const template = world.findTemplate(number.wabaId, name, language);
	if (!template) throw new GraphError(132001, `template name (${name}) does not exist in ${language}`);
	if (template.status !== 'APPROVED')
		world.violate('template-not-sendable', `${name} in ${language}: ${template.status}`);
	if (template.status === 'PAUSED')
		throw new GraphError(132015, `template (${name}) is paused due to low quality`);
	if (template.status === 'DISABLED') throw new GraphError(132016, `template (${name}) is disabled`);
	if (template.status !== 'APPROVED') {
		throw new GraphError(132001, `template name (${name}) does not exist in ${language}: it is not approved`);
	}
	return template;
}

function only(given: Fields[], type: 'header' | 'body'): unknown[] {
	const found = given.filter(item => String(item.type).toLowerCase() === type);
	if (found.length > 1) throw new GraphError(100, `Param template['components'] has more than one ${type}.`);
	const parameters = found[0]?.parameters;
	return parameters === undefined ? [] : needArray(parameters, `${type}['parameters']`, 0, 100);
}

function readHeader(
	world: World,
	number: NumberRow,
	template: TemplateRow,
	parameters: unknown[],
): { header?: string; media?: ViewMedia } {
	const part = template.components.find(component => component.type === 'HEADER');
	if (part?.format === undefined || part.format === 'TEXT') {
		const values = readParameters(template, part?.text ?? '', parameters, 'header');
		const header = fillText(part?.text ?? '', values);
		if (header.length > 60)
			throw new GraphError(132005, 'header: the text is longer than 60 characters after substitution');
		return header ? { header } : {};
	}
	return readMediaHeader(world, number, part.format, parameters);
}

function readMediaHeader(
	world: World,
	number: NumberRow,
	format: Exclude<TemplateComponent['format'], 'TEXT' | undefined>,
	parameters: unknown[],
): { header?: string; media?: ViewMedia } {
	const parameter = parameters[0] === undefined ? {} : needObject(parameters[0], "header['parameters'][0]");
	const received = String(parameter.type ?? 'unknown').toUpperCase();
	if (received !== format) {
		throw new GraphError(132012, `header: Format mismatch, expected ${format}, received ${received}`);
	}
	if (parameters.length > 1)
		throw new GraphError(132000, `header: got ${parameters.length} parameters, expected 1`);
	const key = format.toLowerCase();
	const value = needObject(parameter[key], `header['${key}']`);
	if (format === 'LOCATION') {
		if (value.latitude === undefined || value.longitude === undefined) {
			throw new GraphError(131008, 'header: latitude and longitude are required');
		}
		return {
			header: `${String(value.name ?? '')} ${String(value.latitude)}, ${String(value.longitude)}`.trim(),
		};
	}
	const kind = format === 'IMAGE' ? 'image' : format === 'VIDEO' ? 'video' : 'document';
	const media = checkFile(world, number, kind, value, `header['${kind}']`);
	const top = media.mime.split('/')[0];
	if (media.id && kind !== 'document' && top !== kind) {
		throw new GraphError(
			132012,
			`header: Format mismatch, expected ${format}, received a file of type ${media.mime}`,
		);
	}
	return { media };
}

function readBody(template: TemplateRow, text: string, parameters: unknown[]): string {
	const filled = fillText(text, readParameters(template, text, parameters, 'body'));
	if (filled.length > 1024 && variablesOf(text).length > 0) {
		throw new GraphError(
			132005,
			`body: the text has ${filled.length} characters after substitution, at most 1024 are allowed`,
		);
	}
	return filled;
}

function withButtons(buttons: ViewButton[]): { buttons?: ViewButton[] } {
	return buttons.length > 0 ? { buttons } : {};
}
