import type { Kysely } from 'kysely';
import type { BusinessProfile } from '../../shared/domain/business-profile.ts';
import type { Tables } from './tables.ts';

/** Business profiles as they were last read, by channel. */
export class Profiles {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async find(channelId: string): Promise<{ profile: BusinessProfile; syncedAt: number } | null> {
		const row = await this.#db
			.selectFrom('profiles')
			.selectAll()
			.where('channel_id', '=', channelId)
			.executeTakeFirst();
		return row
			? { profile: JSON.parse(row.profile) as BusinessProfile, syncedAt: Number(row.synced_at) }
			: null;
	}

	async put(channelId: string, profile: BusinessProfile, syncedAt: number): Promise<void> {
		const values = { profile: JSON.stringify(profile), synced_at: syncedAt };
		await this.#db
			.insertInto('profiles')
			.values({ channel_id: channelId, ...values })
			.onConflict(conflict => conflict.column('channel_id').doUpdateSet(values))
			.execute();
	}
}
