import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Everything that the first version stores. */
export const first: Migration = {
	async up(db: Kysely<unknown>) {
		const { schema } = db;
		const table = (name: string) => schema.createTable(name);

		await table('inbox')
			.addColumn('id', 'integer', column => column.primaryKey().autoIncrement())
			.addColumn('channel_id', 'text', column => column.notNull())
			.addColumn('received_at', 'bigint', column => column.notNull())
			.addColumn('body', 'blob', column => column.notNull())
			.addColumn('state', 'text', column => column.notNull().defaultTo('new'))
			.addColumn('problem', 'text')
			.addColumn('applied_at', 'bigint')
			.execute();
		await sql`create index inbox_open on inbox (state, id) where state <> 'applied'`.execute(db);
		await sql`create index inbox_channel on inbox (channel_id, received_at)`.execute(db);

		await table('seen_events')
			.addColumn('channel_id', 'text', column => column.notNull())
			.addColumn('key', 'text', column => column.notNull())
			.addColumn('at', 'bigint', column => column.notNull())
			.addPrimaryKeyConstraint('seen_events_key', ['channel_id', 'key'])
			.execute();

		await table('early_events')
			.addColumn('id', 'integer', column => column.primaryKey().autoIncrement())
			.addColumn('channel_id', 'text', column => column.notNull())
			.addColumn('external_id', 'text', column => column.notNull())
			.addColumn('event', 'text', column => column.notNull())
			.addColumn('at', 'bigint', column => column.notNull())
			.execute();
		await schema
			.createIndex('early_events_target')
			.on('early_events')
			.columns(['channel_id', 'external_id'])
			.execute();

		await table('contacts')
			.addColumn('id', 'text', column => column.primaryKey())
			.addColumn('name', 'text')
			.addColumn('profile_name', 'text')
			.addColumn('opted_out_at', 'bigint')
			.addColumn('consent_at', 'bigint')
			.addColumn('created_at', 'bigint', column => column.notNull())
			.execute();

		await table('addresses')
			.addColumn('channel_type', 'text', column => column.notNull())
			.addColumn('match_key', 'text', column => column.notNull())
			.addColumn('contact_id', 'text', column => column.notNull())
			.addColumn('kind', 'text', column => column.notNull())
			.addColumn('value', 'text', column => column.notNull())
			.addColumn('created_at', 'bigint', column => column.notNull())
			.addPrimaryKeyConstraint('addresses_key', ['channel_type', 'match_key'])
			.execute();
		await schema.createIndex('addresses_contact').on('addresses').column('contact_id').execute();

		await table('conversations')
			.addColumn('id', 'text', column => column.primaryKey())
			.addColumn('channel_id', 'text', column => column.notNull())
			.addColumn('contact_id', 'text', column => column.notNull())
			.addColumn('revision', 'bigint', column => column.notNull())
			.addColumn('last_inbound_at', 'bigint')
			.addColumn('entry_source', 'text')
			.addColumn('entry_free_until', 'bigint')
			.addColumn('unread', 'bigint', column => column.notNull())
			.addColumn('last_message_at', 'bigint', column => column.notNull())
			.addColumn('last_message_seq', 'bigint', column => column.notNull())
			.addColumn('created_at', 'bigint', column => column.notNull())
			.addUniqueConstraint('conversations_of_contact', ['contact_id', 'channel_id'])
			.execute();
		await schema
			.createIndex('conversations_newest')
			.on('conversations')
			.columns(['last_message_at', 'id'])
			.execute();
		await sql`create index conversations_unread on conversations (last_message_at, id) where unread > 0`.execute(
			db,
		);

		await table('messages')
			.addColumn('seq', 'integer', column => column.primaryKey().autoIncrement())
			.addColumn('id', 'text', column => column.notNull().unique())
			.addColumn('conversation_id', 'text', column => column.notNull())
			.addColumn('channel_id', 'text', column => column.notNull())
			.addColumn('direction', 'text', column => column.notNull())
			.addColumn('kind', 'text', column => column.notNull())
			.addColumn('content', 'text', column => column.notNull())
			.addColumn('hidden', 'bigint', column => column.notNull())
			.addColumn('status', 'text', column => column.notNull())
			.addColumn('at', 'bigint', column => column.notNull())
			.addColumn('received_at', 'bigint', column => column.notNull())
			.addColumn('external_id', 'text')
			.addColumn('client_id', 'text', column => column.unique())
			.addColumn('author_id', 'text')
			.addColumn('author_name', 'text')
			.addColumn('reply_to_external_id', 'text')
			.addColumn('reactions', 'text')
			.addColumn('sent_at', 'bigint')
			.addColumn('delivered_at', 'bigint')
			.addColumn('read_at', 'bigint')
			.addColumn('failed_at', 'bigint')
			.addColumn('problem', 'text')
			.addColumn('edited_at', 'bigint')
			.addColumn('revoked_at', 'bigint')
			.addColumn('forwarded', 'bigint', column => column.notNull())
			.addColumn('referral', 'text')
			.addColumn('retry_of', 'text')
			.addColumn('retried_by', 'text')
			.addColumn('raw', 'text')
			.addColumn('revision', 'bigint', column => column.notNull())
			.addColumn('due_at', 'bigint')
			.addColumn('attempts', 'bigint', column => column.notNull())
			.addColumn('claimed_by', 'text')
			.execute();
		await sql`create unique index messages_external on messages (channel_id, external_id) where external_id is not null`.execute(
			db,
		);
		await schema
			.createIndex('messages_timeline')
			.on('messages')
			.columns(['conversation_id', 'at', 'seq'])
			.execute();
		await schema
			.createIndex('messages_changes')
			.on('messages')
			.columns(['conversation_id', 'revision'])
			.execute();
		await sql`create index messages_queue on messages (channel_id, seq) where status = 'queued' and direction = 'outbound'`.execute(
			db,
		);
		await sql`create index messages_queue_of on messages (conversation_id, seq) where status = 'queued' and direction = 'outbound'`.execute(
			db,
		);
		await sql`create index messages_unread on messages (conversation_id) where direction = 'inbound' and status = 'delivered'`.execute(
			db,
		);

		await table('media')
			.addColumn('id', 'text', column => column.primaryKey())
			.addColumn('channel_id', 'text')
			.addColumn('message_id', 'text')
			.addColumn('state', 'text', column => column.notNull())
			.addColumn('mime_type', 'text', column => column.notNull())
			.addColumn('filename', 'text')
			.addColumn('size', 'bigint')
			.addColumn('sha256', 'text')
			.addColumn('provider_ref', 'text')
			.addColumn('uploaded_at', 'bigint')
			.addColumn('problem', 'text')
			.addColumn('attempts', 'bigint', column => column.notNull())
			.addColumn('due_at', 'bigint')
			.addColumn('created_at', 'bigint', column => column.notNull())
			.execute();
		await sql`create index media_due on media (due_at) where state = 'fetching'`.execute(db);

		await table('templates')
			.addColumn('channel_id', 'text', column => column.notNull())
			.addColumn('name', 'text', column => column.notNull())
			.addColumn('language', 'text', column => column.notNull())
			.addColumn('external_id', 'text')
			.addColumn('template', 'text', column => column.notNull())
			.addColumn('synced_at', 'bigint', column => column.notNull())
			.addPrimaryKeyConstraint('templates_key', ['channel_id', 'name', 'language'])
			.execute();

		await table('devices')
			.addColumn('id', 'text', column => column.primaryKey())
			.addColumn('token_hash', 'text', column => column.notNull().unique())
			.addColumn('user_id', 'text', column => column.notNull())
			.addColumn('name', 'text', column => column.notNull())
			.addColumn('created_at', 'bigint', column => column.notNull())
			.addColumn('last_seen_at', 'bigint')
			.execute();

		await table('invites')
			.addColumn('code_hash', 'text', column => column.primaryKey())
			.addColumn('name', 'text', column => column.notNull())
			.addColumn('role', 'text', column => column.notNull())
			.addColumn('expires_at', 'bigint', column => column.notNull())
			.addColumn('created_at', 'bigint', column => column.notNull())
			.execute();

		await table('leases')
			.addColumn('channel_id', 'text', column => column.primaryKey())
			.addColumn('owner', 'text', column => column.notNull())
			.addColumn('expires_at', 'bigint', column => column.notNull())
			.execute();
	},
};
