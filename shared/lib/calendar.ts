/** A moment as the calendar and the clocks of one place show it. Numbers, all from 1 but the time of day. */
export interface PlaceTime {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	readonly hour: number;
	readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
	let format = formats.get(zone);
	if (!format) {
		// Making one costs a hundred times what using it does.
		format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
			timeZone: zone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
		});
		formats.set(zone, format);
	}
	return format;
}

/** True for an IANA zone that this machine knows: `Europe/Berlin`, `UTC`. */
export function isZone(zone: string): boolean {
	try {
		formatOf(zone);
		return true;
	} catch {
		return false;
	}
}

/** Asked again and again for one moment: for each text that is filled, for each recipient of a broadcast. */
let last: { readonly at: number; readonly zone: string; readonly shown: PlaceTime } | null = null;

/** What the calendar and clocks of a zone show at a moment. Throws RangeError for a zone that `isZone` refuses. */
export function placeTime(at: number, zone: string): PlaceTime {
	if (last?.at === at && last.zone === zone) return last.shown;
	const parts: Record<string, number> = {};
	for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = Number(value);
	const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
	last = { at, zone, shown: { year, month, day, hour, minute } };
	return last.shown;
}
