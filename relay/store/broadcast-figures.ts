import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** What happened to a broadcast, in figures. Each query reads the recipients of one broadcast. */
export class BroadcastFigures {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** The first and last moment at which anything happened. */
	async span(broadcastId: string): Promise<{ from: number; to: number } | null> {
		const row = await this.#db
			.selectFrom('broadcast_recipients')
			.select([
				sql<number | null>`min(coalesce(sent_at, failed_at))`.as('first'),
				sql<
					number | null
				>`max(max(coalesce(sent_at, 0), coalesce(delivered_at, 0), coalesce(read_at, 0), coalesce(failed_at, 0), coalesce(replied_at, 0), coalesce(clicked_at, 0)))`.as(
					'last',
				),
			])
			.where('broadcast_id', '=', broadcastId)
			.executeTakeFirst();
		return row?.first == null || row.last == null ? null : { from: Number(row.first), to: Number(row.last) };
	}

	/** How many events of a kind fell into each step from `from` on. */
	async overTime(
		broadcastId: string,
		mark: 'sent' | 'delivered' | 'read' | 'failed' | 'replied' | 'clicked',
		steps: { from: number; stepMs: number },
	): Promise<{ step: number; count: number }[]> {
		const column = sql.ref(`${mark}_at`);
		const step = sql<number>`cast((${column} - ${steps.from}) / ${steps.stepMs} as integer)`;
		const rows = await this.#db
			.selectFrom('broadcast_recipients')
			.select(eb => [step.as('step'), eb.fn.countAll<number>().as('count')])
			.where('broadcast_id', '=', broadcastId)
			.where(sql<boolean>`${column} is not null`)
			.groupBy(step)
			.orderBy(step)
			.execute();
		return rows.map(row => ({ step: Number(row.step), count: Number(row.count) }));
	}

	/** Marketing messages that WhatsApp refused for now (131049), tried again or not. */
	async refused(broadcastId: string): Promise<{ waiting: number; ended: number }> {
		const rows = await this.#db
			.selectFrom('broadcast_recipients')
			.select(eb => ['state', eb.fn.countAll<number>().as('count')])
			.where('broadcast_id', '=', broadcastId)
			.where('state', 'in', ['waiting', 'failed'])
			.where('reason', '=', 'marketing-capped')
			.groupBy('state')
			.execute();
		const of = (state: string) => Number(rows.find(row => row.state === state)?.count ?? 0);
		return { waiting: of('waiting'), ended: of('failed') };
	}

	async byCountry(
		broadcastId: string,
	): Promise<{ country: string | null; state: string; count: number; replied: number }[]> {
		const rows = await this.#db
			.selectFrom('broadcast_recipients')
			.select(eb => [
				'country',
				'state',
				eb.fn.countAll<number>().as('count'),
				eb.fn.count<number>('replied_at').as('replied'),
			])
			.where('broadcast_id', '=', broadcastId)
			.groupBy(['country', 'state'])
			.execute();
		return rows.map(row => ({ ...row, count: Number(row.count), replied: Number(row.replied) }));
	}

	async reasons(broadcastId: string): Promise<{ state: string; reason: string; count: number }[]> {
		const rows = await this.#db
			.selectFrom('broadcast_recipients')
			.select(eb => ['state', 'reason', eb.fn.countAll<number>().as('count')])
			.where('broadcast_id', '=', broadcastId)
			.where('reason', 'is not', null)
			.where('state', 'in', ['failed', 'skipped', 'not-sent', 'unknown', 'waiting'])
			.groupBy(['state', 'reason'])
			.orderBy('count', 'desc')
			.execute();
		return rows.map(row => ({ state: row.state, reason: row.reason ?? '', count: Number(row.count) }));
	}

	/** What its delivered messages cost, by country and category. */
	async costs(broadcastId: string): Promise<
		{
			country: string | null;
			category: string;
			currency: string;
			messages: number;
			amount: number;
			withoutRate: number;
		}[]
	> {
		const rows = await this.#db
			.selectFrom('broadcast_recipients')
			.innerJoin('messages', 'messages.recipient_id', 'broadcast_recipients.id')
			.innerJoin('costs', 'costs.message_id', 'messages.id')
			.select(eb => [
				'costs.country',
				'costs.category',
				'costs.currency',
				eb.fn.countAll<number>().as('messages'),
				eb.fn.sum<number | null>('costs.amount').as('amount'),
				sql<number>`sum(case when costs.amount is null then 1 else 0 end)`.as('without_rate'),
			])
			.where('broadcast_recipients.broadcast_id', '=', broadcastId)
			.groupBy(['costs.country', 'costs.category', 'costs.currency'])
			.execute();
		return rows.map(row => ({
			country: row.country,
			category: row.category,
			currency: row.currency,
			messages: Number(row.messages),
			amount: Number(row.amount ?? 0),
			withoutRate: Number(row.without_rate),
		}));
	}
}
