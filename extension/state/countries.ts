import { PHONE_COUNTRIES } from '../../shared/data/phone-countries.ts';

/** ISO countries whose phone numbers the relay can read. */
export function phoneCountries(): readonly string[] {
	return PHONE_COUNTRIES;
}
