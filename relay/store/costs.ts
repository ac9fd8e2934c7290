import type { Insertable, Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import type { CostsTable } from './tables-sending.ts';

export interface CostTotal {
	readonly month: string;
	readonly channelId: string;
	readonly category: string;
	readonly country: string | null;
	readonly currency: string;
	readonly messages: number;
	readonly billed: number;
	readonly amount: number;
	readonly withoutRate: number;
}

/** What delivered messages cost, as reported and computed when it was reported. */
export class Costs {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** A message is counted once, whatever is reported again. */
	async add(cost: Insertable<CostsTable>): Promise<void> {
		await this.#db
			.insertInto('costs')
			.values(cost)
			.onConflict(conflict => conflict.column('message_id').doNothing())
			.execute();
	}

	/** Delivered messages of a channel and category in a month, `2026-11`; counted no further than `atMost`. */
	async count(channelId: string, month: string, category: string, atMost: number): Promise<number> {
		const row = await this.#db
			.selectFrom(
				this.#db
					.selectFrom('costs')
					.select('message_id')
					.where('channel_id', '=', channelId)
					.where('month', '=', month)
					.where('category', '=', category)
					.limit(atMost)
					.as('found'),
			)
			.select(eb => eb.fn.countAll<number>().as('count'))
			.executeTakeFirst();
		return Number(row?.count ?? 0);
	}

	/** Sums of the months from `from` to `to`, the newest month first. */
	async totals(from: string, to: string, channelId?: string): Promise<CostTotal[]> {
		let select = this.#db
			.selectFrom('costs')
			.select(eb => [
				'month',
				'channel_id',
				'category',
				'country',
				'currency',
				eb.fn.countAll<number>().as('messages'),
				eb.fn.sum<number>(eb.case().when('billable', '=', 0).then(0).else(1).end()).as('billed'),
				eb.fn.sum<number>(eb.fn.coalesce('amount', eb.lit(0))).as('amount'),
				eb.fn
					.sum<number>(
						eb
							.case()
							.when(eb.and([eb('amount', 'is', null), eb('billable', 'is not', 0)]))
							.then(1)
							.else(0)
							.end(),
					)
					.as('without_rate'),
			])
			.where('month', '>=', from)
			.where('month', '<=', to);
		if (channelId !== undefined) select = select.where('channel_id', '=', channelId);
		const rows = await select
			.groupBy(['month', 'channel_id', 'category', 'country', 'currency'])
			.orderBy('month', 'desc')
			.orderBy('channel_id')
			.orderBy('category')
			.orderBy('country')
			.execute();
		return rows.map(row => ({
			month: row.month,
			channelId: row.channel_id,
			category: row.category,
			country: row.country,
			currency: row.currency,
			messages: Number(row.messages),
			billed: Number(row.billed),
			amount: Number(row.amount),
			withoutRate: Number(row.without_rate),
		}));
	}
}
