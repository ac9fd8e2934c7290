import { randomBytes } from 'node:crypto';

/** A refusal in Instagram's words (providers.md §8.6). */
export class InstagramError extends Error {
	readonly code: number;
	readonly subcode: number | null;
	readonly http: number;

	constructor(code: number, message: string, subcode: number | null = null, http = 400) {
		super(message);
		this.code = code;
		this.subcode = subcode;
		this.http = http;
	}
}

/** The HTTP body of a refusal. A missing token has another type than the rest. */
export function errorBody(error: InstagramError): Record<string, unknown> {
	return {
		error: {
			message: error.message,
			type: error.code === 190 && error.subcode === null ? 'IGApiException' : 'OAuthException',
			code: error.code,
			...(error.subcode !== null && { error_subcode: error.subcode }),
			fbtrace_id: `A${randomBytes(11).toString('base64url')}`,
		},
	};
}

/** A refusal of the page's codes, which has a shape of its own. */
export class CodeError extends Error {}

export function codeErrorBody(error: CodeError): Record<string, unknown> {
	return { error_type: 'OAuthException', code: 400, error_message: error.message };
}

export const outsideWindow = () =>
	new InstagramError(10, 'This message is sent outside of allowed window.', 2534022, 403);

export const noPermission = (name: string) =>
	new InstagramError(10, `Application does not have permission for this action (${name}).`, null, 403);

export const noObject = (id: string) =>
	new InstagramError(
		100,
		`Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
		33,
	);

export const badParameter = (message: string) => new InstagramError(100, message);
