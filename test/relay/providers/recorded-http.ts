import type { Http, HttpAnswer, HttpRequest } from '../../../relay/providers/http.ts';

/** A request as a provider made it. */
export interface Recorded {
	readonly method: string;
	/** Behind the host. */
	readonly path: string;
	readonly headers: HttpRequest['headers'];
	/** JSON bodies as values, bytes as they are. */
	readonly body: unknown;
	/** What of the address must not be seen; absent when nothing is secret. */
	readonly secret?: string;
}

/** Answers each request in turn with what is given, and keeps the requests. `[status, body]` answers with that status. */
export function recordedHttp(
	host: string,
	...answers: (Record<string, unknown> | readonly [number, unknown])[]
): Http & { readonly requests: Recorded[] } {
	const requests: Recorded[] = [];
	return {
		requests,
		async send({ method, url, headers, body, secret }): Promise<HttpAnswer> {
			if (!url.startsWith(host)) throw new Error(`${url} is not on ${host}.`);
			const path = decodeURIComponent(url.slice(host.length));
			requests.push({
				method,
				path,
				headers,
				body: typeof body === 'string' ? JSON.parse(body) : body,
				...(secret !== undefined && { secret }),
			});
			const answer = answers.shift();
			if (answer === undefined) throw new Error(`Nobody expected ${method} ${path}.`);
			const [status, json] = Array.isArray(answer) ? answer : [200, answer];
			return { status, headers: {}, text: JSON.stringify(json) ?? '', json: json ?? null, receivedAt: 0 };
		},
		open: () => Promise.reject(new Error('Nothing is opened here.')),
		close: async () => {},
	};
}
