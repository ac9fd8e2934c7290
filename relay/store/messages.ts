import { type Kysely, sql } from 'kysely';
import { compileOnce } from './compiled.ts';
import type { MessageRow, NewMessageRow, Tables } from './tables.ts';

/** What may change about a stored message. JSON columns come as text. */
export type MessageChange = Partial<
	Omit<MessageRow, 'seq' | 'id' | 'channel_id' | 'direction' | 'client_id' | 'at' | 'received_at' | 'hidden'>
>;

/** A message as it is first stored; what is not given is empty. */
export type NewMessage = Omit<NewMessageRow, 'seq' | 'revision'>;

const EMPTY = {
	external_id: null,
	client_id: null,
	author_id: null,
	author_name: null,
	to_key: null,
	reply_to_external_id: null,
	reactions: null,
	sent_at: null,
	delivered_at: null,
	read_at: null,
	failed_at: null,
	problem: null,
	edited_at: null,
	revoked_at: null,
	referral: null,
	retry_of: null,
	retried_by: null,
	raw: null,
	due_at: null,
	claimed_by: null,
	broadcast_id: null,
	recipient_id: null,
	is_test: 0,
} satisfies Partial<NewMessageRow>;

const COLUMNS = [
	...(Object.keys(EMPTY) as (keyof typeof EMPTY)[]),
	'id',
	'conversation_id',
	'channel_id',
	'direction',
	'kind',
	'content',
	'hidden',
	'status',
	'at',
	'received_at',
	'forwarded',
	'attempts',
] as const satisfies readonly (keyof NewMessage)[];

type Column = (typeof COLUMNS)[number];

const INSERT = compileOnce((db: Kysely<Tables>, value: (name: Column) => never) =>
	db
		.insertInto('messages')
		.values({
			...(Object.fromEntries(
				COLUMNS.map(column => [column, value(column)]),
			) as unknown as Required<NewMessage>),
			revision: sql<number>`(select revision + 1 from conversations where id = ${value('conversation_id')})`,
		})
		.onConflict(conflict => conflict.doNothing())
		.returning('seq'),
);

/** The timeline of every conversation. What waits to be sent is in `outbox.ts`. */
export class Messages {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/**
	 * Stores a message under its conversation's next revision and returns its `seq`; null when its client id or external
	 * id is already stored. The caller changes the conversation next, in the same transaction, which takes that revision.
	 */
	async insert(message: NewMessage): Promise<number | null> {
		const { rows } = await INSERT.run(this.#db, { ...EMPTY, ...message });
		return rows[0] ? Number(rows[0].seq) : null;
	}

	async find(id: string): Promise<MessageRow | null> {
		return (
			(await this.#db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
		);
	}

	/** How many queued messages of a channel carry this template. */
	async queuedWithTemplate(channelId: string, name: string, language: string): Promise<number> {
		const rows = await this.#db
			.selectFrom('messages')
			.select('content')
			.where('channel_id', '=', channelId)
			.where('status', '=', 'queued')
			.where('direction', '=', 'outbound')
			.where('kind', '=', 'template')
			.execute();
		const contents = rows.map(row => JSON.parse(row.content) as { name?: string; language?: string });
		return contents.filter(content => content.name === name && content.language === language).length;
	}

	async byClientId(clientId: string): Promise<MessageRow | null> {
		return (
			(await this.#db
				.selectFrom('messages')
				.selectAll()
				.where('client_id', '=', clientId)
				.executeTakeFirst()) ?? null
		);
	}

	async byExternalId(channelId: string, externalId: string): Promise<MessageRow | null> {
		const row = await this.#db
			.selectFrom('messages')
			.selectAll()
			.where('channel_id', '=', channelId)
			.where('external_id', '=', externalId)
			.executeTakeFirst();
		return row ?? null;
	}

	/** The messages that these external ids name, for quotes. */
	async byExternalIds(channelId: string, externalIds: readonly string[]): Promise<MessageRow[]> {
		if (externalIds.length === 0) return [];
		return this.#db
			.selectFrom('messages')
			.selectAll()
			.where('channel_id', '=', channelId)
			.where('external_id', 'in', externalIds)
			.execute();
	}

	async bySeqs(seqs: readonly number[]): Promise<MessageRow[]> {
		if (seqs.length === 0) return [];
		return this.#db.selectFrom('messages').selectAll().where('seq', 'in', seqs).execute();
	}

	async update(id: string, change: MessageChange): Promise<void> {
		await this.#db.updateTable('messages').set(change).where('id', '=', id).execute();
	}

	/** The newest messages before a place in the timeline, oldest first; one more than `limit` tells whether more exist. */
	async page(
		conversationId: string,
		before: { at: number; seq: number } | null,
		limit: number,
	): Promise<MessageRow[]> {
		let select = this.#db
			.selectFrom('messages')
			.selectAll()
			.where('conversation_id', '=', conversationId)
			.where('hidden', '=', 0);
		if (before) select = select.where(sql<boolean>`(at, seq) < (${before.at}, ${before.seq})`);
		const rows = await select.orderBy('at', 'desc').orderBy('seq', 'desc').limit(limit).execute();
		return rows.reverse();
	}

	/** What changed after a revision, in order of change. */
	async changedAfter(conversationId: string, revision: number, limit: number): Promise<MessageRow[]> {
		return this.#db
			.selectFrom('messages')
			.selectAll()
			.where('conversation_id', '=', conversationId)
			.where('revision', '>', revision)
			.where('hidden', '=', 0)
			.orderBy('revision')
			.orderBy('seq')
			.limit(limit)
			.execute();
	}

	/** Everything that one revision changed. */
	async ofRevision(conversationId: string, revision: number): Promise<MessageRow[]> {
		return this.#db
			.selectFrom('messages')
			.selectAll()
			.where('conversation_id', '=', conversationId)
			.where('revision', '=', revision)
			.where('hidden', '=', 0)
			.orderBy('seq')
			.execute();
	}

	/** The newest message of a conversation that this person did not write. */
	async newestByOthers(conversationId: string, userId: string): Promise<MessageRow | null> {
		const row = await this.#db
			.selectFrom('messages')
			.selectAll()
			.where('conversation_id', '=', conversationId)
			.where('hidden', '=', 0)
			.where(eb => eb.or([eb('author_id', 'is', null), eb('author_id', '<>', userId)]))
			.orderBy('at', 'desc')
			.orderBy('seq', 'desc')
			.limit(1)
			.executeTakeFirst();
		return row ?? null;
	}

	/** Inbound messages up to a place in the timeline that nobody had seen become read; returns their ids. */
	async markInboundRead(
		conversationId: string,
		upTo: { at: number; seq: number },
		now: number,
		revision: number,
	): Promise<string[]> {
		const rows = await this.#db
			.updateTable('messages')
			.set({ status: 'read', read_at: now, revision })
			.where('conversation_id', '=', conversationId)
			.where('direction', '=', 'inbound')
			.where('status', '=', 'delivered')
			.where(sql<boolean>`(at, seq) <= (${upTo.at}, ${upTo.seq})`)
			.returning('id')
			.execute();
		return rows.map(row => row.id);
	}

	async countUnread(conversationId: string): Promise<number> {
		const row = await this.#db
			.selectFrom('messages')
			.select(eb => eb.fn.countAll().as('count'))
			.where('conversation_id', '=', conversationId)
			.where('direction', '=', 'inbound')
			.where('status', '=', 'delivered')
			.where('hidden', '=', 0)
			.executeTakeFirst();
		return Number(row?.count ?? 0);
	}

	/** It was sent to ourselves to try something. */
	async markTest(id: string, broadcastId: string | null): Promise<void> {
		await this.#db
			.updateTable('messages')
			.set({ is_test: 1, broadcast_id: broadcastId })
			.where('id', '=', id)
			.execute();
	}
}
