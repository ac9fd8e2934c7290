import { type ListAccess, ListError } from '../list.ts';

/** Kommo takes seven calls a second (kdocs, July 2026), the page's own among them: five leave it some. */
const GAP_MS = 200;
/** Longer than this nobody waits before a screen; it says so instead. */
const LONGEST_WAIT_MS = 60_000;
const USUAL_WAIT_MS = 2000;
const TRIES = 5;
const TIMEOUT_MS = 30_000;

/** A part of a JSON answer. */
export type Json = Readonly<Record<string, unknown>>;

/** One page of an entity's list: its records, and whether there is another. */
export interface ApiPage {
	readonly records: readonly Json[];
	readonly hasMore: boolean;
}

/** Reads one page of Kommo's API, at its pace. Throws `ListError`, or what the signal ends it with. */
export type ReadPage = (
	entity: string,
	query: readonly (readonly [string, string])[],
	page: number,
) => Promise<ApiPage>;

/** The session's own API (`/api/v4`) of one account. A reader per reading: it keeps the pace. */
export function apiReader(origin: string, { fetch, wait, now, signal }: ListAccess): ReadPage {
	let next = 0;

	async function ask(url: string): Promise<Response> {
		for (let tries = 1; ; tries++) {
			const early = next - now();
			if (early > 0) await wait(early, signal);
			next = now() + GAP_MS;
			const last = tries === TRIES;
			let response: Response;
			try {
				response = await fetch(url, {
					credentials: 'same-origin',
					// A session that has ended is sent to the page of signing in.
					redirect: 'manual',
					headers: { Accept: 'application/json' },
					signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
				});
			} catch {
				signal.throwIfAborted();
				if (last) throw new ListError('unavailable');
				next = now() + USUAL_WAIT_MS;
				continue;
			}
			const { status } = response;
			if (status === 200 || status === 204) return response;
			if (status === 401 || response.type === 'opaqueredirect') throw new ListError('signed-out');
			if (status === 403) throw new ListError('forbidden');
			if (status !== 429 && status < 500) throw new ListError('unreadable-answer');
			const asked = status === 429 ? await waitAsked(response) : null;
			if (last || (asked ?? 0) > LONGEST_WAIT_MS) {
				throw new ListError(status === 429 ? 'throttled' : 'unavailable', asked);
			}
			next = now() + (asked ?? USUAL_WAIT_MS * tries);
		}
	}

	return async (entity, query, page) => {
		// Brackets as they are: written out as `%5B`, 250 ids would be longer than servers like.
		const pairs = [...query, ['limit', '250'], ['page', String(page)]] as const;
		const search = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
		const response = await ask(`${origin}/api/v4/${entity}?${search}`);
		// Kommo answers an empty page with no body at all.
		if (response.status === 204) return { records: [], hasMore: false };
		// Of signing in, when nothing was redirected.
		if (!/json/.test(response.headers.get('content-type') ?? '')) throw new ListError('signed-out');
		let body: unknown;
		try {
			body = await response.json();
		} catch {
			signal.throwIfAborted();
			throw new ListError('unreadable-answer');
		}
		const records = partsOf(partOf(partOf(body)._embedded)[entity]);
		// The link itself is not followed: an address comes from us alone.
		return { records, hasMore: partOf(partOf(body)._links).next !== undefined };
	};
}

/** An object, or an empty one. */
export function partOf(value: unknown): Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The objects of a list, or none. */
export function partsOf(value: unknown): Json[] {
	return Array.isArray(value) ? value.map(partOf) : [];
}

/** How long the CRM wants us to wait, in its body (seconds) or header; null when it does not say. */
async function waitAsked(response: Response): Promise<number | null> {
	const body: unknown = await response.json().catch(() => null);
	const seconds = Number(partOf(body).retry_after ?? response.headers.get('retry-after') ?? Number.NaN);
	return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
