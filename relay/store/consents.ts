import type { Kysely } from 'kysely';
import type { ChannelType } from '../../shared/domain/channel.ts';
import { type ConsentEntry, outranks } from '../../shared/domain/consent.ts';
import type { Tables } from './tables.ts';
import type { ConsentsTable } from './tables-sending.ts';

/** The consent ledger. Lines are added and kept; the newest of each contact and channel type counts. */
export class Consents {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** Adds a line. True when it is the newest word now; an older one than the last is kept, and changes nothing else. */
	async add(entry: ConsentEntry): Promise<boolean> {
		const last = await this.newestOn(entry.contactId, entry.channelType);
		const isNewest = last === null || outranks(entry, last);
		if (last && isNewest)
			await this.#db.updateTable('consents').set({ newest: 0 }).where('id', '=', last.id).execute();
		await this.#db
			.insertInto('consents')
			.values({
				id: entry.id,
				contact_id: entry.contactId,
				channel_type: entry.channelType,
				word: entry.word,
				at: entry.at,
				source: entry.source,
				text: entry.text,
				message_id: entry.messageId,
				by_name: entry.byName,
				newest: isNewest ? 1 : 0,
			})
			.execute();
		return isNewest;
	}

	async newestOn(contactId: string, channelType: ChannelType): Promise<ConsentEntry | null> {
		const row = await this.#db
			.selectFrom('consents')
			.selectAll()
			.where('contact_id', '=', contactId)
			.where('channel_type', '=', channelType)
			.where('newest', '=', 1)
			.executeTakeFirst();
		return row ? read(row) : null;
	}

	/** The newest line of each of these contacts on each channel type. */
	async newestOf(contactIds: readonly string[]): Promise<ConsentEntry[]> {
		if (contactIds.length === 0) return [];
		const rows = await this.#db
			.selectFrom('consents')
			.selectAll()
			.where('contact_id', 'in', contactIds)
			.where('newest', '=', 1)
			.execute();
		return rows.map(read);
	}

	/** The ledger, the newest first. */
	async list(query: {
		contactId?: string | undefined;
		word?: string | undefined;
		before?: { at: number; id: string } | undefined;
		limit: number;
	}): Promise<ConsentEntry[]> {
		let select = this.#db.selectFrom('consents').selectAll();
		const { contactId, word, before } = query;
		if (contactId !== undefined) select = select.where('contact_id', '=', contactId);
		if (word !== undefined) select = select.where('word', '=', word);
		if (before)
			select = select.where(eb =>
				eb.or([eb('at', '<', before.at), eb.and([eb('at', '=', before.at), eb('id', '<', before.id)])]),
			);
		const rows = await select.orderBy('at', 'desc').orderBy('id', 'desc').limit(query.limit).execute();
		return rows.map(read);
	}

	/** The last lines of a contact on a channel type, the newest first; no more than a ledger of one person ever needs. */
	async lines(contactId: string, channelType: ChannelType): Promise<ConsentEntry[]> {
		return this.linesOf([contactId], channelType, 100);
	}

	/** The lines of these contacts on a channel type, the newest first; all without `limit`. */
	async linesOf(
		contactIds: readonly string[],
		channelType: ChannelType,
		limit?: number,
	): Promise<ConsentEntry[]> {
		if (contactIds.length === 0) return [];
		let select = this.#db
			.selectFrom('consents')
			.selectAll()
			.where('contact_id', 'in', contactIds)
			.where('channel_type', '=', channelType)
			.orderBy('at', 'desc')
			.orderBy('id', 'desc');
		if (limit !== undefined) select = select.limit(limit);
		return (await select.execute()).map(read);
	}

	/** Opt-outs between two times on channels of a type, for statistics. */
	async optOutsSince(channelType: ChannelType, since: number): Promise<{ contactId: string; at: number }[]> {
		const rows = await this.#db
			.selectFrom('consents')
			.select(['contact_id', 'at'])
			.where('channel_type', '=', channelType)
			.where('word', '=', 'opt-out')
			.where('at', '>=', since)
			.execute();
		return rows.map(row => ({ contactId: row.contact_id, at: Number(row.at) }));
	}

	/** The lines of one contact become another's; of both newest words the later one counts. */
	async absorb(keepId: string, goneId: string): Promise<void> {
		await this.#db
			.updateTable('consents')
			.set({ contact_id: keepId })
			.where('contact_id', '=', goneId)
			.execute();
		const byType = new Map<ChannelType, ConsentEntry[]>();
		for (const entry of await this.newestOf([keepId]))
			byType.set(entry.channelType, [...(byType.get(entry.channelType) ?? []), entry]);
		for (const entries of byType.values()) {
			// Opt-outs are asked last: of one moment, the opt-out counts.
			const inTurn = entries.toSorted((a, b) => a.word.localeCompare(b.word));
			const newest = inTurn.reduce((best, one) => (outranks(one, best) ? one : best));
			const older = entries.filter(entry => entry !== newest);
			if (older.length === 0) continue;
			await this.#db
				.updateTable('consents')
				.set({ newest: 0 })
				.where(
					'id',
					'in',
					older.map(entry => entry.id),
				)
				.execute();
		}
	}
}

function read(row: ConsentsTable): ConsentEntry {
	return {
		id: row.id,
		contactId: row.contact_id,
		channelType: row.channel_type as ChannelType,
		word: row.word as ConsentEntry['word'],
		at: Number(row.at),
		source: row.source as ConsentEntry['source'],
		text: row.text,
		messageId: row.message_id,
		byName: row.by_name,
	};
}
