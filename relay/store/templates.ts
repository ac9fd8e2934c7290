import type { Kysely } from 'kysely';
import type { Template } from '../../shared/domain/template.ts';
import type { Tables } from './tables.ts';

export interface StoredTemplate {
	readonly channelId: string;
	readonly externalId: string | null;
	readonly template: Template;
	readonly syncedAt: number;
}

/** Templates of each channel as last synced. */
export class Templates {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async list(channelId: string): Promise<StoredTemplate[]> {
		const rows = await this.#db
			.selectFrom('templates')
			.selectAll()
			.where('channel_id', '=', channelId)
			.orderBy('name')
			.orderBy('language')
			.execute();
		return rows.map(read);
	}

	async find(channelId: string, name: string, language: string): Promise<StoredTemplate | null> {
		const row = await this.#db
			.selectFrom('templates')
			.selectAll()
			.where('channel_id', '=', channelId)
			.where('name', '=', name)
			.where('language', '=', language)
			.executeTakeFirst();
		return row ? read(row) : null;
	}

	async put(stored: StoredTemplate): Promise<void> {
		const values = {
			channel_id: stored.channelId,
			name: stored.template.name,
			language: stored.template.language,
			external_id: stored.externalId,
			template: JSON.stringify(stored.template),
			synced_at: stored.syncedAt,
		};
		const { external_id, template, synced_at } = values;
		await this.#db
			.insertInto('templates')
			.values(values)
			.onConflict(conflict =>
				conflict
					.columns(['channel_id', 'name', 'language'])
					.doUpdateSet({ external_id, template, synced_at }),
			)
			.execute();
	}

	async remove(channelId: string, name: string, language: string): Promise<void> {
		await this.#db
			.deleteFrom('templates')
			.where('channel_id', '=', channelId)
			.where('name', '=', name)
			.where('language', '=', language)
			.execute();
	}
}

function read(row: {
	channel_id: string;
	external_id: string | null;
	template: string;
	synced_at: number;
}): StoredTemplate {
	return {
		channelId: row.channel_id,
		externalId: row.external_id,
		template: JSON.parse(row.template),
		syncedAt: Number(row.synced_at),
	};
}
