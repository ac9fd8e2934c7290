import { describe, expect, it } from 'vitest';
import { keepTexts } from '../../../extension/page/page-texts.ts';

describe('keepTexts', () => {
	it('puts values into texts that can no longer be looked up', () => {
		let gone = false;
		const kept = keepTexts((key, ...values) => {
			if (gone) throw new Error('Extension context invalidated.');
			return `${key}: ${values.join(' on ')}`;
		});
		gone = true;
		expect(kept('page_chat_with', 'Ana $1', '+55')).toBe('page_chat_with: Ana $1 on +55');
		expect(kept('page_unheard_of')).toBe('page_unheard_of');
	});
});
