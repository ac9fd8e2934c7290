import type { AttributeType, ContactAttribute } from '../domain/contact-fields.ts';
import type { ContactFilter } from '../domain/contact-filter.ts';
import type { ImportTarget } from '../domain/contact-import.ts';

/** What the extension sees of lists of contacts and of imports. Times are epoch ms. */

/** One contact in a list. */
export interface ContactRowView {
	readonly id: string;
	/** What it is called here; the network's name, or the number, when nobody said. */
	readonly name: string;
	/** E.164 of the number that is written to; null without one. */
	readonly phone: string | null;
	/** Other ways to reach it, as people read them. */
	readonly others: readonly string[];
	/** By name. */
	readonly tags: readonly string[];
	/** By the attribute's key; only those that have a value. */
	readonly attributes: Readonly<Record<string, string>>;
	readonly source: string;
	readonly firstMessage: string | null;
	/** Their last message, on any channel; null when they never wrote. */
	readonly lastSeenAt: number | null;
	readonly createdAt: number;
	/** Their newest word, on any channel type: an opt-out before an opt-in. */
	readonly consent: 'in' | 'out' | null;
}

export interface ContactChangeView {
	readonly id: number;
	readonly at: number;
	/** `created`, `name`, `source`, `first-message`, `tag`, `consent`, or `attribute:<key>`. */
	readonly field: string;
	/** The attribute's label; null for what is none, or is no more. */
	readonly label: string | null;
	/** Null: nothing was there, or is there now. */
	readonly before: string | null;
	readonly after: string | null;
	readonly byName: string | null;
	readonly byImport: boolean;
}

export interface TagView {
	readonly id: string;
	readonly name: string;
	readonly contacts: number;
}

export interface AttributeView extends ContactAttribute {
	readonly type: AttributeType;
	/** How many contacts have a value. */
	readonly contacts: number;
}

export interface SegmentView {
	readonly id: string;
	readonly name: string;
	readonly filter: ContactFilter;
	readonly byName: string;
	readonly updatedAt: number;
}

/** One column of a file that is to be imported. */
export interface ImportColumnView {
	readonly head: string;
	/** Its first values. */
	readonly samples: readonly string[];
	/** What it probably is; null for what nobody knows: it could become an attribute. */
	readonly guess: ImportTarget | null;
}

/** How many rows end how. Together they are `total`. */
export interface ImportCountsView {
	readonly total: number;
	readonly added: number;
	readonly updated: number;
	/** Their contacts are as the file says already. */
	readonly unchanged: number;
	readonly failed: number;
	readonly setAside: number;
}

/** What an import would do. Nothing is stored. */
export interface ImportCheckView {
	readonly counts: ImportCountsView;
	/** The first 200, in the order of the file; `problemCount` is all of them. */
	readonly problems: readonly {
		readonly line: number;
		readonly column: string | null;
		readonly message: string;
		readonly name: string;
		readonly phone: string;
	}[];
	readonly problemCount: number;
	/** Tags that do not exist, with how many rows name them. They are not given to anybody. */
	readonly unknownTags: readonly { readonly name: string; readonly rows: number }[];
	/** The first 200 numbers that can be read in several ways, or need a country. */
	readonly ambiguous: readonly {
		readonly line: number;
		readonly name: string;
		readonly phone: string;
		readonly readings: readonly string[];
	}[];
	/** What is taken over, but not all of it: the first 200. */
	readonly notes: readonly { readonly line: number; readonly message: string }[];
}

export interface ImportView extends ImportCountsView {
	readonly id: string;
	readonly filename: string;
	readonly state: 'running' | 'done' | 'failed' | 'undoing' | 'undone';
	/** Rows that were worked on; while it is undone, those taken back. */
	readonly done: number;
	/** Why it ended early, and what to do; null when it did not. */
	readonly problem: string | null;
	readonly byName: string;
	readonly createdAt: number;
	readonly endedAt: number | null;
	readonly undone: {
		readonly at: number;
		readonly byName: string | null;
		/** Contacts that are gone again, contacts that are as before, rows that could not be taken back. */
		readonly removed: number;
		readonly restored: number;
		readonly kept: number;
	} | null;
}
