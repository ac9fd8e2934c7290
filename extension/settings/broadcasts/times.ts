import { t, textLocale } from '../../ui/text.ts';
import { clockTime, dayKey } from '../../ui/time.ts';

/** The reader's own zone, by name. */
export function readersZone(): string {
	return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A zone as people read it: "Europe/Berlin". */
export function zoneWords(zone: string): string {
	return zone.replaceAll('_', ' ');
}

/** "Mon, 23 Nov, 09:00 CET": a schedule always names its zone, which is the reader's. */
export function zonedTime(at: number): string {
	return new Intl.DateTimeFormat(textLocale(), {
		weekday: 'short',
		day: 'numeric',
		month: 'short',
		hour: 'numeric',
		minute: '2-digit',
		timeZoneName: 'short',
	}).format(at);
}

/** "16:40" today; with its day otherwise. */
export function soonTime(at: number, now: number): string {
	if (dayKey(at) === dayKey(now)) return clockTime(at);
	return new Intl.DateTimeFormat(textLocale(), {
		weekday: 'short',
		day: 'numeric',
		month: 'short',
		hour: 'numeric',
		minute: '2-digit',
	}).format(at);
}

/** How long something takes: "2 min", "3 h 20 min". */
export function spanWords(ms: number): string {
	const minutes = Math.max(1, Math.round(ms / 60_000));
	const unit = (value: number, name: 'minute' | 'hour' | 'day') =>
		new Intl.NumberFormat(textLocale(), { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
	if (minutes < 60) return unit(minutes, 'minute');
	const hours = Math.floor(minutes / 60);
	if (hours >= 48) return unit(Math.round(hours / 24), 'day');
	const rest = minutes % 60;
	return rest === 0 ? unit(hours, 'hour') : t('bc_span', { a: unit(hours, 'hour'), b: unit(rest, 'minute') });
}
