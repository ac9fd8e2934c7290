import { HOUR_MS } from '../../../shared/lib/time.ts';
import type { AuthorizationRow } from '../../settings.ts';
import type { Parts } from '../parts.ts';

/** From the first press to the saved channel. What is older is forgotten, with the credentials in it. */
const KEEP_MS = 2 * HOUR_MS;

export function isFresh(parts: Parts, row: AuthorizationRow): boolean {
	return parts.now() - row.createdAt < KEEP_MS;
}

/** An authorisation that is under way, or came back and is not saved yet; null for one that is over. */
export function findAuthorization(parts: Parts, id: string): AuthorizationRow | null {
	return parts.settings.data.authorizations.find(one => one.id === id && isFresh(parts, one)) ?? null;
}

/** All its credentials: those that people gave, and those that it brought. */
export function openedCredentials(parts: Parts, row: AuthorizationRow): Record<string, string> {
	const opened = { ...row.plain };
	for (const [key, sealed] of Object.entries(row.secrets)) {
		const value = parts.vault.open(sealed);
		parts.log.hide(value);
		opened[key] = value;
	}
	return opened;
}

/** Forgets authorisations that nobody finished in time. */
export async function forgetAuthorizations(parts: Parts): Promise<void> {
	if (parts.settings.data.authorizations.every(one => isFresh(parts, one))) return;
	await parts.settings.change(data => {
		data.authorizations = data.authorizations.filter(one => isFresh(parts, one));
	});
}
