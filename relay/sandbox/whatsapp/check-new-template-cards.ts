import { buttonKind, buttonsOf, checkNewButtons } from './check-new-template-buttons.ts';
import { checkMediaHeader, checkNewBody, type TemplateContext } from './check-new-template-text.ts';
import { type Fields, isObject } from './read-body.ts';
import { templateError } from './template-error.ts';

/** A media carousel: 2 to 10 cards of the same build. */
export function checkNewCarousel(part: Fields, context: TemplateContext): void {
	if (context.category !== 'MARKETING')
		throw templateError('other', 'CAROUSEL: only templates of the category MARKETING have one.');
	const { cards } = part;
	if (!Array.isArray(cards) || cards.length < 2 || cards.length > 10)
		throw templateError('other', 'CAROUSEL: there must be 2 to 10 cards.');
	const builds = cards.map((card: unknown, index) => checkCard(card, context, `CAROUSEL, card ${index + 1}`));
	if (new Set(builds).size > 1)
		throw templateError('other', 'CAROUSEL: all cards must have the same components and buttons.');
}

/** Checks a card and returns what it is built of. */
function checkCard(card: unknown, context: TemplateContext, place: string): string {
	const components = isObject(card) ? card.components : undefined;
	if (!Array.isArray(components) || !components.every(isObject))
		throw templateError('missing', `${place}: missing expected field(s) (components).`);
	const kinds = components.map(part => String(part.type).toUpperCase());
	if (
		kinds.some(
			(kind, index) => !['HEADER', 'BODY', 'BUTTONS'].includes(kind) || kinds.indexOf(kind) !== index,
		)
	)
		throw templateError('other', `${place}: a card has a header, a body and buttons, each once at most.`);
	const find = (type: string) => components.find(part => String(part.type).toUpperCase() === type);
	const header = find('HEADER');
	const format = String(header?.format ?? '').toUpperCase();
	if (!header || (format !== 'IMAGE' && format !== 'VIDEO'))
		throw templateError('header', `${place}: the header must be an image or a video.`);
	checkMediaHeader(header, format, context, place);
	const body = find('BODY');
	if (body) checkNewBody(body, context, 160, place);
	const buttons = find('BUTTONS');
	const list = buttons ? buttonsOf(buttons, place) : [];
	const allowed = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER'];
	if (list.length < 1 || list.length > 2 || !list.every(button => allowed.includes(buttonKind(button))))
		throw templateError('other', `${place}: a card has one or two quick replies, links or phone numbers.`);
	if (buttons) checkNewButtons(buttons, place);
	return [format, body ? 'BODY' : '', ...list.map(buttonKind)].join(' ');
}
