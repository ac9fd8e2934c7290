import { type Kysely, sql } from 'kysely';
import type { TemplateDraft, TemplateNotes } from '../../shared/domain/template-draft.ts';
import type { Tables } from './tables.ts';
import type { TemplateDraftsTable } from './tables-sending.ts';

export interface StoredDraft {
	readonly id: string;
	readonly channelId: string;
	readonly draft: TemplateDraft;
	readonly notes: TemplateNotes;
	/** The template that it changes; null for a new one. */
	readonly edits: { readonly name: string; readonly language: string } | null;
	readonly authorName: string;
	readonly updatedAt: number;
	/** What the provider said when it was last handed over and refused. */
	readonly refused: string | null;
	/** Who saved it last: one tab of one person; null when not told. */
	readonly writer: string | null;
	/** The template that it became; null while it is a draft. */
	readonly submittedAs: { readonly name: string; readonly language: string } | null;
}

/** Templates that are being written. */
export class TemplateDrafts {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** True when one of them has this file. */
	async usesFile(mediaId: string): Promise<boolean> {
		const row = await this.#db
			.selectFrom('template_drafts')
			.select('id')
			.where(sql<boolean>`instr(draft, ${mediaId}) > 0`)
			.executeTakeFirst();
		return row !== undefined;
	}

	async find(id: string): Promise<StoredDraft | null> {
		const row = await this.#db
			.selectFrom('template_drafts')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? read(row) : null;
	}

	/** Those of a channel that were not submitted, the last changed first. */
	async list(channelId: string): Promise<StoredDraft[]> {
		const rows = await this.#db
			.selectFrom('template_drafts')
			.selectAll()
			.where('channel_id', '=', channelId)
			.where('submitted_as', 'is', null)
			.orderBy('updated_at', 'desc')
			.execute();
		return rows.map(read);
	}

	async put(draft: StoredDraft): Promise<void> {
		const change = {
			channel_id: draft.channelId,
			draft: JSON.stringify(draft.draft),
			notes: JSON.stringify(draft.notes),
			edits: draft.edits === null ? null : JSON.stringify(draft.edits),
			author_name: draft.authorName,
			updated_at: draft.updatedAt,
			refused: draft.refused,
			writer: draft.writer,
			submitted_as: draft.submittedAs === null ? null : JSON.stringify(draft.submittedAs),
		};
		await this.#db
			.insertInto('template_drafts')
			.values({ id: draft.id, ...change })
			.onConflict(conflict => conflict.column('id').doUpdateSet(change))
			.execute();
	}

	/** Drafts that became templates before this time: nobody asks for them again. */
	async forget(before: number): Promise<void> {
		await this.#db
			.deleteFrom('template_drafts')
			.where('submitted_as', 'is not', null)
			.where('updated_at', '<', before)
			.execute();
	}

	async remove(id: string): Promise<void> {
		await this.#db.deleteFrom('template_drafts').where('id', '=', id).execute();
	}
}

function read(row: TemplateDraftsTable): StoredDraft {
	return {
		id: row.id,
		channelId: row.channel_id,
		draft: JSON.parse(row.draft),
		notes: JSON.parse(row.notes),
		edits: row.edits === null ? null : JSON.parse(row.edits),
		authorName: row.author_name,
		updatedAt: Number(row.updated_at),
		refused: row.refused,
		writer: row.writer,
		submittedAs: row.submitted_as === null ? null : JSON.parse(row.submitted_as),
	};
}
