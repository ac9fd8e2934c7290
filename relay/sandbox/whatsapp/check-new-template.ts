import type { TemplateComponent, TemplateRow } from '../model.ts';
import { checkNewButtons } from './check-new-template-buttons.ts';
import { checkNewCarousel } from './check-new-template-cards.ts';
import { checkNewCode } from './check-new-template-code.ts';
import { checkNewOffer } from './check-new-template-offer.ts';
import {
	checkNewBody,
	checkNewFooter,
	checkNewHeader,
	type TemplateContext,
} from './check-new-template-text.ts';
import type { ParameterFormat } from './check-new-template-variables.ts';
import { type Fields, isObject } from './read-body.ts';
import { templateError } from './template-error.ts';
import { TEMPLATE_LANGUAGES } from './template-languages.ts';

const CATEGORIES = ['AUTHENTICATION', 'MARKETING', 'UTILITY'] as const;
const PARTS = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER'];
/** Seconds that a message may be under way, by category. -1 is 30 days, for the first two. */
const TTL = { AUTHENTICATION: [30, 900], UTILITY: [30, 43_200], MARKETING: [43_200, 2_592_000] } as const;

/** What a body that creates a template says, read by the rules of providers.md §4.2 and §4.3. */
export interface NewTemplate {
	name: string;
	language: string;
	category: TemplateRow['category'];
	parameterFormat: ParameterFormat;
	components: TemplateComponent[];
}

/** Reads a body that creates a template; throws `GraphError` for everything that Meta is known to refuse. */
export function checkNewTemplate(
	body: unknown,
	handleProblem: TemplateContext['handleProblem'],
): NewTemplate {
	if (!isObject(body)) throw templateError('other', 'The body must be a JSON object.');
	const { name, language } = body;
	if (typeof name !== 'string' || !/^[a-z0-9_]{1,512}$/.test(name))
		throw templateError('other', 'name: 1 to 512 lower case letters, digits and underscores.');
	if (typeof language !== 'string' || !TEMPLATE_LANGUAGES.has(language))
		throw templateError('other', `language: "${String(language)}" is not a language of templates.`);
	const category = readCategory(body.category);
	const parameterFormat = readFormat(body.parameter_format);
	if (body.allow_category_change !== undefined)
		throw templateError('other', 'allow_category_change is no longer accepted.');
	if (body.library_template_name !== undefined)
		throw templateError('other', 'library_template_name: the sandbox has no library.');
	checkTtl(body.message_send_ttl_seconds, category);
	const context = { category, format: parameterFormat, handleProblem };
	return { name, language, category, parameterFormat, components: checkComponents(body.components, context) };
}

/** The category, in whichever case it is written. */
export function readCategory(value: unknown): TemplateRow['category'] {
	const category = CATEGORIES.find(one => one === String(value).toUpperCase());
	if (!category) throw templateError('other', `category: one of ${CATEGORIES.join(', ')}.`);
	return category;
}

function readFormat(value: unknown): ParameterFormat {
	const format = value === undefined ? 'POSITIONAL' : String(value).toUpperCase();
	if (format !== 'POSITIONAL' && format !== 'NAMED')
		throw templateError('other', 'parameter_format: POSITIONAL or NAMED.');
	return format;
}

/** Throws unless a message of this category may be under way so long. */
export function checkTtl(value: unknown, category: TemplateRow['category']): void {
	if (value === undefined || (value === -1 && category !== 'MARKETING')) return;
	const [least, most] = TTL[category];
	if (!(Number.isInteger(value) && Number(value) >= least && Number(value) <= most))
		throw templateError('other', `message_send_ttl_seconds: ${least} to ${most} for ${category}.`);
}

/** Checks all components together and returns them as `GET` will show them. */
export function checkComponents(value: unknown, context: TemplateContext): TemplateComponent[] {
	if (!Array.isArray(value) || value.length === 0 || !value.every(isObject))
		throw templateError('missing', 'components: a list of components is needed.');
	const parts = new Map<string, Fields>();
	for (const part of value) {
		const type = String(part.type ?? '').toUpperCase();
		if (!PARTS.includes(type)) throw templateError('other', `components: "${type}" is not known.`);
		if (parts.has(type)) throw templateError('other', `components: ${type} is given twice.`);
		parts.set(type, part);
	}
	if (context.category === 'AUTHENTICATION') return checkNewCode(parts);
	const body = parts.get('BODY');
	if (!body) throw templateError('missing', 'BODY: component is missing.');
	const header = parts.get('HEADER') ?? null;
	const footer = parts.get('FOOTER') ?? null;
	const buttons = parts.get('BUTTONS') ?? null;
	const offer = parts.get('LIMITED_TIME_OFFER');
	const carousel = parts.get('CAROUSEL');
	if (carousel && (header || footer || buttons || offer))
		throw templateError('other', 'CAROUSEL: beside it there is a body only.');
	if (header) checkNewHeader(header, context);
	checkNewBody(body, context, offer ? 600 : 1024, 'BODY');
	if (footer) checkNewFooter(footer);
	if (buttons) checkNewButtons(buttons, 'BUTTONS');
	if (offer) checkNewOffer(offer, context.category, { header, footer, buttons });
	if (carousel) checkNewCarousel(carousel, context);
	return value.map(part => shown(part));
}

/** A component as it is listed: types in capitals, and Meta's own label on the button of a code. */
function shown(part: Fields): TemplateComponent {
	const upper = (text: unknown) => String(text).toUpperCase();
	const buttons = Array.isArray(part.buttons) ? (part.buttons as Fields[]) : null;
	const cards = Array.isArray(part.cards) ? (part.cards as { components: Fields[] }[]) : null;
	const listed = {
		...part,
		type: upper(part.type),
		...(part.format !== undefined && { format: upper(part.format) }),
		...(buttons && { buttons: buttons.map(shownButton) }),
		...(cards && { cards: cards.map(card => ({ components: card.components.map(shown) })) }),
	};
	// Everything that the type promises was checked.
	return listed as unknown as TemplateComponent;
}

function shownButton(button: Fields): Fields {
	const type = String(button.type).toUpperCase();
	if (type !== 'COPY_CODE') return { ...button, type };
	const { example } = button;
	return { ...button, type, text: 'Copy offer code', example: Array.isArray(example) ? example : [example] };
}
