import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** Messages of one channel within a stretch of the store. */
export interface MessageTally {
	readonly channelId: string;
	readonly direction: string;
	readonly status: string;
	/** `broadcast`, `person` or `automatic`. */
	readonly by: string;
	readonly isTest: boolean;
	readonly count: number;
}

/**
 * Counts messages by channel and time without an index of their own, which every webhook would pay for: messages are stored
 * in the order in which they came, so a period is a stretch of the store.
 */
export class MessageStatistics {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** The first place of the store at or after a time. */
	async placeAt(time: number): Promise<number> {
		const ends = await this.#db
			.selectFrom('messages')
			.select(eb => [eb.fn.min('seq').as('first'), eb.fn.max('seq').as('last')])
			.executeTakeFirst();
		let low = Number(ends?.first ?? 0);
		let high = Number(ends?.last ?? -1) + 1;
		while (low < high) {
			const middle = Math.floor((low + high) / 2);
			const row = await this.#db
				.selectFrom('messages')
				.select(['seq', 'received_at'])
				.where('seq', '>=', middle)
				.orderBy('seq')
				.limit(1)
				.executeTakeFirst();
			if (!row || Number(row.received_at) >= time) high = middle;
			else low = Number(row.seq) + 1;
		}
		return low;
	}

	/** Counts a stretch; `to` is not in it. */
	async tally(from: number, to: number): Promise<MessageTally[]> {
		const by = sql<string>`case when recipient_id is not null then 'broadcast' when author_id is not null then 'person' else 'automatic' end`;
		const rows = await this.#db
			.selectFrom('messages')
			.select(eb => [
				'channel_id',
				'direction',
				'status',
				'is_test',
				by.as('by'),
				eb.fn.countAll<number>().as('count'),
			])
			.where('seq', '>=', from)
			.where('seq', '<', to)
			.where('hidden', '=', 0)
			.groupBy(['channel_id', 'direction', 'status', 'is_test', by])
			.execute();
		return rows.map(row => ({
			channelId: row.channel_id,
			direction: row.direction,
			status: row.status,
			by: row.by,
			isTest: Number(row.is_test) === 1,
			count: Number(row.count),
		}));
	}

	/** What the delivered messages of a stretch cost. */
	async costs(from: number, to: number): Promise<{ channelId: string; currency: string; amount: number }[]> {
		const rows = await this.#db
			.selectFrom('messages')
			.innerJoin('costs', 'costs.message_id', 'messages.id')
			.select(eb => [
				'messages.channel_id',
				'costs.currency',
				eb.fn.sum<number | null>('costs.amount').as('amount'),
			])
			.where('seq', '>=', from)
			.where('seq', '<', to)
			.groupBy(['messages.channel_id', 'costs.currency'])
			.execute();
		return rows.map(row => ({
			channelId: row.channel_id,
			currency: row.currency,
			amount: Number(row.amount ?? 0),
		}));
	}

	/** Different people who were written to or wrote, in a stretch. */
	async conversations(from: number, to: number): Promise<{ channelId: string; conversationId: string }[]> {
		const rows = await this.#db
			.selectFrom('messages')
			.select(['channel_id', 'conversation_id'])
			.distinct()
			.where('seq', '>=', from)
			.where('seq', '<', to)
			.where('hidden', '=', 0)
			.execute();
		return rows.map(row => ({ channelId: row.channel_id, conversationId: row.conversation_id }));
	}
}
