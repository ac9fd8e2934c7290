import { textLocale } from './text.ts';

/** A language of a template in words: `pt_BR` is "Brazilian Portuguese". What is no code stays as it is. */
export function languageName(code: string): string {
	return nameOf('language', code.replaceAll('_', '-')) ?? code;
}

/** A country in words. What is no code stays as it is. */
export function countryName(code: string): string {
	return nameOf('region', code) ?? code;
}

/** A currency in words: `EUR` is "Euro". What is no code stays as it is. */
export function currencyName(code: string): string {
	return nameOf('currency', code) ?? code;
}

function nameOf(type: 'language' | 'region' | 'currency', code: string): string | undefined {
	try {
		return new Intl.DisplayNames(textLocale(), { type, fallback: 'none' }).of(code);
	} catch {
		return undefined;
	}
}
