import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Templates written here, quick replies, the consent ledger, limits, prices and alerts. */
export const templatesLimitsConsent: Migration = {
	async up(db: Kysely<unknown>) {
		const { schema } = db;
		const table = (name: string) => schema.createTable(name);
		const index = (name: string, on: string, columns: string[]) =>
			schema.createIndex(name).on(on).columns(columns).execute();

		await schema.alterTable('templates').addColumn('paused_until', 'bigint').execute();
		await schema.alterTable('templates').addColumn('next_category', 'text').execute();
		await schema.alterTable('templates').addColumn('changed_at', 'bigint').execute();
		await schema.alterTable('messages').addColumn('cost', 'text').execute();

		await table('template_notes')
			.addColumn('channel_id', 'text', column => column.notNull())
			.addColumn('name', 'text', column => column.notNull())
			.addColumn('language', 'text', column => column.notNull())
			.addColumn('notes', 'text', column => column.notNull())
			.addPrimaryKeyConstraint('template_notes_key', ['channel_id', 'name', 'language'])
			.execute();

		await table('template_drafts')
			.addColumn('id', 'text', column => column.primaryKey())
			.addColumn('channel_id', 'text', column => column.notNull())
			.addColumn('draft', 'text', column => column.notNull())
			.addColumn('notes', 'text', column => column.notNull())
			.addColumn('edits', 'text')
			.addColumn('author_name', 'text', column => column.notNull())
			.addColumn('updated_at', 'bigint', column => column.notNull())
			.addColumn('refused', 'text')
			.addColumn('submitted_as', 'text')
			.addColumn('writer', 'text')
			.execute();
		await index('template_drafts_channel', 'template_drafts', ['channel_id', 'updated_at']);

		await table('template_changes')
			.addColumn('id', 'integer', column => column.primaryKey().autoIncrement())
			.addColumn('channel_id', 'text', column => column.notNull())
			.addColumn('name', 'text', column => column.notNull())
			.addColumn('language', 'text', column => column.notNull())
			.addColumn('at', 'bigint', column => column.notNull())
			.addColumn('what', 'text', column => column.notNull())
			.addColumn('before', 'text')
			.addColumn('after', 'text')
			.addColumn('reason', 'text')
			.addColumn('by_name', 'text')
			.execute();
		await index('template_changes_of', 'template_changes', ['channel_id', 'name', 'language', 'at']);

		await table('template_sends')
			.addColumn('message_id', 'text', column => column.primaryKey())
			.addColumn('channel_id', 'text', column => column.notNull())
			.addColumn('contact_id', 'text', column => column.notNull())
			.addColumn('name', 'text', column => column.notNull())
			.addColumn('language', 'text', column => column.notNull())
			.addColumn('category', 'text', column => column.notNull())
			.addColumn('opens', 'bigint', column => column.notNull())
			.addColumn('at', 'bigint', column => column.notNull())
			.execute();
		await sql`create index template_sends_opening on template_sends (channel_id, at, contact_id) where opens = 1`.execute(
			db,
		);
		await index('template_sends_contact', 'template_sends', ['contact_id', 'at']);
		await index('template_sends_channel', 'template_sends', ['channel_id', 'at']);

		await table('marketing_holds')
			.addColumn('contact_id', 'text', column => column.notNull())
			.addColumn('channel_type', 'text', column => column.notNull())
			.addColumn('times', 'bigint', column => column.notNull())
			.addColumn('until', 'bigint', column => column.notNull())
			.addPrimaryKeyConstraint('marketing_holds_key', ['contact_id', 'channel_type'])
			.execute();

		await table('standings')
			.addColumn('channel_id', 'text', column => column.primaryKey())
			.addColumn('standing', 'text', column => column.notNull())
			.execute();

		await table('alerts')
			.addColumn('id', 'text', column => column.primaryKey())
			.addColumn('at', 'bigint', column => column.notNull())
			.addColumn('severity', 'text', column => column.notNull())
			.addColumn('title', 'text', column => column.notNull())
			.addColumn('text', 'text', column => column.notNull())
			.addColumn('channel_id', 'text')
			.addColumn('template', 'text')
			.addColumn('action', 'text')
			.addColumn('dismissed_at', 'bigint')
			.addColumn('dismissed_by', 'text')
			.execute();
		await sql`create index alerts_open on alerts (at) where dismissed_at is null`.execute(db);

		await table('quick_replies')
			.addColumn('id', 'text', column => column.primaryKey())
			.addColumn('name', 'text', column => column.notNull())
			.addColumn('description', 'text', column => column.notNull())
			.addColumn('type', 'text', column => column.notNull())
			.addColumn('text', 'text', column => column.notNull())
			.addColumn('media_id', 'text')
			.addColumn('channel_id', 'text')
			.addColumn('used', 'bigint', column => column.notNull())
			.addColumn('last_used_at', 'bigint')
			.addColumn('updated_at', 'bigint', column => column.notNull())
			.execute();

		await table('costs')
			.addColumn('message_id', 'text', column => column.primaryKey())
			.addColumn('channel_id', 'text', column => column.notNull())
			.addColumn('month', 'text', column => column.notNull())
			.addColumn('at', 'bigint', column => column.notNull())
			.addColumn('category', 'text', column => column.notNull())
			.addColumn('country', 'text')
			.addColumn('billable', 'bigint')
			.addColumn('amount', 'bigint')
			.addColumn('currency', 'text', column => column.notNull())
			.execute();
		await index('costs_month', 'costs', ['month', 'channel_id', 'category']);

		await table('consents')
			.addColumn('id', 'text', column => column.primaryKey())
			.addColumn('contact_id', 'text', column => column.notNull())
			.addColumn('channel_type', 'text', column => column.notNull())
			.addColumn('word', 'text', column => column.notNull())
			.addColumn('at', 'bigint', column => column.notNull())
			.addColumn('source', 'text', column => column.notNull())
			.addColumn('text', 'text')
			.addColumn('message_id', 'text')
			.addColumn('by_name', 'text')
			.addColumn('newest', 'bigint', column => column.notNull())
			.execute();
		await index('consents_contact', 'consents', ['contact_id', 'channel_type', 'at']);
		await index('consents_at', 'consents', ['at', 'id']);
		// What was known before there was a ledger: that and when, not how.
		await sql`
			insert into consents (id, contact_id, channel_type, word, at, source, newest)
			select 'cns-' || id, id, 'whatsapp', case when opted_out_at is null then 'opt-in' else 'opt-out' end,
				consent_at, 'contact', 1
			from contacts where consent_at is not null
		`.execute(db);
		await schema.alterTable('contacts').dropColumn('opted_out_at').execute();
		await schema.alterTable('contacts').dropColumn('consent_at').execute();
	},
};
