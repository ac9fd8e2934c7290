import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Broadcasts and their recipients, tracked links, test sends. */
export const broadcasts: Migration = {
	async up(db: Kysely<unknown>) {
		const { schema } = db;
		await schema
			.createTable('broadcasts')
			.addColumn('id', 'text', column => column.primaryKey())
			.addColumn('name_key', 'text', column => column.notNull().unique())
			.addColumn('plan', 'text', column => column.notNull())
			.addColumn('state', 'text', column => column.notNull())
			.addColumn('start_at', 'bigint')
			.addColumn('started_at', 'bigint')
			.addColumn('late_ms', 'bigint')
			.addColumn('ended_at', 'bigint')
			.addColumn('pause', 'text')
			.addColumn('waiting', 'text')
			.addColumn('launch', 'text')
			.addColumn('parent_id', 'text')
			.addColumn('created_at', 'bigint', column => column.notNull())
			.addColumn('created_by_id', 'text', column => column.notNull())
			.addColumn('created_by_name', 'text', column => column.notNull())
			.addColumn('launched_by_name', 'text')
			.addColumn('updated_at', 'bigint', column => column.notNull())
			.execute();
		await schema.createIndex('broadcasts_newest').on('broadcasts').columns(['created_at', 'id']).execute();
		await schema.createIndex('broadcasts_state').on('broadcasts').column('state').execute();

		await schema
			.createTable('broadcast_recipients')
			.addColumn('id', 'integer', column => column.primaryKey().autoIncrement())
			.addColumn('broadcast_id', 'text', column => column.notNull())
			.addColumn('key', 'text', column => column.notNull())
			.addColumn('contact_id', 'text')
			.addColumn('channel_id', 'text', column => column.notNull())
			.addColumn('kind', 'text')
			.addColumn('value', 'text')
			.addColumn('name', 'text', column => column.notNull())
			.addColumn('row', 'text')
			.addColumn('country', 'text')
			.addColumn('fallback', 'bigint', column => column.notNull().defaultTo(0))
			.addColumn('state', 'text', column => column.notNull())
			.addColumn('reason', 'text')
			.addColumn('detail', 'text')
			.addColumn('message_id', 'text')
			.addColumn('attempts', 'bigint', column => column.notNull().defaultTo(0))
			.addColumn('due_at', 'bigint')
			.addColumn('sent_at', 'bigint')
			.addColumn('delivered_at', 'bigint')
			.addColumn('read_at', 'bigint')
			.addColumn('failed_at', 'bigint')
			.addColumn('replied_at', 'bigint')
			.addColumn('clicked_at', 'bigint')
			.addColumn('stopped_at', 'bigint')
			.execute();
		await sql`create unique index recipients_once on broadcast_recipients (broadcast_id, key)`.execute(db);
		await schema
			.createIndex('recipients_of')
			.on('broadcast_recipients')
			.columns(['broadcast_id', 'id'])
			.execute();
		await sql`create index recipients_state on broadcast_recipients (broadcast_id, state, reason)`.execute(
			db,
		);
		await sql`create index recipients_due on broadcast_recipients (broadcast_id, channel_id, due_at, id) where state = 'waiting'`.execute(
			db,
		);
		await sql`create index recipients_contact on broadcast_recipients (contact_id) where contact_id is not null`.execute(
			db,
		);
		for (const mark of ['replied', 'clicked', 'stopped'])
			await sql`create index ${sql.raw(`recipients_${mark}`)} on broadcast_recipients (broadcast_id) where ${sql.raw(`${mark}_at`)} is not null`.execute(
				db,
			);

		await schema
			.createTable('short_links')
			.addColumn('code', 'text', column => column.primaryKey())
			.addColumn('recipient_id', 'bigint', column => column.notNull())
			.addColumn('broadcast_id', 'text', column => column.notNull())
			.addColumn('url', 'text', column => column.notNull())
			.addColumn('clicks', 'bigint', column => column.notNull().defaultTo(0))
			.addColumn('clicked_at', 'bigint')
			.execute();
		await schema.createIndex('short_links_of').on('short_links').columns(['broadcast_id', 'url']).execute();

		await schema.alterTable('messages').addColumn('broadcast_id', 'text').execute();
		await schema.alterTable('messages').addColumn('recipient_id', 'bigint').execute();
		await schema
			.alterTable('messages')
			.addColumn('is_test', 'bigint', column => column.notNull().defaultTo(0))
			.execute();
		await sql`create index messages_recipient on messages (recipient_id) where recipient_id is not null`.execute(
			db,
		);
		await sql`create index messages_tests on messages (broadcast_id) where is_test = 1`.execute(db);
		await schema.alterTable('conversations').addColumn('broadcast_recipient_id', 'bigint').execute();
		await schema.alterTable('conversations').addColumn('broadcast_at', 'bigint').execute();
	},
};
