import { TEMPLATE_LANGUAGES } from '../../shared/data/template-languages.ts';

/** The codes of every language that a template can have, and their English names. */
export const templateLanguages: Readonly<Record<string, string>> = TEMPLATE_LANGUAGES;

/** The code that fits a reader's language (`de-CH`) best; English when none does. */
export function templateLanguageFor(locale: string): string {
	const code = locale.replace('-', '_');
	if (code in TEMPLATE_LANGUAGES) return code;
	const [language = 'en'] = code.split('_');
	return (
		Object.keys(TEMPLATE_LANGUAGES).find(one => one === language || one.startsWith(`${language}_`)) ?? 'en'
	);
}

/** The language that most of these templates have; null when there are none. Of equals the first. */
export function usualLanguage(templates: readonly { readonly language: string }[]): string | null {
	const counts = new Map<string, number>();
	for (const { language } of templates) counts.set(language, (counts.get(language) ?? 0) + 1);
	const most = Math.max(0, ...counts.values());
	return [...counts].find(([, count]) => count === most)?.[0] ?? null;
}
