import { randomBytes } from 'node:crypto';

/** A message id in WhatsApp's form, for a conversation with this wa_id or user id. */
export function newWamid(party: string): string {
	return `wamid.${Buffer.concat([Buffer.from([28, 24, 11]), Buffer.from(party), randomBytes(14)]).toString('base64')}`;
}

/** A media id: digits, as Meta's are. */
export function newMediaId(): string {
	return `9${String(randomBytes(6).readUIntBE(0, 6)).padStart(15, '0')}`;
}

/** An id for a row of our own. */
export function newRowId(): string {
	return randomBytes(9).toString('base64url');
}
