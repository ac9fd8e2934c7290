import { SECOND_MS } from '../../shared/lib/time.ts';

export interface Backoff {
	readonly firstMs: number;
	readonly maxMs: number;
	/** From 0 (always the whole delay) to 1 (anything between nothing and the whole delay). */
	readonly jitter: number;
}

/** Fast at first, then at most every half minute; spread out so that a relay that restarts is not met by all at once. */
export const RECONNECT: Backoff = { firstMs: SECOND_MS, maxMs: 30 * SECOND_MS, jitter: 0.5 };

/** The pause before the attempt after `failures` failed ones. `random` is in [0, 1). */
export function backoffMs(backoff: Backoff, failures: number, random: number): number {
	const whole = Math.min(backoff.maxMs, backoff.firstMs * 2 ** Math.min(failures, 16));
	return Math.round(whole * (1 - backoff.jitter * random));
}
