/** The sandbox's time. Windows and expiry follow `now`; delays and retries run on `timer`, which cannot stand still. */
export interface Clock {
	now(): number;
	timer(): number;
	/** Milliseconds that were added by `advance`. */
	readonly offsetMs: number;
	advance(ms: number): void;
}

/** A clock over the given source; only `timer` always follows the machine. */
export function createClock(source: () => number): Clock {
	let offsetMs = 0;
	return {
		now: () => source() + offsetMs,
		timer: () => Date.now() + offsetMs,
		get offsetMs() {
			return offsetMs;
		},
		advance(ms) {
			offsetMs += ms;
		},
	};
}
