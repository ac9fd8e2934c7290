import { type Kysely, sql } from 'kysely';
import { compileOnce } from './compiled.ts';
import type { ConversationRow, Tables } from './tables.ts';

/** What a change may set besides the revision, which every change raises. */
export interface ConversationChange {
	/** Raises `last_inbound_at`, never lowers it. */
	readonly inboundAt?: number;
	/** A message that may be the newest of the timeline. */
	readonly message?: { readonly at: number; readonly seq: number };
	readonly unreadBy?: number;
	readonly unread?: number;
	readonly entry?: { readonly source: string; readonly freeUntil: number | null };
	readonly contactId?: string;
}

const OF_CONTACT = compileOnce((db: Kysely<Tables>, value: (name: 'contactId' | 'channelId') => string) =>
	db
		.selectFrom('conversations')
		.selectAll()
		.where('contact_id', '=', value('contactId'))
		.where('channel_id', '=', value('channelId')),
);

interface ChangeValues {
	id: string;
	inboundAt: number | null;
	at: number;
	seq: number;
	unreadBy: number;
	unread: number | null;
	entrySource: string | null;
	freeUntil: number | null;
	contactId: string | null;
}

/** One statement for every change: what is not changed keeps its value. */
const CHANGE = compileOnce(
	(db: Kysely<Tables>, value: <Name extends keyof ChangeValues>(name: Name) => ChangeValues[Name]) => {
		const newer = sql<boolean>`(last_message_at, last_message_seq) < (${value('at')}, ${value('seq')})`;
		return db
			.updateTable('conversations')
			.set({
				revision: sql`revision + 1`,
				last_inbound_at: sql`case when last_inbound_at is null or last_inbound_at < ${value('inboundAt')} then coalesce(${value('inboundAt')}, last_inbound_at) else last_inbound_at end`,
				last_message_at: sql`case when ${newer} then ${value('at')} else last_message_at end`,
				last_message_seq: sql`case when ${newer} then ${value('seq')} else last_message_seq end`,
				unread: sql`coalesce(${value('unread')}, unread + ${value('unreadBy')})`,
				entry_free_until: sql`case when ${value('entrySource')} is null then entry_free_until else ${value('freeUntil')} end`,
				entry_source: sql`coalesce(${value('entrySource')}, entry_source)`,
				contact_id: sql`coalesce(${value('contactId')}, contact_id)`,
			})
			.where('id', '=', value('id'))
			.returning('revision');
	},
);

/** When a contact was last seen follows from its conversations; it only ever gets later here. */
const SEEN = compileOnce(
	(db: Kysely<Tables>, value: <Name extends 'id' | 'at'>(name: Name) => { id: string; at: number }[Name]) =>
		db
			.updateTable('contacts')
			.set({ seen_at: value('at') })
			.where('id', '=', sql<string>`(select contact_id from conversations where id = ${value('id')})`)
			.where('seen_at', '<', value('at')),
);

export class Conversations {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async find(id: string): Promise<ConversationRow | null> {
		return (
			(await this.#db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
		);
	}

	async findMany(ids: readonly string[]): Promise<ConversationRow[]> {
		if (ids.length === 0) return [];
		return this.#db.selectFrom('conversations').selectAll().where('id', 'in', ids).execute();
	}

	async ofContact(contactId: string, channelId: string): Promise<ConversationRow | null> {
		const { rows } = await OF_CONTACT.run(this.#db, { contactId, channelId });
		return rows[0] ?? null;
	}

	/** Those of many contacts on one channel. */
	async ofContacts(contactIds: readonly string[], channelId: string): Promise<ConversationRow[]> {
		if (contactIds.length === 0) return [];
		return this.#db
			.selectFrom('conversations')
			.selectAll()
			.where('contact_id', 'in', contactIds)
			.where('channel_id', '=', channelId)
			.execute();
	}

	async allOfContact(contactId: string): Promise<ConversationRow[]> {
		return this.#db
			.selectFrom('conversations')
			.selectAll()
			.where('contact_id', '=', contactId)
			.orderBy('last_message_at', 'desc')
			.execute();
	}

	async create(conversation: {
		id: string;
		channelId: string;
		contactId: string;
		createdAt: number;
	}): Promise<void> {
		await this.#db
			.insertInto('conversations')
			.values({
				id: conversation.id,
				channel_id: conversation.channelId,
				contact_id: conversation.contactId,
				revision: 0,
				unread: 0,
				last_message_at: 0,
				last_message_seq: 0,
				created_at: conversation.createdAt,
			})
			.execute();
	}

	/** Applies a change, takes the next revision and returns it. */
	async change(id: string, change: ConversationChange = {}): Promise<number> {
		const { rows } = await CHANGE.run(this.#db, {
			id,
			inboundAt: change.inboundAt ?? null,
			at: change.message?.at ?? 0,
			seq: change.message?.seq ?? 0,
			unreadBy: change.unreadBy ?? 0,
			unread: change.unread ?? null,
			entrySource: change.entry?.source ?? null,
			freeUntil: change.entry?.freeUntil ?? null,
			contactId: change.contactId ?? null,
		});
		const [row] = rows;
		if (!row) throw new Error(`There is no conversation ${id} to change.`);
		if (change.inboundAt !== undefined) await SEEN.run(this.#db, { id, at: change.inboundAt });
		return Number(row.revision);
	}

	/** The newest first. `search` looks in names, profile names and addresses. */
	async list(query: {
		unreadOnly: boolean;
		channelId: string | null;
		search: string | null;
		before: { at: number; id: string } | null;
		limit: number;
	}): Promise<ConversationRow[]> {
		let select = this.#db.selectFrom('conversations').selectAll().where('last_message_at', '>', 0);
		if (query.unreadOnly) select = select.where('unread', '>', 0);
		if (query.channelId !== null) select = select.where('channel_id', '=', query.channelId);
		const { before } = query;
		if (before) {
			select = select.where(eb =>
				eb.or([
					eb('last_message_at', '<', before.at),
					eb.and([eb('last_message_at', '=', before.at), eb('id', '<', before.id)]),
				]),
			);
		}
		if (query.search !== null && query.search.trim() !== '') {
			const like = `%${query.search
				.trim()
				.toLowerCase()
				.replace(/[\\%_]/g, match => `\\${match}`)}%`;
			const digits = query.search.replace(/\D/g, '');
			select = select.where(eb =>
				eb(
					'contact_id',
					'in',
					sql<string>`(select id from contacts where lower(coalesce(name, '')) like ${like} escape '\\' or lower(coalesce(profile_name, '')) like ${like} escape '\\'
						union select contact_id from addresses where ${digits.length >= 3 ? sql`value like ${`%${digits}%`}` : sql`lower(value) like ${like} escape '\\'`})`,
				),
			);
		}
		return select.orderBy('last_message_at', 'desc').orderBy('id', 'desc').limit(query.limit).execute();
	}

	/** A broadcast reached the contact here: their next message may be the answer to it. */
	async noteBroadcast(id: string, recipientId: number, at: number): Promise<void> {
		await this.#db
			.updateTable('conversations')
			.set({ broadcast_recipient_id: recipientId, broadcast_at: at })
			.where('id', '=', id)
			.execute();
	}

	async unreadTotal(): Promise<number> {
		const row = await this.#db
			.selectFrom('conversations')
			.select(eb => eb.fn.sum('unread').as('total'))
			.where('unread', '>', 0)
			.executeTakeFirst();
		return Number(row?.total ?? 0);
	}

	/** Moves every message of one conversation into another and removes the emptied one. */
	async absorb(keepId: string, goneId: string): Promise<void> {
		const gone = await this.find(goneId);
		if (!gone) return;
		const revision = await this.change(keepId, {
			message: { at: Number(gone.last_message_at), seq: Number(gone.last_message_seq) },
			unreadBy: Number(gone.unread),
			...(gone.last_inbound_at !== null && { inboundAt: Number(gone.last_inbound_at) }),
		});
		await this.#db
			.updateTable('messages')
			.set({ conversation_id: keepId, revision })
			.where('conversation_id', '=', goneId)
			.execute();
		await this.#db.deleteFrom('conversations').where('id', '=', goneId).execute();
	}
}
