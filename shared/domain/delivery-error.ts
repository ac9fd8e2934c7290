import type { Address } from './address.ts';
import { DELIVERY_CODES, type DeliveryCode } from './delivery-codes.ts';
import type { DeliveryRule } from './delivery-rule.ts';

/** Thrown by providers, and by nothing else, when a message was not taken or nobody knows. */
export class DeliveryError extends Error {
	readonly code: DeliveryCode;
	/** The provider's own number or word, for support. */
	readonly providerCode: string | null;
	/** The provider's own words, with nothing secret in them. */
	readonly detail: string | null;
	/** How long the provider asks to wait; null when it does not say. */
	readonly retryAfterMs: number | null;
	/** With `chat-moved`: where the chat is now. */
	readonly movedTo: Address | null;

	constructor(
		code: DeliveryCode,
		more: {
			providerCode?: string | null;
			detail?: string | null;
			retryAfterMs?: number | null;
			movedTo?: Address | null;
			cause?: unknown;
		} = {},
	) {
		super(
			`${code}${more.providerCode ? ` (${more.providerCode})` : ''}${more.detail ? `: ${more.detail}` : ''}`,
			{
				cause: more.cause,
			},
		);
		this.name = 'DeliveryError';
		this.code = code;
		this.providerCode = more.providerCode ?? null;
		this.detail = more.detail ?? null;
		this.retryAfterMs = more.retryAfterMs ?? null;
		this.movedTo = more.movedTo ?? null;
	}

	get rule(): DeliveryRule {
		return DELIVERY_CODES[this.code];
	}
}

/** What is said of a call that was no message: what the table says of messages would be odd there. */
export function callSentence(error: DeliveryError): string {
	if (error.code !== 'rejected') return error.rule.sentence;
	return error.detail === null ? 'The provider refused it.' : `The provider refused it: ${error.detail}`;
}
