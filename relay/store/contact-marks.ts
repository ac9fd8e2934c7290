import { type Kysely, sql } from 'kysely';
import { Attributes } from './attributes.ts';
import type { Tables } from './tables.ts';
import { Tags } from './tags.ts';

/** What people keep of a contact, as a merge found it: tags by id, attributes by key. */
export interface ContactMarks {
	readonly tags: readonly string[];
	readonly attributes: Readonly<Record<string, string>>;
	readonly firstMessage: string | null;
}

export async function marksOf(db: Kysely<Tables>, contactId: string): Promise<ContactMarks> {
	const tags = (await new Tags(db).ofContacts([contactId])).get(contactId) ?? [];
	const attributes = (await new Attributes(db).ofContacts([contactId])).get(contactId) ?? {};
	const row = await db
		.selectFrom('contacts')
		.select('first_message')
		.where('id', '=', contactId)
		.executeTakeFirst();
	return { tags: tags.map(tag => tag.id), attributes, firstMessage: row?.first_message ?? null };
}

/** The one that is kept gets the tags, attributes and first message that it lacks. What it has stays. */
export async function absorbMarks(db: Kysely<Tables>, keepId: string, goneId: string): Promise<void> {
	const [keep, gone] = [await marksOf(db, keepId), await marksOf(db, goneId)];
	const attributes = new Attributes(db);
	await new Tags(db).give(keepId, gone.tags);
	for (const [key, value] of Object.entries(gone.attributes))
		if (keep.attributes[key] === undefined) await attributes.set(keepId, key, value);
	if (keep.firstMessage === null && gone.firstMessage !== null)
		await db
			.updateTable('contacts')
			.set({ first_message: gone.firstMessage })
			.where('id', '=', keepId)
			.execute();
	await db.deleteFrom('contact_tags').where('contact_id', '=', goneId).execute();
	await db.deleteFrom('contact_attributes').where('contact_id', '=', goneId).execute();
}

/** What came over with a merge goes back; what was given or changed since stays with the one that was kept. */
export async function partMarks(
	db: Kysely<Tables>,
	{ keepId, goneId }: { keepId: string; goneId: string },
	before: { readonly keep: ContactMarks; readonly gone: ContactMarks },
): Promise<void> {
	const { keep, gone } = before;
	const tags = new Tags(db);
	const attributes = new Attributes(db);
	const now = await marksOf(db, keepId);
	await tags.take(
		keepId,
		gone.tags.filter(tag => !keep.tags.includes(tag)),
	);
	for (const [key, value] of Object.entries(gone.attributes)) {
		if (keep.attributes[key] === undefined && now.attributes[key] === value)
			await attributes.set(keepId, key, null);
		if (await attributes.find(key)) await attributes.set(goneId, key, value);
	}
	const known = await db.selectFrom('tags').select('id').where('id', 'in', gone.tags).execute();
	await tags.give(
		goneId,
		known.map(tag => tag.id),
	);
	if (keep.firstMessage === null && now.firstMessage === gone.firstMessage)
		await db.updateTable('contacts').set({ first_message: null }).where('id', '=', keepId).execute();
}

/** Works out anew what follows from names and conversations. */
export async function refreshContacts(db: Kysely<Tables>, contactIds: readonly string[]): Promise<void> {
	await db
		.updateTable('contacts')
		.set({
			seen_at: sql`coalesce((select max(last_inbound_at) from conversations where conversations.contact_id = contacts.id), 0)`,
			sort_name: sql`lower(trim(coalesce(name, profile_name, '')))`,
		})
		.where('id', 'in', contactIds)
		.execute();
}
