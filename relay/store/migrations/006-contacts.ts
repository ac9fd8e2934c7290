import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What people keep of contacts: source, tags, attributes, their history; imports and segments. */
export const contacts: Migration = {
	async up(db: Kysely<unknown>) {
		const { schema } = db;
		const index = (name: string, on: string, columns: string[]) =>
			schema.createIndex(name).on(on).columns(columns).execute();

		await schema
			.alterTable('contacts')
			.addColumn('source', 'text', column => column.notNull().defaultTo('ORGANIC'))
			.execute();
		await schema.alterTable('contacts').addColumn('first_message', 'text').execute();
		await schema
			.alterTable('contacts')
			.addColumn('seen_at', 'bigint', column => column.notNull().defaultTo(0))
			.execute();
		await schema
			.alterTable('contacts')
			.addColumn('sort_name', 'text', column => column.notNull().defaultTo(''))
			.execute();
		await sql`update contacts set
			seen_at = coalesce((select max(last_inbound_at) from conversations where contact_id = contacts.id), 0),
			sort_name = lower(trim(coalesce(name, profile_name, '')))`.execute(db);
		await index('contacts_seen', 'contacts', ['seen_at', 'id']);
		await index('contacts_created', 'contacts', ['created_at', 'id']);
		await index('contacts_name', 'contacts', ['sort_name', 'id']);

		await schema
			.createTable('tags')
			.addColumn('id', 'text', column => column.primaryKey())
			.addColumn('name', 'text', column => column.notNull())
			.addColumn('name_key', 'text', column => column.notNull().unique())
			.addColumn('created_at', 'bigint', column => column.notNull())
			.execute();
		await schema
			.createTable('contact_tags')
			.addColumn('contact_id', 'text', column => column.notNull())
			.addColumn('tag_id', 'text', column => column.notNull())
			.addPrimaryKeyConstraint('contact_tags_once', ['contact_id', 'tag_id'])
			.execute();
		await index('contact_tags_tag', 'contact_tags', ['tag_id', 'contact_id']);

		await schema
			.createTable('attributes')
			.addColumn('key', 'text', column => column.primaryKey())
			.addColumn('label', 'text', column => column.notNull())
			.addColumn('label_key', 'text', column => column.notNull().unique())
			.addColumn('type', 'text', column => column.notNull())
			.addColumn('created_at', 'bigint', column => column.notNull())
			.execute();
		await schema
			.createTable('contact_attributes')
			.addColumn('contact_id', 'text', column => column.notNull())
			.addColumn('key', 'text', column => column.notNull())
			.addColumn('value', 'text', column => column.notNull())
			.addPrimaryKeyConstraint('contact_attributes_once', ['contact_id', 'key'])
			.execute();
		await index('contact_attributes_key', 'contact_attributes', ['key', 'contact_id']);

		await schema
			.createTable('contact_changes')
			.addColumn('id', 'integer', column => column.primaryKey().autoIncrement())
			.addColumn('contact_id', 'text', column => column.notNull())
			.addColumn('at', 'bigint', column => column.notNull())
			.addColumn('field', 'text', column => column.notNull())
			.addColumn('before', 'text')
			.addColumn('after', 'text')
			.addColumn('by_name', 'text')
			.addColumn('import_id', 'text')
			.execute();
		await index('contact_changes_contact', 'contact_changes', ['contact_id', 'id']);
		await sql`create index contact_changes_import on contact_changes (import_id, contact_id) where import_id is not null`.execute(
			db,
		);

		await schema
			.createTable('segments')
			.addColumn('id', 'text', column => column.primaryKey())
			.addColumn('name', 'text', column => column.notNull())
			.addColumn('name_key', 'text', column => column.notNull().unique())
			.addColumn('filter', 'text', column => column.notNull())
			.addColumn('by_name', 'text', column => column.notNull())
			.addColumn('created_at', 'bigint', column => column.notNull())
			.addColumn('updated_at', 'bigint', column => column.notNull())
			.execute();

		await schema
			.createTable('contact_imports')
			.addColumn('id', 'text', column => column.primaryKey())
			.addColumn('state', 'text', column => column.notNull())
			.addColumn('filename', 'text', column => column.notNull())
			.addColumn('media_id', 'text', column => column.notNull())
			.addColumn('options', 'text', column => column.notNull())
			.addColumn('total', 'bigint', column => column.notNull())
			.addColumn('done', 'bigint', column => column.notNull().defaultTo(0))
			.addColumn('added', 'bigint', column => column.notNull().defaultTo(0))
			.addColumn('updated', 'bigint', column => column.notNull().defaultTo(0))
			.addColumn('unchanged', 'bigint', column => column.notNull().defaultTo(0))
			.addColumn('failed', 'bigint', column => column.notNull().defaultTo(0))
			.addColumn('set_aside', 'bigint', column => column.notNull().defaultTo(0))
			.addColumn('removed', 'bigint', column => column.notNull().defaultTo(0))
			.addColumn('restored', 'bigint', column => column.notNull().defaultTo(0))
			.addColumn('kept', 'bigint', column => column.notNull().defaultTo(0))
			.addColumn('problem', 'text')
			.addColumn('by_name', 'text', column => column.notNull())
			.addColumn('created_at', 'bigint', column => column.notNull())
			.addColumn('ended_at', 'bigint')
			.addColumn('undone_at', 'bigint')
			.addColumn('undone_by', 'text')
			.execute();
		await index('contact_imports_newest', 'contact_imports', ['created_at', 'id']);
		await schema
			.createTable('import_rows')
			.addColumn('import_id', 'text', column => column.notNull())
			.addColumn('line', 'bigint', column => column.notNull())
			.addColumn('outcome', 'text', column => column.notNull())
			.addColumn('name', 'text', column => column.notNull())
			.addColumn('phone', 'text', column => column.notNull())
			.addColumn('match_key', 'text')
			.addColumn('contact_id', 'text')
			.addColumn('problem', 'text')
			.addColumn('undone', 'text')
			.addPrimaryKeyConstraint('import_rows_once', ['import_id', 'line'])
			.execute();
		await sql`create index import_rows_undo on import_rows (import_id, line) where undone is null and outcome in ('added', 'updated')`.execute(
			db,
		);
		await sql`create index import_rows_key on import_rows (import_id, match_key) where match_key is not null`.execute(
			db,
		);
	},
};
