import { MINUTE_MS } from '../../shared/lib/time.ts';
import { sameSecret } from '../providers/signature.ts';
import type { Parts } from './parts.ts';

const LINK_LIVES_MS = 10 * MINUTE_MS;

/** An address below `/exports` that gives this file, with these parameters and no others, for ten minutes. No token is needed. */
export function exportLink(
	parts: Parts,
	path: string,
	params: Readonly<Record<string, string>> = {},
): string {
	const until = String(parts.now() + LINK_LIVES_MS);
	const query = new URLSearchParams({ ...params, until, key: parts.vault.sign(signed(path, params, until)) });
	return `${parts.publicUrl()}/exports/${path}?${query}`;
}

/** The parameters of such an address, or null when it is not ours or has ended. */
export function verifyExport(
	parts: Parts,
	path: string,
	query: Readonly<Record<string, unknown>>,
): Record<string, string> | null {
	const params: Record<string, string> = {};
	for (const [name, value] of Object.entries(query)) {
		if (typeof value !== 'string') return null;
		params[name] = value;
	}
	const { until = '', key = '', ...given } = params;
	if (!sameSecret(key, parts.vault.sign(signed(path, given, until)))) return null;
	return parts.now() < Number(until) ? given : null;
}

function signed(path: string, params: Readonly<Record<string, string>>, until: string): string {
	const sorted = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
	return `export:${JSON.stringify([path, sorted, until])}`;
}
