/** Which of the two faked providers carries a number. */
export type SandboxProvider = 'dialog360' | 'cloud-api';

/** Where a number's webhooks go. `headers` are sent with each one (360dialog); `verifyToken` is Meta's handshake. */
export interface Webhook {
	url: string;
	headers: Record<string, string>;
	verifyToken: string | null;
}

/** One business number. `token` is the D360-API-KEY or the bearer token. */
export interface NumberRow {
	id: string;
	provider: SandboxProvider;
	phoneNumberId: string;
	wabaId: string;
	/** As Meta shows it in webhooks: digits only. */
	displayPhone: string;
	verifiedName: string;
	token: string;
	/** Signs webhooks as Meta does; null for 360dialog, whose clients never see it. */
	appSecret: string | null;
	/** Signs webhooks as 360dialog does for partner accounts. */
	partnerSecret: string | null;
	webhook: Webhook | null;
	/** Messages per second. */
	throughput: number;
	/** How a rate limit reads: Meta's 130429, or 360dialog's plain sentence with HTTP 400. */
	rateLimitAnswer: 'meta' | 'text';
	revoked: boolean;
	/** What a question for its health says. */
	health: 'AVAILABLE' | 'LIMITED' | 'BLOCKED';
	/** The business portfolio, whose numbers share one messaging limit. */
	portfolio: string;
	quality: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
	/** What Graph says of the number: `CONNECTED`, … */
	phoneStatus: string;
	throughputLevel: 'STANDARD' | 'HIGH' | 'NOT_APPLICABLE';
	restrictions: Restriction[];
	profile: Record<string, unknown>;
	/** Permissions that the token has not: `whatsapp_business_management`. */
	lacks: string[];
	/** The number in the partner's account at 360dialog; null for numbers of nobody's. */
	partner: { channelId: string; clientId: string; status: string; balance: number } | null;
}

/** What Meta forbids an account until a moment of the sandbox's clock. */
export interface Restriction {
	type: string;
	until: number;
}

/** The businesses behind the numbers. */
export interface PortfolioRow {
	id: string;
	tier: Tier;
}

/** How many people a portfolio may open in 24 hours. */
export type Tier = 'TIER_50' | 'TIER_250' | 'TIER_2K' | 'TIER_10K' | 'TIER_100K' | 'TIER_UNLIMITED';

/** A person with a phone. `showsPhone` false: webhooks carry the user id only. */
export interface CustomerRow {
	id: string;
	name: string;
	/** E.164 with `+`. */
	phone: string;
	/** What the network calls this number; may differ from the digits of `phone`. */
	waId: string;
	/** Business-scoped user id. */
	userId: string;
	username: string | null;
	showsPhone: boolean;
	/** Meta holds marketing to this person back (131049). */
	marketingCapped: boolean;
}

/** One number and one customer. `id` is `numberId:customerId`. */
export interface ChatRow {
	id: string;
	numberId: string;
	customerId: string;
	lastInboundAt: number | null;
	/** An ad click that the business has not answered yet. */
	referredAt: number | null;
	/** End of the free entry point, once the business answered. */
	freeUntil: number | null;
	/** The customer stopped offers from this business (131050). */
	marketingStopped: boolean;
}

/** How far a message from the business has come. */
export type MessageStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

/** What a phone shows of a button. `id` is what comes back when it is tapped. */
export interface ViewButton {
	kind: 'reply' | 'url' | 'call' | 'copy' | 'row';
	text: string;
	id: string;
	url?: string;
	/** Section and explanation of a list row. */
	detail?: string;
}

/** A file as a phone shows it: bytes kept here, or only a link. */
export interface ViewMedia {
	kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
	mime: string;
	id: string | null;
	link: string | null;
	filename: string | null;
}

/** A message as a phone shows it. */
export interface MessageView {
	text: string;
	header?: string;
	footer?: string;
	media?: ViewMedia;
	buttons?: ViewButton[];
	/** Label of the button that opens a list. */
	listLabel?: string;
	template?: string;
	/** A limited-time offer; `endsAt` in epoch ms. */
	offer?: { text: string; endsAt: number | null };
	/** The cards of a carousel. */
	cards?: MessageView[];
}

/** One message, whoever wrote it. `id` is the wamid. */
export interface MessageRow {
	id: string;
	chatId: string;
	numberId: string;
	customerId: string;
	seq: number;
	from: 'business' | 'customer';
	at: number;
	type: string;
	/** The body as it was sent by the business, or the webhook's message object. */
	body: Record<string, unknown>;
	contextId: string | null;
	view: MessageView;
	status: MessageStatus;
	opaque: string | null;
	/** Pricing as it goes out with the statuses; null for what customers write. */
	pricing: Record<string, unknown> | null;
	reactionBusiness: string | null;
	reactionCustomer: string | null;
	revoked: boolean;
	errorCode: number | null;
	/** It was a template outside a window, so its person counts towards the messaging limit. */
	opens: boolean;
}

/** A file, uploaded by the business or sent by a customer. */
export interface MediaRow {
	id: string;
	numberId: string;
	mime: string;
	size: number;
	sha256: string;
	filename: string | null;
	expiresAt: number;
	voice: boolean;
}

/** A template as Meta keeps it. */
export interface TemplateRow {
	id: string;
	wabaId: string;
	name: string;
	language: string;
	category: 'AUTHENTICATION' | 'MARKETING' | 'UTILITY';
	status: 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED';
	rejectedReason: string;
	parameterFormat: 'POSITIONAL' | 'NAMED';
	components: TemplateComponent[];
	quality: string;
	createdAt: number;
	/** When the reviewer decides by itself, by the machine's clock; null when somebody must. */
	reviewAt: number | null;
	/** End of a quality pause, by the sandbox's clock. */
	pausedUntil: number | null;
	/** The category that it will get after Meta's notice. */
	correctCategory: string | null;
	/** When it was edited while it was approved. */
	edits: number[];
}

/** A sample file that waits for its bytes (`upload:…`), or has them and is known by its handle (`4::…`). */
export interface UploadRow {
	id: string;
	wabaId: string;
	mime: string;
	length: number;
}

/** A name that cannot be used again yet. */
export interface NameBlockRow {
	id: string;
	until: number;
}

/** One component of a template's definition. */
export interface TemplateComponent {
	type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS' | 'CAROUSEL' | 'LIMITED_TIME_OFFER';
	format?: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION';
	text?: string;
	buttons?: TemplateButton[];
	example?: Record<string, unknown>;
	add_security_recommendation?: boolean;
	code_expiration_minutes?: number;
	cards?: { components: TemplateComponent[] }[];
	limited_time_offer?: { text: string; has_expiration?: boolean };
}

/** One button of a template's definition. */
export interface TemplateButton {
	type: 'QUICK_REPLY' | 'URL' | 'PHONE_NUMBER' | 'COPY_CODE';
	text: string;
	url?: string;
	phone_number?: string;
	example?: unknown;
}

/** A status that is due later. `code` makes it a failure. */
export interface ScheduledRow {
	id: string;
	dueAt: number;
	messageId: string;
	status: 'sent' | 'delivered' | 'read' | 'failed';
	code: number | null;
}

/** One change of a webhook body. `time` only for account and template fields. */
export interface Change {
	field: string;
	value: Record<string, unknown>;
	time?: number;
}

/** A webhook that waits for its 200. Either one change or a whole body given by a test. */
export interface DeliveryRow {
	id: string;
	numberId: string;
	queuedAt: number;
	dueAt: number;
	attempt: number;
	change: Change | null;
	raw: unknown;
	shuffled: boolean;
}

/** A provider call as it was received. `status` 0 means that the connection was cut without an answer. */
export interface RequestEntry {
	id: number;
	at: number;
	provider: SandboxProvider | 'telegram' | 'instagram';
	numberId: string | null;
	method: string;
	path: string;
	body: unknown;
	status: number;
	opaque: string | null;
}

/** Something that works but should not be done. */
export interface Violation {
	at: number;
	rule: string;
	detail: string;
}
