import type { Address, AddressKind } from '../../shared/domain/address.ts';
import { matchKey, sameAddress } from '../../shared/domain/address.ts';

/** Whom the sidebar is about: an address on a channel, as a page shows it, or a conversation out of the list. */
export type Target =
	| {
			readonly kind: 'address';
			readonly channelId: string;
			/** As the page keeps it; the relay reads it. */
			readonly raw: string;
			/** As people see it. */
			readonly shown: string;
			readonly name: string;
	  }
	| {
			readonly kind: 'conversation';
			readonly channelId: string;
			readonly conversationId: string;
			readonly name: string;
	  };

/** The same for the same target, over reloads. */
export function targetKey(target: Target): string {
	return target.kind === 'conversation'
		? `c:${target.conversationId}`
		: `a:${target.channelId}:${plain(target.raw)}`;
}

/** An address as contract commands carry it: text as written, or the relay's own reading of it. */
export type Written = string | { readonly kind: string; readonly value: string };

/** True when both surely mean one address. Texts are compared by their digits: only the relay reads numbers. */
export function sameWritten(a: Written, b: Written): boolean {
	if (typeof a !== 'string' && typeof b !== 'string') return sameAddress(asAddress(a), asAddress(b));
	return plain(digitsOf(a)) === plain(digitsOf(b));
}

/** The relay's reading of an address, typed. */
export function asAddress(address: { readonly kind: string; readonly value: string }): Address {
	return { kind: address.kind as AddressKind, value: address.value };
}

/** The key under which drafts of an address meet. */
export function addressKey(
	channelId: string,
	address: { readonly kind: string; readonly value: string },
): string {
	return `a:${channelId}:${matchKey(asAddress(address))}`;
}

function digitsOf(written: Written): string {
	return typeof written === 'string' ? written : written.value;
}

function plain(text: string): string {
	const digits = text.replace(/\D/g, '').replace(/^00/, '');
	return digits.length >= 5 ? digits : text.trim().toLowerCase();
}
