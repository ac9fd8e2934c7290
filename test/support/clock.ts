/** A clock that moves only when told. */
export interface TestClock {
	now: () => number;
	advance(ms: number): void;
}

/** Begins at the real time, so that what the sandbox and the relay say of "now" agree, and stands still or runs on. */
export function testClock(mode: 'running' | 'still' = 'running', start = Date.now()): TestClock {
	let offset = 0;
	const began = Date.now();
	return {
		now: () => (mode === 'still' ? start : start + (Date.now() - began)) + offset,
		advance(ms) {
			offset += ms;
		},
	};
}
