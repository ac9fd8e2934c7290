import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ContactFilter } from '../../shared/domain/contact-filter.ts';
import { conditionsOf } from './contact-filter-sql.ts';
import type { ContactRow, Tables } from './tables.ts';

/**
 * Contacts that fit a filter. However few fit and however many there are, no single query looks at more than a part of
 * them: webhooks that come in between are not held up.
 */
export class ContactLists {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async count(filter: ContactFilter): Promise<number> {
		const conditions = conditionsOf(filter);
		if (conditions.length === 0) {
			const row = await this.#db
				.selectFrom('contacts')
				.select(eb => eb.fn.countAll().as('count'))
				.executeTakeFirst();
			return Number(row?.count ?? 0);
		}
		let count = 0;
		for await (const part of this.#parts(BY_ID, null)) {
			const row = await this.#db
				.selectFrom('contacts')
				.select(eb => eb.fn.countAll().as('count'))
				.where(all([...part, ...conditions]))
				.executeTakeFirst();
			count += Number(row?.count ?? 0);
		}
		return count;
	}

	/** One page in an order. The next one begins after the last row's place; see `placeOf`. */
	async page(
		filter: ContactFilter,
		query: { readonly sort: ContactSort; readonly after: ContactPlace | null; readonly limit: number },
	): Promise<{ rows: ContactRow[]; hasMore: boolean }> {
		const order = ORDERS[query.sort];
		const conditions = conditionsOf(filter);
		const rows: ContactRow[] = [];
		for await (const part of this.#parts(order, query.after)) {
			const found = await this.#db
				.selectFrom('contacts')
				.selectAll()
				.where(all([...part, ...conditions]))
				.orderBy(order.by, order.direction)
				.orderBy('id', order.direction)
				.limit(query.limit + 1 - rows.length)
				.execute();
			rows.push(...found);
			if (rows.length > query.limit) break;
		}
		return { rows: rows.slice(0, query.limit), hasMore: rows.length > query.limit };
	}

	/** The ids of those who fit, in order of the id, from the one after `afterId` on; fewer than `limit` when no more follow. */
	async idsAfter(filter: ContactFilter, afterId: string | null, limit: number): Promise<string[]> {
		const conditions = conditionsOf(filter);
		const ids: string[] = [];
		for await (const part of this.#parts(BY_ID, afterId === null ? null : { key: afterId, id: afterId })) {
			const found = await this.#db
				.selectFrom('contacts')
				.select('id')
				.where(all([...part, ...conditions]))
				.orderBy('id')
				.limit(limit - ids.length)
				.execute();
			ids.push(...found.map(row => row.id));
			if (ids.length >= limit) break;
		}
		return ids;
	}

	/** The conditions of one part of all contacts after another, in an order. */
	async *#parts(order: Order, after: ContactPlace | null): AsyncGenerator<Condition[]> {
		for (let from = after; ; ) {
			const begin = from === null ? [] : [beyond(order, from)];
			const end = await this.#db
				.selectFrom('contacts')
				.select([order.by, 'id'])
				.where(all(begin))
				.orderBy(order.by, order.direction)
				.orderBy('id', order.direction)
				.offset(PART - 1)
				.limit(1)
				.executeTakeFirst();
			if (!end) {
				yield begin;
				return;
			}
			const last = { key: end[order.by], id: end.id };
			yield [...begin, upTo(order, last)];
			from = last;
			await new Promise(resolve => setImmediate(resolve));
		}
	}
}

export type ContactSort = 'name' | 'lastSeen' | 'created';

/** Where a contact stands in an order. */
export interface ContactPlace {
	readonly key: string | number;
	readonly id: string;
}

/** The place of a row in an order: the next page begins after it. */
export function placeOf(row: ContactRow, sort: ContactSort): ContactPlace {
	const key = row[ORDERS[sort].by];
	return { key: sort === 'name' ? key : Number(key), id: row.id };
}

type Condition = RawBuilder<boolean>;

interface Order {
	readonly by: 'id' | 'sort_name' | 'seen_at' | 'created_at';
	readonly direction: 'asc' | 'desc';
}

/** Each has an index over its column and the id. */
const ORDERS: Readonly<Record<ContactSort, Order>> = {
	name: { by: 'sort_name', direction: 'asc' },
	lastSeen: { by: 'seen_at', direction: 'desc' },
	created: { by: 'created_at', direction: 'desc' },
};
const BY_ID: Order = { by: 'id', direction: 'asc' };

/** So many contacts are looked at in one query. */
const PART = 2000;

function all(conditions: readonly Condition[]): Condition {
	return conditions.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

function beyond(order: Order, place: ContactPlace): Condition {
	return compared(order, order.direction === 'asc' ? '>' : '<', place);
}

/** The place itself and all before it. Not `not (beyond)`: an index ends only where a comparison says so. */
function upTo(order: Order, place: ContactPlace): Condition {
	return compared(order, order.direction === 'asc' ? '<=' : '>=', place);
}

function compared({ by }: Order, operator: '<' | '<=' | '>' | '>=', { key, id }: ContactPlace): Condition {
	const sign = sql.raw(operator);
	return by === 'id'
		? sql<boolean>`contacts.id ${sign} ${id}`
		: sql<boolean>`(${sql.ref(`contacts.${by}`)}, contacts.id) ${sign} (${key}, ${id})`;
}
