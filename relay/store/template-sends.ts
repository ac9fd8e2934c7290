import { type Insertable, type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';
import type { TemplateSendsTable } from './tables-sending.ts';

export interface TemplateUse {
	readonly channelId: string;
	readonly name: string;
	readonly language: string;
	readonly category: string;
	readonly sent: number;
	readonly delivered: number;
	readonly read: number;
	readonly failed: number;
}

/** Templates that went to the provider: limits, caps and statistics are counted from them. */
export class TemplateSends {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async add(send: Insertable<TemplateSendsTable>): Promise<void> {
		await this.#db
			.insertInto('template_sends')
			.values(send)
			.onConflict(conflict => conflict.column('message_id').doNothing())
			.execute();
	}

	/** The provider did not take it, or it was not delivered: it counts for nothing. */
	async remove(messageId: string): Promise<void> {
		await this.#db.deleteFrom('template_sends').where('message_id', '=', messageId).execute();
	}

	/** Different people opened on these channels after a time, and when the earliest of those openings was. */
	async opened(
		channelIds: readonly string[],
		after: number,
	): Promise<{ people: number; firstAt: number | null }> {
		if (channelIds.length === 0) return { people: 0, firstAt: null };
		const row = await this.#db
			.selectFrom('template_sends')
			.select(eb => [
				eb.fn.count<number>('contact_id').distinct().as('people'),
				eb.fn.min<number | null>('at').as('first_at'),
			])
			.where('opens', '=', 1)
			.where('channel_id', 'in', channelIds)
			.where('at', '>', after)
			.executeTakeFirst();
		return {
			people: Number(row?.people ?? 0),
			firstAt: row?.first_at == null ? null : Number(row.first_at),
		};
	}

	async isOpened(channelIds: readonly string[], contactId: string, after: number): Promise<boolean> {
		if (channelIds.length === 0) return false;
		const row = await this.#db
			.selectFrom('template_sends')
			.select('message_id')
			.where('contact_id', '=', contactId)
			.where('at', '>', after)
			.where('opens', '=', 1)
			.where('channel_id', 'in', channelIds)
			.limit(1)
			.executeTakeFirst();
		return row !== undefined;
	}

	/** Which of these contacts were opened on these channels after a time. */
	async openedOf(
		channelIds: readonly string[],
		contactIds: readonly string[],
		after: number,
	): Promise<Set<string>> {
		if (channelIds.length === 0 || contactIds.length === 0) return new Set();
		const rows = await this.#db
			.selectFrom('template_sends')
			.select('contact_id')
			.where('contact_id', 'in', contactIds)
			.where('at', '>', after)
			.where('opens', '=', 1)
			.where(onChannels(channelIds))
			.execute();
		return new Set(rows.map(row => row.contact_id));
	}

	/** When these contacts got marketing templates on these channels after a time, the oldest first. */
	async marketingTo(
		contactIds: readonly string[],
		channelIds: readonly string[],
		after: number,
	): Promise<{ contactId: string; at: number }[]> {
		if (channelIds.length === 0 || contactIds.length === 0) return [];
		const rows = await this.#db
			.selectFrom('template_sends')
			.select(['contact_id', 'at'])
			.where('contact_id', 'in', contactIds)
			.where('at', '>', after)
			.where('category', '=', 'marketing')
			.where(onChannels(channelIds))
			.orderBy('at')
			.execute();
		return rows.map(row => ({ contactId: row.contact_id, at: Number(row.at) }));
	}

	/** How each template did since a time. */
	async uses(since: number): Promise<TemplateUse[]> {
		const rows = await this.#db
			.selectFrom('template_sends')
			.innerJoin('messages', 'messages.id', 'template_sends.message_id')
			.select(eb => [
				'template_sends.channel_id',
				'name',
				'language',
				'category',
				eb.fn.countAll<number>().as('sent'),
				eb.fn.count<number>('delivered_at').as('delivered'),
				eb.fn.count<number>('read_at').as('read'),
				eb.fn.count<number>('failed_at').as('failed'),
			])
			.where('template_sends.at', '>=', since)
			.groupBy(['template_sends.channel_id', 'name', 'language', 'category'])
			.orderBy('sent', 'desc')
			.execute();
		return rows.map(row => ({
			channelId: row.channel_id,
			name: row.name,
			language: row.language,
			category: row.category,
			sent: Number(row.sent),
			delivered: Number(row.delivered),
			read: Number(row.read),
			failed: Number(row.failed),
		}));
	}

	/** The last templates that went to these contacts since a time. */
	async lastTo(contactIds: readonly string[], since: number): Promise<TemplateSendsTable[]> {
		if (contactIds.length === 0) return [];
		return this.#db
			.selectFrom('template_sends')
			.selectAll()
			.where('contact_id', 'in', contactIds)
			.where('at', '>=', since)
			.execute();
	}

	/** Those before this time count for nothing any more. */
	async forget(before: number): Promise<void> {
		await this.#db.deleteFrom('template_sends').where('at', '<', before).execute();
	}

	/** Two contacts became one. */
	async absorb(keepId: string, goneId: string): Promise<void> {
		await this.#db
			.updateTable('template_sends')
			.set({ contact_id: keepId })
			.where('contact_id', '=', goneId)
			.execute();
		const gone = await this.hold(goneId);
		await this.#db.deleteFrom('marketing_holds').where('contact_id', '=', goneId).execute();
		for (const { channelType, times, until } of gone) {
			const kept = (await this.hold(keepId)).find(hold => hold.channelType === channelType);
			await this.putHold(keepId, channelType, {
				times: Math.max(times, kept?.times ?? 0),
				until: Math.max(until, kept?.until ?? 0),
			});
		}
	}

	/** The marketing holds of a contact, by channel type. */
	async hold(contactId: string): Promise<{ channelType: string; times: number; until: number }[]> {
		return this.holds([contactId]);
	}

	/** The marketing holds of these contacts. */
	async holds(
		contactIds: readonly string[],
	): Promise<{ contactId: string; channelType: string; times: number; until: number }[]> {
		if (contactIds.length === 0) return [];
		const rows = await this.#db
			.selectFrom('marketing_holds')
			.selectAll()
			.where('contact_id', 'in', contactIds)
			.execute();
		return rows.map(row => ({
			contactId: row.contact_id,
			channelType: row.channel_type,
			times: Number(row.times),
			until: Number(row.until),
		}));
	}

	async putHold(
		contactId: string,
		channelType: string,
		hold: { times: number; until: number },
	): Promise<void> {
		await this.#db
			.insertInto('marketing_holds')
			.values({ contact_id: contactId, channel_type: channelType, ...hold })
			.onConflict(conflict => conflict.columns(['contact_id', 'channel_type']).doUpdateSet(hold))
			.execute();
	}

	async endHold(contactId: string, channelType: string): Promise<void> {
		await this.#db
			.deleteFrom('marketing_holds')
			.where('contact_id', '=', contactId)
			.where('channel_type', '=', channelType)
			.execute();
	}
}

/** The `+` keeps it from the indexes of channels: a few contacts have few sends, a channel has those of a whole day. */
function onChannels(channelIds: readonly string[]) {
	return sql<boolean>`+channel_id in (${sql.join(channelIds)})`;
}
