import { Pace } from '../../../shared/lib/pace.ts';
import { MINUTE_MS, SECOND_MS } from '../../../shared/lib/time.ts';

/** The speed that somebody set for a broadcast: that many a minute, evenly, and in no second more than a second's share. */
export class Speed {
	readonly perMinute: number | null;
	readonly #most: number;
	readonly #pace: Pace | null;
	/** When the last ones were taken, the oldest first. */
	#taken: number[] = [];

	constructor(perMinute: number | null) {
		this.perMinute = perMinute;
		const perSecond = (perMinute ?? 0) / 60;
		this.#most = Math.ceil(perSecond);
		// A tenth of a second's share, or one message, may be made up for when the process was busy.
		this.#pace =
			perMinute === null ? null : new Pace(Math.max(2, Math.ceil(perSecond / 10)), MINUTE_MS / perMinute);
	}

	/** How many may go now. */
	available(now: number): number {
		if (this.#pace === null) return Number.POSITIVE_INFINITY;
		while ((this.#taken[0] ?? now) <= now - SECOND_MS) this.#taken.shift();
		return Math.min(this.#pace.available(now), this.#most - this.#taken.length);
	}

	take(now: number): void {
		if (this.#pace === null) return;
		this.#pace.take(now);
		this.#taken.push(now);
	}

	/** When the next may go. */
	nextAt(now: number): number {
		if (this.#pace === null || this.available(now) > 0) return now;
		const oldest = this.#taken[0];
		const full = this.#taken.length >= this.#most && oldest !== undefined ? oldest + SECOND_MS : now;
		return Math.max(this.#pace.nextAt(now), full);
	}
}
