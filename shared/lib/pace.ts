/** A bucket of permits: holds `burst`, regains one every `everyMs`. Counts by the clock it is told, never by timers. */
export class Pace {
	readonly #burst: number;
	readonly #everyMs: number;
	#permits: number;
	#at: number | null = null;

	constructor(burst: number, everyMs: number) {
		this.#burst = burst;
		this.#everyMs = everyMs;
		this.#permits = burst;
	}

	/** Whole permits there are now. A clock that went back counts as standing still. */
	available(now: number): number {
		if (this.#at === null || now < this.#at) this.#at = now;
		this.#permits = Math.min(this.#burst, this.#permits + (now - this.#at) / this.#everyMs);
		this.#at = now;
		return Math.floor(this.#permits);
	}

	take(now: number): void {
		this.available(now);
		this.#permits -= 1;
	}

	/** When the next whole permit is there. */
	nextAt(now: number): number {
		const missing = 1 - (this.#permits - Math.floor(this.#permits));
		return this.available(now) >= 1 ? now : Math.ceil(now + missing * this.#everyMs);
	}

	isFull(now: number): boolean {
		return this.available(now) >= this.#burst;
	}
}
