/** How long anything in a test may take. A test that gets here has failed. */
const LIMIT_MS = 15_000;

/**
 * Resolves with the first value of `look` that is neither false, null nor undefined. For facts that become true in
 * another process; events are awaited where there is one.
 */
export async function until<T>(
	what: string,
	look: () => T | Promise<T>,
	limitMs = LIMIT_MS,
): Promise<NonNullable<Exclude<T, false>>> {
	const end = Date.now() + limitMs;
	for (;;) {
		const found = await look();
		if (found !== false && found !== null && found !== undefined)
			return found as NonNullable<Exclude<T, false>>;
		if (Date.now() > end) throw new Error(`Waited ${limitMs} ms in vain until ${what}.`);
		await new Promise(resolve => setTimeout(resolve, 10));
	}
}
