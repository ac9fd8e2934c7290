import { type Kysely, sql } from 'kysely';
import type { Template } from '../../shared/domain/template.ts';
import type { TemplateNotes } from '../../shared/domain/template-draft.ts';
import type { Tables } from './tables.ts';

/** Which template: one name may be there in several languages. */
export interface TemplateKey {
	readonly channelId: string;
	readonly name: string;
	readonly language: string;
}

export interface StoredTemplate {
	readonly channelId: string;
	readonly externalId: string | null;
	readonly template: Template;
	readonly syncedAt: number;
	/** When a pause ends by itself. */
	readonly pausedUntil: number | null;
	readonly nextCategory: { readonly category: string; readonly at: number | null } | null;
	/** When it last changed at the provider, as we saw it. */
	readonly changedAt: number | null;
}

/** One dated line of a template's history. */
export interface StoredChange {
	readonly id: string;
	readonly at: number;
	readonly what: 'submitted' | 'edited' | 'status' | 'quality' | 'category' | 'content' | 'removed' | 'found';
	readonly before: string | null;
	readonly after: string | null;
	readonly reason: string | null;
	/** Who of us did it; null for the provider. */
	readonly byName: string | null;
}

/** Templates of each channel as last synced, what is ours about them, and what changed about them when. */
export class Templates {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async list(channelId: string): Promise<StoredTemplate[]> {
		const rows = await this.#db
			.selectFrom('templates')
			.selectAll()
			.where('channel_id', '=', channelId)
			.orderBy('name')
			.orderBy('language')
			.execute();
		return rows.map(read);
	}

	async find(channelId: string, name: string, language: string): Promise<StoredTemplate | null> {
		const row = await this.#db
			.selectFrom('templates')
			.selectAll()
			.where('channel_id', '=', channelId)
			.where('name', '=', name)
			.where('language', '=', language)
			.executeTakeFirst();
		return row ? read(row) : null;
	}

	async put(stored: StoredTemplate): Promise<void> {
		const change = {
			external_id: stored.externalId,
			template: JSON.stringify(stored.template),
			synced_at: stored.syncedAt,
			paused_until: stored.pausedUntil,
			next_category: stored.nextCategory === null ? null : JSON.stringify(stored.nextCategory),
			changed_at: stored.changedAt,
		};
		await this.#db
			.insertInto('templates')
			.values({
				channel_id: stored.channelId,
				name: stored.template.name,
				language: stored.template.language,
				...change,
			})
			.onConflict(conflict => conflict.columns(['channel_id', 'name', 'language']).doUpdateSet(change))
			.execute();
	}

	async remove(channelId: string, name: string, language: string): Promise<void> {
		await this.#db
			.deleteFrom('templates')
			.where('channel_id', '=', channelId)
			.where('name', '=', name)
			.where('language', '=', language)
			.execute();
	}

	/** What is ours about a channel's templates, by `noteKey`. */
	async notes(channelId: string): Promise<Map<string, TemplateNotes>> {
		const rows = await this.#db
			.selectFrom('template_notes')
			.selectAll()
			.where('channel_id', '=', channelId)
			.execute();
		return new Map(rows.map(row => [noteKey(row), JSON.parse(row.notes)]));
	}

	async putNotes(key: TemplateKey, notes: TemplateNotes): Promise<void> {
		const text = JSON.stringify(notes);
		await this.#db
			.insertInto('template_notes')
			.values({ channel_id: key.channelId, name: key.name, language: key.language, notes: text })
			.onConflict(conflict =>
				conflict.columns(['channel_id', 'name', 'language']).doUpdateSet({ notes: text }),
			)
			.execute();
	}

	async addChange(key: TemplateKey, change: Omit<StoredChange, 'id'>): Promise<void> {
		await this.#db
			.insertInto('template_changes')
			.values({
				channel_id: key.channelId,
				name: key.name,
				language: key.language,
				at: change.at,
				what: change.what,
				before: change.before,
				after: change.after,
				reason: change.reason,
				by_name: change.byName,
			})
			.execute();
	}

	/** The newest first, by whole seconds, which is all that providers tell; at most 200. */
	async history(key: TemplateKey): Promise<StoredChange[]> {
		const rows = await this.#db
			.selectFrom('template_changes')
			.selectAll()
			.where('channel_id', '=', key.channelId)
			.where('name', '=', key.name)
			.where('language', '=', key.language)
			.orderBy(sql`at / 1000`, 'desc')
			.orderBy('id', 'desc')
			.limit(200)
			.execute();
		return rows.map(row => ({
			id: String(row.id),
			at: Number(row.at),
			what: row.what as StoredChange['what'],
			before: row.before,
			after: row.after,
			reason: row.reason,
			byName: row.by_name,
		}));
	}

	/** When a template's status was last told, or began anew with a submission; null when never. */
	async statusKnownAt(key: TemplateKey): Promise<number | null> {
		const row = await this.#db
			.selectFrom('template_changes')
			.select(eb => eb.fn.max('at').as('at'))
			.where('channel_id', '=', key.channelId)
			.where('name', '=', key.name)
			.where('language', '=', key.language)
			.where('what', 'in', ['status', 'submitted', 'edited', 'found'])
			.executeTakeFirst();
		return row?.at == null ? null : Number(row.at);
	}

	/** When templates of a channel were edited by us after a time, by `noteKey`. */
	async editsSince(channelId: string, after: number): Promise<Map<string, number[]>> {
		const rows = await this.#db
			.selectFrom('template_changes')
			.select(['name', 'language', 'at'])
			.where('channel_id', '=', channelId)
			.where('what', '=', 'edited')
			.where('at', '>', after)
			.orderBy('at')
			.execute();
		const found = new Map<string, number[]>();
		for (const row of rows) found.set(noteKey(row), [...(found.get(noteKey(row)) ?? []), Number(row.at)]);
		return found;
	}
}

/** The key of a template within its channel. */
export function noteKey(one: { name: string; language: string }): string {
	return `${one.name}\n${one.language}`;
}

function read(row: {
	channel_id: string;
	external_id: string | null;
	template: string;
	synced_at: number;
	paused_until: number | null;
	next_category: string | null;
	changed_at: number | null;
}): StoredTemplate {
	return {
		channelId: row.channel_id,
		externalId: row.external_id,
		// Templates stored by an older version lack the newer parts.
		template: { cards: null, offer: null, authentication: null, ...JSON.parse(row.template) },
		syncedAt: Number(row.synced_at),
		pausedUntil: row.paused_until === null ? null : Number(row.paused_until),
		nextCategory: row.next_category === null ? null : JSON.parse(row.next_category),
		changedAt: row.changed_at === null ? null : Number(row.changed_at),
	};
}
