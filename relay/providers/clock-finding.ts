import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/lib/time.ts';
import type { HttpAnswer } from './http.ts';
import type { CheckFinding } from './provider.ts';

/** From here on windows, expiry and the order of messages are told wrongly by the relay. */
const WARN_FROM_MS = MINUTE_MS;

/**
 * How far the relay's clock is from the provider's, by the `Date` header of an answer. That header has whole seconds and is
 * written before the answer travels, so a second or two mean nothing. Null when the answer tells no time.
 */
export function clockFinding(answer: HttpAnswer): CheckFinding | null {
	const given = answer.headers.date;
	const theirs = Date.parse((Array.isArray(given) ? given[0] : given) ?? '');
	if (Number.isNaN(theirs)) return null;
	const ahead = answer.receivedAt - theirs;
	if (Math.abs(ahead) < WARN_FROM_MS)
		return { check: 'clock', result: 'ok', message: 'The relay’s clock is right.' };
	return {
		check: 'clock',
		result: 'warning',
		message: `The relay’s clock is ${duration(Math.abs(ahead))} ${ahead > 0 ? 'fast' : 'slow'}, so times and messaging windows are told wrongly. Switch on time synchronisation (NTP) where the relay runs.`,
	};
}

/** "90 s", "5 min", "3 h", "2 days". */
function duration(ms: number): string {
	if (ms < 2 * MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`;
	if (ms < 2 * HOUR_MS) return `${Math.round(ms / MINUTE_MS)} min`;
	return ms < 2 * DAY_MS ? `${Math.round(ms / HOUR_MS)} h` : `${Math.round(ms / DAY_MS)} days`;
}
