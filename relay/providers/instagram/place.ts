import type { Address } from '../../../shared/domain/address.ts';
import type { InboundEvent, Party } from '../events.ts';
import { number } from '../wire.ts';

/** What reading one entry of a webhook needs to know. */
export interface Place {
	/** The professional account that the entry is about. */
	readonly account: string;
	/** The entry's time, or ours where it has none. */
	readonly at: number;
	/** True for an address that a file can be fetched from. */
	readonly isFile: (url: string) => boolean;
}

/** Who said something to whom, and when. */
export interface Said {
	readonly place: Place;
	readonly at: number;
	readonly direction: InboundEvent['direction'];
	/** The id of the person, not of the account. */
	readonly person: string;
}

/** A time in ms; the older examples and the dashboard's test tell seconds (providers.md §8.4). */
export function timeOf(value: unknown, otherwise: number): number {
	const found = number(value);
	if (found === null) return otherwise;
	return Math.round(found > 100_000_000_000 ? found : found * 1000);
}

/** A person as this account knows them: their id is of the person and the account together (providers.md §8.3). */
export function personOf(place: Place, igsid: string, username: string | null = null): Party {
	const addresses: Address[] = [{ kind: 'instagram-user', value: `${place.account}/${igsid}` }];
	if (username !== null) addresses.push({ kind: 'instagram-username', value: username.toLowerCase() });
	// A username is no name: it shows while the person's own is not known.
	return { addresses, profileName: null };
}

/** The person's own id in an address of ours. */
export function igsidOf(address: Address): string {
	return address.value.slice(address.value.indexOf('/') + 1);
}

/** Instagram's id of a message, of which one that held several files is several of ours: `mid`, `mid#1`, … */
export function midOf(externalId: string): string {
	return externalId.replace(/#\d+$/, '');
}

/** Ours of the `index`th part of a message. */
export function externalIdOf(mid: string, index: number): string {
	return index === 0 ? mid : `${mid}#${index}`;
}
