import type { DeliveryCode } from '../../../shared/domain/delivery-codes.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { HttpAnswer } from '../http.ts';
import { retryAfter } from '../unexplained.ts';
import { record, text } from '../wire.ts';

/**
 * 360dialog's own refusals have no codes, only texts, and its HTTP statuses mislead: a rate limit and an unpaid invoice
 * both come as 400 (providers.md §1.7). The texts are matched by what does not change in them.
 */
const TEXTS: readonly (readonly [RegExp, DeliveryCode])[] = [
	[/rate limit|too many requests/i, 'throttled'],
	[/lack of payment|payment/i, 'payment-missing'],
	[
		/invalid api[ _-]?key|api[ _-]?key (?:is )?(?:missing|required|invalid)|unauthori[sz]ed/i,
		'credentials-refused',
	],
	[/has been disabled/i, 'account-locked'],
	[/endpoint is blocked|permission denied/i, 'permission-missing'],
	[/internal server error|not available/i, 'provider-down'],
];

/** Statuses of an answer that was read and refused. */
const REFUSING: ReadonlySet<number> = new Set([400, 404, 409, 422]);

/** 360dialog's own error as a `DeliveryError`, or null when the answer is not one of them. */
export function dialog360Error(answer: HttpAnswer): DeliveryError | null {
	const body = record(answer.json);
	const meta = record(body?.meta);
	const said =
		text(meta?.developer_message) ??
		text(body?.error) ??
		text(body?.message) ??
		text(body?.detail) ??
		(body ? null : text(answer.text.slice(0, 300)));
	if (said === null) return null;
	const code = TEXTS.find(([pattern]) => pattern.test(said))?.[1];
	// What no pattern knows: the words are the provider's own, when the status says that it has read the request.
	if (!code && !REFUSING.has(answer.status)) return null;
	return new DeliveryError(code ?? 'rejected', {
		providerCode: `HTTP ${text(meta?.http_code) ?? answer.status}`,
		detail: said,
		retryAfterMs: retryAfter(answer),
	});
}
