import type { Insertable, Kysely } from 'kysely';
import type { MediaRow, MediaTable, Tables } from './tables.ts';

/** What is known of stored files; the bytes are in the media folder under the same id. */
export class Media {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async insert(media: Insertable<MediaTable>): Promise<void> {
		await this.#db.insertInto('media').values(media).execute();
	}

	async find(id: string): Promise<MediaRow | null> {
		return (await this.#db.selectFrom('media').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
	}

	async update(id: string, change: Partial<Omit<MediaRow, 'id'>>): Promise<void> {
		await this.#db.updateTable('media').set(change).where('id', '=', id).execute();
	}

	/** The provider's ids of files of ours that a channel handed over: another provider does not know them. */
	async forgetRefs(channelId: string): Promise<void> {
		await this.#db
			.updateTable('media')
			.set({ provider_ref: null, uploaded_at: null })
			.where('channel_id', '=', channelId)
			.where('uploaded_at', 'is not', null)
			.execute();
	}

	/** Files of customers that are due to be fetched, oldest first. */
	async due(now: number, limit: number): Promise<MediaRow[]> {
		return this.#db
			.selectFrom('media')
			.selectAll()
			.where('state', '=', 'fetching')
			.where('due_at', '<=', now)
			.orderBy('due_at')
			.limit(limit)
			.execute();
	}

	async nextDueAt(): Promise<number | null> {
		const row = await this.#db
			.selectFrom('media')
			.select(eb => eb.fn.min('due_at').as('at'))
			.where('state', '=', 'fetching')
			.executeTakeFirst();
		return row?.at == null ? null : Number(row.at);
	}
}
