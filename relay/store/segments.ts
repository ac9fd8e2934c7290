import type { Kysely } from 'kysely';
import { nameKey } from '../../shared/domain/contact-fields.ts';
import type { ContactFilter } from '../../shared/domain/contact-filter.ts';
import type { Tables } from './tables.ts';
import type { SegmentsTable } from './tables-contacts.ts';

/** A filter with a name: whoever fits it now is in it. */
export interface Segment {
	readonly id: string;
	readonly name: string;
	readonly filter: ContactFilter;
	readonly byName: string;
	readonly createdAt: number;
	readonly updatedAt: number;
}

export class Segments {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** By name. */
	async list(): Promise<Segment[]> {
		return (await this.#db.selectFrom('segments').selectAll().orderBy('name_key').execute()).map(read);
	}

	async find(id: string): Promise<Segment | null> {
		const row = await this.#db.selectFrom('segments').selectAll().where('id', '=', id).executeTakeFirst();
		return row ? read(row) : null;
	}

	async byName(name: string): Promise<Segment | null> {
		const row = await this.#db
			.selectFrom('segments')
			.selectAll()
			.where('name_key', '=', nameKey(name))
			.executeTakeFirst();
		return row ? read(row) : null;
	}

	/** Makes a segment, or changes its name and filter. Throws when another has the name. */
	async put(segment: Omit<Segment, 'createdAt' | 'updatedAt'>, now: number): Promise<void> {
		const changed = {
			name: segment.name,
			name_key: nameKey(segment.name),
			filter: JSON.stringify(segment.filter),
			updated_at: now,
		};
		await this.#db
			.insertInto('segments')
			.values({ id: segment.id, ...changed, by_name: segment.byName, created_at: now })
			.onConflict(conflict => conflict.column('id').doUpdateSet(changed))
			.execute();
	}

	async remove(id: string): Promise<void> {
		await this.#db.deleteFrom('segments').where('id', '=', id).execute();
	}
}

function read(row: SegmentsTable): Segment {
	return {
		id: row.id,
		name: row.name,
		filter: JSON.parse(row.filter) as ContactFilter,
		byName: row.by_name,
		createdAt: Number(row.created_at),
		updatedAt: Number(row.updated_at),
	};
}
