import { type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import { nameKey } from '../../shared/domain/contact-fields.ts';
import type { Tables } from './tables.ts';
import type { ContactImportsTable, ImportRowsTable } from './tables-contacts.ts';

export type ContactImportRow = Selectable<ContactImportsTable>;
export type ImportedRow = Selectable<ImportRowsTable>;

/** How many rows of a part of the file ended how. */
export interface ImportCounts {
	readonly added: number;
	readonly updated: number;
	readonly unchanged: number;
	readonly failed: number;
	readonly set_aside: number;
}

/** Which contact has an address, as imports look for them. */
export interface KeyOwner {
	readonly key: string;
	readonly contactId: string;
}

/** Imports of contacts, and what became of each row of their files. */
export class ContactImports {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** False when one of this id is there already; it stays as it is. */
	async begin(one: Insertable<ContactImportsTable>): Promise<boolean> {
		const rows = await this.#db
			.insertInto('contact_imports')
			.values(one)
			.onConflict(conflict => conflict.doNothing())
			.returning('id')
			.execute();
		return rows.length > 0;
	}

	async find(id: string): Promise<ContactImportRow | null> {
		const row = await this.#db
			.selectFrom('contact_imports')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ?? null;
	}

	/** The newest first. */
	async list(before: { at: number; id: string } | null, limit: number): Promise<ContactImportRow[]> {
		let select = this.#db.selectFrom('contact_imports').selectAll();
		if (before) select = select.where(sql<boolean>`(created_at, id) < (${before.at}, ${before.id})`);
		return select.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
	}

	/** The one that waits longest for work on it, or null. */
	async open(): Promise<ContactImportRow | null> {
		const row = await this.#db
			.selectFrom('contact_imports')
			.selectAll()
			.where('state', 'in', ['running', 'undoing'])
			.orderBy('created_at')
			.executeTakeFirst();
		return row ?? null;
	}

	/**
	 * Keeps that rows were worked on: `done` was so many, and is by so many more now. False when another has worked on them
	 * meanwhile; then nothing of it may stay.
	 */
	async advance(
		id: string,
		done: number,
		by: number,
		counts: Partial<Record<CountColumn, number>>,
	): Promise<boolean> {
		const added = Object.entries(counts).map(([column, count]) => [
			column,
			sql<number>`${sql.ref(column)} + ${count}`,
		]);
		const rows = await this.#db
			.updateTable('contact_imports')
			.set({ done: done + by, ...Object.fromEntries(added) })
			.where('id', '=', id)
			.where('done', '=', done)
			.returning('id')
			.execute();
		return rows.length > 0;
	}

	async change(
		id: string,
		change: Partial<
			Pick<ContactImportRow, 'state' | 'done' | 'problem' | 'ended_at' | 'undone_at' | 'undone_by'>
		>,
	): Promise<void> {
		await this.#db.updateTable('contact_imports').set(change).where('id', '=', id).execute();
	}

	async addRows(rows: readonly Insertable<ImportRowsTable>[]): Promise<void> {
		if (rows.length > 0) await this.#db.insertInto('import_rows').values(rows).execute();
	}

	/** In the order of the file, from the line after `after` on. */
	async rows(importId: string, after: number, limit: number): Promise<ImportedRow[]> {
		return this.#db
			.selectFrom('import_rows')
			.selectAll()
			.where('import_id', '=', importId)
			.where('line', '>', after)
			.orderBy('line')
			.limit(limit)
			.execute();
	}

	/** Rows that changed something and were not taken back yet, the last of the file first. */
	async toUndo(importId: string, limit: number): Promise<ImportedRow[]> {
		return (
			this.#db
				.selectFrom('import_rows')
				.selectAll()
				.where('import_id', '=', importId)
				.where('undone', 'is', null)
				// As its index has it: words that are bound would not be known to fit.
				.where(sql<boolean>`outcome in ('added', 'updated')`)
				.orderBy('line', 'desc')
				.limit(limit)
				.execute()
		);
	}

	async markUndone(importId: string, line: number, undone: string): Promise<void> {
		await this.#db
			.updateTable('import_rows')
			.set({ undone })
			.where('import_id', '=', importId)
			.where('line', '=', line)
			.execute();
	}

	/** The lines of this import that had these keys before. */
	async linesOf(importId: string, keys: readonly string[]): Promise<Map<string, number>> {
		if (keys.length === 0) return new Map();
		const rows = await this.#db
			.selectFrom('import_rows')
			.select(['match_key', 'line'])
			.where('import_id', '=', importId)
			.where('match_key', 'in', keys)
			.execute();
		return new Map(rows.map(row => [row.match_key ?? '', Number(row.line)]));
	}

	/** Whose numbers these are, of those that are known. */
	async owners(keys: readonly string[]): Promise<KeyOwner[]> {
		if (keys.length === 0) return [];
		const rows = await this.#db
			.selectFrom('addresses')
			.select(['match_key', 'contact_id'])
			.where('channel_type', '=', 'whatsapp')
			.where('match_key', 'in', keys)
			.execute();
		return rows.map(row => ({ key: row.match_key, contactId: row.contact_id }));
	}

	/** Makes contacts with all that an import knows of them, in few statements however many they are. */
	async insertContacts(contacts: readonly NewContact[], now: number): Promise<void> {
		if (contacts.length === 0) return;
		const db = this.#db;
		await db
			.insertInto('contacts')
			.values(
				contacts.map(one => ({
					id: one.id,
					name: one.name,
					profile_name: null,
					created_at: now,
					source: one.source,
					first_message: one.firstMessage,
					sort_name: nameKey(one.name),
				})),
			)
			.execute();
		await db
			.insertInto('addresses')
			.values(
				contacts.map(one => ({
					channel_type: 'whatsapp',
					match_key: one.key,
					contact_id: one.id,
					kind: 'phone',
					value: one.phone,
					created_at: now,
				})),
			)
			.execute();
		const tags = contacts.flatMap(one => one.tagIds.map(tag_id => ({ contact_id: one.id, tag_id })));
		for (const part of parted(tags)) await db.insertInto('contact_tags').values(part).execute();
		const values = contacts.flatMap(one =>
			Object.entries(one.attributes).map(([key, value]) => ({ contact_id: one.id, key, value })),
		);
		for (const part of parted(values)) await db.insertInto('contact_attributes').values(part).execute();
	}

	/** Why a contact that an import added must stay, or null when nobody had to do with it since. */
	async whyKept(contactId: string): Promise<'written' | 'broadcast' | 'consent' | 'merged' | null> {
		const db = this.#db;
		const has = async (found: Promise<object | undefined>) => (await found) !== undefined;
		const conversations = db
			.selectFrom('conversations')
			.select('id')
			.where('contact_id', '=', contactId)
			.where('last_message_seq', '>', 0);
		if (await has(conversations.executeTakeFirst())) return 'written';
		const recipients = db.selectFrom('broadcast_recipients').select('id').where('contact_id', '=', contactId);
		if (await has(recipients.executeTakeFirst())) return 'broadcast';
		const words = db
			.selectFrom('consents')
			.select('id')
			.where('contact_id', '=', contactId)
			.where('source', '<>', 'import');
		if (await has(words.executeTakeFirst())) return 'consent';
		const merges = db
			.selectFrom('merges')
			.select('id')
			.where('keep_id', '=', contactId)
			.where('undone_at', 'is', null);
		return (await has(merges.executeTakeFirst())) ? 'merged' : null;
	}

	/** Removes a contact that `whyKept` gives no reason for, with all that was only its own. */
	async removeContact(contactId: string): Promise<void> {
		for (const table of [
			'conversations',
			'addresses',
			'contact_tags',
			'contact_attributes',
			'contact_changes',
			'consents',
			'start_links',
		] as const)
			await this.#db.deleteFrom(table).where('contact_id', '=', contactId).execute();
		await this.#db.deleteFrom('contacts').where('id', '=', contactId).execute();
	}
}

/** A contact as a row of a file tells it. */
export interface NewContact {
	readonly id: string;
	readonly name: string;
	/** E.164, and its match key. */
	readonly phone: string;
	readonly key: string;
	readonly source: string;
	readonly firstMessage: string | null;
	readonly tagIds: readonly string[];
	readonly attributes: Readonly<Record<string, string>>;
}

/** An engine takes only so many values in one statement. */
const VALUES = 2000;

function parted<T>(values: readonly T[]): T[][] {
	const parts: T[][] = [];
	for (let at = 0; at < values.length; at += VALUES) parts.push(values.slice(at, at + VALUES));
	return parts;
}

type CountColumn = keyof ImportCounts | 'removed' | 'restored' | 'kept';
