import { describe, expect, it } from 'vitest';
import { copyOf } from '../../../extension/state/template-copy.ts';
import { templateOf } from '../support-ui/samples.ts';

describe('copyOf', () => {
	it('takes the first name that is free in the language', () => {
		const sale = templateOf({ name: 'sale' });
		const all = [sale, templateOf({ name: 'sale_2' }), templateOf({ name: 'sale_3', language: 'de' })];
		expect(copyOf(sale, all).draft.name).toBe('sale_3');
		expect(copyOf(templateOf({ name: 'sale_2' }), all).draft.name).toBe('sale_3');
	});

	it('numbers the label as the name, and changes no template', () => {
		const notes = { label: 'Sale', description: '', type: 'standard', tags: [] } as const;
		const copy = copyOf(templateOf({ name: 'sale', notes }), []);
		expect(copy).toMatchObject({ draft: { name: 'sale_2' }, notes: { label: 'Sale 2' }, edits: null });
	});
});
