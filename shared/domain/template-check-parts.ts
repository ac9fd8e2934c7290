import type { TemplateCard } from './template.ts';
import { checkButtonSet, checkEachButton } from './template-check-buttons.ts';
import { checkPlacing, checkVariables, emojisIn } from './template-check-text.ts';
import type { TemplateDraft } from './template-draft.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';
import type { CheckRules, Findings } from './template-problem.ts';

// Carousels, limited-time offers and authentication: providers.md §4.2 and §4.3 (S1, S3; Mar 2026).

/** The buttons below the message, as its other parts allow them. */
export function checkButtons(draft: TemplateDraft, rules: CheckRules, findings: Findings): void {
	const { buttons, samples } = draft;
	checkEachButton({ buttons, place: 'buttons', samples, rules }, findings);
	if (draft.category === 'authentication') return;
	checkButtonSet(buttons, findings);
	buttons.forEach((button, index) => {
		if (button.kind === 'otp')
			findings.error(
				'button-kind',
				`buttons.${index}`,
				'Only an authentication template has a button for its code. Remove it, or change the category.',
			);
	});
}

export function checkCarousel(
	draft: TemplateDraft,
	cards: readonly TemplateCard[],
	rules: CheckRules,
	findings: Findings,
): void {
	if (draft.category !== 'marketing')
		findings.error('carousel-category', 'cards', 'A carousel is for marketing only. Change the category.');
	if (cards.length < TEMPLATE_LIMITS.cardsMin || cards.length > TEMPLATE_LIMITS.cards)
		findings.error(
			'carousel-count',
			'cards',
			`A carousel has ${TEMPLATE_LIMITS.cardsMin} to ${TEMPLATE_LIMITS.cards} cards; this one has ${cards.length}.`,
		);
	checkBesideCarousel(draft, findings);
	const hasBodies = cards.some(card => card.body.trim() !== '');
	cards.forEach((card, index) => {
		const place = `cards.${index}`;
		const media = `${place}.header.media`;
		if (!card.header) findings.error('card-header', media, 'Each card has a picture or a video. Choose one.');
		else if ((draft.samples[media] ?? '') === '')
			findings.error('sample-missing', media, `Choose a sample ${card.header.kind} for card ${index + 1}.`);
		if (hasBodies) checkCardBody(draft, card.body, index, findings);
		if (card.buttons.length === 0)
			findings.error('card-buttons', place, `Card ${index + 1} needs one or two buttons.`);
		card.buttons.forEach((button, at) => {
			if (at >= TEMPLATE_LIMITS.cardButtons)
				findings.error(
					'card-buttons',
					`${place}.buttons.${at}`,
					'A card may have two buttons. Remove this one.',
				);
			else if (button.kind === 'copy-code' || button.kind === 'otp')
				findings.error(
					'card-buttons',
					`${place}.buttons.${at}`,
					'A card’s buttons are quick replies, links or phone numbers.',
				);
		});
		const { buttons } = card;
		checkEachButton({ buttons, place: `${place}.buttons`, samples: draft.samples, rules }, findings);
	});
	checkAlike(cards, findings);
}

/** A carousel is a text and cards: nothing else belongs to the message around it. */
function checkBesideCarousel(draft: TemplateDraft, findings: Findings): void {
	const beside: readonly [isThere: boolean, place: string, what: string][] = [
		[draft.header !== null, 'header', 'header'],
		[draft.footer.trim() !== '', 'footer', 'footer'],
		[draft.buttons.length > 0, 'buttons', 'buttons of its own: put them on the cards'],
		[draft.offer !== null, 'offer', 'limited-time offer'],
	];
	for (const [isThere, place, what] of beside)
		if (isThere) findings.error('carousel-parts', place, `A message with a carousel has no ${what}.`);
}

function checkCardBody(draft: TemplateDraft, text: string, index: number, findings: Findings): void {
	const place = `cards.${index}.body`;
	if (text.trim() === '') {
		findings.error(
			'card-body',
			place,
			'Either all cards have a text or none. Write one, or empty the others.',
		);
		return;
	}
	if (text.length > TEMPLATE_LIMITS.cardBody)
		findings.error(
			'card-body',
			place,
			`The text of a card may have ${TEMPLATE_LIMITS.cardBody} characters; this one has ${text.length}.`,
		);
	checkVariables({ text, place, slot: place, format: draft.format, samples: draft.samples }, findings);
	checkPlacing(text, place, findings);
}

/** All cards have the same parts as the first. */
function checkAlike(cards: readonly TemplateCard[], findings: Findings): void {
	const [first, ...others] = cards;
	if (!first) return;
	const kinds = (card: TemplateCard) => card.buttons.map(button => button.kind).join(', ');
	others.forEach((card, index) => {
		const place = `cards.${index + 1}`;
		if (card.header && first.header && card.header.kind !== first.header.kind)
			findings.error(
				'cards-differ',
				`${place}.header.media`,
				`All cards have the same kind of file: the first has ${first.header.kind === 'image' ? 'an image' : 'a video'}.`,
			);
		if (kinds(card) !== kinds(first))
			findings.error(
				'cards-differ',
				place,
				`All cards have the same kinds of buttons in the same order. The first has: ${kinds(first) || 'none'}.`,
			);
	});
}

export function checkOffer(
	draft: TemplateDraft,
	offer: NonNullable<TemplateDraft['offer']>,
	findings: Findings,
): void {
	if (draft.category !== 'marketing')
		findings.error(
			'offer-category',
			'offer',
			'A limited-time offer is for marketing only. Change the category.',
		);
	if (offer.text.trim() === '')
		findings.error('offer-text-missing', 'offer.text', 'Write what the box of the offer says.');
	else if (offer.text.length > TEMPLATE_LIMITS.offerText)
		findings.error(
			'offer-text-too-long',
			'offer.text',
			`The text of the offer may have ${TEMPLATE_LIMITS.offerText} characters; this one has ${offer.text.length}.`,
		);
	const header = draft.header?.kind;
	if (header !== undefined && header !== 'image' && header !== 'video')
		findings.error('offer-header', 'header', 'The header of an offer is an image or a video.');
	if (draft.footer.trim() !== '')
		findings.error('offer-footer', 'footer', 'A message with a limited-time offer has no footer.');
	const kinds = draft.buttons.map(button => button.kind);
	if (offer.hasExpiration && !kinds.includes('copy-code'))
		findings.error('offer-buttons', 'buttons', 'An offer that ends needs a button that copies its code.');
	if (!kinds.includes('url'))
		findings.error('offer-buttons', 'buttons', 'An offer needs a link button that leads to it.');
	kinds.forEach((kind, index) => {
		if (kind !== 'copy-code' && kind !== 'url')
			findings.error(
				'offer-buttons',
				`buttons.${index}`,
				'The buttons of an offer copy its code or open its link. Remove this one.',
			);
	});
}

export function checkAuthentication(draft: TemplateDraft, findings: Findings): void {
	const { authentication } = draft;
	const own: readonly [isThere: boolean, place: string][] = [
		[draft.header !== null, 'header'],
		[draft.body.trim() !== '', 'body'],
		[draft.footer.trim() !== '', 'footer'],
		[draft.offer !== null, 'offer'],
		[draft.cards !== null, 'cards'],
	];
	for (const [isThere, place] of own)
		if (isThere)
			findings.error(
				'authentication-parts',
				place,
				'WhatsApp writes an authentication template itself. Remove this part.',
			);
	const minutes = authentication?.expiresInMinutes ?? null;
	if (!authentication)
		findings.error(
			'authentication-missing',
			'authentication',
			'Say what the message with the code contains: the security advice, and when the code ends.',
		);
	else if (
		minutes !== null &&
		!(Number.isInteger(minutes) && minutes >= TEMPLATE_LIMITS.expiryMin && minutes <= TEMPLATE_LIMITS.expiry)
	)
		findings.error(
			'authentication-expiry',
			'authentication',
			`A code ends after ${TEMPLATE_LIMITS.expiryMin} to ${TEMPLATE_LIMITS.expiry} whole minutes.`,
		);
	if (draft.buttons.length === 0)
		findings.error(
			'authentication-button',
			'buttons',
			'An authentication template has a button for its code.',
		);
	draft.buttons.forEach((button, index) => {
		const place = `buttons.${index}`;
		if (button.kind !== 'otp' || index > 0)
			findings.error(
				'authentication-button',
				place,
				'An authentication template has one button, for its code.',
			);
		else if (button.text.length > TEMPLATE_LIMITS.buttonText)
			findings.error(
				'button-text-too-long',
				`${place}.text`,
				`The text of a button may have ${TEMPLATE_LIMITS.buttonText} characters; this one has ${button.text.length}.`,
			);
		else if (emojisIn(button.text) > 0 || /https?:\/\//i.test(button.text))
			findings.error(
				'authentication-button',
				`${place}.text`,
				'The button of an authentication template has neither links nor emojis.',
			);
	});
}
