import { type Kysely, sql } from 'kysely';
import { compileOnce } from './compiled.ts';
import type { MessageRow, Tables } from './tables.ts';

/** Broadcasts whose messages may go. */
const RUNNING = sql`select id from broadcasts where state = 'running'`;

/** Asked in every round of the sender. `e` is what must leave before `m`. */
const CLAIM = compileOnce(
	(db: Kysely<Tables>, value: (name: 'channelId' | 'owner' | 'now' | 'limit') => never) =>
		db
			.updateTable('messages')
			.set({ claimed_by: value('owner') })
			.where('seq', 'in', eb =>
				eb
					.selectFrom('messages as m')
					.select('m.seq')
					.where('m.channel_id', '=', value('channelId'))
					.where('m.status', '=', 'queued')
					.where('m.direction', '=', 'outbound')
					.where('m.claimed_by', 'is', null)
					.where('m.due_at', '<=', value('now'))
					.where(sql<boolean>`(m.broadcast_id is null or m.is_test = 1 or m.broadcast_id in (${RUNNING}))`)
					.where(({ not, exists, selectFrom }) =>
						not(
							exists(
								selectFrom('messages as e')
									.select('e.seq')
									.whereRef('e.conversation_id', '=', 'm.conversation_id')
									.where('e.status', '=', 'queued')
									.where('e.direction', '=', 'outbound')
									.where(
										sql<boolean>`((e.seq < m.seq and (e.recipient_id is null or m.recipient_id is not null)) or (e.seq <> m.seq and e.claimed_by is not null))`,
									),
							),
						),
					)
					.orderBy(sql`m.recipient_id is not null`)
					.orderBy('m.seq')
					.limit(value('limit')),
			)
			.returningAll(),
);

/** The queued messages of every channel: rows of `messages`, taken in turn. */
export class Outbox {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/**
	 * Takes due messages of a channel for sending and marks them as taken: those of people first, then the oldest. Only the
	 * first queued message of each conversation is ever taken, so that a conversation's messages leave in their order; a
	 * broadcast's never hold up an answer, and stay where they are while it does not run.
	 */
	async claim(channelId: string, owner: string, now: number, limit: number): Promise<MessageRow[]> {
		const { rows } = await CLAIM.run(this.#db, { channelId, owner, now, limit });
		return rows as MessageRow[];
	}

	/** Messages of a broadcast that wait for another try. */
	async waitingOf(broadcastId: string, limit: number): Promise<MessageRow[]> {
		return this.#db
			.selectFrom('messages')
			.selectAll()
			.where('status', '=', 'queued')
			.where('direction', '=', 'outbound')
			.where('claimed_by', 'is', null)
			.where('broadcast_id', '=', broadcastId)
			.where('recipient_id', 'is not', null)
			.limit(limit)
			.execute();
	}

	/**
	 * When the next queued message of a channel becomes due after `now`; null when none waits for its time. One that is due
	 * already and was not given out waits for another of its conversation, and only the end of that one frees it.
	 */
	async nextDueAt(channelId: string, now: number): Promise<number | null> {
		const row = await this.#db
			.selectFrom('messages')
			.select(eb => eb.fn.min('due_at').as('at'))
			.where('channel_id', '=', channelId)
			.where('status', '=', 'queued')
			.where('direction', '=', 'outbound')
			.where('claimed_by', 'is', null)
			.where('due_at', '>', now)
			.where(sql<boolean>`(broadcast_id is null or is_test = 1 or broadcast_id in (${RUNNING}))`)
			.executeTakeFirst();
		return row?.at == null ? null : Number(row.at);
	}

	/** Messages that another sender had taken when it ended: nobody knows whether they went out. */
	async claimedByOthers(channelId: string, owner: string): Promise<MessageRow[]> {
		return this.#db
			.selectFrom('messages')
			.selectAll()
			.where('channel_id', '=', channelId)
			.where('status', '=', 'queued')
			.where('direction', '=', 'outbound')
			.where('claimed_by', 'is not', null)
			.where('claimed_by', '<>', owner)
			.orderBy('seq')
			.execute();
	}
}
