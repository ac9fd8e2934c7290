import type { ImportField, PriceImport } from '../../state/price-import.ts';
import { type TextKey, t } from '../../ui/text.ts';

/** What each field is called. */
export const LABELS: Record<ImportField, TextKey> = {
	currency: 'price_currency',
	effectiveFrom: 'price_first_day',
	csv: 'price_table',
};

/** The id of its control. */
export function fieldId(name: ImportField): string {
	return `price-import-${name}`;
}

/** What is wrong with it, in words. */
export function errorOf(state: PriceImport, name: ImportField): string | null {
	const error = state.errors.value[name];
	if (!error) return null;
	if ('said' in error) return error.said;
	return t(error.own === 'currency' ? 'price_error_currency' : 'error_required');
}
