import { type Kysely, sql } from 'kysely';
import { nameKey } from '../../shared/domain/contact-fields.ts';
import type { Tables } from './tables.ts';
import type { TagsTable } from './tables-contacts.ts';

/** The tags that there are, and which contacts have them. */
export class Tags {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** All of them by name, with how many contacts have each. */
	async list(): Promise<(TagsTable & { contacts: number })[]> {
		const rows = await this.#db
			.selectFrom('tags')
			.selectAll()
			.select(
				sql<number>`(select count(*) from contact_tags where contact_tags.tag_id = tags.id)`.as('contacts'),
			)
			.orderBy('name_key')
			.execute();
		return rows.map(row => ({ ...row, contacts: Number(row.contacts) }));
	}

	/** Those of these names that there are, whatever their capitals. */
	async byNames(names: readonly string[]): Promise<TagsTable[]> {
		if (names.length === 0) return [];
		return this.#db.selectFrom('tags').selectAll().where('name_key', 'in', names.map(nameKey)).execute();
	}

	async find(id: string): Promise<TagsTable | null> {
		return (await this.#db.selectFrom('tags').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
	}

	/** Makes a tag; one of the same name stays as it is. */
	async create(tag: { id: string; name: string; createdAt: number }): Promise<void> {
		await this.#db
			.insertInto('tags')
			.values({ id: tag.id, name: tag.name, name_key: nameKey(tag.name), created_at: tag.createdAt })
			.onConflict(conflict => conflict.doNothing())
			.execute();
	}

	async rename(id: string, name: string): Promise<void> {
		await this.#db
			.updateTable('tags')
			.set({ name, name_key: nameKey(name) })
			.where('id', '=', id)
			.execute();
	}

	/** Takes it from all contacts too. */
	async remove(id: string): Promise<void> {
		await this.#db.deleteFrom('contact_tags').where('tag_id', '=', id).execute();
		await this.#db.deleteFrom('tags').where('id', '=', id).execute();
	}

	/** The tags of each of these contacts, by name. */
	async ofContacts(contactIds: readonly string[]): Promise<Map<string, TagsTable[]>> {
		const found = new Map<string, TagsTable[]>();
		if (contactIds.length === 0) return found;
		const rows = await this.#db
			.selectFrom('contact_tags')
			.innerJoin('tags', 'tags.id', 'contact_tags.tag_id')
			.selectAll('tags')
			.select('contact_tags.contact_id')
			.where('contact_tags.contact_id', 'in', contactIds)
			.orderBy('tags.name_key')
			.execute();
		for (const { contact_id, ...tag } of rows) found.set(contact_id, [...(found.get(contact_id) ?? []), tag]);
		return found;
	}

	async give(contactId: string, tagIds: readonly string[]): Promise<void> {
		if (tagIds.length === 0) return;
		await this.#db
			.insertInto('contact_tags')
			.values(tagIds.map(tag_id => ({ contact_id: contactId, tag_id })))
			.onConflict(conflict => conflict.doNothing())
			.execute();
	}

	async take(contactId: string, tagIds: readonly string[]): Promise<void> {
		if (tagIds.length === 0) return;
		await this.#db
			.deleteFrom('contact_tags')
			.where('contact_id', '=', contactId)
			.where('tag_id', 'in', tagIds)
			.execute();
	}
}
