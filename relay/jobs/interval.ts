/**
 * Work for a worker that is done once in `everyMs`, the first time at once. A worker asks more often than that (after its
 * longest sleep, and when it is woken): it is told when the next time is. Work that failed has had its turn too.
 */
export function atIntervals(options: {
	everyMs: number;
	now: () => number;
	work: () => Promise<void>;
}): () => Promise<number> {
	const { everyMs, now, work } = options;
	let dueAt: number | null = null;
	return async () => {
		const at = now();
		// A clock that went back would put the next time off for as long.
		const isDue = dueAt === null || at >= dueAt || at < dueAt - everyMs;
		if (isDue) {
			dueAt = at + everyMs;
			await work();
		}
		return dueAt ?? at;
	};
}
