import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { Http, HttpAnswer } from '../http.ts';
import { unexplained } from '../unexplained.ts';
import { type Json, list, record } from '../wire.ts';
import { type Asked, instagramError } from './errors.ts';

/** The version that we speak (providers.md §8, spring 2026). */
const VERSION = 'v25.0';

/** Where Instagram answers: pages for people, codes for tokens, and all the rest. A stand-in host is all three. */
export function hostsOf(apiUrl: string | null): { pages: string; codes: string; graph: string } {
	return apiUrl === null
		? {
				pages: 'https://www.instagram.com',
				codes: 'https://api.instagram.com',
				graph: 'https://graph.instagram.com',
			}
		: { pages: apiUrl, codes: apiUrl, graph: apiUrl };
}

/** One account's way to Instagram: where to, and with whose token. */
export interface GraphApi {
	readonly http: Http;
	/** With the version, without a slash behind it. */
	readonly base: string;
	readonly accessToken: string;
}

export function graphApi(http: Http, apiUrl: string | null, accessToken: string): GraphApi {
	return { http, base: `${hostsOf(apiUrl).graph}/${VERSION}`, accessToken };
}

/** Asks Instagram; the answer and its body, once it is a success. Rejects only with `DeliveryError`. */
export async function ask(
	api: GraphApi,
	request: { method: 'GET' | 'POST'; path: string; body?: unknown },
	signal: AbortSignal,
	asked: Asked = 'other',
): Promise<{ answer: HttpAnswer; body: Json }> {
	const answer = await api.http.send({
		method: request.method,
		url: `${api.base}${request.path}`,
		headers: {
			authorization: `Bearer ${api.accessToken}`,
			...(request.body !== undefined && { 'content-type': 'application/json' }),
		},
		...(request.body !== undefined && { body: JSON.stringify(request.body) }),
		signal,
	});
	return { answer, body: success(answer, asked) };
}

/** The body of a success, or the `DeliveryError` that the answer means. */
export function success(answer: HttpAnswer, asked: Asked = 'other'): Json {
	const body = record(answer.json);
	if (answer.status >= 200 && answer.status < 300 && body && !body.error && !body.error_type) return body;
	throw instagramError(answer, asked) ?? unexplained(answer);
}

/** An object that Instagram gives bare or as the only one of a list (providers.md §8.1). */
export function unwrapped(body: Json): Json {
	return record(list(body.data)[0]) ?? body;
}

/** A rejection that is not a delivery's is a bug and goes on. */
export function deliveryError(error: unknown): DeliveryError {
	if (error instanceof DeliveryError) return error;
	throw error;
}
