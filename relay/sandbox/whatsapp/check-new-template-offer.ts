import { buttonKind, buttonsOf } from './check-new-template-buttons.ts';
import { isSample } from './check-new-template-variables.ts';
import { type Fields, isObject } from './read-body.ts';
import { templateError } from './template-error.ts';

/** A limited-time offer, and what the other parts may be beside it. */
export function checkNewOffer(
	part: Fields,
	category: string,
	others: { header: Fields | null; footer: Fields | null; buttons: Fields | null },
): void {
	const place = 'LIMITED_TIME_OFFER';
	const refuse = (sentence: string) => templateError('other', `${place}: ${sentence}`);
	if (category !== 'MARKETING') throw refuse('only templates of the category MARKETING have one.');
	const offer = part.limited_time_offer;
	if (!isObject(offer) || !isSample(offer.text))
		throw templateError('missing', `${place}: component is missing expected field(s) (text).`);
	if ([...offer.text].length > 16)
		throw templateError('long', `${place}: the text has more than 16 characters.`);
	if (offer.has_expiration !== undefined && typeof offer.has_expiration !== 'boolean')
		throw refuse('has_expiration is true or false.');
	const format = others.header && String(others.header.format).toUpperCase();
	if (format !== null && format !== 'IMAGE' && format !== 'VIDEO')
		throw refuse('the header is an image or a video.');
	if (others.footer) throw refuse('there must be no footer.');
	const kinds = others.buttons ? buttonsOf(others.buttons, 'BUTTONS').map(buttonKind) : [];
	if (!kinds.includes('URL')) throw refuse('a button of type URL is needed.');
	if (offer.has_expiration === true && !kinds.includes('COPY_CODE'))
		throw refuse('an offer that expires needs a button of type COPY_CODE.');
	if (kinds.some(kind => kind !== 'URL' && kind !== 'COPY_CODE'))
		throw refuse('only buttons of the types COPY_CODE and URL are allowed.');
}
