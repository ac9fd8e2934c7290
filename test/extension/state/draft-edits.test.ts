import { describe, expect, it } from 'vitest';
import {
	addButton,
	addCard,
	moveButton,
	moveCard,
	removeButton,
	removeCard,
	withCardHeader,
	withCarousel,
	withFormat,
	withHeader,
	withSample,
} from '../../../extension/state/draft-edits.ts';
import { emptyDraft, type TemplateDraft } from '../../../shared/domain/template-draft.ts';

const draft = (more: Partial<TemplateDraft>): TemplateDraft => ({
	...emptyDraft('en', 'marketing'),
	...more,
});
const link = (text: string) => ({ kind: 'url', text, url: 'https://x.example.org/{{1}}' }) as const;
const reply = (text: string) => ({ kind: 'quick-reply', text }) as const;

describe('withHeader', () => {
	it('forgets the sample of the header before', () => {
		const before = draft({ header: { kind: 'image' }, samples: { 'header.media': 'm1', 'body.1': 'Ann' } });
		expect(withHeader(before, 'video').samples).toEqual({ 'body.1': 'Ann' });
		expect(withHeader(before, 'none').header).toBeNull();
	});
	it('leaves a header of the same kind as it is', () => {
		const before = draft({ header: { kind: 'text', text: 'Hello' } });
		expect(withHeader(before, 'text')).toBe(before);
	});
});

describe('addButton', () => {
	it('puts it behind the others of its kind and takes samples along', () => {
		const before = draft({ buttons: [reply('A'), link('B')], samples: { 'buttons.1': 'oak' } });
		const after = addButton(before, 'message', 'quick-reply');
		expect(after.buttons.map(button => button.kind)).toEqual(['quick-reply', 'quick-reply', 'url']);
		expect(after.samples).toEqual({ 'buttons.2': 'oak' });
	});
});

describe('moveButton', () => {
	it('takes every sample to its button’s new place', () => {
		const before = draft({
			buttons: [link('A'), link('B'), reply('C')],
			samples: { 'buttons.0': 'a', 'buttons.1': 'b' },
		});
		const after = moveButton(before, 'message', 0, 2);
		expect(after.buttons.map(button => button.text)).toEqual(['B', 'C', 'A']);
		expect(after.samples).toEqual({ 'buttons.2': 'a', 'buttons.0': 'b' });
	});
	it('changes nothing beyond the ends', () => {
		const before = draft({ buttons: [link('A')] });
		expect(moveButton(before, 'message', 0, 1)).toBe(before);
		expect(moveButton(before, 'message', 0, -1)).toBe(before);
	});
});

describe('removeButton', () => {
	it('drops its sample and moves those behind it up', () => {
		const before = draft({
			buttons: [link('A'), link('B')],
			samples: { 'buttons.0': 'a', 'buttons.1': 'b' },
		});
		expect(removeButton(before, 'message', 0).samples).toEqual({ 'buttons.0': 'b' });
	});
});

describe('cards', () => {
	const cards = withCarousel(draft({}), true);
	const filled = {
		...cards,
		samples: {
			'cards.0.header.media': 'm0',
			'cards.1.header.media': 'm1',
			'cards.1.body.1': 'x',
			'body.1': 'y',
		},
	};
	it('begin with two and go with their samples', () => {
		expect(cards.cards).toHaveLength(2);
		expect(withCarousel(filled, false)).toMatchObject({ cards: null, samples: { 'body.1': 'y' } });
	});
	it('are added with the parts of the others', () => {
		const three = addCard(cards);
		expect(three.cards?.[2]).toMatchObject({ header: { kind: 'image' }, buttons: [{ kind: 'quick-reply' }] });
	});
	it('take their samples along when they move or one goes', () => {
		expect(moveCard(filled, 1, 0).samples).toEqual({
			'cards.0.header.media': 'm1',
			'cards.0.body.1': 'x',
			'cards.1.header.media': 'm0',
			'body.1': 'y',
		});
		expect(removeCard(filled, 0).samples).toEqual({
			'cards.0.header.media': 'm1',
			'cards.0.body.1': 'x',
			'body.1': 'y',
		});
	});
	it('all get another kind of file, and forget those of the kind before', () => {
		const videos = withCardHeader(filled, 'video');
		expect(videos.cards?.map(card => card.header?.kind)).toEqual(['video', 'video']);
		expect(videos.samples).toEqual({ 'cards.1.body.1': 'x', 'body.1': 'y' });
	});
});

describe('withFormat', () => {
	it('names numbers and numbers names, with their samples', () => {
		const numbered = draft({
			body: 'Hi {{1}}, {{2}} and {{1}}',
			samples: { 'body.1': 'Ann', 'body.2': 'B' },
		});
		const named = withFormat(numbered, 'named');
		expect(named.body).toBe('Hi {{value_a}}, {{value_b}} and {{value_a}}');
		expect(named.samples).toEqual({ 'body.value_a': 'Ann', 'body.value_b': 'B' });
		expect(withFormat(named, 'positional')).toEqual(numbered);
	});
	it('keeps names that look like the numbers to come apart', () => {
		const named = draft({ format: 'named', body: '{{b}} {{a}}', samples: { 'body.a': 'A', 'body.b': 'B' } });
		const numbered = withFormat(named, 'positional');
		expect(numbered.body).toBe('{{1}} {{2}}');
		expect(numbered.samples).toEqual({ 'body.1': 'B', 'body.2': 'A' });
	});
	it('leaves samples of files and buttons alone', () => {
		const before = draft({
			header: { kind: 'image' },
			buttons: [link('A')],
			samples: { 'header.media': 'm', 'buttons.0': 'x' },
		});
		expect(withFormat(before, 'named').samples).toEqual({ 'header.media': 'm', 'buttons.0': 'x' });
	});
});

describe('withSample', () => {
	it('forgets an empty one', () => {
		expect(withSample(draft({ samples: { 'body.1': 'Ann' } }), 'body.1', '').samples).toEqual({});
	});
});
