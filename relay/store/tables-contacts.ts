import type { Generated } from 'kysely';

/** The tables of what people keep of contacts, column by column: see `tables.ts`. */

export interface TagsTable {
	id: string;
	name: string;
	/** The name in lower case: names are unique. */
	name_key: string;
	created_at: number;
}

export interface ContactTagsTable {
	contact_id: string;
	tag_id: string;
}

export interface AttributesTable {
	key: string;
	label: string;
	label_key: string;
	/** `AttributeType`. */
	type: string;
	created_at: number;
}

export interface ContactAttributesTable {
	contact_id: string;
	key: string;
	value: string;
}

/** What was changed of a contact, by whom. */
export interface ContactChangesTable {
	id: Generated<number>;
	contact_id: string;
	at: number;
	/** `created`, `name`, `source`, `first-message`, `tag`, or `attribute:<key>`. */
	field: string;
	before: string | null;
	after: string | null;
	by_name: string | null;
	/** The import that did it. */
	import_id: string | null;
}

/** Filters with a name. */
export interface SegmentsTable {
	id: string;
	name: string;
	name_key: string;
	/** `ContactFilter` as JSON. */
	filter: string;
	by_name: string;
	created_at: number;
	updated_at: number;
}

export interface ContactImportsTable {
	id: string;
	/** `running`, `done`, `failed`, `undoing` or `undone`. */
	state: string;
	filename: string;
	media_id: string;
	/** How its rows are read, as JSON: mapping, heads, country, choices. */
	options: string;
	/** Rows of the file, and how many of them were worked on, or taken back. */
	total: number;
	done: Generated<number>;
	added: Generated<number>;
	updated: Generated<number>;
	unchanged: Generated<number>;
	failed: Generated<number>;
	set_aside: Generated<number>;
	/** What undoing it did. */
	removed: Generated<number>;
	restored: Generated<number>;
	kept: Generated<number>;
	/** Why it ended early. */
	problem: string | null;
	by_name: string;
	created_at: number;
	ended_at: number | null;
	undone_at: number | null;
	undone_by: string | null;
}

/** What became of one row of an import's file. */
export interface ImportRowsTable {
	import_id: string;
	line: number;
	/** `added`, `updated`, `unchanged`, `failed` or `set-aside`. */
	outcome: string;
	/** As they stand in the file. */
	name: string;
	phone: string;
	/** Of rows that were taken: a second one of the same number is not. */
	match_key: string | null;
	contact_id: string | null;
	problem: string | null;
	/** What undoing did to it. */
	undone: string | null;
}
