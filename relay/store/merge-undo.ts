import { type Kysely, sql } from 'kysely';
import { partMarks, refreshContacts } from './contact-marks.ts';
import type { MergeBefore } from './merges.ts';
import type { ConversationRow, MergesTable, Tables } from './tables.ts';

/** So many values go into one `in (…)`. */
const BATCH = 500;

/** Parts two contacts that were merged. What came after the merge stays with the contact that was kept. */
export class MergeUndo {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** Conversations that hold messages of both, or that go back as a whole. */
	conversationsOf(merge: MergesTable): string[] {
		const { moved, joined } = JSON.parse(merge.before) as MergeBefore;
		return [...moved, ...joined.map(({ keep }) => keep.id)];
	}

	/** True when what became part of the contact later has its messages in a conversation that would go back as a whole. */
	standsOn(later: MergesTable, earlier: MergesTable): boolean {
		const { moved } = JSON.parse(earlier.before) as MergeBefore;
		const { joined } = JSON.parse(later.before) as MergeBefore;
		return joined.some(({ keep }) => moved.includes(keep.id));
	}

	/**
	 * Restores the contact that was absorbed, its addresses, conversations, consents and sends, and takes them out of the other.
	 * Returns the conversations that changed. Everything happens in the caller's transaction.
	 */
	async run(merge: MergesTable, now: number): Promise<string[]> {
		const before = JSON.parse(merge.before) as MergeBefore;
		const { keep_id: keepId, gone_id: goneId } = merge;
		const db = this.#db;
		await db
			.insertInto('contacts')
			.values(before.gone)
			.onConflict(conflict => conflict.doNothing())
			.execute();
		await this.#names(keepId, before);
		for (const address of before.addresses) {
			await db
				.updateTable('addresses')
				.set({ contact_id: goneId })
				.where('channel_type', '=', address.channel_type)
				.where('match_key', '=', address.match_key)
				.where('contact_id', '=', keepId)
				.execute();
		}
		const changed: string[] = [];
		for (const id of before.moved) {
			const rows = await db
				.updateTable('conversations')
				.set({ contact_id: goneId, revision: sql`revision + 1` })
				.where('id', '=', id)
				.where('contact_id', '=', keepId)
				.returning('id')
				.execute();
			changed.push(...rows.map(row => row.id));
		}
		for (const one of before.joined) changed.push(...(await this.#part(one, goneId)));
		await this.#consents(keepId, goneId, before);
		await inBatches(before.sends, ids =>
			db
				.updateTable('template_sends')
				.set({ contact_id: goneId })
				.where('message_id', 'in', ids)
				.where('contact_id', '=', keepId)
				.execute(),
		);
		await this.#holds(keepId, goneId, before);
		if (before.marks) await partMarks(db, { keepId, goneId }, before.marks);
		await refreshContacts(db, [keepId, goneId]);
		await db.updateTable('merges').set({ undone_at: now }).where('id', '=', merge.id).execute();
		return changed;
	}

	/** What was refused since was refused to one of the two, and nobody knows to whom: it holds for both. */
	async #holds(keepId: string, goneId: string, before: MergeBefore): Promise<void> {
		const db = this.#db;
		const now = await db
			.selectFrom('marketing_holds')
			.select(['channel_type', 'times', 'until'])
			.where('contact_id', '=', keepId)
			.execute();
		await db.deleteFrom('marketing_holds').where('contact_id', '=', keepId).execute();
		for (const hold of before.holds) await db.insertInto('marketing_holds').values(hold).execute();
		for (const { channel_type, times, until } of now) {
			const former = before.holds.filter(hold => hold.channel_type === channel_type);
			if (former.some(hold => hold.until >= Number(until))) continue;
			for (const contact_id of [keepId, goneId])
				await db
					.insertInto('marketing_holds')
					.values({ contact_id, channel_type, times, until })
					.onConflict(conflict =>
						conflict.columns(['contact_id', 'channel_type']).doUpdateSet({ times, until }),
					)
					.execute();
		}
	}

	/** A name that came over with the merge goes back; one given since stays. */
	async #names(keepId: string, { keep, gone }: MergeBefore): Promise<void> {
		if (keep.name !== null || gone.name === null) return;
		await this.#db
			.updateTable('contacts')
			.set({ name: null })
			.where('id', '=', keepId)
			.where('name', '=', gone.name)
			.execute();
	}

	async #part(one: MergeBefore['joined'][number], goneId: string): Promise<string[]> {
		const db = this.#db;
		const kept = await this.#conversation(one.keep.id);
		if (!kept) return [];
		// Above both: whoever had either of them sees that something changed.
		const revision = Math.max(Number(kept.revision), Number(one.gone.revision)) + 1;
		await db
			.insertInto('conversations')
			.values({ ...one.gone, contact_id: goneId, revision })
			.onConflict(conflict => conflict.doNothing())
			.execute();
		await inBatches(one.seqs, seqs =>
			db
				.updateTable('messages')
				.set({ conversation_id: one.gone.id, revision })
				.where('seq', 'in', seqs)
				.where('conversation_id', '=', kept.id)
				.execute(),
		);
		const inbound = await this.#lastInbound(kept, one);
		await db
			.updateTable('conversations')
			.set({ revision, whole_from: revision, last_inbound_at: inbound, ...entryOf(kept, one) })
			.where('id', '=', kept.id)
			.execute();
		for (const id of [kept.id, one.gone.id]) await this.#recount(id);
		return [kept.id, one.gone.id];
	}

	async #conversation(id: string): Promise<ConversationRow | null> {
		const row = await this.#db
			.selectFrom('conversations')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ?? null;
	}

	/** When the kept contact last wrote: as before the merge, or later when they have written since. */
	async #lastInbound(kept: ConversationRow, one: MergeBefore['joined'][number]): Promise<number | null> {
		const known = kept.last_inbound_at === null ? null : Number(kept.last_inbound_at);
		const theirs = one.gone.last_inbound_at === null ? null : Number(one.gone.last_inbound_at);
		// Neither was theirs: it is our own contact's, from before or since.
		if (known === null || theirs === null || known > theirs) return known;
		const row = await this.#db
			.selectFrom('messages')
			.select(eb => eb.fn.max('at').as('at'))
			.where('conversation_id', '=', kept.id)
			.where('direction', '=', 'inbound')
			.where('kind', 'not in', ['notice', 'comment'])
			.executeTakeFirst();
		const left = row?.at == null ? null : Number(row.at);
		const former = one.keep.last_inbound_at === null ? null : Number(one.keep.last_inbound_at);
		// The timeline knows whole seconds; the conversation knew better.
		return left !== null && (former === null || left > former) ? left : former;
	}

	/** Unread and newest message follow from the messages that are there. */
	async #recount(conversationId: string): Promise<void> {
		const newest = await this.#db
			.selectFrom('messages')
			.select(['at', 'seq'])
			.where('conversation_id', '=', conversationId)
			.where('hidden', '=', 0)
			.orderBy('at', 'desc')
			.orderBy('seq', 'desc')
			.limit(1)
			.executeTakeFirst();
		const unread = await this.#db
			.selectFrom('messages')
			.select(eb => eb.fn.countAll().as('count'))
			.where('conversation_id', '=', conversationId)
			.where('direction', '=', 'inbound')
			.where('status', '=', 'delivered')
			.where('hidden', '=', 0)
			.executeTakeFirst();
		await this.#db
			.updateTable('conversations')
			.set({
				unread: Number(unread?.count ?? 0),
				last_message_at: Number(newest?.at ?? 0),
				last_message_seq: Number(newest?.seq ?? 0),
			})
			.where('id', '=', conversationId)
			.execute();
	}

	async #consents(keepId: string, goneId: string, before: MergeBefore): Promise<void> {
		const db = this.#db;
		await inBatches(before.consents, ids =>
			db.updateTable('consents').set({ contact_id: goneId }).where('id', 'in', ids).execute(),
		);
		// A word since the merge stays the newest of the kept contact on its channel type.
		await inBatches(before.newestConsents, ids =>
			db
				.updateTable('consents')
				.set({ newest: 1 })
				.where('id', 'in', ids)
				.where(
					sql<boolean>`not exists (select 1 from consents as later where later.contact_id = ${keepId} and consents.contact_id = ${keepId} and later.channel_type = consents.channel_type and later.newest = 1)`,
				)
				.execute(),
		);
	}
}

function entryOf(
	kept: ConversationRow,
	one: MergeBefore['joined'][number],
): Pick<ConversationRow, 'entry_source' | 'entry_free_until'> {
	const isTheirs = kept.entry_source === one.gone.entry_source && one.keep.entry_source === null;
	const { entry_source, entry_free_until } = isTheirs ? one.keep : kept;
	return { entry_source, entry_free_until };
}

async function inBatches<T>(
	values: readonly T[],
	work: (some: readonly T[]) => Promise<unknown>,
): Promise<void> {
	for (let at = 0; at < values.length; at += BATCH) await work(values.slice(at, at + BATCH));
}
