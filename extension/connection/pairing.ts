import type { RelayError, Result } from '../../shared/contract/result.ts';
import { fail } from '../../shared/contract/result.ts';
import type { RefuseReason } from '../../shared/contract/version.ts';
import type { UserView } from '../../shared/contract/views.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { KeyValue } from './key-value.ts';
import type { Texts } from './texts.ts';

/** What binds this browser to a relay. The token never leaves the background. */
export interface Pairing {
	readonly relayUrl: string;
	readonly token: string;
	readonly user: UserView;
}

/** What is kept: a pairing, or why there is none any more. */
export type KeptPairing =
	| { readonly state: 'paired'; readonly pairing: Pairing }
	| { readonly state: 'refused'; readonly reason: RefuseReason | 'ended'; readonly message: string };

const KEY = 'pairing';

export async function readPairing(store: KeyValue): Promise<KeptPairing | null> {
	const kept = await store.get(KEY);
	return isKept(kept) ? kept : null;
}

/** Null forgets the relay altogether. */
export function keepPairing(store: KeyValue, kept: KeptPairing | null): Promise<void> {
	return kept ? store.set(KEY, kept) : store.remove(KEY);
}

/**
 * The relay's address out of a pairing code `<secret>@<relay url>`, without a closing slash; null when it is no code.
 * Only http and https are taken.
 */
export function relayUrlOf(code: string): string | null {
	const at = code.indexOf('@');
	if (at < 1) return null;
	try {
		const url = new URL(code.slice(at + 1).trim());
		if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
		return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
	} catch {
		return null;
	}
}

/**
 * Exchanges a pairing code for a token. The code is used up by the first success, so a lost answer needs a new code.
 * Never rejects.
 */
export async function exchangeCode(
	code: string,
	device: string,
	text: Texts,
	request: typeof fetch = fetch,
): Promise<Result<Pairing>> {
	const trimmed = code.trim();
	const relayUrl = relayUrlOf(trimmed);
	if (relayUrl === null) {
		const message = text('page_connection_code_invalid');
		return fail('invalid', message, { fields: { code: message } });
	}
	const host = new URL(relayUrl).host;
	try {
		const response = await request(`${relayUrl}/api/v1/session/pair`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ code: trimmed, device }),
			credentials: 'omit',
			signal: AbortSignal.timeout(20 * SECOND_MS),
		});
		const body: unknown = await response.json().catch(() => null);
		if (!isResult(body)) return fail('unavailable', text('page_connection_not_a_relay', host));
		if (!body.ok) return body;
		return { ok: true, value: { relayUrl, token: body.value.token, user: body.value.user } };
	} catch {
		return fail('offline', text('page_connection_no_answer', host));
	}
}

type PairAnswer = { ok: true; value: { token: string; user: UserView } } | { ok: false; error: RelayError };

/** Whatever answers at an address that a person typed is not trusted to be a relay. */
function isResult(body: unknown): body is PairAnswer {
	if (typeof body !== 'object' || body === null || !('ok' in body)) return false;
	if (body.ok === false) return 'error' in body && typeof body.error === 'object' && body.error !== null;
	if (body.ok !== true || !('value' in body) || typeof body.value !== 'object' || body.value === null)
		return false;
	return 'token' in body.value && typeof body.value.token === 'string' && 'user' in body.value;
}

function isKept(kept: unknown): kept is KeptPairing {
	return typeof kept === 'object' && kept !== null && 'state' in kept;
}
