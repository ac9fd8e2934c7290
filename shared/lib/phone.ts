import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

export type { CountryCode };

/**
 * Reads a phone number as people and CRMs write it and returns E.164 with `+`, or null when it cannot be one.
 *
 * CRM fields often hold an international number without its `+` ("5511987654321"); such a text is tried as
 * international when the default country does not make it possible. The only import of libphonenumber-js.
 */
export function parsePhone(text: string, defaultCountry?: CountryCode): string | null {
	const trimmed = text.trim();
	if (!/\d/.test(trimmed)) return null;
	const asWritten = parsePhoneNumberFromString(trimmed, {
		...(defaultCountry && { defaultCountry }),
		extract: false,
	});
	if (asWritten?.isPossible()) return asWritten.number;
	const digits = trimmed.replace(/\D/g, '').replace(/^00/, '');
	if (/[a-z]/i.test(trimmed) || digits.length < 8 || digits.length > 15) return null;
	const international = parsePhoneNumberFromString(`+${digits}`);
	if (international?.isPossible()) return international.number;
	// WhatsApp's own ids may hold forms the library calls impossible (Mexico's "521…"): a written "+" is believed.
	return trimmed.startsWith('+') ? `+${digits}` : null;
}

/** The number as people of all countries read it, "+49 30 901820"; a text that is no number comes back unchanged. */
export function formatPhone(e164: string): string {
	return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

/** The ISO country of a number, or null when its calling code names none. */
export function phoneCountry(e164: string): string | null {
	return parsePhoneNumberFromString(e164)?.country ?? null;
}
