import { type ReadonlySignal, signal } from '@preact/signals';
import { MINUTE_MS } from '../../shared/lib/time.ts';

/** Where time comes from; tests give their own. */
export interface TimeSource {
	now(): number;
	/** Runs it once after so many ms. Returns the function that calls it off. */
	after(ms: number, run: () => void): () => void;
}

export const systemTime: TimeSource = {
	now: Date.now,
	after: (ms, run) => {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	},
};

export interface Clock {
	/** The time as of the last minute, or of the last moment asked for. */
	readonly now: ReadonlySignal<number>;
	/** `now` changes at exactly this moment too; null asks for none. One at a time. */
	wakeAt(at: number | null): void;
	/** Reads the time now: timers sleep in tabs that nobody sees. */
	refresh(): void;
	stop(): void;
}

/** A clock that ticks at every full minute, and at one exact moment that somebody waits for. */
export function createClock(time: TimeSource): Clock {
	const now = signal(time.now());
	let exactAt: number | null = null;
	let cancel = () => {};

	const plan = () => {
		cancel();
		const at = time.now();
		const minute = MINUTE_MS - (at % MINUTE_MS);
		const exact = exactAt !== null && exactAt > at ? exactAt - at : minute;
		cancel = time.after(Math.min(minute, exact), refresh);
	};
	const refresh = () => {
		now.value = time.now();
		plan();
	};
	plan();

	return {
		now,
		wakeAt: at => {
			if (at === exactAt) return;
			exactAt = at;
			plan();
		},
		refresh,
		stop: () => cancel(),
	};
}
