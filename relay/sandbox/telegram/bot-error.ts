/** A refusal in Telegram's words (providers.md §7.6). The HTTP status is the code. */
export class BotError extends Error {
	readonly code: number;
	readonly parameters: Record<string, number>;

	constructor(code: number, description: string, parameters: Record<string, number> = {}) {
		super(description);
		this.code = code;
		this.parameters = parameters;
	}
}

export function badRequest(why: string): BotError {
	return new BotError(400, `Bad Request: ${why}`);
}

/** Wait so many seconds. */
export function tooMany(seconds: number): BotError {
	return new BotError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}

/** The HTTP body of a refusal. */
export function errorBody({ code, message, parameters }: BotError): Record<string, unknown> {
	const hasMore = Object.keys(parameters).length > 0;
	return { ok: false, error_code: code, description: message, ...(hasMore && { parameters }) };
}
