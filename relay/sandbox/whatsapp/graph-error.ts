import { randomBytes } from 'node:crypto';

/** Title and HTTP status of each code that the sandbox answers (Meta's error list, checked Aug 2026). */
const CODES: Record<number, readonly [http: number, title: string]> = {
	1: [400, 'API Unknown'],
	2: [503, 'API Service'],
	3: [500, 'API Method'],
	10: [403, 'Application does not have permission for this action'],
	33: [400, 'Object with this ID does not exist'],
	100: [400, 'Invalid parameter'],
	190: [401, 'Access token has expired'],
	368: [403, 'Temporarily blocked for policies violations'],
	80007: [400, 'Rate limit issues'],
	130429: [400, 'Rate limit hit'],
	130472: [400, "User's number is part of an experiment"],
	131000: [500, 'Something went wrong'],
	131008: [400, 'Required parameter is missing'],
	131009: [400, 'Parameter value is not valid'],
	131026: [400, 'Message undeliverable'],
	131021: [400, 'Recipient cannot be sender'],
	131031: [403, 'Business Account locked'],
	131042: [400, 'Business eligibility payment issue'],
	131047: [400, 'Re-engagement message'],
	131048: [400, 'Spam rate limit hit'],
	131049: [400, 'This message was not delivered to maintain healthy ecosystem engagement.'],
	131050: [400, 'User has stopped receiving marketing messages from this business'],
	131051: [400, 'Message type unknown'],
	131052: [400, 'Media download error'],
	131053: [400, 'Media upload error'],
	131056: [400, '(Business Account, Consumer Account) pair rate limit hit'],
	131062: [400, 'Business-scoped user ID (BSUID) recipients are not supported for this message'],
	131064: [400, 'Messaging limit reached'],
	132000: [400, 'Number of parameters does not match the expected number of params'],
	132001: [404, 'Template name does not exist in the translation'],
	132005: [400, 'Translated text too long'],
	132012: [400, 'Parameter format does not match format in the created template'],
	132015: [400, 'Template is paused'],
	132016: [400, 'Template is disabled'],
	132018: [400, 'Invalid template parameters'],
};

/** The sentence that goes with a code; for the codes that a magic number or a status carries. */
const DETAILS: Record<number, string> = {
	130429: 'Cloud API message throughput has been reached.',
	130472: "Failed to send message because this user's phone number is part of an experiment",
	131000: 'Something went wrong. Please try again.',
	131026: 'Message Undeliverable.',
	131031: 'Business Account has been restricted or disabled for violating a policy.',
	131042: 'Message failed to send because there were one or more errors related to your payment method.',
	131047:
		'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
	131048:
		'Message failed to send because there are restrictions on how many messages can be sent from this phone number.',
	131049: 'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
	131050: 'The recipient has chosen to stop receiving marketing messages on WhatsApp from your business.',
	131053: 'Media upload error: the file could not be processed.',
	131064: 'The business portfolio has reached its messaging limit of the last 24 hours.',
	131056:
		'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
};

/** The part of a refusal that is written for a person. */
export interface UserError {
	subcode: number;
	title: string;
	sentence: string;
}

/** A refusal in Meta's words. `details` is what a developer should read. */
export class GraphError extends Error {
	readonly code: number;
	readonly http: number;
	readonly title: string;
	readonly details: string;

	/** What Graph tells a person about a template, beside the code. */
	readonly user: UserError | null;

	constructor(code: number, details = DETAILS[code] ?? '', user: UserError | null = null) {
		const [http, title] = CODES[code] ?? [400, 'Unknown error'];
		super(`(#${code}) ${title}: ${details}`);
		this.code = code;
		this.http = http;
		this.title = title;
		this.details = details || title;
		this.user = user;
	}
}

/** The HTTP body of a refusal. */
export function graphErrorBody(error: GraphError): Record<string, unknown> {
	const trace = { fbtrace_id: `A${randomBytes(11).toString('base64url')}` };
	if (error.code === 190) {
		const message = `Error validating access token: ${error.details}`;
		return { error: { message, type: 'OAuthException', code: 190, error_subcode: 463, ...trace } };
	}
	if (error.user) {
		const { subcode, title, sentence } = error.user;
		return {
			error: {
				message: error.title,
				type: 'OAuthException',
				code: error.code,
				error_subcode: subcode,
				is_transient: false,
				error_user_title: title,
				error_user_msg: sentence,
				...trace,
			},
		};
	}
	return {
		error: {
			message: `(#${error.code}) ${error.title}`,
			type: 'OAuthException',
			code: error.code,
			error_data: { messaging_product: 'whatsapp', details: error.details },
			...trace,
		},
	};
}

/** The `errors` item of a failed status or of a message that could not be read. */
export function webhookError(code: number, details?: string): Record<string, unknown> {
	const error = new GraphError(code, details);
	const href = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';
	return { code, title: error.title, message: error.title, error_data: { details: error.details }, href };
}
