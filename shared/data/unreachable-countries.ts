/**
 * Where WhatsApp delivers nothing from businesses: whole countries by ISO code and calling code, and the parts of others
 * that their numbers tell apart. Crimea under +380, Donetsk and Luhansk cannot be told by a number. The list moves:
 * an owner may turn the warning into a refusal. Source: providers.md §6 and features.md X-28, Oct 2026; the prefixes
 * are from memory there.
 */
export const UNREACHABLE_COUNTRIES: readonly {
	/** ISO 3166; null for a part of a country. */
	readonly country: string | null;
	/** Calling prefix without `+`. */
	readonly prefix: string;
	readonly name: string;
}[] = [
	{ country: 'CU', prefix: '53', name: 'Cuba' },
	{ country: 'IR', prefix: '98', name: 'Iran' },
	{ country: 'KP', prefix: '850', name: 'North Korea' },
	{ country: 'SY', prefix: '963', name: 'Syria' },
	{ country: null, prefix: '7978', name: 'Crimea' },
];

/** True for an ISO country that is unreachable as a whole; false for null. */
export function isUnreachableCountry(country: string | null): boolean {
	return country !== null && UNREACHABLE_COUNTRIES.some(one => one.country === country.toUpperCase());
}

/** The name of the unreachable place that a number belongs to, or null: it also knows parts of countries. */
export function unreachablePlace(e164: string): string | null {
	const digits = e164.replace(/\D/g, '');
	return UNREACHABLE_COUNTRIES.find(one => digits.startsWith(one.prefix))?.name ?? null;
}
