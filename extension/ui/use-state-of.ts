import { useEffect, useMemo } from 'preact/hooks';

/** Something that listens until it is stopped. */
export interface Stoppable {
	stop(): void;
}

/** Makes a state for as long as its component stands, and anew when one of the inputs changes. */
export function useStateOf<S extends Stoppable>(make: () => S, inputs: readonly unknown[]): S {
	const state = useMemo(make, inputs);
	useEffect(() => () => state.stop(), [state]);
	return state;
}
