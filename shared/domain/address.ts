import { type CountryCode, parsePhone } from '../lib/phone.ts';
import type { ChannelType } from './channel.ts';

/**
 * How a channel reaches a contact. Not always a phone: since 2026 a WhatsApp contact may show only a user id.
 *
 * - `phone`: E.164 with `+`
 * - `whatsapp-user`: WhatsApp's business-scoped user id, `DE.13491208655302741918`
 * - `whatsapp-username`: without `@`; shows who it is, cannot be sent to
 * - `telegram-chat`: the chat's id, decimal; negative for groups
 * - `instagram-user`: the account's id, a slash, and the id under which that account knows the person: another account
 *   knows the same person under another id (providers.md §8.3)
 * - `telegram-username`, `instagram-username`: without `@`; they show who it is, cannot be sent to, and may change hands
 */
export const ADDRESS_KINDS = [
	'phone',
	'whatsapp-user',
	'whatsapp-username',
	'telegram-chat',
	'telegram-username',
	'instagram-user',
	'instagram-username',
] as const;
export type AddressKind = (typeof ADDRESS_KINDS)[number];

export interface Address {
	readonly kind: AddressKind;
	readonly value: string;
}

const WHATSAPP_USER = /^[A-Z]{2}\.(?:[A-Z]{2,4}\.)?[A-Za-z0-9]{1,128}$/;

/**
 * Reads what a person, a CRM or a provider wrote as an address, or returns null.
 *
 * `@name` is a WhatsApp username, `DE.123…` a WhatsApp user id (checked before phones: it holds digits too),
 * all else must be a possible phone number.
 */
export function parseAddress(text: string, defaultCountry?: CountryCode): Address | null {
	const trimmed = text.trim();
	if (WHATSAPP_USER.test(trimmed)) return { kind: 'whatsapp-user', value: trimmed };
	if (/^@[\w.]{3,35}$/.test(trimmed))
		return { kind: 'whatsapp-username', value: trimmed.slice(1).toLowerCase() };
	const phone = parsePhone(trimmed, defaultCountry);
	return phone ? { kind: 'phone', value: phone } : null;
}

/** WhatsApp's `wa_id` is E.164 without the `+`; it is taken as given, never corrected. */
export function addressFromWaId(waId: string): Address {
	return WHATSAPP_USER.test(waId)
		? { kind: 'whatsapp-user', value: waId }
		: { kind: 'phone', value: `+${waId.replace(/\D/g, '')}` };
}

/**
 * The key under which two spellings of one address meet.
 *
 * WhatsApp's id of a number can differ from the dialled number: Brazil's ninth digit, Mexico's 1 and Argentina's 9 come
 * and go (providers.md §6). The key drops them; the address itself is kept as given and is what messages are sent to.
 */
export function matchKey(address: Address): string {
	if (address.kind !== 'phone') return `${address.kind}:${address.value}`;
	const digits = address.value.replace(/\D/g, '');
	return `phone:${withoutVariantDigit(digits)}`;
}

function withoutVariantDigit(digits: string): string {
	// Brazil: 55 + two-digit area + 9 + eight digits that begin with 6–9 (a mobile).
	const brazil = /^55(\d{2})9([6-9]\d{7})$/.exec(digits);
	if (brazil) return `55${brazil[1]}${brazil[2]}`;
	const mexico = /^521(\d{10})$/.exec(digits);
	if (mexico) return `52${mexico[1]}`;
	const argentina = /^549(\d{10})$/.exec(digits);
	if (argentina) return `54${argentina[1]}`;
	return digits;
}

/** True when both reach the same person as far as their spelling can tell. */
export function sameAddress(a: Address, b: Address): boolean {
	return matchKey(a) === matchKey(b);
}

/** True when each of two contacts has a phone and they share none: as far as numbers tell, they are two people. */
export function haveOtherPhones(one: readonly Address[], other: readonly Address[]): boolean {
	const phones = (addresses: readonly Address[]) => addresses.filter(({ kind }) => kind === 'phone');
	const [mine, theirs] = [phones(one), phones(other)];
	if (mine.length === 0 || theirs.length === 0) return false;
	return !mine.some(phone => theirs.some(their => sameAddress(phone, their)));
}

/** True for what stays with a person. A username may pass to another: it shows who somebody is, and tells nobody apart. */
export function isLasting(kind: AddressKind): boolean {
	return kind !== 'whatsapp-username' && kind !== 'telegram-username' && kind !== 'instagram-username';
}

/** True when a contact has at most one of this kind, so that a new one takes the former one's place. */
export function isSingle(kind: AddressKind): boolean {
	return kind === 'whatsapp-user' || !isLasting(kind);
}

/** Which kinds a message can be sent to on a network, best first. */
export function sendableKinds(type: ChannelType): readonly AddressKind[] {
	switch (type) {
		case 'whatsapp':
			return ['phone', 'whatsapp-user'];
		case 'telegram':
			return ['telegram-chat'];
		case 'instagram':
			return ['instagram-user'];
	}
}

/**
 * The address that a message to this contact goes to, or null when the network cannot reach it. `account` is the channel's
 * own account: an Instagram id of another account reaches nobody from this one.
 */
export function sendableAddress(
	type: ChannelType,
	addresses: readonly Address[],
	account: string | null = null,
): Address | null {
	const isOurs = ({ kind, value }: Address) =>
		kind !== 'instagram-user' || account === null || value.startsWith(`${account}/`);
	for (const kind of sendableKinds(type)) {
		const found = addresses.find(address => address.kind === kind && isOurs(address));
		if (found) return found;
	}
	return null;
}
