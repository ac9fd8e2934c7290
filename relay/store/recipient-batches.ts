import type { Kysely } from 'kysely';
import type { RecipientState } from '../../shared/domain/broadcast.ts';
import type { Tables } from './tables.ts';

/** Changes to as many recipients of a broadcast at once as are said: every one more holds up whoever else wants the store. */
export class RecipientBatches {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** Gives those of a country whose turn is now another one; at most so many at once. Returns how many there were. */
	async postpone(
		{ broadcastId, channelId, country }: { broadcastId: string; channelId: string; country: string | null },
		times: { now: number; dueAt: number },
		limit: number,
	): Promise<number> {
		const result = await this.#db
			.updateTable('broadcast_recipients')
			.set({ due_at: times.dueAt })
			.where('id', 'in', eb =>
				eb
					.selectFrom('broadcast_recipients')
					.select('id')
					.where('broadcast_id', '=', broadcastId)
					.where('channel_id', '=', channelId)
					.where('state', '=', 'waiting')
					.where('due_at', '<=', times.now)
					.where('country', country === null ? 'is' : '=', country)
					.limit(limit),
			)
			.executeTakeFirst();
		return Number(result.numUpdatedRows);
	}

	/** Those who were put off, and not because a message of theirs failed, have their turn again; at most so many at once. */
	async wake(broadcastId: string, limit: number): Promise<number> {
		const result = await this.#db
			.updateTable('broadcast_recipients')
			.set({ due_at: 0 })
			.where('id', 'in', eb =>
				eb
					.selectFrom('broadcast_recipients')
					.select('id')
					.where('broadcast_id', '=', broadcastId)
					.where('state', '=', 'waiting')
					.where('reason', 'is', null)
					.where('due_at', '>', 0)
					.limit(limit),
			)
			.executeTakeFirst();
		return Number(result.numUpdatedRows);
	}

	/** Those whose turn has not come become something else, at most so many at once. Returns how many there were. */
	async endWaiting(
		broadcastId: string,
		to: { state: RecipientState; reason: string },
		limit: number,
	): Promise<number> {
		const result = await this.#db
			.updateTable('broadcast_recipients')
			.set({ state: to.state, reason: to.reason, detail: null, due_at: null })
			.where('id', 'in', eb =>
				eb
					.selectFrom('broadcast_recipients')
					.select('id')
					.where('broadcast_id', '=', broadcastId)
					.where('state', '=', 'waiting')
					.limit(limit),
			)
			.executeTakeFirst();
		return Number(result.numUpdatedRows);
	}

	/** Takes these out; at most so many at once of all when no ids are given. Returns how many there were. */
	async remove(broadcastId: string, which: { ids: readonly number[] } | { limit: number }): Promise<number> {
		const some = this.#db
			.selectFrom('broadcast_recipients')
			.select('id')
			.where('broadcast_id', '=', broadcastId)
			.limit('limit' in which ? which.limit : 0);
		const result = await this.#db
			.deleteFrom('broadcast_recipients')
			.where('broadcast_id', '=', broadcastId)
			.where('id', 'in', 'ids' in which ? which.ids : some)
			.executeTakeFirst();
		return Number(result.numDeletedRows);
	}
}
