import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/lib/time.ts';
import { plural, t, textLocale } from './text.ts';

/** "09:12", or "9:12 AM" where people write it so. */
export function clockTime(at: number): string {
	return new Intl.DateTimeFormat(textLocale(), { hour: 'numeric', minute: '2-digit' }).format(at);
}

/** The exact moment, for a title: "Sat, 21 Nov 2026, 09:12". */
export function exactTime(at: number): string {
	return new Intl.DateTimeFormat(textLocale(), {
		weekday: 'short',
		day: 'numeric',
		month: 'short',
		year: 'numeric',
		hour: 'numeric',
		minute: '2-digit',
	}).format(at);
}

/** "Today", "Yesterday", "Monday" within a week, else "21 November" and the year when it is another one. */
export function dayName(at: number, now: number): string {
	const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
	if (days === 0) return t('time_today');
	if (days === 1) return t('time_yesterday');
	const date = new Date(at);
	if (days > 1 && days < 7) return new Intl.DateTimeFormat(textLocale(), { weekday: 'long' }).format(date);
	const sameYear = date.getFullYear() === new Date(now).getFullYear();
	return new Intl.DateTimeFormat(textLocale(), {
		day: 'numeric',
		month: 'long',
		...(!sameYear && { year: 'numeric' }),
	}).format(date);
}

/** How long ago, under a day; the date after that. */
export function ago(at: number, now: number): string {
	const past = now - at;
	if (past < MINUTE_MS) return t('time_now');
	if (past < HOUR_MS) return plural('time_minutes_ago', Math.floor(past / MINUTE_MS));
	if (past < DAY_MS) return plural('time_hours_ago', Math.floor(past / HOUR_MS));
	return shortDate(at, now);
}

/** For lists: the time today, the weekday this week, the date before that. */
export function listTime(at: number, now: number): string {
	const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
	if (days <= 0) return clockTime(at);
	if (days === 1) return t('time_yesterday');
	if (days < 7) return new Intl.DateTimeFormat(textLocale(), { weekday: 'short' }).format(at);
	return shortDate(at, now);
}

/** "21:14" of hours and minutes that remain; "42 min" in the last hour, "5 days" of more than two. */
export function remaining(ms: number): string {
	const minutes = Math.max(1, Math.ceil(ms / MINUTE_MS));
	if (minutes < 60) return plural('time_minutes_left', minutes);
	if (ms > 2 * DAY_MS) return plural('time_days_left', Math.floor(ms / DAY_MS));
	return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The number of the local day, for day lines. */
export function dayKey(at: number): string {
	return new Date(at).toDateString();
}

/** A moment as the browser's own field for times has it, in the reader's zone. */
export function localMinute(at: number): string {
	return new Date(at - new Date(at).getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16);
}

function shortDate(at: number, now: number): string {
	const date = new Date(at);
	const sameYear = date.getFullYear() === new Date(now).getFullYear();
	return new Intl.DateTimeFormat(textLocale(), {
		day: 'numeric',
		month: 'short',
		...(!sameYear && { year: 'numeric' }),
	}).format(date);
}

function startOfDay(at: number): number {
	return new Date(at).setHours(0, 0, 0, 0);
}
