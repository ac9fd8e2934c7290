import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Who sends for a channel: one relay at a time, until its lease expires. */
export class Leases {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async holder(channelId: string): Promise<{ owner: string; expiresAt: number } | null> {
		const row = await this.#db
			.selectFrom('leases')
			.selectAll()
			.where('channel_id', '=', channelId)
			.executeTakeFirst();
		return row ? { owner: row.owner, expiresAt: Number(row.expires_at) } : null;
	}

	/** Takes or renews a lease. `over` is the owner who is known to be gone; null: only a free or expired lease is taken. */
	async take(
		channelId: string,
		owner: string,
		now: number,
		expiresAt: number,
		over: string | null,
	): Promise<boolean> {
		const result = await this.#db
			.insertInto('leases')
			.values({ channel_id: channelId, owner, expires_at: expiresAt })
			.onConflict(conflict =>
				conflict
					.column('channel_id')
					.doUpdateSet({ owner, expires_at: expiresAt })
					.where(eb =>
						eb.or([
							eb('leases.owner', '=', owner),
							eb('leases.expires_at', '<=', now),
							...(over === null ? [] : [eb('leases.owner', '=', over)]),
						]),
					),
			)
			.executeTakeFirst();
		return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
	}

	/** Gives up all leases of an owner, at a clean stop. */
	async release(owner: string): Promise<void> {
		await this.#db.deleteFrom('leases').where('owner', '=', owner).execute();
	}
}
