import { describe, expect, it } from 'vitest';
import { templateLanguageFor, usualLanguage } from '../../../extension/state/template-languages.ts';

const of = (...languages: string[]) => languages.map(language => ({ language }));

describe('usualLanguage', () => {
	it('is what most templates have, of equals the first', () => {
		expect(usualLanguage(of('de', 'en_US', 'en_US'))).toBe('en_US');
		expect(usualLanguage(of('de', 'en_US'))).toBe('de');
	});
	it('is none without templates', () => {
		expect(usualLanguage([])).toBeNull();
	});
});

describe('templateLanguageFor', () => {
	it('is the reader’s own, or the nearest that WhatsApp knows', () => {
		expect(templateLanguageFor('pt-BR')).toBe('pt_BR');
		expect(templateLanguageFor('it-CH')).toBe('it');
		expect(templateLanguageFor('xx')).toBe('en');
	});
});
