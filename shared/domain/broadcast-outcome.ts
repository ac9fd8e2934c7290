import { HOUR_MS } from '../lib/time.ts';
import type { PauseReason } from './broadcast.ts';
import { DELIVERY_CODES, type DeliveryCode } from './delivery-codes.ts';
import { MARKETING_TRIES, marketingRest } from './marketing-rest.ts';
import type { Refusal, Verdict } from './send-verdict.ts';

/**
 * What a no means for one recipient of a broadcast, and what for all of it.
 *
 * - `skip`: this recipient gets nothing
 * - `fallback`: the channel does not reach them; another may
 * - `wait`: nobody new can be written to until later
 * - `pause`: it would be the same for everybody, and a person must do something
 */
export type Consequence =
	| { readonly does: 'skip' }
	| { readonly does: 'fallback' }
	| { readonly does: 'wait' }
	| { readonly does: 'pause'; readonly reason: PauseReason };

const SKIP: Consequence = { does: 'skip' };
const FALLBACK: Consequence = { does: 'fallback' };
const pause = (reason: PauseReason): Consequence => ({ does: 'pause', reason });

const REFUSED: Readonly<Record<Refusal, Consequence>> = {
	'opted-out': SKIP,
	'marketing-capped': SKIP,
	'marketing-held': SKIP,
	'marketing-country': SKIP,
	parameters: SKIP,
	empty: SKIP,
	'too-long': SKIP,
	'newer-message': SKIP,
	'comment-answered': SKIP,
	'comment-too-old': SKIP,
	unreachable: FALLBACK,
	'cannot-start': FALLBACK,
	blocked: FALLBACK,
	'country-unreachable': FALLBACK,
	'window-closed': FALLBACK,
	'limit-reached': { does: 'wait' },
	restricted: pause('restricted'),
	unpaid: pause('balance'),
	'channel-off': pause('channel'),
	'template-missing': pause('template'),
	'template-not-approved': pause('template'),
	'not-supported': pause('content'),
	'file-type': pause('content'),
	'file-size': pause('content'),
};

/** What our own rule's no means. */
export function afterRefusal(verdict: Extract<Verdict, { allowed: false }>): Consequence {
	return REFUSED[verdict.refusal];
}

/** After the provider said that its limit is used up. */
const LIMIT_REST_MS = HOUR_MS;

/** What becomes of a recipient whose message failed. */
export type AfterFailure =
	| { readonly does: 'end' }
	| { readonly does: 'fallback' }
	/** Its turn comes again so long after the failure. */
	| { readonly does: 'again'; readonly waitMs: number };

const REACHES_NOBODY: ReadonlySet<DeliveryCode> = new Set([
	'not-on-whatsapp',
	'not-started',
	'blocked',
	'account-gone',
	'terms-not-accepted',
	'country-blocked',
	'needs-phone',
]);

/**
 * What becomes of a recipient whose message surely did not arrive. `attempts` were made so far. What stopped the whole channel
 * or template is no failure of this one: its turn comes again when the broadcast goes on.
 */
export function afterFailure(
	code: DeliveryCode,
	{ attempts, retryRefused }: { readonly attempts: number; readonly retryRefused: boolean },
): AfterFailure {
	if (code === 'marketing-capped')
		return retryRefused && attempts <= MARKETING_TRIES
			? { does: 'again', waitMs: marketingRest(attempts) }
			: { does: 'end' };
	if (code === 'limit-reached') return { does: 'again', waitMs: LIMIT_REST_MS };
	const { stops } = DELIVERY_CODES[code];
	// A code that comes back whatever one does would go round for ever.
	if (stops === 'channel' && attempts < 5) return { does: 'again', waitMs: 0 };
	return REACHES_NOBODY.has(code) ? { does: 'fallback' } : { does: 'end' };
}

/** Why all of a broadcast must rest after a failure with this code; null when it goes on. */
export function pauseAfter(code: DeliveryCode): PauseReason | null {
	const { stops } = DELIVERY_CODES[code];
	if (code === 'payment-missing') return 'balance';
	if (stops === 'channel') return 'channel';
	if (code === 'restricted') return 'restricted';
	return stops === 'template' || code === 'template-paused' ? 'template' : null;
}

/** Codes after which trying again by a new broadcast may help. */
export function mayHelpAgain(code: DeliveryCode): boolean {
	return DELIVERY_CODES[code].retry !== 'never';
}
