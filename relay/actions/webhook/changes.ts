import type { Bus } from '../../bus.ts';

/** What a transaction changed, to be told after it is stored. */
export class Changes {
	readonly #before = new Map<string, number>();
	readonly #merged = new Set<string>();
	readonly #broadcasts = new Set<string>();
	readonly #moved = new Set<string>();
	readonly #alerts = new Set<string>();
	readonly #after: (() => Promise<void> | void)[] = [];

	/** A conversation is about to change from this revision; only the first note counts. */
	note(conversationId: string, revision: number): void {
		if (!this.#before.has(conversationId)) this.#before.set(conversationId, revision);
	}

	/** These contacts became one, or one became these. */
	merged(contactIds: readonly string[]): void {
		for (const id of contactIds) this.#merged.add(id);
	}

	/** A broadcast is in another state, or its plan is another. */
	broadcast(id: string): void {
		this.#broadcasts.add(id);
	}

	/** Recipients of a broadcast came further. */
	recipientOf(broadcastId: string): void {
		this.#moved.add(broadcastId);
	}

	/** Managers and owners should know something. */
	alert(id: string): void {
		this.#alerts.add(id);
	}

	/** Something to do once all of it is stored. */
	afterwards(work: () => Promise<void> | void): void {
		this.#after.push(work);
	}

	/** Tells the bus. Call after the commit. */
	async publish(bus: Bus): Promise<void> {
		for (const [conversationId, previousRevision] of this.#before) {
			bus.publish('conversation:changed', { conversationId, previousRevision });
		}
		if (this.#merged.size > 0) bus.publish('contact:merged', { contactIds: [...this.#merged] });
		for (const alertId of this.#alerts) bus.publish('alert:changed', { alertId });
		for (const broadcastId of this.#broadcasts) bus.publish('broadcast:changed', { broadcastId });
		for (const broadcastId of this.#moved) bus.publish('broadcast:moved', { broadcastId });
		for (const work of this.#after) await work();
	}
}
