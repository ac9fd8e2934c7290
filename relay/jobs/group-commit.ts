/**
 * Writes what arrives in the same moments together, so that one flush to disk serves them all.
 *
 * `write` is given every item that waited, in order; each caller's promise settles as that write does. While one write
 * runs, the next group gathers.
 */
export function groupCommit<T>(
	write: (items: readonly T[]) => Promise<void>,
	largest = 500,
): (item: T) => Promise<void> {
	let waiting: { item: T; resolve: () => void; reject: (error: unknown) => void }[] = [];
	let running = false;

	async function run(): Promise<void> {
		running = true;
		while (waiting.length > 0) {
			const group = waiting.slice(0, largest);
			waiting = waiting.slice(largest);
			try {
				await write(group.map(({ item }) => item));
				for (const { resolve } of group) resolve();
			} catch (error) {
				for (const { reject } of group) reject(error);
			}
		}
		running = false;
	}

	return item =>
		new Promise<void>((resolve, reject) => {
			waiting.push({ item, resolve, reject });
			// One turn of the event loop later: requests that were read in this turn join.
			if (!running) {
				running = true;
				setImmediate(() => void run());
			}
		});
}
