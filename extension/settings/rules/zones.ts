import type { ComboboxOption } from '../../ui/combobox.tsx';
import { textLocale } from '../../ui/text.ts';

/** Every time zone that the browser knows, with its distance from Greenwich at `now`. */
export function zoneOptions(current: string, now: number): ComboboxOption[] {
	const names = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', current]);
	return [...names].sort().map(zone => ({
		value: zone,
		label: zone.replaceAll('_', ' '),
		detail: offset(zone, now),
	}));
}

function offset(zone: string, now: number): string {
	try {
		const style = { timeZone: zone, timeZoneName: 'shortOffset' } as const;
		const parts = new Intl.DateTimeFormat(textLocale(), style).formatToParts(now);
		return parts.find(part => part.type === 'timeZoneName')?.value ?? '';
	} catch {
		return '';
	}
}
