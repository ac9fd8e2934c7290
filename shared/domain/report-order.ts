import { MINUTE_MS } from '../lib/time.ts';

/** Providers tell whole seconds, by a clock that may differ from our own: within this, none is late. */
const LATE_MS = 5 * MINUTE_MS;

/**
 * True when what a provider reports of a moment is clearly older than what is known since `knownAt`: a webhook that was
 * tried again. Nothing is late where nothing is known.
 */
export function isLate(at: number, knownAt: number | null): boolean {
	return knownAt !== null && at < knownAt - LATE_MS;
}
