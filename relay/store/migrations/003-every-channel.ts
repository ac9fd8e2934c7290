import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Contacts over several channels: merges that can be undone, links to begin by, whom WhatsApp reaches; business profiles. */
export const everyChannel: Migration = {
	async up(db: Kysely<unknown>) {
		const { schema } = db;
		const table = (name: string) => schema.createTable(name);

		await schema.alterTable('addresses').addColumn('on_whatsapp', 'bigint').execute();
		await schema.alterTable('addresses').addColumn('on_whatsapp_at', 'bigint').execute();

		await schema.alterTable('conversations').addColumn('whole_from', 'bigint').execute();

		await table('merges')
			.addColumn('id', 'text', column => column.primaryKey())
			.addColumn('keep_id', 'text', column => column.notNull())
			.addColumn('gone_id', 'text', column => column.notNull())
			.addColumn('at', 'bigint', column => column.notNull())
			.addColumn('by_name', 'text')
			.addColumn('gone_name', 'text', column => column.notNull())
			.addColumn('before', 'text', column => column.notNull())
			.addColumn('undone_at', 'bigint')
			.execute();
		await schema.createIndex('merges_keep').on('merges').columns(['keep_id', 'at']).execute();
		await schema.createIndex('merges_gone').on('merges').column('gone_id').execute();

		await table('start_links')
			.addColumn('token_hash', 'text', column => column.primaryKey())
			.addColumn('channel_id', 'text', column => column.notNull())
			.addColumn('contact_id', 'text', column => column.notNull())
			.addColumn('created_at', 'bigint', column => column.notNull())
			.addColumn('expires_at', 'bigint', column => column.notNull())
			.addColumn('used_by', 'text')
			.execute();
		await schema.createIndex('start_links_contact').on('start_links').column('contact_id').execute();

		await table('profiles')
			.addColumn('channel_id', 'text', column => column.primaryKey())
			.addColumn('profile', 'text', column => column.notNull())
			.addColumn('synced_at', 'bigint', column => column.notNull())
			.execute();

		await sql`create index messages_answers on messages (channel_id, reply_to_external_id) where kind = 'comment-reply'`.execute(
			db,
		);
		await sql`create index messages_ours on messages (conversation_id, at, seq) where direction = 'outbound' and hidden = 0`.execute(
			db,
		);
		await sql`create index messages_on_the_way on messages (conversation_id) where direction = 'outbound' and external_id is null`.execute(
			db,
		);
	},
};
