import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The very address that a message was asked to go to: a contact may have several. */
export const askedAddress: Migration = {
	async up(db: Kysely<unknown>) {
		await db.schema.alterTable('messages').addColumn('to_key', 'text').execute();
	},
};
