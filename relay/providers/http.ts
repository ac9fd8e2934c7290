import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, type Dispatcher, FormData, request as undiciRequest } from 'undici';
import { DeliveryError } from '../../shared/domain/delivery-error.ts';

export { FormData };

export interface HttpRequest {
	readonly method: 'GET' | 'POST' | 'DELETE';
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string | FormData | Uint8Array;
	/** What of the address is secret (a token in its path): it is hidden in answers and errors. */
	readonly secret?: string;
	readonly signal: AbortSignal;
}

export interface HttpAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly text: string;
	/** The body as JSON; null when it is not. */
	readonly json: unknown;
	/** Our clock when it came, for comparing with the provider's. */
	readonly receivedAt: number;
}

/** How providers reach the outside. Rejects only with `DeliveryError`: `unreachable` or `no-answer`. */
export interface Http {
	send(request: HttpRequest): Promise<HttpAnswer>;
	/** The same for bodies that are too large to hold: the caller reads or destroys `body`. */
	open(
		request: HttpRequest,
	): Promise<{ status: number; headers: HttpAnswer['headers']; body: AsyncIterable<Uint8Array> }>;
	close(): Promise<void>;
}

/** An answer must begin within this time; after it nobody knows what became of the request. */
const ANSWER_TIMEOUT_MS = 30_000;
/** To one host. More than any channel has in hand at once: what waits here was taken, and a crash would make it unknown. */
const CONNECTIONS = 128;
/** An answer that is held whole; the longest lists of templates are far below. */
const ANSWER_MAX = 32 * 1024 * 1024;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Makes the door to the outside. Without `allowPrivateNetwork` it opens only to public addresses, checked after the name
 * was resolved and at the moment of connecting, so that neither a redirect (never followed) nor a name that changes its
 * mind leads inside.
 */
export function createHttp(options: { allowPrivateNetwork: boolean; answerTimeoutMs?: number }): Http {
	const answerTimeoutMs = options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
	const door = {
		headersTimeout: answerTimeoutMs,
		bodyTimeout: answerTimeoutMs,
		connections: CONNECTIONS,
		connect: {
			timeout: CONNECT_TIMEOUT_MS,
			...(!options.allowPrivateNetwork && { lookup: publicLookup }),
		},
	};
	const answers = new Agent({ ...door, maxResponseSize: ANSWER_MAX });
	const files = new Agent(door);

	async function call(request: HttpRequest, dispatcher: Dispatcher): Promise<Dispatcher.ResponseData> {
		try {
			const url = new URL(request.url);
			const host = url.hostname.replace(/^\[|\]$/g, '');
			if (!options.allowPrivateNetwork && isIP(host) && !isPublic(host)) throw privateAddress(host);
			return await undiciRequest(url, {
				method: request.method,
				headers: request.headers,
				body: request.body ?? null,
				signal: request.signal,
				dispatcher,
			});
		} catch (error) {
			throw asDeliveryError(error);
		}
	}

	return {
		async send(request) {
			const answer = await call(request, answers);
			try {
				const text = withoutCredentials(await answer.body.text(), request);
				return {
					status: answer.statusCode,
					headers: answer.headers,
					text,
					json: parseJson(text),
					receivedAt: Date.now(),
				};
			} catch (error) {
				throw new DeliveryError('no-answer', { cause: error });
			}
		},
		async open(request) {
			const answer = await call(request, files);
			return { status: answer.statusCode, headers: answer.headers, body: answer.body };
		},
		async close() {
			await Promise.all([answers.destroy(), files.destroy()]);
		},
	};
}

/** Headers of ours that hold no credential. */
const OPEN_HEADERS = new Set(['content-type', 'file_offset']);
const SHORTEST_CREDENTIAL = 8;

/**
 * An answer without what we proved ourselves with. Meta says "Malformed access token" and the token: the sentence is shown
 * to people and stored, the token is for nobody.
 */
function withoutCredentials(text: string, { headers, secret }: HttpRequest): string {
	let clean = secret === undefined ? text : text.replaceAll(secret, '[hidden]');
	for (const [name, value] of Object.entries(headers)) {
		const credential = value.replace(/^(?:Bearer|OAuth) /, '');
		if (OPEN_HEADERS.has(name.toLowerCase()) || credential.length < SHORTEST_CREDENTIAL) continue;
		for (const written of [credential, JSON.stringify(credential).slice(1, -1)])
			clean = clean.replaceAll(written, '[hidden]');
	}
	return clean;
}

/** Our own refusal to look inside, as an error's code. */
const PRIVATE_ADDRESS = 'PRIVATE_ADDRESS';

/** Only these say that not a byte of the request went out; after any other nobody knows. */
const NEVER_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EADDRNOTAVAIL',
	'UND_ERR_CONNECT_TIMEOUT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	// An address or a header that cannot be one: a key that was pasted with an invisible sign in it.
	'ERR_INVALID_URL',
	'UND_ERR_INVALID_ARG',
]);

function asDeliveryError(error: unknown): DeliveryError {
	if (error instanceof DeliveryError) return error;
	const codes = new Set<string>();
	for (let at: unknown = error; at instanceof Error; at = at.cause) {
		if ('code' in at && typeof at.code === 'string') codes.add(at.code);
		if (at instanceof AggregateError) for (const one of at.errors) if (one?.code) codes.add(String(one.code));
	}
	if (codes.has(PRIVATE_ADDRESS)) return new DeliveryError('address-inside', { cause: error });
	const known = [...codes].find(code => NEVER_CONNECTED.has(code));
	if (known) return new DeliveryError('unreachable', { providerCode: known, cause: error });
	return new DeliveryError('no-answer', { providerCode: [...codes][0] ?? null, cause: error });
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
	systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
		if (error) return callback(error, []);
		const inside = addresses.find(found => !isPublic(found.address));
		if (inside || addresses.length === 0) return callback(privateAddress(hostname), []);
		return callback(null, addresses);
	});
};

/** True for addresses of the public internet: not private, loopback, link-local, reserved or of another special range. */
export function isPublic(address: string): boolean {
	try {
		return ipaddr.process(address).range() === 'unicast';
	} catch {
		return false;
	}
}

function privateAddress(host: string): NodeJS.ErrnoException {
	const error: NodeJS.ErrnoException = new Error(
		`${host} is an address inside a network. Set ALLOW_PRIVATE_NETWORK=1 if the relay may reach it.`,
	);
	error.code = PRIVATE_ADDRESS;
	return error;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
