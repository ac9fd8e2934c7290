import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Tables } from '../tables.ts';
import { first } from './001-first.ts';
import { templatesLimitsConsent } from './002-templates-limits-consent.ts';
import { everyChannel } from './003-every-channel.ts';
import { askedAddress } from './004-asked-address.ts';
import { broadcasts } from './005-broadcasts.ts';
import { contacts } from './006-contacts.ts';

/** Every migration by its number. A released one is never edited. */
const MIGRATIONS: Record<string, Migration> = {
	'001-first': first,
	'002-templates-limits-consent': templatesLimitsConsent,
	'003-every-channel': everyChannel,
	'004-asked-address': askedAddress,
	'005-broadcasts': broadcasts,
	'006-contacts': contacts,
};

/** Brings a store to the newest version; throws with the migration's name when one fails. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
	const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
	const { error, results } = await migrator.migrateToLatest();
	if (error) {
		const failed = results?.find(result => result.status === 'Error')?.migrationName ?? 'unknown';
		throw new Error(`The store could not be brought up to date (migration ${failed}).`, { cause: error });
	}
}
