import type { TimeSource } from './clock.ts';

/** Asks again for what changes with every message, without asking at every message. */
export interface CalmReload {
	/** Runs it within the time; asked for again before that, it runs once. */
	soon(): void;
	stop(): void;
}

/** Makes one that runs `reload` at most once in so many ms. */
export function createCalmReload(time: TimeSource, ms: number, reload: () => void): CalmReload {
	let cancel: (() => void) | null = null;
	return {
		soon: () => {
			cancel ??= time.after(ms, () => {
				cancel = null;
				reload();
			});
		},
		stop: () => cancel?.(),
	};
}
