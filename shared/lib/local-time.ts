import { placeTime } from './calendar.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './time.ts';

/** A day of a calendar, without a place. */
export interface Day {
	readonly year: number;
	readonly month: number;
	readonly day: number;
}

/** The day after so many days; negative goes back. */
export function addDays({ year, month, day }: Day, days: number): Day {
	const at = new Date(Date.UTC(year, month - 1, day) + days * DAY_MS);
	return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

/** 1 Monday to 7 Sunday. */
export function weekday({ year, month, day }: Day): number {
	return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
}

/** `2026-11-23`. */
export function dayText({ year, month, day }: Day): string {
	const two = (part: number) => String(part).padStart(2, '0');
	return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** How far a zone's clocks are from UTC at a moment, in ms; the moment is taken as whole minutes. */
function offsetAt(at: number, zone: string): number {
	const { year, month, day, hour, minute } = placeTime(at, zone);
	return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/**
 * Every moment at which a zone's clocks show this minute of this day, the first one first: none where they jump over it, two
 * where they are set back.
 */
export function momentsOf(on: Day, minute: number, zone: string): number[] {
	const asUtc = Date.UTC(on.year, on.month - 1, on.day) + minute * MINUTE_MS;
	// Clocks change by less than a day: before and after any change both offsets are seen.
	const offsets = new Set([offsetAt(asUtc - DAY_MS, zone), offsetAt(asUtc + DAY_MS, zone)]);
	return [...offsets]
		.map(offset => asUtc - offset)
		.filter(at => at + offsetAt(at, zone) === asUtc)
		.sort((a, b) => a - b);
}

/** The moments of a day at which a zone's clocks are changed: nearly always none. To the minute. */
export function clockChanges(on: Day, zone: string): number[] {
	const begins = Date.UTC(on.year, on.month - 1, on.day) - DAY_MS;
	const found: number[] = [];
	// On nearly every day the clocks go on as they were: two looks instead of six.
	if (offsetAt(begins, zone) === offsetAt(begins + 3 * DAY_MS, zone)) return found;
	for (let hour = 0; hour < 72; hour += 24) {
		let [low, high] = [begins + hour * HOUR_MS, begins + (hour + 24) * HOUR_MS];
		if (offsetAt(low, zone) === offsetAt(high, zone)) continue;
		const before = offsetAt(low, zone);
		while (high - low > MINUTE_MS) {
			const middle = low + Math.floor((high - low) / MINUTE_MS / 2) * MINUTE_MS;
			if (offsetAt(middle, zone) === before) low = middle;
			else high = middle;
		}
		if (dayText(placeTime(high, zone)) === dayText(on)) found.push(high);
	}
	return found;
}
