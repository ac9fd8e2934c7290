import { phoneCountries } from '../state/countries.ts';
import { countryName } from '../ui/names.ts';

/** Countries in words, in the order of their names. */
export function countryOptions(): { readonly value: string; readonly label: string }[] {
	return phoneCountries()
		.map(code => ({ value: code, label: countryName(code) }))
		.sort((a, b) => a.label.localeCompare(b.label));
}
