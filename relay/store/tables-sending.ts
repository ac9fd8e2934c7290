import type { Generated } from 'kysely';

/** The tables of what decides whether and how a message may go, column by column: see `tables.ts`. */

export interface TemplatesTable {
	channel_id: string;
	name: string;
	language: string;
	external_id: string | null;
	template: string;
	synced_at: number;
	paused_until: number | null;
	next_category: string | null;
	/** When it last changed at the provider, as we saw it. */
	changed_at: number | null;
}

/** What is ours about a template. A sync leaves it alone, even when the template is gone. */
export interface TemplateNotesTable {
	channel_id: string;
	name: string;
	language: string;
	notes: string;
}

/** Templates that are being written. One that was submitted stays for a while, with what became of it. */
export interface TemplateDraftsTable {
	id: string;
	channel_id: string;
	draft: string;
	notes: string;
	edits: string | null;
	author_name: string;
	updated_at: number;
	refused: string | null;
	/** Name and language of the template that it became; null while it is a draft. */
	submitted_as: string | null;
	/** Who saved it last: one tab of one person. */
	writer: string | null;
}

export interface TemplateChangesTable {
	id: Generated<number>;
	channel_id: string;
	name: string;
	language: string;
	at: number;
	what: string;
	before: string | null;
	after: string | null;
	reason: string | null;
	by_name: string | null;
}

/** Templates that went to the provider, for limits, caps and statistics. One that was not taken is deleted again. */
export interface TemplateSendsTable {
	message_id: string;
	channel_id: string;
	contact_id: string;
	name: string;
	language: string;
	category: string;
	/** 1 when it went out outside an open window: it counts for the messaging limit. */
	opens: number;
	at: number;
}

/** After 131049: no marketing to this person before `until`. */
export interface MarketingHoldsTable {
	contact_id: string;
	channel_type: string;
	/** How often in a row. */
	times: number;
	until: number;
}

export interface StandingsTable {
	channel_id: string;
	standing: string;
}

export interface AlertsTable {
	id: string;
	at: number;
	severity: string;
	title: string;
	text: string;
	channel_id: string | null;
	template: string | null;
	action: string | null;
	dismissed_at: number | null;
	dismissed_by: string | null;
}

export interface QuickRepliesTable {
	id: string;
	name: string;
	description: string;
	type: string;
	text: string;
	media_id: string | null;
	channel_id: string | null;
	used: number;
	last_used_at: number | null;
	updated_at: number;
}

/** Delivered messages of which the provider told the price. */
export interface CostsTable {
	message_id: string;
	channel_id: string;
	month: string;
	at: number;
	category: string;
	country: string | null;
	billable: number | null;
	/** Millionths of `currency`; null when no rate is known. */
	amount: number | null;
	currency: string;
}

/** The consent ledger: lines are added, never changed, but for `newest`. */
export interface ConsentsTable {
	id: string;
	contact_id: string;
	channel_type: string;
	word: string;
	at: number;
	source: string;
	text: string | null;
	message_id: string | null;
	by_name: string | null;
	/** 1 for the newest of a contact on a channel type. */
	newest: number;
}
