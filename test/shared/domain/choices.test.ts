import { describe, expect, it } from 'vitest';
import {
	INSTAGRAM_CAPABILITIES,
	TELEGRAM_CAPABILITIES,
	WHATSAPP_CAPABILITIES,
} from '../../../shared/domain/capabilities.ts';
import { choicesForm, chosenBy, numberedText } from '../../../shared/domain/choices.ts';

const some = (count: number, title = (index: number) => `Choice ${index + 1}`) =>
	Array.from({ length: count }, (_, index) => ({ id: `c${index}`, title: title(index), detail: null }));

describe('choicesForm', () => {
	const form = (count: number, capabilities = WHATSAPP_CAPABILITIES) =>
		choicesForm(capabilities, { text: 'Which?', options: some(count) });
	it('is buttons up to three, a list up to ten, and numbers beyond, on WhatsApp', () => {
		expect([1, 3, 4, 10, 11].map(count => form(count))).toEqual([
			'buttons',
			'buttons',
			'list',
			'list',
			'numbered',
		]);
	});
	it('is buttons up to ten on Telegram and up to thirteen on Instagram, where nothing opens a list', () => {
		expect([10, 11].map(count => form(count, TELEGRAM_CAPABILITIES))).toEqual(['buttons', 'numbered']);
		expect([13, 14].map(count => form(count, INSTAGRAM_CAPABILITIES))).toEqual(['buttons', 'numbered']);
	});
	it('follows the length of the titles: 20 for a button, 24 for a row', () => {
		const of = (length: number) =>
			choicesForm(WHATSAPP_CAPABILITIES, { text: 'Which?', options: some(2, () => 'x'.repeat(length)) });
		expect([20, 21, 24, 25].map(of)).toEqual(['buttons', 'list', 'list', 'numbered']);
	});
	it('is a list where a choice has more to say', () => {
		const options = [{ id: 'a', title: 'Red', detail: 'as roses are' }];
		expect(choicesForm(WHATSAPP_CAPABILITIES, { text: 'Which?', options })).toBe('list');
		expect(choicesForm(TELEGRAM_CAPABILITIES, { text: 'Which?', options })).toBe('numbered');
	});
	it('is numbered when an id is longer than comes back', () => {
		const options = [{ id: 'x'.repeat(65), title: 'Red', detail: null }];
		expect(choicesForm(TELEGRAM_CAPABILITIES, { text: 'Which?', options })).toBe('numbered');
		expect(choicesForm(WHATSAPP_CAPABILITIES, { text: 'Which?', options })).toBe('buttons');
	});
	it('is numbered when the text is longer than buttons carry, or when that is wished', () => {
		const text = 'x'.repeat(1025);
		expect(choicesForm(WHATSAPP_CAPABILITIES, { text, options: some(2) })).toBe('numbered');
		expect(choicesForm(WHATSAPP_CAPABILITIES, { text: 'Which?', options: some(2) }, 'numbered')).toBe(
			'numbered',
		);
	});
});

describe('numberedText', () => {
	it('has a line for each choice, with what it says more', () => {
		const options = [
			{ id: 'a', title: 'Red', detail: 'as roses are' },
			{ id: 'b', title: 'Blue', detail: null },
		];
		expect(numberedText({ text: 'Which?', footer: 'Answer with a number', options })).toBe(
			'Which?\n\n1. Red – as roses are\n2. Blue\n\nAnswer with a number',
		);
	});
});

describe('chosenBy', () => {
	const options = [
		{ id: 'a', title: 'Red', detail: null },
		{ id: 'b', title: 'Blue', detail: null },
	];
	it.each(['2', ' 2 ', '2.', '2)', '#2', 'no. 2', 'Blue', 'BLUE '])('“%s” is the second', answer => {
		expect(chosenBy(answer, options)?.id).toBe('b');
	});
	it.each(['0', '3', '22', '2 or 3', 'two', 'Blueish', '', '-1', '1e0'])('“%s” is none', answer => {
		expect(chosenBy(answer, options)).toBeNull();
	});
	it('is none where two have the same title', () => {
		expect(chosenBy('Red', [...options, { id: 'c', title: 'red', detail: null }])).toBeNull();
	});
});
