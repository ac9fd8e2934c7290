/** The professional account, and the app's settings at Meta. Kept as one setting. */
export interface InstagramAccount {
	username: string;
	name: string;
	/** What `/me` says: BUSINESS and MEDIA_CREATOR are professional. */
	type: 'BUSINESS' | 'MEDIA_CREATOR' | 'PERSONAL';
	/** What the page of the authorisation offers ticked. */
	permissions: string[];
	/** The app has the Human Agent feature. */
	humanAgent: boolean;
	/** A short-lived token comes in a list, as documented, or flat, as seen. */
	tokenShape: 'list' | 'flat';
	/** Comments come as changes of an entry, or with field and value on the entry itself, and their id's name differs. */
	commentShape: 'changes' | 'flat';
	/** Where people may be sent back to; null: anywhere. */
	redirects: string[] | null;
	/** The app's callback at Meta. */
	webhook: { url: string; verifyToken: string } | null;
	/** Fields that the app is subscribed to in the dashboard. */
	appFields: string[];
	/** Fields that the account is subscribed to. */
	subscribed: string[];
	/** People, by customer id, who have blocked the account. */
	blockedBy: string[];
}

/** A code of the authorisation, good once and for an hour. `id` is the code. */
export interface InstagramCodeRow {
	id: string;
	redirectUri: string;
	permissions: string[];
	endsAt: number;
	used: boolean;
}

/** A token. `id` is the token itself; `ended` is the subcode with which it is refused. */
export interface InstagramTokenRow {
	id: string;
	kind: 'short' | 'long';
	permissions: string[];
	madeAt: number;
	endsAt: number;
	ended: 458 | 460 | null;
}

/** What can be pressed below a message. */
export interface InstagramButton {
	kind: 'quick-reply' | 'postback' | 'link';
	title: string;
	payload: string;
}

/** One direct message. `id` is the mid. */
export interface InstagramMessageRow {
	id: string;
	customerId: string;
	seq: number;
	from: 'business' | 'customer';
	at: number;
	/** `echo` was typed in the Instagram app of the business, `api` sent by us. */
	by: 'api' | 'app' | 'customer';
	text: string | null;
	attachments: { type: string; url: string | null; mime: string | null; title: string | null }[];
	buttons: InstagramButton[];
	/** The message or story that it answers. */
	replyTo: { mid: string } | { story: string } | null;
	/** The comment whose private reply it is. */
	commentId: string | null;
	humanAgent: boolean;
	reactions: { business: string | null; customer: string | null };
	edits: number;
	deleted: boolean;
	seen: boolean;
}

/** One comment under a post. `customerId` null: the account's own. */
export interface InstagramCommentRow {
	id: string;
	postId: string;
	parentId: string | null;
	customerId: string | null;
	seq: number;
	at: number;
	text: string;
	/** Its one private reply. */
	repliedBy: string | null;
}

/** A webhook that waits for its 200. */
export interface InstagramDeliveryRow {
	id: string;
	entry: Record<string, unknown>;
	queuedAt: number;
	dueAt: number;
	attempt: number;
}
