import { COUNTRY_ZONES } from '../data/country-zones.ts';
import { placeTime } from '../lib/calendar.ts';
import { addDays, clockChanges, type Day, dayText, momentsOf, weekday } from '../lib/local-time.ts';
import type { SendPeriod } from './broadcast.ts';

/** When a broadcast may send. All of it by the clock of one zone, or of several that must all agree. */

/** A year of days: whoever may send on one weekday in a month of the year finds it. */
const DAYS_AHEAD = 400;
/** How often zones that must agree are asked in turn before the first one alone decides. */
const ROUNDS = 5;

/** True when the period says nothing: it may send at any time. */
export function isAnyTime({ from, to, days, hours }: SendPeriod): boolean {
	return from === null && to === null && (days.length === 0 || days.length === 7) && hours === null;
}

/** Whether it may send at this moment, by a zone's clock. */
export function isInPeriod(period: SendPeriod, zone: string, at: number): boolean {
	if (isAnyTime(period)) return true;
	const here = placeTime(at, zone);
	return dayFits(period, here) && minuteFits(period, here.hour * 60 + here.minute);
}

function dayFits({ from, to, days }: SendPeriod, on: Day): boolean {
	const text = dayText(on);
	return (
		(from === null || text >= from) &&
		(to === null || text <= to) &&
		(days.length === 0 || days.includes(weekday(on)))
	);
}

/** Hours that end before they begin go over midnight; each part belongs to the day that it is on. */
function minuteFits({ hours }: SendPeriod, minute: number): boolean {
	if (hours === null) return true;
	const { from, to } = hours;
	return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** The first moment from `at` on at which it may send; null when there is none any more. */
export function nextInPeriod(period: SendPeriod, zone: string, at: number): number | null {
	if (isInPeriod(period, zone, at)) return at;
	const today = placeTime(at, zone);
	for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
		const day = addDays(today, ahead);
		if (period.to !== null && dayText(day) > period.to) return null;
		if (!dayFits(period, day)) continue;
		const found = edges(period, day, zone).find(moment => moment >= at && isInPeriod(period, zone, moment));
		if (found !== undefined) return found;
	}
	return null;
}

/** When the time that `at` lies in ends; null when it never does. `at` itself when it may not send then. */
export function endOfPeriod(period: SendPeriod, zone: string, at: number): number | null {
	if (isAnyTime(period)) return null;
	if (!isInPeriod(period, zone, at)) return at;
	const today = placeTime(at, zone);
	for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
		const day = addDays(today, ahead);
		const found = edges(period, day, zone).find(moment => moment > at && !isInPeriod(period, zone, moment));
		if (found !== undefined) return found;
	}
	return null;
}

/** The moments of a day at which it may begin or end, in order. */
function edges({ hours }: SendPeriod, day: Day, zone: string): number[] {
	const minutes = hours === null ? [0] : [0, hours.from % 1440, hours.to % 1440];
	// Where clocks are changed, a time that was over may begin again, and one may begin in the middle of an hour.
	const moments = [...minutes.flatMap(minute => momentsOf(day, minute, zone)), ...clockChanges(day, zone)];
	return [...new Set(moments)].sort((a, b) => a - b);
}

/** The zones whose clocks count for somebody in a country: all of it, the main one first. The account's where none is known. */
export function zonesOf(period: SendPeriod, country: string | null, accountZone: string): readonly string[] {
	if (period.clock === 'account' || country === null) return [accountZone];
	return COUNTRY_ZONES[country]?.split(' ') ?? [accountZone];
}

/**
 * The first moment from `at` on at which it may send by the clocks of all zones. In a country as wide as Russia there may be
 * none: then the clock that most people live by decides.
 */
export function nextInAll(period: SendPeriod, zones: readonly string[], at: number): number | null {
	const [main] = zones;
	if (main === undefined) return at;
	let moment = at;
	for (let round = 0; round < ROUNDS; round += 1) {
		const before = moment;
		for (const zone of zones) {
			const next = nextInPeriod(period, zone, moment);
			if (next === null) return nextInPeriod(period, main, at);
			moment = next;
		}
		if (moment === before) return moment;
	}
	return nextInPeriod(period, main, at);
}

/** When the time that `at` lies in ends by the clocks of all zones, or of the main one where only it decides. */
export function endInAll(period: SendPeriod, zones: readonly string[], at: number): number | null {
	const agree = zones.filter(zone => isInPeriod(period, zone, at));
	const ends = (agree.length === zones.length ? zones : zones.slice(0, 1)).map(zone =>
		endOfPeriod(period, zone, at),
	);
	const known = ends.filter(end => end !== null);
	return known.length === 0 ? null : Math.min(...known);
}

/** Whether a start that was missed may still be made up for, and when not, that somebody must be asked. */
export function missedStart(
	period: SendPeriod,
	zone: string,
	{ startAt, now, graceMs }: { startAt: number; now: number; graceMs: number },
): 'start' | 'ask' {
	if (now - startAt <= graceMs) return 'start';
	if (isAnyTime(period) || !isInPeriod(period, zone, startAt)) {
		// It would have begun with the next time that it may send: when that has not come yet, nothing was missed.
		const begins = nextInPeriod(period, zone, startAt);
		return begins !== null && !isAnyTime(period) && now - begins <= graceMs ? 'start' : 'ask';
	}
	const ends = endOfPeriod(period, zone, startAt);
	return ends === null || now < ends ? 'start' : 'ask';
}
