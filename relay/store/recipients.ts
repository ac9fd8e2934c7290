import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { BUCKET_RULES, type Bucket, type RecipientState } from '../../shared/domain/broadcast.ts';
import { compileOnce } from './compiled.ts';
import { containing } from './like.ts';
import type { NewRecipientRow, RecipientRow, Tables } from './tables.ts';

export type NewRecipient = Pick<
	NewRecipientRow,
	'broadcast_id' | 'key' | 'contact_id' | 'channel_id' | 'kind' | 'value' | 'name' | 'row' | 'country'
>;

/** What may change about a recipient. */
export type RecipientChange = Partial<Omit<RecipientRow, 'id' | 'broadcast_id' | 'name' | 'row'>>;

/** Rows in one statement: more bring nothing, and every one holds up whoever else wants the store. */
const AT_ONCE = 200;

/** What a provider's report changes. The state only while the report is about the newest message of the recipient. */
interface ReportValues {
	id: number;
	messageId: string;
	state: string | null;
	reason: string | null;
	detail: string | null;
	sentAt: number | null;
	deliveredAt: number | null;
	readAt: number | null;
	failedAt: number | null;
}

const REPORT = compileOnce(
	(db: Kysely<Tables>, value: <Name extends keyof ReportValues>(name: Name) => ReportValues[Name]) =>
		db
			.updateTable('broadcast_recipients')
			.set({
				state: sql`coalesce(${value('state')}, state)`,
				reason: sql`case when ${value('state')} is null then reason else ${value('reason')} end`,
				detail: sql`case when ${value('state')} is null then detail else ${value('detail')} end`,
				sent_at: sql`coalesce(${value('sentAt')}, sent_at)`,
				delivered_at: sql`coalesce(${value('deliveredAt')}, delivered_at)`,
				read_at: sql`coalesce(${value('readAt')}, read_at)`,
				failed_at: sql`coalesce(${value('failedAt')}, failed_at)`,
			})
			.where('id', '=', value('id'))
			.where('message_id', '=', value('messageId')),
);

const DUE = compileOnce(
	(db: Kysely<Tables>, value: (name: 'broadcastId' | 'channelId' | 'now' | 'limit') => never) =>
		db
			.selectFrom('broadcast_recipients')
			.selectAll()
			.where('broadcast_id', '=', value('broadcastId'))
			.where('channel_id', '=', value('channelId'))
			.where('state', '=', 'waiting')
			.where('due_at', '<=', value('now'))
			.orderBy('due_at')
			.orderBy('id')
			.limit(value('limit')),
);

/** The many of a broadcast. Each is there once, whatever it came from. */
export class Recipients {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** Adds those who are not in yet, waiting; returns how many those were. */
	async add(rows: readonly NewRecipient[]): Promise<number> {
		let added = 0;
		for (let from = 0; from < rows.length; from += AT_ONCE) {
			const batch = rows.slice(from, from + AT_ONCE).map(row => ({ ...row, state: 'waiting', due_at: 0 }));
			const result = await this.#db
				.insertInto('broadcast_recipients')
				.values(batch)
				.onConflict(conflict => conflict.columns(['broadcast_id', 'key']).doNothing())
				.executeTakeFirst();
			added += Number(result.numInsertedOrUpdatedRows ?? 0);
		}
		return added;
	}

	async find(id: number): Promise<RecipientRow | null> {
		const row = await this.#db
			.selectFrom('broadcast_recipients')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ?? null;
	}

	/** Which of these keys are taken in a broadcast, and by whom. */
	async ofKeys(broadcastId: string, keys: readonly string[]): Promise<Map<string, number>> {
		if (keys.length === 0) return new Map();
		const rows = await this.#db
			.selectFrom('broadcast_recipients')
			.select(['id', 'key'])
			.where('broadcast_id', '=', broadcastId)
			.where('key', 'in', keys)
			.execute();
		return new Map(rows.map(row => [row.key, Number(row.id)]));
	}

	/** Which recipient each of these contacts was written to as, in a broadcast; those who had no message yet are not in it. */
	async writtenTo(broadcastId: string, contactIds: readonly string[]): Promise<Map<string, number>> {
		if (contactIds.length === 0) return new Map();
		const rows = await this.#db
			.selectFrom('broadcast_recipients')
			.select(['id', 'contact_id'])
			.where('contact_id', 'in', contactIds)
			.where(sql<boolean>`+broadcast_id = ${broadcastId}`)
			.where('message_id', 'is not', null)
			.execute();
		return new Map(rows.map(row => [row.contact_id ?? '', Number(row.id)]));
	}

	async update(id: number, change: RecipientChange): Promise<void> {
		await this.#db.updateTable('broadcast_recipients').set(change).where('id', '=', id).execute();
	}

	/** Notes what became of a recipient's message; see `ReportValues`. */
	async report(values: ReportValues): Promise<void> {
		await REPORT.run(this.#db, values);
	}

	/** Sets a mark that is not there yet. */
	async mark(id: number, mark: 'replied' | 'clicked' | 'stopped', at: number): Promise<boolean> {
		const column = `${mark}_at` as const;
		const result = await this.#db
			.updateTable('broadcast_recipients')
			.set({ [column]: at })
			.where('id', '=', id)
			.where(column, 'is', null)
			.executeTakeFirst();
		return Number(result.numUpdatedRows) > 0;
	}

	/** Whose turn has come on a channel, in the order in which they were added. */
	async due(broadcastId: string, channelId: string, now: number, limit: number): Promise<RecipientRow[]> {
		const { rows } = await DUE.run(this.#db, { broadcastId, channelId, now, limit });
		return rows as RecipientRow[];
	}

	/** When the next turn comes; null when nobody waits. */
	async nextDueAt(broadcastId: string, channelId: string): Promise<number | null> {
		const row = await this.#db
			.selectFrom('broadcast_recipients')
			.select('due_at')
			.where('broadcast_id', '=', broadcastId)
			.where('channel_id', '=', channelId)
			.where('state', '=', 'waiting')
			.orderBy('due_at')
			.limit(1)
			.executeTakeFirst();
		return row?.due_at == null ? null : Number(row.due_at);
	}

	/** Gives those of a country whose turn is now another one; at most so many at once. Returns how many there were. */
	async postpone(
		{ broadcastId, channelId, country }: { broadcastId: string; channelId: string; country: string | null },
		times: { now: number; dueAt: number },
		limit: number,
	): Promise<number> {
		const result = await this.#db
			.updateTable('broadcast_recipients')
			.set({ due_at: times.dueAt })
			.where('id', 'in', eb =>
				eb
					.selectFrom('broadcast_recipients')
					.select('id')
					.where('broadcast_id', '=', broadcastId)
					.where('channel_id', '=', channelId)
					.where('state', '=', 'waiting')
					.where('due_at', '<=', times.now)
					.where('country', country === null ? 'is' : '=', country)
					.limit(limit),
			)
			.executeTakeFirst();
		return Number(result.numUpdatedRows);
	}

	/** Those whose turn has not come become something else, at most so many at once. Returns how many there were. */
	async endWaiting(
		broadcastId: string,
		to: { state: RecipientState; reason: string },
		limit: number,
	): Promise<number> {
		const result = await this.#db
			.updateTable('broadcast_recipients')
			.set({ state: to.state, reason: to.reason, detail: null, due_at: null })
			.where('id', 'in', eb =>
				eb
					.selectFrom('broadcast_recipients')
					.select('id')
					.where('broadcast_id', '=', broadcastId)
					.where('state', '=', 'waiting')
					.limit(limit),
			)
			.executeTakeFirst();
		return Number(result.numUpdatedRows);
	}

	async isAnyOf(broadcastId: string, states: readonly RecipientState[]): Promise<boolean> {
		const row = await this.#db
			.selectFrom('broadcast_recipients')
			.select('id')
			.where('broadcast_id', '=', broadcastId)
			.where('state', 'in', states)
			.limit(1)
			.executeTakeFirst();
		return row !== undefined;
	}

	/** How many wait after `now` for another try after a failure, and when the first of them comes. */
	async again(broadcastId: string, now: number): Promise<{ count: number; firstAt: number | null }> {
		const row = await this.#db
			.selectFrom('broadcast_recipients')
			.select(eb => [eb.fn.countAll<number>().as('count'), eb.fn.min<number | null>('due_at').as('first_at')])
			.where('broadcast_id', '=', broadcastId)
			.where('state', '=', 'waiting')
			.where('reason', 'is not', null)
			.where('due_at', '>', now)
			.executeTakeFirst();
		return { count: Number(row?.count ?? 0), firstAt: row?.first_at == null ? null : Number(row.first_at) };
	}

	/** A page of a bucket, by id. */
	async page(query: {
		broadcastId: string;
		bucket: Bucket;
		reason?: string | undefined;
		country?: string | undefined;
		search?: string | undefined;
		after: number;
		limit: number;
	}): Promise<RecipientRow[]> {
		const { reason, country, search } = query;
		let select = inBucket(
			this.#db
				.selectFrom('broadcast_recipients')
				.selectAll()
				.where('broadcast_id', '=', query.broadcastId)
				.where('id', '>', query.after),
			query.bucket,
		);
		if (reason !== undefined) select = select.where('reason', '=', reason);
		if (country !== undefined) select = select.where('country', country === '' ? 'is' : '=', country || null);
		if (search !== undefined && search !== '') {
			const like = containing(search);
			const digits = search.replace(/\D/g, '');
			select = select.where(
				digits.length >= 3
					? sql<boolean>`(lower(name) like ${like} escape '\\' or value like ${`%${digits}%`})`
					: sql<boolean>`lower(name) like ${like} escape '\\'`,
			);
		}
		return select.orderBy('id').limit(query.limit).execute();
	}

	/** All of a broadcast that has not begun go by another channel. */
	async moveTo(broadcastId: string, channelId: string): Promise<void> {
		await this.#db
			.updateTable('broadcast_recipients')
			.set({ channel_id: channelId })
			.where('broadcast_id', '=', broadcastId)
			.execute();
	}

	async remove(broadcastId: string, ids: readonly number[] | null): Promise<void> {
		let remove = this.#db.deleteFrom('broadcast_recipients').where('broadcast_id', '=', broadcastId);
		if (ids !== null) remove = remove.where('id', 'in', ids);
		await remove.execute();
	}

	/** Two contacts became one. */
	async absorb(keepId: string, goneId: string): Promise<void> {
		await this.#db
			.updateTable('broadcast_recipients')
			.set({ contact_id: keepId })
			.where('contact_id', '=', goneId)
			.execute();
	}
}

type Select = SelectQueryBuilder<Tables, 'broadcast_recipients', RecipientRow>;

function inBucket(select: Select, bucket: Bucket): Select {
	const { states, mark, lacks } = BUCKET_RULES[bucket];
	let narrowed = select;
	// The `+` keeps it from the index of states, which has no order by id: each page would sort all that are left.
	if (states !== null) narrowed = narrowed.where(sql<boolean>`+state in (${sql.join(states)})`);
	if (mark) narrowed = narrowed.where(`${mark}_at`, 'is not', null);
	if (lacks) narrowed = narrowed.where(`${lacks}_at`, 'is', null);
	return narrowed;
}
