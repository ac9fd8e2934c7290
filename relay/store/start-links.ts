import type { Kysely } from 'kysely';
import type { StartLinksTable, Tables } from './tables.ts';

/** One-time links by which a contact begins a conversation. Only hashes of the tokens are kept. */
export class StartLinks {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async add(link: Omit<StartLinksTable, 'used_by'>): Promise<void> {
		await this.#db
			.insertInto('start_links')
			.values({ ...link, used_by: null })
			.execute();
	}

	/**
	 * The contact that a link was made for, or null when it is unknown, over, of another channel, or was used by another address.
	 * Changes nothing: who is to have it takes it.
	 */
	async madeFor(channelId: string, tokenHash: string, address: string, now: number): Promise<string | null> {
		const row = await this.#db
			.selectFrom('start_links')
			.selectAll()
			.where('token_hash', '=', tokenHash)
			.where('channel_id', '=', channelId)
			.executeTakeFirst();
		if (!row || Number(row.expires_at) <= now) return null;
		return row.used_by === null || row.used_by === address ? row.contact_id : null;
	}

	/** The first address takes the link; it may come again, and no other. */
	async take(tokenHash: string, address: string): Promise<void> {
		await this.#db
			.updateTable('start_links')
			.set({ used_by: address })
			.where('token_hash', '=', tokenHash)
			.where('used_by', 'is', null)
			.execute();
	}

	/** Links that nobody can use any more. */
	async forget(before: number): Promise<void> {
		await this.#db.deleteFrom('start_links').where('expires_at', '<', before).execute();
	}
}
