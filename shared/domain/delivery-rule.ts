/**
 * What each failure means for the next attempt, and what a person is told. One row per code; nothing else decides
 * retries. The provider's own numbers are translated into these codes once, in the provider's `errors.ts`.
 *
 * - `retry`: `auto` the sender tries again by itself; `manual` only a person may; `never` the same message cannot succeed
 * - `outcome`: `not-sent` the provider did not take it; `unknown` it may have gone out
 * - `stops`: what else cannot succeed until something changes
 */
export interface DeliveryRule {
	readonly retry: 'auto' | 'manual' | 'never';
	readonly outcome: 'not-sent' | 'unknown';
	readonly stops: 'channel' | 'template' | 'contact' | null;
	/** What happened, and why. */
	readonly sentence: string;
	/** What to do. */
	readonly nextStep: string;
}

/** One row of the table. */
export function rule(
	retry: DeliveryRule['retry'],
	stops: DeliveryRule['stops'],
	sentence: string,
	nextStep: string,
	outcome: DeliveryRule['outcome'] = 'not-sent',
): DeliveryRule {
	return { retry, outcome, stops, sentence, nextStep };
}
