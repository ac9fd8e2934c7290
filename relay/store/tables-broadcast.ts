import type { Generated } from 'kysely';

/** The tables of broadcasts, column by column: see `tables.ts`. */

export interface BroadcastsTable {
	id: string;
	/** The name in lower case: names are unique. */
	name_key: string;
	/** `BroadcastPlan` as JSON. */
	plan: string;
	state: string;
	start_at: number | null;
	started_at: number | null;
	/** How late it started. */
	late_ms: number | null;
	ended_at: number | null;
	/** `Pause` and `Waiting` as JSON. */
	pause: string | null;
	waiting: string | null;
	/** How things stood when it began or went on last, as JSON: what the brake compares with. */
	launch: string | null;
	parent_id: string | null;
	created_at: number;
	created_by_id: string;
	created_by_name: string;
	launched_by_name: string | null;
	updated_at: number;
}

/** One of the many. */
export interface BroadcastRecipientsTable {
	id: Generated<number>;
	broadcast_id: string;
	/** What makes a repeat: a contact where each gets one, else an address. */
	key: string;
	/** Null while the relay does not know them. */
	contact_id: string | null;
	/** Where it goes: the broadcast's channel, or its fallback. */
	channel_id: string;
	/** The address that was given; null where the contact's own counts. */
	kind: string | null;
	value: string | null;
	name: string;
	/** The values of its line as JSON, by key; null when it has none. */
	row: string | null;
	country: string | null;
	/** 1 once it goes by the fallback. */
	fallback: Generated<number>;
	state: string;
	/** A refusal or a delivery code. */
	reason: string | null;
	detail: string | null;
	/** Its newest message. */
	message_id: string | null;
	attempts: Generated<number>;
	due_at: number | null;
	sent_at: number | null;
	delivered_at: number | null;
	read_at: number | null;
	failed_at: number | null;
	replied_at: number | null;
	clicked_at: number | null;
	stopped_at: number | null;
}

/** Short addresses of ours that lead to a link in a broadcast. */
export interface ShortLinksTable {
	code: string;
	recipient_id: number;
	broadcast_id: string;
	url: string;
	clicks: Generated<number>;
	/** The first click. */
	clicked_at: number | null;
}
