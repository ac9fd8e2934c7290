import { describe, expect, it } from 'vitest';
import { parseRichText } from '../../../extension/ui/rich-text.ts';

const text = (words: string) => ({ kind: 'text', text: words });

describe('parseRichText', () => {
	it('reads bold, italic, struck and code', () => {
		expect(parseRichText('*a* _b_ ~c~ ```d```')).toEqual([
			{ kind: 'bold', children: [text('a')] },
			text(' '),
			{ kind: 'italic', children: [text('b')] },
			text(' '),
			{ kind: 'strike', children: [text('c')] },
			text(' '),
			{ kind: 'code', text: 'd' },
		]);
	});

	it('reads marks inside of marks', () => {
		expect(parseRichText('*a _b_*')).toEqual([
			{ kind: 'bold', children: [text('a '), { kind: 'italic', children: [text('b')] }] },
		]);
	});

	it.each(['2 * 3 * 4', 'snake_case_name', 'a*b*c', '* a*', '*a', '*a\nb*', '```open', '~ ~'])(
		'leaves %j as it is',
		words => {
			expect(parseRichText(words).every(node => node.kind === 'text')).toBe(true);
			expect(
				parseRichText(words)
					.map(node => (node.kind === 'text' ? node.text : ''))
					.join(''),
			).toBe(words);
		},
	);

	it('makes links of web addresses only, without the sentence’s punctuation', () => {
		expect(parseRichText('See https://example.org/a_b_c. javascript:alert(1)')).toEqual([
			text('See '),
			{ kind: 'link', href: 'https://example.org/a_b_c', text: 'https://example.org/a_b_c' },
			text('. javascript:alert(1)'),
		]);
	});

	it('keeps markup as text', () => {
		expect(parseRichText('<img src=x onerror=alert(1)>')).toEqual([text('<img src=x onerror=alert(1)>')]);
	});
});
