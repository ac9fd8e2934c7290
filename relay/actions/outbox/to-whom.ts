import { type Address, sendableAddress } from '../../../shared/domain/address.ts';
import type { LiveChannel } from '../../channels.ts';
import type { AddressRow, MessageRow } from '../../store/tables.ts';
import { readAddress } from '../views.ts';

/**
 * Where a message goes: to the very address that it was asked to go to, as long as the contact has it and has not left it for
 * another; else to the one that the contact is written to now. Null when the channel reaches none.
 */
export function toWhom(
	channel: LiveChannel,
	addresses: readonly AddressRow[],
	{ to_key }: Pick<MessageRow, 'to_key'>,
): Address | null {
	const asked = addresses.filter(row => row.match_key === to_key && Number(row.created_at) > 0);
	const sendable = (rows: readonly AddressRow[]) =>
		sendableAddress(channel.row.type, rows.map(readAddress), channel.connection.identity);
	return sendable(asked) ?? sendable(addresses);
}
