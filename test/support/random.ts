/** Random numbers that come again with the same seed: a failure names its seed and can be looked at. */
export class Random {
	#state: number;

	constructor(seed: number) {
		this.#state = (seed ^ 0x9e3779b9) >>> 0;
	}

	/** From 0 up to, not including, 1 (mulberry32). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let value = this.#state;
		value = Math.imul(value ^ (value >>> 15), value | 1);
		value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
		return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
	}

	/** A whole number from `low` to `high`, both included. */
	between(low: number, high: number): number {
		return low + Math.floor(this.next() * (high - low + 1));
	}

	/** True so often in hundred times. */
	chance(percent: number): boolean {
		return this.next() * 100 < percent;
	}

	pick<T>(list: readonly T[]): T {
		const one = list[this.between(0, list.length - 1)];
		if (one === undefined) throw new Error('Nothing to pick from.');
		return one;
	}

	shuffle<T>(list: readonly T[]): T[] {
		const mixed = [...list];
		for (let at = mixed.length - 1; at > 0; at -= 1) {
			const other = this.between(0, at);
			[mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
		}
		return mixed;
	}
}
