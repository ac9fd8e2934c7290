import { formatMoney } from '../../../shared/domain/pricing.ts';
import { textLocale } from '../../ui/text.ts';

/** Millionths of a currency as people of this locale write them. */
export function money(amount: number, currency: string): string {
	return formatMoney(amount, currency, textLocale());
}

/** "November 2026" of `2026-11`. */
export function monthName(month: string): string {
	return date(`${month}-01`, { month: 'long', year: 'numeric' });
}

/** "Nov 2026" of `2026-11`. */
export function shortMonth(month: string): string {
	return date(`${month}-01`, { month: 'short', year: 'numeric' });
}

/** "1 October 2026" of `2026-10-01`. */
export function dayWords(day: string): string {
	return date(day, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** A day without a time belongs to no zone: it is read and written in one. */
function date(day: string, style: Intl.DateTimeFormatOptions): string {
	const at = Date.parse(`${day}T00:00:00Z`);
	return Number.isNaN(at)
		? day
		: new Intl.DateTimeFormat(textLocale(), { ...style, timeZone: 'UTC' }).format(at);
}
