import { type Kysely, sql } from 'kysely';
import { type AttributeType, type ContactAttribute, nameKey } from '../../shared/domain/contact-fields.ts';
import type { Tables } from './tables.ts';
import type { AttributesTable } from './tables-contacts.ts';

/** The attributes that contacts can have, and their values. */
export class Attributes {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** All of them by label. */
	async list(): Promise<ContactAttribute[]> {
		return (await this.#db.selectFrom('attributes').selectAll().orderBy('label_key').execute()).map(read);
	}

	/** How many contacts have a value of each. */
	async counts(): Promise<Map<string, number>> {
		const rows = await this.#db
			.selectFrom('contact_attributes')
			.select(['key', eb => eb.fn.countAll().as('count')])
			.groupBy('key')
			.execute();
		return new Map(rows.map(row => [row.key, Number(row.count)]));
	}

	async find(key: string): Promise<ContactAttribute | null> {
		const row = await this.#db.selectFrom('attributes').selectAll().where('key', '=', key).executeTakeFirst();
		return row ? read(row) : null;
	}

	/** Makes an attribute, or changes its label and type. */
	async put(attribute: ContactAttribute, now: number): Promise<void> {
		const { key, label, type } = attribute;
		const shown = { label, label_key: nameKey(label), type };
		await this.#db
			.insertInto('attributes')
			.values({ key, ...shown, created_at: now })
			.onConflict(conflict => conflict.column('key').doUpdateSet(shown))
			.execute();
	}

	/** With the values of all contacts. */
	async remove(key: string): Promise<void> {
		await this.#db.deleteFrom('contact_attributes').where('key', '=', key).execute();
		await this.#db.deleteFrom('attributes').where('key', '=', key).execute();
	}

	/** The values of each of these contacts, by key. Contacts without any are not in it. */
	async ofContacts(contactIds: readonly string[]): Promise<Map<string, Record<string, string>>> {
		const found = new Map<string, Record<string, string>>();
		if (contactIds.length === 0) return found;
		const rows = await this.#db
			.selectFrom('contact_attributes')
			.selectAll()
			.where('contact_id', 'in', contactIds)
			.orderBy('key')
			.execute();
		for (const { contact_id, key, value } of rows) {
			const own = found.get(contact_id) ?? {};
			own[key] = value;
			found.set(contact_id, own);
		}
		return found;
	}

	/** Null takes the value away. */
	async set(contactId: string, key: string, value: string | null): Promise<void> {
		if (value === null) {
			await this.#db
				.deleteFrom('contact_attributes')
				.where('contact_id', '=', contactId)
				.where('key', '=', key)
				.execute();
			return;
		}
		await this.#db
			.insertInto('contact_attributes')
			.values({ contact_id: contactId, key, value })
			.onConflict(conflict =>
				conflict.columns(['contact_id', 'key']).doUpdateSet({ value: sql`excluded.value` }),
			)
			.execute();
	}
}

function read({ key, label, type }: AttributesTable): ContactAttribute {
	return { key, label, type: type as AttributeType };
}
