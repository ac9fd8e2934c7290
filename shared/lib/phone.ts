import {
	type CountryCode,
	getCountryCallingCode,
	isSupportedCountry,
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

/** True for an ISO country whose numbers are known. */
export function isPhoneCountry(code: string): code is CountryCode {
	return isSupportedCountry(code);
}

/** What a number in a file can mean. */
export type PhoneReading =
	| { readonly kind: 'sure'; readonly phone: string }
	/** Several numbers, one of which was meant, or none that can be told without knowing the country. */
	| { readonly kind: 'ambiguous'; readonly phones: readonly string[] }
	| { readonly kind: 'none' };

/**
 * Reads a number of a list that nobody looks at one by one: where `parsePhone` decides for the likelier, this sets aside
 * what can be read both as a number of the country and as an international one without its `+`. Without a country only
 * numbers with their code are sure: those with a `+` or `00`, and digits that are too long to lack it.
 */
export function readPhone(text: string, country: CountryCode | null): PhoneReading {
	const trimmed = text.trim();
	const digits = trimmed.replace(/\D/g, '');
	if (trimmed.startsWith('+')) return only(parsePhone(trimmed));
	if (!/^[\d\s().\-/]+$/.test(trimmed) || digits.length < 4 || digits.length > 17) return { kind: 'none' };
	const abroad = digits.startsWith('00') ? validPhone(`+${digits.slice(2)}`) : null;
	if (abroad !== null) return { kind: 'sure', phone: abroad };
	const international = digits.startsWith('0') ? null : validPhone(`+${digits}`);
	// As WhatsApp itself writes numbers of Mexico, which the library does not know.
	if (international === null && /^521\d{10}$/.test(digits)) return { kind: 'sure', phone: `+${digits}` };
	if (country === null) {
		if (international !== null && digits.length > USUAL_DIGITS) return { kind: 'sure', phone: international };
		return { kind: 'ambiguous', phones: international === null ? [] : [international] };
	}
	if (digits.startsWith('0')) return only(validPhone(trimmed, country) ?? parsePhone(trimmed, country));
	return readBare(digits, country, international);
}

/** Digits without `+` and without a leading 0. */
function readBare(digits: string, country: CountryCode, international: string | null): PhoneReading {
	const isOwnCode = digits.startsWith(getCountryCallingCode(country)) && digits.length > USUAL_DIGITS;
	const national = validPhone(digits, country);
	if (international !== null && (isOwnCode || national === null))
		return { kind: 'sure', phone: international };
	if (international !== null && national !== null && international !== national)
		return { kind: 'ambiguous', phones: [national, international] };
	if (isUsualNational(digits, country)) return only(national ?? parsePhone(digits, country));
	// Too long for here, and not known anywhere else: where numbers have any length, that is most likely a stranger's.
	const elsewhere = parsePhoneNumberFromString(`+${digits}`);
	const phones = [national, elsewhere?.isPossible() ? elsewhere.number : null].filter(
		phone => phone !== null,
	);
	return phones.length > 0 ? { kind: 'ambiguous', phones } : { kind: 'none' };
}

function only(phone: string | null): PhoneReading {
	return phone === null ? { kind: 'none' } : { kind: 'sure', phone };
}

function validPhone(text: string, country?: CountryCode): string | null {
	const read = parsePhoneNumberFromString(text, {
		...(country && { defaultCountry: country }),
		extract: false,
	});
	return read?.isValid() ? read.number : null;
}
