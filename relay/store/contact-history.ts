import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Tables } from './tables.ts';
import type { ContactChangesTable } from './tables-contacts.ts';

export type ContactChangeRow = Selectable<ContactChangesTable>;
export type NewContactChange = Omit<Insertable<ContactChangesTable>, 'id'>;

/** So many lines go into one `insert`. */
const BATCH = 500;

/** What was changed of contacts. Lines are added and kept; those of a contact that became another's part stay its own. */
export class ContactHistory {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async add(lines: readonly NewContactChange[]): Promise<void> {
		for (let at = 0; at < lines.length; at += BATCH)
			await this.#db
				.insertInto('contact_changes')
				.values(lines.slice(at, at + BATCH))
				.execute();
	}

	/** The newest first, older than `before`. */
	async list(
		contactIds: readonly string[],
		before: number | null,
		limit: number,
	): Promise<ContactChangeRow[]> {
		let select = this.#db.selectFrom('contact_changes').selectAll().where('contact_id', 'in', contactIds);
		if (before !== null) select = select.where('id', '<', before);
		return select.orderBy('id', 'desc').limit(limit).execute();
	}

	/** What an import changed of a contact, the last first. */
	async ofImport(importId: string, contactId: string): Promise<ContactChangeRow[]> {
		return this.#db
			.selectFrom('contact_changes')
			.selectAll()
			.where('import_id', '=', importId)
			.where('contact_id', '=', contactId)
			.orderBy('id', 'desc')
			.execute();
	}
}
