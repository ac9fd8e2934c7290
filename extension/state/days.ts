import { placeTime } from '../../shared/lib/calendar.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/lib/time.ts';
import type { Filters } from './settings-place.ts';

/** Days like `2026-11-23`, both included. */
export interface DayRange {
	readonly from: string;
	readonly to: string;
}

/** The day of a zone at a moment. */
export function dayAt(at: number, zone: string): string {
	const { year, month, day } = placeTime(at, zone);
	return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The day so many days later; earlier for less than 0. */
export function addDays(day: string, count: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** When a day begins in a zone, in epoch ms; a day whose first hour is skipped begins when its clocks first show it. */
export function dayStart(day: string, zone: string): number {
	const wanted = Date.parse(`${day}T00:00:00Z`);
	let at = wanted;
	// Twice: the distance from Greenwich at the first guess may be that of the other side of a change of clocks.
	for (let turn = 0; turn < 2; turn++) {
		const shown = placeTime(at, zone);
		at += wanted - Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute);
	}
	while (dayAt(at, zone) < day) at += 30 * MINUTE_MS;
	return at;
}

export const PERIODS = ['today', '7-days', '30-days', 'this-month', 'last-month'] as const;
export type Period = (typeof PERIODS)[number];

/** The days of a named period as of today. */
export function daysOf(period: Period, today: string): DayRange {
	const first = `${today.slice(0, 8)}01`;
	switch (period) {
		case 'today':
			return { from: today, to: today };
		case '7-days':
			return { from: addDays(today, -6), to: today };
		case '30-days':
			return { from: addDays(today, -29), to: today };
		case 'this-month':
			return { from: first, to: today };
		case 'last-month': {
			const to = addDays(first, -1);
			return { from: `${to.slice(0, 8)}01`, to };
		}
	}
}

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** The days of the address, in their order; the last seven where it names none. */
export function rangeOf(filters: Filters, today: string): DayRange {
	const read = (value: string | undefined) => (value && DAY.test(value) ? value : null);
	const from = read(filters.from);
	const to = read(filters.to);
	if (from === null && to === null) return daysOf('7-days', today);
	const range = { from: from ?? to ?? today, to: to ?? from ?? today };
	return range.from <= range.to ? range : { from: range.to, to: range.from };
}

/** The named period that these days are; null for others. */
export function periodOf({ from, to }: DayRange, today: string): Period | null {
	return (
		PERIODS.find(period => {
			const days = daysOf(period, today);
			return days.from === from && days.to === to;
		}) ?? null
	);
}
