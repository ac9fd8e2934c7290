import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';
import type { ShortLinksTable } from './tables-broadcast.ts';

/** Short addresses of ours that lead to a link of a broadcast. One for each recipient and link. */
export class ShortLinks {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async add(link: Pick<ShortLinksTable, 'code' | 'recipient_id' | 'broadcast_id' | 'url'>): Promise<void> {
		await this.#db.insertInto('short_links').values(link).execute();
	}

	async find(code: string): Promise<ShortLinksTable | null> {
		const row = await this.#db
			.selectFrom('short_links')
			.selectAll()
			.where('code', '=', code)
			.executeTakeFirst();
		return row ? { ...row, clicks: row.clicks as never } : null;
	}

	async countClick(code: string, at: number): Promise<void> {
		await this.#db
			.updateTable('short_links')
			.set({ clicks: sql`clicks + 1`, clicked_at: sql`coalesce(clicked_at, ${at})` })
			.where('code', '=', code)
			.execute();
	}

	/** How often each link of a broadcast was opened, and by how many people. */
	async uses(broadcastId: string): Promise<{ url: string; people: number; clicks: number }[]> {
		const rows = await this.#db
			.selectFrom('short_links')
			.select(eb => [
				'url',
				eb.fn.count<number>('clicked_at').as('people'),
				eb.fn.sum<number>('clicks').as('clicks'),
			])
			.where('broadcast_id', '=', broadcastId)
			.groupBy('url')
			.orderBy('people', 'desc')
			.limit(200)
			.execute();
		return rows.map(row => ({ url: row.url, people: Number(row.people), clicks: Number(row.clicks) }));
	}
}
