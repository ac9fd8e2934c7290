import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffTexts } from '../../../extension/ui/text-diff.ts';

describe('diffTexts', () => {
	it('shows a run of changes as one part out and one part in', () => {
		expect(diffTexts('the order is on its way now', 'the order will come now')).toEqual([
			{ kind: 'same', text: 'the order ' },
			{ kind: 'removed', text: 'is on its way' },
			{ kind: 'added', text: 'will come' },
			{ kind: 'same', text: ' now' },
		]);
	});
	it('has nothing to show between equal texts', () => {
		expect(diffTexts('a b', 'a b')).toEqual([{ kind: 'same', text: 'a b' }]);
		expect(diffTexts('', '')).toEqual([]);
	});
	it('always holds both texts whole', () => {
		const words = fc.array(fc.constantFrom('a', 'b', ' ', '\n', 'cd'), { maxLength: 30 });
		fc.assert(
			fc.property(words, words, (left, right) => {
				const [before, after] = [left.join(''), right.join('')];
				const parts = diffTexts(before, after);
				const without = (kind: string) =>
					parts
						.filter(one => one.kind !== kind)
						.map(one => one.text)
						.join('');
				expect(without('added')).toBe(before);
				expect(without('removed')).toBe(after);
			}),
		);
	});
});
