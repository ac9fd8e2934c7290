import { fail, type Result } from '../../../shared/contract/result.ts';
import { type Address, parseAddress, sendableKinds } from '../../../shared/domain/address.ts';
import type { ChannelType } from '../../../shared/domain/channel.ts';
import type { CountryCode } from '../../../shared/lib/phone.ts';
import { parsePhone, phoneCountry } from '../../../shared/lib/phone.ts';
import type { LiveChannel } from '../../channels.ts';

/**
 * Reads an address as a person or a CRM writes it. A national number is read as one of the channel's own country, which is
 * where most of its contacts are.
 */
export function readRecipient(
	channel: LiveChannel,
	given: string | { kind: Address['kind']; value: string },
): Address | null {
	if (typeof given === 'string') return nameOn(channel, given) ?? parseAddress(given, countryOf(channel));
	if (given.kind !== 'phone') return { kind: given.kind, value: given.value };
	const phone = parsePhone(given.value, countryOf(channel));
	return phone === null ? null : { kind: 'phone', value: phone };
}

/** `@name` is a name on the channel's own network. */
function nameOn(channel: LiveChannel, given: string): Address | null {
	const name = /^@([\w.]{3,64})$/.exec(given.trim())?.[1]?.toLowerCase();
	const kind = NAMES[channel.row.type];
	return name === undefined ? null : { kind, value: name };
}

const NAMES = {
	whatsapp: 'whatsapp-username',
	telegram: 'telegram-username',
	instagram: 'instagram-username',
} as const satisfies Record<ChannelType, Address['kind']>;

function countryOf(channel: LiveChannel): CountryCode | undefined {
	const own = parsePhone(channel.row.address);
	return own === null ? undefined : ((phoneCountry(own) ?? undefined) as CountryCode | undefined);
}

/** The same, as an answer to a request: what is no address, and what shows only who it is, names the field. */
export function readGiven(
	channel: LiveChannel,
	given: string | { kind: Address['kind']; value: string },
	field: string,
): Result<Address> {
	const address = readRecipient(channel, given);
	const shown = typeof given === 'string' ? given : given.value;
	if (!address) {
		return fail(
			'invalid',
			`“${shown}” is not a phone number that a message can go to. Write it with its country code, like +49 30 901820.`,
			{
				fields: { [field]: 'is not a phone number or a user id' },
			},
		);
	}
	// On WhatsApp a user name reaches nobody; a number reaches whom a network knows by another address.
	if (channel.provider.capabilities.startsConversations && !isSendable(channel.row.type, address)) {
		return fail(
			'invalid',
			`A message cannot be sent to ${shown}: it needs the phone number or the user id.`,
			{
				fields: { [field]: 'cannot be written to' },
			},
		);
	}
	return { ok: true, value: address };
}

/** True when a message can go to this very address on a network. */
export function isSendable(type: ChannelType, address: Address): boolean {
	return sendableKinds(type).includes(address.kind);
}
