import type { MessageView, NumberRow, TemplateComponent, TemplateRow, ViewMedia } from '../model.ts';
import type { World } from '../world.ts';
import { checkFile } from './check-file.ts';
import { fillText, readParameters, variablesOf } from './check-parameters.ts';
import { GraphError } from './graph-error.ts';
import { needObject } from './read-body.ts';

/** The header as the phone shows it. Throws as the provider answers. */
export function readHeader(
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

/** The body with its values; throws 132005 when they make it too long. */
export function readBody(template: TemplateRow, text: string, parameters: unknown[]): string {
	const filled = fillText(text, readParameters(template, text, parameters, 'body'));
	if (filled.length > 1024 && variablesOf(text).length > 0) {
		throw new GraphError(
			132005,
			`body: the text has ${filled.length} characters after substitution, at most 1024 are allowed`,
		);
	}
	return filled;
}

/** The offer of a template; one that ends must say when. Throws 131008, 132000, 132012 or 132018. */
export function readOffer(template: TemplateRow, parameters: unknown[]): MessageView['offer'] | null {
	const part = template.components.find(component => component.type === 'LIMITED_TIME_OFFER');
	const text = part?.limited_time_offer?.text ?? '';
	if (!part?.limited_time_offer?.has_expiration) {
		if (parameters.length > 0)
			throw new GraphError(132018, 'limited_time_offer: the template has no offer that ends');
		return part ? { text, endsAt: null } : null;
	}
	if (parameters.length !== 1)
		throw new GraphError(132000, `limited_time_offer: got ${parameters.length} parameters, expected 1`);
	const parameter = needObject(parameters[0], "limited_time_offer['parameters'][0]");
	if (parameter.type !== 'limited_time_offer')
		throw new GraphError(132012, 'limited_time_offer: Format mismatch, expected LIMITED_TIME_OFFER');
	const value = needObject(parameter.limited_time_offer, 'limited_time_offer');
	const endsAt = value.expiration_time_ms;
	if (typeof endsAt !== 'number' || !Number.isInteger(endsAt) || endsAt <= 0)
		throw new GraphError(131008, 'limited_time_offer: expiration_time_ms is needed, in milliseconds');
	return { text, endsAt };
}
