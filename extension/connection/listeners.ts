/** A list of listeners that may be added to and removed from while it is being called. */
export interface Listeners<T> {
	/** Returns the function that ends the listening. */
	add(listener: (value: T) => void): () => void;
	call(value: T): void;
	readonly size: number;
}

export function createListeners<T>(): Listeners<T> {
	const all = new Set<(value: T) => void>();
	return {
		add(listener) {
			all.add(listener);
			return () => all.delete(listener);
		},
		call(value) {
			for (const listener of [...all]) listener(value);
		},
		get size() {
			return all.size;
		},
	};
}
