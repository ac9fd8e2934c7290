import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText, textLength } from '../../../shared/domain/text-parts.ts';

describe('textLength', () => {
	it('counts bytes where a network does: Cyrillic two, an emoji four', () => {
		expect(textLength('abc', 'bytes')).toBe(3);
		expect(textLength('Привет', 'bytes')).toBe(12);
		expect(textLength('😀', 'bytes')).toBe(4);
		expect(textLength('😀', 'characters')).toBe(2);
	});
});

describe('splitText', () => {
	it('leaves a text that fits as it is', () => {
		expect(splitText('short', 10, 'characters')).toEqual(['short']);
		expect(splitText('x'.repeat(1000), 1000, 'bytes')).toHaveLength(1);
	});
	it('breaks at a space, not within a word', () => {
		expect(splitText('one two three four', 9, 'characters')).toEqual(['one two', 'three', 'four']);
	});
	it('breaks rather behind a sentence, and rather still behind a paragraph', () => {
		expect(splitText('It is here. Come and get it today', 22, 'characters')).toEqual([
			'It is here.',
			'Come and get it today',
		]);
		expect(splitText('First paragraph\n\nSecond one. And more', 34, 'characters')).toEqual([
			'First paragraph',
			'Second one. And more',
		]);
	});
	it('does not break a part off that is nearly nothing, for the sake of a sentence', () => {
		expect(splitText('Hi. abcdefghij klmnop', 16, 'characters')).toEqual(['Hi. abcdefghij', 'klmnop']);
	});
	it('breaks within a word only where a word is longer than a part, and never within a sign', () => {
		expect(splitText('👨‍👩‍👧👨‍👩‍👧', 10, 'characters')).toEqual(['👨‍👩‍👧', '👨‍👩‍👧']);
		expect(splitText('a'.repeat(25), 10, 'characters')).toEqual([
			'a'.repeat(10),
			'a'.repeat(10),
			'a'.repeat(5),
		]);
	});
	it('gives one part of an empty text', () => {
		expect(splitText('', 10, 'characters')).toEqual(['']);
	});
	it('loses and adds nothing but white space, in order, and no part is too long', () => {
		const words = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 60 });
		fc.assert(
			fc.property(
				words,
				fc.integer({ min: 60, max: 200 }),
				fc.constantFrom('bytes', 'characters'),
				(list, max, unit) => {
					const text = list.join(' ');
					const parts = splitText(text, max, unit as 'bytes');
					expect(parts.join('').replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
					for (const part of parts) expect(textLength(part, unit as 'bytes')).toBeLessThanOrEqual(max);
				},
			),
		);
	});
});
