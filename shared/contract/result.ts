export const ERROR_CODES = [
	'invalid',
	'unauthorised',
	'forbidden',
	'not-found',
	'refused',
	'conflict',
	'too-large',
	'too-many',
	'unavailable',
	'offline',
	'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface RelayError {
	readonly code: ErrorCode;
	/** What happened and what to do, for a person. */
	readonly message: string;
	/** By field, `content.parameters.body.1`: what is wrong with it. */
	readonly fields?: Readonly<Record<string, string>>;
	/** With `refused`: which rule said no. */
	readonly refusal?: string;
}

/** The answer to a command, over the socket and over HTTP alike. */
export type Result<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly error: RelayError };

export function ok<T>(value: T): Result<T> {
	return { ok: true, value };
}

export function fail(
	code: ErrorCode,
	message: string,
	more: Pick<RelayError, 'fields' | 'refusal'> = {},
): Result<never> {
	return { ok: false, error: { code, message, ...more } };
}

/** The HTTP status that says the same as an error's code. */
export const HTTP_STATUS: Record<ErrorCode, number> = {
	invalid: 400,
	unauthorised: 401,
	forbidden: 403,
	'not-found': 404,
	refused: 422,
	conflict: 409,
	'too-large': 413,
	'too-many': 429,
	unavailable: 503,
	offline: 503,
	internal: 500,
};
