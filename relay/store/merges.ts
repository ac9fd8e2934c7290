import { type Kysely, sql } from 'kysely';
import { type ContactMarks, marksOf } from './contact-marks.ts';
import { MergeUndo } from './merge-undo.ts';
import type { AddressRow, ContactRow, ConversationRow, MergesTable, Tables } from './tables.ts';

/** How both contacts were before they became one: all that is needed to part them again. */
export interface MergeBefore {
	readonly gone: ContactRow;
	readonly keep: Pick<ContactRow, 'name' | 'profile_name'>;
	readonly addresses: readonly AddressRow[];
	/** Conversations that became the other's as a whole. */
	readonly moved: readonly string[];
	/** Conversations that became part of another on the same channel, with their messages' `seq`. */
	readonly joined: readonly {
		readonly gone: ConversationRow;
		readonly keep: ConversationRow;
		readonly seqs: readonly number[];
	}[];
	/** Lines of the consent ledger by id; `newest` of both, before. */
	readonly consents: readonly string[];
	readonly newestConsents: readonly string[];
	/** Message ids of template sends. */
	readonly sends: readonly string[];
	readonly holds: readonly { contact_id: string; channel_type: string; times: number; until: number }[];
	/** Missing from merges of before there were any. */
	readonly marks?: { readonly keep: ContactMarks; readonly gone: ContactMarks };
}

/** Contacts that became one, so that they can become two again. */
export class Merges {
	readonly #db: Kysely<Tables>;
	readonly undo: MergeUndo;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
		this.undo = new MergeUndo(db);
	}

	/** Reads what `keep` who absorbs it. Call it before anything is moved, in the same transaction. */
	async before(keepId: string, goneId: string): Promise<MergeBefore> {
		const db = this.#db;
		const contact = (id: string) =>
			db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
		const [gone, keep] = [await contact(goneId), await contact(keepId)];
		const conversations = (id: string) =>
			db.selectFrom('conversations').selectAll().where('contact_id', '=', id).execute();
		const kept = new Map((await conversations(keepId)).map(row => [row.channel_id, row]));
		const moved: string[] = [];
		const joined: { gone: ConversationRow; keep: ConversationRow; seqs: number[] }[] = [];
		for (const row of await conversations(goneId)) {
			const same = kept.get(row.channel_id);
			if (!same) moved.push(row.id);
			else joined.push({ gone: row, keep: same, seqs: await this.#seqsOf(row.id) });
		}
		const consents = await db
			.selectFrom('consents')
			.select(['id', 'contact_id', 'newest'])
			.where('contact_id', 'in', [keepId, goneId])
			.execute();
		const sends = await db
			.selectFrom('template_sends')
			.select('message_id')
			.where('contact_id', '=', goneId)
			.execute();
		const holds = await db
			.selectFrom('marketing_holds')
			.selectAll()
			.where('contact_id', 'in', [keepId, goneId])
			.execute();
		return {
			gone,
			keep: { name: keep.name, profile_name: keep.profile_name },
			addresses: await db.selectFrom('addresses').selectAll().where('contact_id', '=', goneId).execute(),
			moved,
			joined,
			consents: consents.filter(row => row.contact_id === goneId).map(row => row.id),
			newestConsents: consents.filter(row => Number(row.newest) === 1).map(row => row.id),
			sends: sends.map(row => row.message_id),
			marks: { keep: await marksOf(db, keepId), gone: await marksOf(db, goneId) },
			holds: holds.map(row => ({ ...row, times: Number(row.times), until: Number(row.until) })),
		};
	}

	async #seqsOf(conversationId: string): Promise<number[]> {
		const rows = await this.#db
			.selectFrom('messages')
			.select('seq')
			.where('conversation_id', '=', conversationId)
			.execute();
		return rows.map(row => Number(row.seq));
	}

	async add(merge: {
		id: string;
		keepId: string;
		goneId: string;
		at: number;
		byName: string | null;
		goneName: string;
		before: MergeBefore;
	}): Promise<void> {
		await this.#db
			.insertInto('merges')
			.values({
				id: merge.id,
				keep_id: merge.keepId,
				gone_id: merge.goneId,
				at: merge.at,
				by_name: merge.byName,
				gone_name: merge.goneName,
				before: JSON.stringify(merge.before),
				undone_at: null,
			})
			.execute();
	}

	async find(id: string): Promise<MergesTable | null> {
		const row = await this.#db.selectFrom('merges').selectAll().where('id', '=', id).executeTakeFirst();
		return row ?? null;
	}

	/** Who became part of this contact and still is, the newest first. */
	async into(keepId: string): Promise<MergesTable[]> {
		return this.#db
			.selectFrom('merges')
			.selectAll()
			.where('keep_id', '=', keepId)
			.where('undone_at', 'is', null)
			.orderBy('at', 'desc')
			.execute();
	}

	/** The contact that this one has become part of, through however many merges; itself when it stands alone. */
	async nowPartOf(contactId: string): Promise<string> {
		const row = await this.#db
			.selectFrom('merges')
			.select('keep_id')
			.where('gone_id', '=', contactId)
			.where('undone_at', 'is', null)
			.executeTakeFirst();
		return row ? this.nowPartOf(row.keep_id) : contactId;
	}

	/** True when somebody parted these two: what made them one then must not do so again. */
	async areApart(one: string, other: string): Promise<boolean> {
		const row = await this.#db
			.selectFrom('merges')
			.select('id')
			.where('undone_at', 'is not', null)
			.where(
				sql<boolean>`((keep_id = ${one} and gone_id = ${other}) or (keep_id = ${other} and gone_id = ${one}))`,
			)
			.executeTakeFirst();
		return row !== undefined;
	}
}
