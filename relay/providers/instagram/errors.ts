import type { DeliveryCode } from '../../../shared/domain/delivery-codes.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import type { HttpAnswer } from '../http.ts';
import { retryAfter } from '../unexplained.ts';
import { list, number, record, text } from '../wire.ts';

/** What was asked of Instagram, where its numbers mean something else by it. */
export type Asked = 'message' | 'late-message' | 'private-reply' | 'other';

/**
 * Instagram's numbers in our words (providers.md §8.6, as of Sep 2026): by code and subcode, by the subcode under whatever
 * code, or by the code alone. The first that is there counts. A number that is not here is `rejected`, shown raw.
 */
const CODES: Readonly<Record<string, DeliveryCode>> = {
	'1': 'provider-down',
	'2': 'provider-down',
	'3': 'permission-missing',
	'4': 'throttled',
	'17': 'throttled',
	'32': 'throttled',
	'613': 'throttled',
	'80002': 'throttled',
	'10': 'permission-missing',
	'10/2534022': 'window-closed',
	'10/2018278': 'window-closed',
	'10/2018065': 'window-closed',
	'100': 'rejected',
	'100/33': 'target-gone',
	'102': 'credentials-refused',
	'190': 'credentials-refused',
	'200': 'permission-missing',
	'200/1545041': 'blocked',
	'551': 'blocked',
	'230': 'rejected',
	'368': 'account-locked',
	'9000001': 'target-gone',
	'*/1893063': 'account-locked',
	'*/2018001': 'account-gone',
	'*/2018007': 'media-refused',
	'*/2018008': 'media-refused',
	'*/2018047': 'media-refused',
	'*/2018109': 'media-refused',
	'*/2018108': 'rejected',
	'*/2534001': 'rejected',
	'*/2534013': 'throttled',
	'*/2534014': 'account-gone',
	'*/2534025': 'comment-answered',
};

/** Every number that has a row, for the tests that hold the table against the documents. */
export const KNOWN_CODES: readonly string[] = Object.keys(CODES);

/** Our code of Instagram's number for what was asked. */
export function codeFor(code: string | null, subcode: string | null, asked: Asked = 'message'): DeliveryCode {
	const found =
		(subcode !== null && (CODES[`${code}/${subcode}`] ?? CODES[`*/${subcode}`])) ||
		(code !== null && CODES[code]) ||
		'rejected';
	switch (asked) {
		// The tag needs a feature of the app (providers.md §8.2): without it the answer is a closed window, a missing
		// permission or an unknown tag, and nothing of that stops the channel.
		case 'late-message': {
			const isTag = found === 'window-closed' || (code === '10' && found === 'permission-missing');
			return isTag || (code === '100' && subcode === null) ? 'human-agent-missing' : found;
		}
		// A comment has seven days instead of a window.
		case 'private-reply':
			return found === 'window-closed' ? 'comment-too-old' : found;
		default:
			return found;
	}
}

/** A refusal in Instagram's own words as a `DeliveryError`; null when the body is of no known shape. */
export function instagramError(answer: HttpAnswer, asked: Asked): DeliveryError | null {
	const said = record(record(answer.json)?.error);
	const code = text(said?.code);
	if (!said || code === null) return null;
	const subcode = text(said.error_subcode);
	const found = codeFor(code, subcode, asked);
	return new DeliveryError(found, {
		providerCode: subcode === null ? code : `${code}/${subcode}`,
		detail: text(said.error_user_msg) ?? text(said.message),
		retryAfterMs: found === 'throttled' ? (retryAfter(answer) ?? regainAfter(answer)) : null,
	});
}

/** How long until calls are taken again, by Meta's usage header, which tells minutes (providers.md §8.5); null when it does not. */
function regainAfter(answer: HttpAnswer): number | null {
	const header = answer.headers['x-business-use-case-usage'];
	const usage = record(parse(Array.isArray(header) ? header[0] : header));
	const minutes = Object.values(usage ?? {})
		.flatMap(uses => list(uses).map(use => number(record(use)?.estimated_time_to_regain_access)))
		.filter(found => found !== null);
	const longest = Math.max(0, ...minutes);
	return longest > 0 ? longest * MINUTE_MS : null;
}

function parse(json: string | undefined): unknown {
	try {
		return JSON.parse(json ?? 'null');
	} catch {
		return null;
	}
}
