import type { Kysely } from 'kysely';
import { NO_STANDING, type Standing } from '../../shared/domain/limits.ts';
import type { Tables } from './tables.ts';

/** What providers last told of each channel's number. */
export class Standings {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** `NO_STANDING` for a channel of which nothing was told. */
	async get(channelId: string): Promise<Standing> {
		const row = await this.#db
			.selectFrom('standings')
			.select('standing')
			.where('channel_id', '=', channelId)
			.executeTakeFirst();
		return row ? { ...NO_STANDING, ...JSON.parse(row.standing) } : NO_STANDING;
	}

	async put(channelId: string, standing: Standing): Promise<void> {
		const text = JSON.stringify(standing);
		await this.#db
			.insertInto('standings')
			.values({ channel_id: channelId, standing: text })
			.onConflict(conflict => conflict.column('channel_id').doUpdateSet({ standing: text }))
			.execute();
	}
}
