import { type Kysely, type Selectable, sql } from 'kysely';
import type { Tables } from './tables.ts';
import type { QuickRepliesTable } from './tables-sending.ts';

export type QuickReplyRow = Selectable<QuickRepliesTable>;

/** Canned texts and files of our own. */
export class QuickReplies {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** True when one of them has this file. */
	async usesFile(mediaId: string): Promise<boolean> {
		const row = await this.#db
			.selectFrom('quick_replies')
			.select('id')
			.where('media_id', '=', mediaId)
			.executeTakeFirst();
		return row !== undefined;
	}

	async find(id: string): Promise<QuickReplyRow | null> {
		return (
			(await this.#db.selectFrom('quick_replies').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
		);
	}

	/** By name; with a channel, those of the channel and those for all. */
	async list(channelId?: string): Promise<QuickReplyRow[]> {
		let select = this.#db.selectFrom('quick_replies').selectAll();
		if (channelId !== undefined)
			select = select.where(eb => eb.or([eb('channel_id', 'is', null), eb('channel_id', '=', channelId)]));
		return select.orderBy(sql`lower(name)`).orderBy('id').execute();
	}

	/** Makes or changes one; its uses stay counted. */
	async put(row: Omit<QuickReplyRow, 'used' | 'last_used_at'>): Promise<void> {
		const { id: _id, ...change } = row;
		await this.#db
			.insertInto('quick_replies')
			.values({ ...row, used: 0, last_used_at: null })
			.onConflict(conflict => conflict.column('id').doUpdateSet(change))
			.execute();
	}

	async countUse(id: string, now: number): Promise<void> {
		await this.#db
			.updateTable('quick_replies')
			.set({ used: sql<number>`used + 1`, last_used_at: now })
			.where('id', '=', id)
			.execute();
	}

	async remove(id: string): Promise<void> {
		await this.#db.deleteFrom('quick_replies').where('id', '=', id).execute();
	}
}
