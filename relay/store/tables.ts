import type { Generated, Insertable, Selectable } from 'kysely';
import type { BroadcastRecipientsTable, BroadcastsTable, ShortLinksTable } from './tables-broadcast.ts';
import type {
	AttributesTable,
	ContactAttributesTable,
	ContactChangesTable,
	ContactImportsTable,
	ContactTagsTable,
	ImportRowsTable,
	SegmentsTable,
	TagsTable,
} from './tables-contacts.ts';
import type {
	AlertsTable,
	ConsentsTable,
	CostsTable,
	MarketingHoldsTable,
	QuickRepliesTable,
	StandingsTable,
	TemplateChangesTable,
	TemplateDraftsTable,
	TemplateNotesTable,
	TemplateSendsTable,
	TemplatesTable,
} from './tables-sending.ts';

/**
 * The store's tables, column by column. Times are epoch ms; JSON columns are text that the store alone reads and writes.
 * A column is added by a numbered migration, here, and in the conformance suite.
 */
export interface Tables {
	inbox: InboxTable;
	seen_events: SeenEventsTable;
	early_events: EarlyEventsTable;
	contacts: ContactsTable;
	addresses: AddressesTable;
	conversations: ConversationsTable;
	messages: MessagesTable;
	media: MediaTable;
	templates: TemplatesTable;
	template_notes: TemplateNotesTable;
	template_drafts: TemplateDraftsTable;
	template_changes: TemplateChangesTable;
	template_sends: TemplateSendsTable;
	marketing_holds: MarketingHoldsTable;
	standings: StandingsTable;
	alerts: AlertsTable;
	quick_replies: QuickRepliesTable;
	costs: CostsTable;
	consents: ConsentsTable;
	merges: MergesTable;
	start_links: StartLinksTable;
	profiles: ProfilesTable;
	broadcasts: BroadcastsTable;
	broadcast_recipients: BroadcastRecipientsTable;
	short_links: ShortLinksTable;
	tags: TagsTable;
	contact_tags: ContactTagsTable;
	attributes: AttributesTable;
	contact_attributes: ContactAttributesTable;
	contact_changes: ContactChangesTable;
	segments: SegmentsTable;
	contact_imports: ContactImportsTable;
	import_rows: ImportRowsTable;
	devices: DevicesTable;
	invites: InvitesTable;
	leases: LeasesTable;
}

/** Webhook bodies as they came, until they are applied. */
export interface InboxTable {
	id: Generated<number>;
	channel_id: string;
	received_at: number;
	body: Uint8Array;
	/** `new`, `applied`, or `parked` when it could not be applied. */
	state: string;
	problem: string | null;
	applied_at: number | null;
}

/** Keys of provider events that were applied: a repeated one does nothing. */
export interface SeenEventsTable {
	channel_id: string;
	key: string;
	at: number;
}

/** Statuses, reactions, edits and revocations of messages that are not known yet. */
export interface EarlyEventsTable {
	id: Generated<number>;
	channel_id: string;
	external_id: string;
	event: string;
	at: number;
}

export interface ContactsTable {
	id: string;
	name: string | null;
	profile_name: string | null;
	created_at: number;
	/** `ORGANIC`, `IMPORT`, `API`, or what a file says. */
	source: Generated<string>;
	first_message: Generated<string | null>;
	/** The last message from them, on any channel; 0: none yet. */
	seen_at: Generated<number>;
	/** What they are called in lower case, to be ordered by. */
	sort_name: Generated<string>;
}

export interface AddressesTable {
	channel_type: string;
	match_key: string;
	contact_id: string;
	kind: string;
	value: string;
	/** Since when it is the one to write to: when it came, or when the contact wrote from it after another. 0: they left it. */
	created_at: number;
	/** 1 WhatsApp reaches this number, 0 it does not; null: not known. */
	on_whatsapp: number | null;
	on_whatsapp_at: number | null;
}

/** Contacts that became part of another, with all that is needed to part them again. */
export interface MergesTable {
	id: string;
	keep_id: string;
	gone_id: string;
	at: number;
	/** Null when the network told that they are one. */
	by_name: string | null;
	gone_name: string;
	/** `MergeBefore` as JSON. */
	before: string;
	undone_at: number | null;
}

/** One-time links by which a contact begins a conversation (`t.me/<bot>?start=<token>`). */
export interface StartLinksTable {
	token_hash: string;
	channel_id: string;
	contact_id: string;
	created_at: number;
	expires_at: number;
	/** The address that used it. */
	used_by: string | null;
}

/** Business profiles as they were last read. */
export interface ProfilesTable {
	channel_id: string;
	profile: string;
	synced_at: number;
}

export interface ConversationsTable {
	id: string;
	channel_id: string;
	contact_id: string;
	revision: number;
	last_inbound_at: number | null;
	entry_source: string | null;
	entry_free_until: number | null;
	/** The revision at which messages left for another conversation: who has less reads all of it anew. */
	whole_from: Generated<number | null>;
	unread: number;
	last_message_at: number;
	last_message_seq: number;
	/** The last broadcast that reached the contact here: whose answer the next message may be. */
	broadcast_recipient_id: Generated<number | null>;
	broadcast_at: Generated<number | null>;
	created_at: number;
}

export interface MessagesTable {
	seq: Generated<number>;
	id: string;
	conversation_id: string;
	channel_id: string;
	direction: string;
	kind: string;
	content: string;
	/** 1 for what travels like a message but is not one: our reactions. */
	hidden: number;
	status: string;
	at: number;
	received_at: number;
	external_id: string | null;
	client_id: string | null;
	author_id: string | null;
	author_name: string | null;
	/** The match key of the address that it was asked to go to; null where it goes to whichever the contact is written to. */
	to_key: string | null;
	reply_to_external_id: string | null;
	reactions: string | null;
	sent_at: number | null;
	delivered_at: number | null;
	read_at: number | null;
	failed_at: number | null;
	problem: string | null;
	edited_at: number | null;
	revoked_at: number | null;
	forwarded: number;
	referral: string | null;
	retry_of: string | null;
	retried_by: string | null;
	raw: string | null;
	/** What the provider said of its price and what that makes. */
	cost: string | null;
	revision: number;
	due_at: number | null;
	attempts: number;
	claimed_by: string | null;
	broadcast_id: Generated<string | null>;
	recipient_id: Generated<number | null>;
	/** 1 for what was sent to ourselves to try something. */
	is_test: Generated<number>;
}

export interface MediaTable {
	id: string;
	channel_id: string | null;
	message_id: string | null;
	/** `stored`, `fetching`, `failed`. */
	state: string;
	mime_type: string;
	filename: string | null;
	size: number | null;
	sha256: string | null;
	/** The provider's id: of an inbound file to fetch, or of an upload of ours. */
	provider_ref: string | null;
	uploaded_at: number | null;
	problem: string | null;
	attempts: number;
	due_at: number | null;
	created_at: number;
}

export interface DevicesTable {
	id: string;
	token_hash: string;
	user_id: string;
	name: string;
	created_at: number;
	last_seen_at: number | null;
}

export interface InvitesTable {
	code_hash: string;
	name: string;
	role: string;
	expires_at: number;
	created_at: number;
}

/** Who sends for a channel. */
export interface LeasesTable {
	channel_id: string;
	owner: string;
	expires_at: number;
}

export type MessageRow = Selectable<MessagesTable>;
export type NewMessageRow = Insertable<MessagesTable>;
export type ConversationRow = Selectable<ConversationsTable>;
export type ContactRow = Selectable<ContactsTable>;
export type AddressRow = Selectable<AddressesTable>;
export type MediaRow = Selectable<MediaTable>;
export type InboxRow = Selectable<InboxTable>;
export type DeviceRow = Selectable<DevicesTable>;
export type InviteRow = Selectable<InvitesTable>;
export type BroadcastRow = Selectable<BroadcastsTable>;
export type RecipientRow = Selectable<BroadcastRecipientsTable>;
export type NewRecipientRow = Insertable<BroadcastRecipientsTable>;
