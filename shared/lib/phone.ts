import {
	type CountryCode,
	getCountryCallingCode,
	Metadata,
	parsePhoneNumberFromString,
} from 'libphonenumber-js/min';

export type { CountryCode };

/**
 * Reads a phone number as people and CRMs write it and returns E.164 with `+`, or null when it cannot be one.
 *
 * CRM fields often hold an international number without its `+` ("5511987654321"). In countries whose numbers have any
 * length (Germany, Austria) such digits would pass for a national number, and the message would go to a stranger: digits
 * without `+` and without the leading 0 of a national number are international there when they are too long to be usual.
 */
export function parsePhone(text: string, defaultCountry?: CountryCode): string | null {
	const trimmed = text.trim();
	if (!/\d/.test(trimmed)) return null;
	const digits = trimmed.replace(/\D/g, '');
	const bare = /^[\d\s().\-/]+$/.test(trimmed) && !digits.startsWith('0');
	const international = bare && digits.length <= 15 ? parsePhoneNumberFromString(`+${digits}`) : undefined;
	if (defaultCountry && international?.isValid() && !isUsualNational(digits, defaultCountry))
		return international.number;
	const asWritten = parsePhoneNumberFromString(trimmed, {
		...(defaultCountry && { defaultCountry }),
		extract: false,
	});
	if (asWritten?.isPossible()) return asWritten.number;
	if (digits.length < 8 || digits.length > 15) return null;
	if (international?.isPossible()) return international.number;
	// WhatsApp's own ids may hold forms the library calls impossible (Mexico's "521…"): a written "+" is believed.
	return /^\+[\d\s().\-/]+$/.test(trimmed) ? `+${digits}` : null;
}

/** Longer than any number of ten digits, which is what most countries have at most. */
const USUAL_DIGITS = 10;
/** Plans with more different lengths than this say nothing by a number's length. */
const FEW_LENGTHS = 4;

/** True when these digits, written without a trunk 0, are what a number of this country usually looks like. */
function isUsualNational(digits: string, country: CountryCode): boolean {
	if (digits.length <= USUAL_DIGITS) return true;
	const plan = new Metadata();
	plan.selectNumberingPlan(country);
	// "4917…" in Germany, "5511…" in Brazil: the country's own calling code, written without "+".
	if (
		digits.startsWith(getCountryCallingCode(country)) &&
		parsePhoneNumberFromString(`+${digits}`)?.isValid()
	)
		return false;
	const lengths = plan.numberingPlan?.possibleLengths() ?? [];
	return lengths.length <= FEW_LENGTHS && lengths.includes(digits.length as never);
}

/** The number as people of all countries read it, "+49 30 901820"; a text that is no number comes back unchanged. */
export function formatPhone(e164: string): string {
	return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

/** The ISO country of a number, or null when its calling code names none. */
export function phoneCountry(e164: string): string | null {
	return parsePhoneNumberFromString(e164)?.country ?? null;
}
