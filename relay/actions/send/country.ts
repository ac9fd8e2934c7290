import { UNREACHABLE_COUNTRIES, unreachablePlace } from '../../../shared/data/unreachable-countries.ts';
import type { Address } from '../../../shared/domain/address.ts';
import { phoneCountry } from '../../../shared/lib/phone.ts';

/** The ISO country of an address, or null. A WhatsApp user id begins with it (`US.1349…`, providers.md §2.9). */
export function countryOf(address: Address | null): string | null {
	if (address === null) return null;
	if (address.kind === 'phone') return phoneCountry(address.value);
	return address.kind === 'whatsapp-user' ? (/^([A-Z]{2})\./.exec(address.value)?.[1] ?? null) : null;
}

/** The name of the place that nothing is delivered to, when the address is there; null elsewhere. */
export function unreachableOf(address: Address | null): string | null {
	if (address?.kind === 'phone') return unreachablePlace(address.value);
	const country = countryOf(address);
	return UNREACHABLE_COUNTRIES.find(one => one.country !== null && one.country === country)?.name ?? null;
}
