/** Longest sleep of a worker without a wake-up: a clock that jumped, or a wake-up that was lost, costs no more. */
const LONGEST_SLEEP_MS = 30_000;

export interface Worker {
	/** Begins; before that nothing is done. */
	start(): void;
	/** Look for work now. */
	wake(): void;
	/** Takes no new work and resolves when the work in hand is done. */
	stop(): Promise<void>;
}

/**
 * A loop that is given what to do: `work` does what is due and returns when it should be asked again (epoch ms), or null
 * when only a wake-up brings more. An error is reported, and the loop goes on after a pause.
 */
export function createWorker(options: {
	work: () => Promise<number | null>;
	now: () => number;
	onError: (error: unknown) => void;
}): Worker {
	let stopped = false;
	let woken = true;
	let ring: (() => void) | null = null;

	async function sleep(until: number | null): Promise<void> {
		if (woken || stopped) return;
		const ms = Math.min(
			Math.max(until === null ? LONGEST_SLEEP_MS : until - options.now(), 0),
			LONGEST_SLEEP_MS,
		);
		await new Promise<void>(resolve => {
			const timer = setTimeout(resolve, ms);
			ring = () => {
				clearTimeout(timer);
				resolve();
			};
		});
		ring = null;
	}

	async function run(): Promise<void> {
		while (!stopped) {
			woken = false;
			let next: number | null;
			try {
				next = await options.work();
			} catch (error) {
				options.onError(error);
				next = options.now() + 1000;
			}
			await sleep(next);
		}
	}

	let running: Promise<void> | null = null;
	return {
		start() {
			running ??= run();
		},
		wake() {
			woken = true;
			ring?.();
		},
		async stop() {
			stopped = true;
			ring?.();
			await running;
		},
	};
}
