import { describe, expect, it } from 'vitest';
import { type Template, templateSlots } from '../../../shared/domain/template.ts';
import { foldedBody, templatePreview, visibleButtons } from '../../../shared/domain/template-preview.ts';
import { checkParameters } from '../../../shared/domain/template-values.ts';
import { template } from '../../support/templates.ts';

const card = {
	header: { kind: 'image' },
	body: 'The oak chair costs {{1}} this week.',
	buttons: [
		{ kind: 'quick-reply', text: 'More' },
		{ kind: 'url', text: 'Buy', url: 'https://shop.example/{{1}}' },
	],
} as const;
const carousel = template({ category: 'marketing', body: 'New chairs for {{1}}.', cards: [card, card] });
const oak = { mediaId: 'med_1', body: { 1: '€80' }, buttons: { 1: 'oak' } };
const elm = { mediaId: 'med_2', body: { 1: '€95' }, buttons: { 1: 'elm' } };
const offer = template({
	category: 'marketing',
	body: 'A fifth less on every chair.',
	offer: { text: 'Ends soon!', hasExpiration: true },
	buttons: [
		{ kind: 'copy-code', text: 'Copy offer code' },
		{ kind: 'url', text: 'Buy', url: 'https://shop.example' },
	],
});
const problems = (one: Template, ...rest: [Parameters<typeof checkParameters>[1]]) =>
	checkParameters(one, ...rest).map(({ slot, problem }) => `${slot}: ${problem}`);

describe('templatePreview', () => {
	it('fills each card of a carousel with its own values', () => {
		const { cards } = templatePreview(carousel, { body: { 1: 'Ann' }, cards: [oak, elm] });
		expect(cards?.map(one => [one.header?.mediaId, one.body, one.buttons[1]?.value])).toEqual([
			['med_1', 'The oak chair costs €80 this week.', 'https://shop.example/oak'],
			['med_2', 'The oak chair costs €95 this week.', 'https://shop.example/elm'],
		]);
	});
	it('shows a card without values with its variables', () => {
		const { cards } = templatePreview(carousel, { cards: [oak] });
		expect(cards?.[1]).toMatchObject({ header: { mediaId: null }, body: card.body });
	});
	it('shows an offer with its end and the code of the button', () => {
		const shown = templatePreview(offer, { offerEndsAt: 5000, buttons: { 0: 'AUTUMN20' } });
		expect(shown.offer).toEqual({ text: 'Ends soon!', endsAt: 5000, code: 'AUTUMN20' });
		expect(templatePreview(offer, {}).offer).toEqual({ text: 'Ends soon!', endsAt: null, code: null });
		const endless = template({ offer: { text: 'For you', hasExpiration: false } });
		expect(templatePreview(endless, { offerEndsAt: 5000 }).offer?.endsAt).toBeNull();
	});
	it('shows a code in the text and on its button', () => {
		const code = template({
			category: 'authentication',
			body: '*{{1}}* is your verification code.',
			buttons: [{ kind: 'otp', text: 'Copy code' }],
		});
		const shown = templatePreview(code, { body: { 1: '4711' } });
		expect(shown.body).toBe('*4711* is your verification code.');
		expect(shown.buttons).toEqual([{ kind: 'otp', text: 'Copy code', value: '4711' }]);
		expect(templatePreview(code, {}).buttons[0]?.value).toBeNull();
	});
	it('shows what each button does', () => {
		const buttons = [
			{ kind: 'copy-code', text: 'Copy' },
			{ kind: 'phone', text: 'Call', phone: '+493023125100' },
			{ kind: 'url', text: 'Shop', url: 'https://shop.example' },
			{ kind: 'quick-reply', text: 'Later' },
		] as const;
		const values = (given: Record<string, string>) =>
			templatePreview(template({ buttons }), { buttons: given }).buttons.map(button => button.value);
		expect(values({ 0: 'AUTUMN20', 3: 'later' })).toEqual([
			'AUTUMN20',
			'+493023125100',
			'https://shop.example',
			null,
		]);
		expect(values({})[0]).toBeNull();
	});
	it('shows the file or the place of a header', () => {
		const of = (kind: 'document' | 'location', header = {}) =>
			templatePreview(template({ header: { kind } }), { header }).header;
		expect(of('document', { mediaId: 'med_1', filename: 'a.pdf' })).toEqual({
			kind: 'document',
			mediaId: 'med_1',
			filename: 'a.pdf',
		});
		expect(of('document')).toEqual({ kind: 'document', mediaId: null, filename: null });
		const location = { latitude: 1, longitude: 2, name: 'Store', address: 'Example Street 1' };
		expect(of('location', { location })).toEqual({
			kind: 'location',
			name: 'Store',
			address: 'Example Street 1',
		});
		expect(of('location')).toEqual({ kind: 'location', name: null, address: null });
	});
	it('has no cards and no offer where the template has none', () => {
		expect(templatePreview(template(), {})).not.toHaveProperty('cards');
		expect(templatePreview(template(), {})).not.toHaveProperty('offer');
	});
});

describe('checkParameters', () => {
	const values = { body: { 1: 'Ann' }, cards: [oak, elm] };
	it('finds nothing wrong with a whole carousel and a whole offer', () => {
		expect(problems(carousel, values)).toEqual([]);
		expect(problems(offer, { offerEndsAt: 5000, buttons: { 0: 'AUTUMN20' } })).toEqual([]);
	});
	it('points to what a card lacks', () => {
		expect(problems(carousel, { ...values, cards: [oak, { body: { 1: ' ' } }] })).toEqual([
			'cards.1.header.media: missing',
			'cards.1.body.1: missing',
			'cards.1.buttons.1: missing',
		]);
		const [first] = checkParameters(carousel, { body: { 1: 'Ann' }, cards: [oak] });
		expect(first?.message).toBe('Give the image on card 2.');
	});
	it('holds the values of a card to a card’s length', () => {
		const long = { ...oak, body: { 1: 'x'.repeat(161) } };
		expect(problems(carousel, { ...values, cards: [long, elm] })).toEqual(['cards.0.body.1: too-long']);
	});
	it('takes a payload for a card’s quick reply, and no card too many', () => {
		const withPayload = { ...oak, buttons: { 0: 'more-oak', 1: 'oak' } };
		expect(problems(carousel, { ...values, cards: [withPayload, elm] })).toEqual([]);
		expect(problems(carousel, { ...values, cards: [oak, elm, {}] })).toEqual(['cards.2: unknown-slot']);
		expect(problems(template(), { body: { 1: 'Ann', 2: 'A1' }, cards: [oak] })).toContain(
			'cards.0.body.1: unknown-slot',
		);
	});
	it('wants the end of an offer that has one, and of no other', () => {
		expect(problems(offer, { buttons: { 0: 'AUTUMN20' } })).toEqual(['offer.ends-at: missing']);
		expect(problems(template(), { body: { 1: 'Ann', 2: 'A1' }, offerEndsAt: 5 })).toEqual([
			'offer.ends-at: unknown-slot',
		]);
	});
	it('names every slot of a carousel when nothing is given', () => {
		expect(problems(carousel, {})).toEqual(templateSlots(carousel).map(slot => `${slot.id}: missing`));
	});
});

describe('foldedBody', () => {
	it('folds after the fifth line', () => {
		expect(foldedBody('1\n2\n3\n4\n5')).toEqual({ shown: '1\n2\n3\n4\n5', folded: false });
		expect(foldedBody('1\n2\n3\n4\n5\n6')).toEqual({ shown: '1\n2\n3\n4\n5', folded: true });
		expect(foldedBody('')).toEqual({ shown: '', folded: false });
	});
});

describe('visibleButtons', () => {
	it('shows three, and of more two', () => {
		expect(visibleButtons([1, 2, 3])).toEqual({ shown: [1, 2, 3], hidden: [] });
		expect(visibleButtons([1, 2, 3, 4])).toEqual({ shown: [1, 2], hidden: [3, 4] });
		expect(visibleButtons([])).toEqual({ shown: [], hidden: [] });
	});
});
