import messages from '../../../extension/public/_locales/en/messages.json' with { type: 'json' };
import { setTextSource } from '../../../extension/ui/text.ts';

/** English texts out of the locale file, as the browser would give them. */
export function useEnglish(): void {
	setTextSource(key => (messages as Record<string, { message: string }>)[key]?.message ?? '');
}

/** Every text a third longer and with foreign letters, so that what is cut off or not in the locale file shows. */
export function usePseudoLocale(): void {
	setTextSource(key => {
		if (key === 'language_tag') return 'en';
		const text = (messages as Record<string, { message: string }>)[key]?.message;
		return text ? `⟦${lengthen(text)}⟧` : '';
	});
}

const ACCENTS: Record<string, string> = { a: 'å', e: 'é', i: 'ï', o: 'ø', u: 'ü', n: 'ñ', c: 'ç', s: 'š' };

/** "Send" → "Šéñd·ééé": what stands in braces is left as it is. */
export function lengthen(text: string): string {
	const accented = text.replace(/\{\w+\}|[aeiouncs]/g, part => ACCENTS[part] ?? part);
	return `${accented}${'·éø'.repeat(Math.ceil(text.length / 9))}`;
}
