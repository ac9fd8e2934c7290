/** Things that are due at a moment, the earliest first; of the same moment in the order in which they came. */
export class DueQueue<T> {
	readonly #heap: { dueAt: number; order: number; item: T }[] = [];
	#order = 0;

	/** When the first is due; null when there is none. */
	get next(): number | null {
		return this.#heap[0]?.dueAt ?? null;
	}

	add(dueAt: number, item: T): void {
		this.#order += 1;
		const heap = this.#heap;
		heap.push({ dueAt, order: this.#order, item });
		for (let child = heap.length - 1; child > 0; ) {
			const parent = (child - 1) >> 1;
			if (!this.#isBefore(child, parent)) break;
			this.#swap(child, parent);
			child = parent;
		}
	}

	/** Takes the first off when it is due by now; null otherwise. */
	take(now: number): T | null {
		const heap = this.#heap;
		const first = heap[0];
		if (!first || first.dueAt > now) return null;
		const last = heap.pop();
		if (last && heap.length > 0) {
			heap[0] = last;
			this.#sink();
		}
		return first.item;
	}

	#sink(): void {
		for (let parent = 0; ; ) {
			let first = parent;
			for (const child of [2 * parent + 1, 2 * parent + 2]) {
				if (child < this.#heap.length && this.#isBefore(child, first)) first = child;
			}
			if (first === parent) return;
			this.#swap(parent, first);
			parent = first;
		}
	}

	#isBefore(a: number, b: number): boolean {
		const [one, other] = [this.#heap[a], this.#heap[b]];
		if (!one || !other) return false;
		return one.dueAt < other.dueAt || (one.dueAt === other.dueAt && one.order < other.order);
	}

	#swap(a: number, b: number): void {
		const [one, other] = [this.#heap[a], this.#heap[b]];
		if (!one || !other) return;
		this.#heap[a] = other;
		this.#heap[b] = one;
	}
}
