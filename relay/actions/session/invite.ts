import { randomInt } from 'node:crypto';
import type { Role } from '../../../shared/domain/roles.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import { hashSecret } from '../../ids.ts';
import type { StoreParts } from '../../store/store.ts';

/** How long a pairing code is valid. */
export const INVITE_LIVES_MS = 30 * MINUTE_MS;

/** Letters and digits that nobody confuses: no 0 and O, no 1, I and L. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/**
 * Makes a one-time pairing code, `XXXX-XXXX-XXXX-XXXX@<relay's address>`: 79 random bits, kept only as a hash. It goes into
 * the store, so that a running relay knows a code that another process made.
 */
export async function makeInvite(
	store: StoreParts,
	one: { name: string; role: Role; url: string; now: number },
): Promise<{ code: string; expiresAt: number }> {
	const groups = Array.from({ length: 4 }, () =>
		Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
	);
	const secret = groups.join('-');
	const expiresAt = one.now + INVITE_LIVES_MS;
	await store.devices.forgetInvites(one.now);
	await store.devices.invite({
		code_hash: hashSecret(secret),
		name: one.name,
		role: one.role,
		expires_at: expiresAt,
		created_at: one.now,
	});
	return { code: `${secret}@${one.url}`, expiresAt };
}
