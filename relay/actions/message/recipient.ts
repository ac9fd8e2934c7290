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
	if (typeof given === 'string') return parseAddress(given, countryOf(channel));
	if (given.kind !== 'phone') return { kind: given.kind, value: given.value };
	const phone = parsePhone(given.value, countryOf(channel));
	return phone === null ? null : { kind: 'phone', value: phone };
}

function countryOf(channel: LiveChannel): CountryCode | undefined {
	const own = parsePhone(channel.row.address);
	return own === null ? undefined : ((phoneCountry(own) ?? undefined) as CountryCode | undefined);
}

/** The same, as an answer to a request: an address that cannot be written to names the field. */
export function readSendable(
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
				fields: { [field]: 'is not a phone number or a WhatsApp user id' },
			},
		);
	}
	if (!canWriteTo(channel.row.type, address)) {
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

function canWriteTo(type: ChannelType, address: Address): boolean {
	return sendableKinds(type).includes(address.kind);
}
