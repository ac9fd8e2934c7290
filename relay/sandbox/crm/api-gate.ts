import type { RequestHandler, Response } from 'express';

/** What stands before the demo CRM's API. */
export interface ApiGate {
	/** Kommo allows seven; null for no limit. */
	perSecond: number | null;
	/** True once the session has ended: every call is answered with 401. */
	signedOut: boolean;
}

/** Kommo's limit (July 2026), asked of every caller alike. */
export const USUAL_GATE: ApiGate = { perSecond: 7, signedOut: false };

/** Answers 429 to what comes too fast. The second goes by the machine's clock, like the limits of the providers. */
export function apiGate(gate: () => ApiGate): RequestHandler {
	let recent: number[] = [];
	return (_request, response, next) => {
		const { perSecond, signedOut } = gate();
		if (signedOut) return problem(response, 401, 'Unauthorized', 'Invalid user name or password');
		if (perSecond === null) return next();
		const now = Date.now();
		recent = recent.filter(at => at > now - 1000);
		if (recent.length >= perSecond) {
			const more = { retry_after: 1 };
			return problem(response, 429, 'Too Many Requests', 'Too many requests per second', more);
		}
		recent.push(now);
		return next();
	};
}

/** An error as Kommo's API words it. */
export function problem(
	response: Response,
	status: number,
	title: string,
	detail: string,
	more: Readonly<Record<string, unknown>> = {},
): void {
	const body = { title, type: `https://httpstatus.es/${status}`, status, detail, ...more };
	response.status(status).type('application/problem+json').send(JSON.stringify(body));
}
