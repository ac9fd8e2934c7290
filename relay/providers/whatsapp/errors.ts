import type { DeliveryCode } from '../../../shared/domain/delivery-codes.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { HttpAnswer } from '../http.ts';
import { retryAfter } from '../unexplained.ts';
import { type Json, list, number, record, text } from '../wire.ts';

/**
 * WhatsApp's numbers in our words (providers.md §3, codes as of Oct 2026). The same numbers come in the answer to a send
 * and in a later `failed` status. A number that is not here is `rejected`, shown raw.
 */
const CODES: Record<string, DeliveryCode> = {
	0: 'credentials-refused',
	1: 'provider-down',
	2: 'provider-down',
	3: 'permission-missing',
	4: 'throttled',
	10: 'permission-missing',
	33: 'number-not-ready',
	100: 'rejected',
	102: 'credentials-refused',
	190: 'credentials-refused',
	368: 'account-locked',
	467: 'credentials-refused',
	470: 'window-closed',
	471: 'throttled',
	480: 'rejected',
	613: 'throttled',
	1013: 'not-on-whatsapp',
	1026: 'not-on-whatsapp',
	80007: 'throttled',
	130429: 'throttled',
	130472: 'experiment-group',
	130497: 'country-blocked',
	130501: 'unsupported',
	131000: 'provider-down',
	131005: 'permission-missing',
	131008: 'rejected',
	131009: 'rejected',
	131016: 'provider-down',
	131020: 'rejected',
	131021: 'own-number',
	131026: 'not-on-whatsapp',
	131027: 'terms-not-accepted',
	131030: 'not-in-test-list',
	131031: 'account-locked',
	131032: 'expired',
	131036: 'rejected',
	131037: 'number-not-ready',
	131041: 'rejected',
	131042: 'payment-missing',
	131044: 'payment-missing',
	131045: 'number-not-ready',
	131047: 'window-closed',
	131048: 'spam-limited',
	131049: 'marketing-capped',
	131050: 'marketing-stopped',
	131051: 'unsupported',
	131052: 'media-not-received',
	131053: 'media-refused',
	131055: 'marketing-api-only',
	131056: 'pair-throttled',
	131057: 'maintenance',
	131059: 'rejected',
	131060: 'unsupported',
	131061: 'marketing-api-only',
	131062: 'needs-phone',
	131063: 'marketing-api-only',
	131064: 'limit-reached',
	131203: 'terms-not-accepted',
	131208: 'throttled',
	132000: 'template-parameters',
	132001: 'template-missing',
	132005: 'template-too-long',
	132007: 'template-policy',
	132008: 'template-parameters',
	132012: 'template-parameters',
	132015: 'template-paused',
	132016: 'template-disabled',
	132018: 'template-parameters',
	132068: 'form-blocked',
	132069: 'form-blocked',
	133000: 'number-not-ready',
	133004: 'provider-down',
	133005: 'number-not-ready',
	133006: 'number-not-ready',
	133008: 'number-not-ready',
	133009: 'number-not-ready',
	133010: 'number-not-ready',
	133015: 'number-not-ready',
	133016: 'number-not-ready',
	134011: 'payment-missing',
	134100: 'marketing-api-only',
	134101: 'template-paused',
	134102: 'marketing-api-only',
	134103: 'marketing-api-only',
	135000: 'rejected',
	137000: 'identity-changed',
	139000: 'form-blocked',
	139001: 'form-blocked',
	139002: 'form-blocked',
	139003: 'form-blocked',
	139004: 'form-blocked',
	139100: 'rejected',
	139101: 'rejected',
	139102: 'rejected',
	139103: 'provider-down',
	1752041: 'rejected',
	2388001: 'number-not-ready',
	2388012: 'rejected',
	2388091: 'number-not-ready',
	2388093: 'number-not-ready',
	2388103: 'number-not-ready',
	2494100: 'maintenance',
	2593107: 'throttled',
	2593108: 'rejected',
};

/** Our code of WhatsApp's number. 200–299 are Graph's missing permissions. Groups, calls and user names are not for us. */
export function codeFor(providerCode: string | null): DeliveryCode {
	if (providerCode === null) return 'rejected';
	const known = CODES[providerCode];
	if (known) return known;
	const found = number(providerCode);
	if (found !== null && found >= 200 && found <= 299) return 'permission-missing';
	return 'rejected';
}

/** Every number that has a row, for the tests that hold the table against the documents. */
export const KNOWN_CODES: readonly string[] = Object.keys(CODES);

/** What an answer that is not a success says, or null when it says nothing in WhatsApp's shape. */
export interface SaidError {
	readonly providerCode: string;
	/** Graph's number behind a general 100; templates are told apart by it alone (providers.md §3). */
	readonly subcode: string | null;
	readonly detail: string | null;
}

/** Reads WhatsApp's two error shapes: Graph's `{error:{code}}` and the older `{errors:[{code}]}`. */
export function readError(json: unknown): SaidError | null {
	const body = record(json);
	const graph = record(body?.error);
	const old = record(list(body?.errors)[0]);
	const said = graph ?? old;
	const code = text(said?.code);
	if (!said || code === null) return null;
	const detail =
		text(record(said.error_data)?.details) ??
		text(said.details) ??
		userMessage(said) ??
		text(said.message) ??
		text(said.title);
	return { providerCode: code, subcode: text(said.error_subcode), detail };
}

/** What Meta would show to a person: a title and a sentence. */
function userMessage(said: Json): string | null {
	const title = text(said.error_user_title);
	const words = text(said.error_user_msg);
	return title !== null && words !== null && title !== words
		? `${title.replace(/[.:]$/, '')}: ${words}`
		: (words ?? title);
}

/** A refusal in WhatsApp's own words as a `DeliveryError`; null when the body is of no known shape. */
export function whatsappError(answer: HttpAnswer): DeliveryError | null {
	const said = readError(answer.json);
	if (!said) return null;
	const { subcode, detail } = said;
	const isManagement = subcode !== null && /^(?:2388|2494|2593)\d{3}$/.test(subcode);
	const providerCode = said.providerCode === '100' && isManagement ? subcode : said.providerCode;
	return new DeliveryError(codeFor(providerCode), {
		providerCode,
		detail,
		retryAfterMs: retryAfter(answer),
	});
}
