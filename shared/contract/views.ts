import type { Address } from '../domain/address.ts';
import type { ChannelType } from '../domain/channel.ts';
import type { ConsentEntry } from '../domain/consent.ts';
import type { DeliveryRule } from '../domain/delivery-error.ts';
import type { Standing } from '../domain/limits.ts';
import type { Content, Direction, Referral } from '../domain/message.ts';
import type { PriceCard } from '../domain/pricing.ts';
import type { Role } from '../domain/roles.ts';
import type { Status } from '../domain/status.ts';
import type { Template } from '../domain/template.ts';
import type { TemplateDraft, TemplateNotes } from '../domain/template-draft.ts';
import type { EntryPoint } from '../domain/window.ts';

/** What the extension sees of the relay's data. Times are epoch ms. Nothing here is ever secret. */

export interface UserView {
	readonly id: string;
	readonly name: string;
	readonly role: Role;
}

export interface DeviceView {
	readonly id: string;
	readonly name: string;
	readonly user: UserView;
	readonly createdAt: number;
	readonly lastSeenAt: number | null;
	/** True for the device that asks. */
	readonly current: boolean;
}

export type ChannelState = 'active' | 'paused' | 'off';

export interface ChannelView {
	readonly id: string;
	readonly name: string;
	readonly type: ChannelType;
	/** `dialog360` or `cloud-api`. */
	readonly provider: string;
	/** The number that contacts see, as typed. */
	readonly address: string;
	/** `paused` by the relay itself, with the reason in `problem`; `off` by a person. */
	readonly state: ChannelState;
	/** Why it is paused or what does not work, and what to do. */
	readonly problem: string | null;
	/** Each credential's last four characters: `{ apiKey: "…k3y9" }`. */
	readonly credentials: Readonly<Record<string, string>>;
	/** Not a secret: app ids and the like. */
	readonly settings: Readonly<Record<string, string>>;
	readonly apiUrl: string | null;
	/** Holds the channel's secret path: shown to those who may manage channels, else null. */
	readonly webhookUrl: string | null;
	readonly webhook: {
		readonly state: 'registered' | 'by-hand' | 'failed' | 'unknown';
		readonly lastReceivedAt: number | null;
		readonly problem: string | null;
	};
	readonly templatesSyncedAt: number | null;
	readonly createdAt: number;
}

/** One line of a channel check, in words. */
export interface CheckLine {
	readonly check: 'credentials' | 'number' | 'webhook' | 'templates' | 'health';
	readonly result: 'ok' | 'warning' | 'failed';
	readonly message: string;
}

export interface ContactView {
	readonly id: string;
	/** What people here call the contact; falls back to the network's profile name, then to the address. */
	readonly name: string;
	/** The name that the contact gave itself on the network. */
	readonly profileName: string | null;
	readonly addresses: readonly Address[];
	/** The newest word of consent on each channel type; none where nothing was ever said. */
	readonly consents: readonly ConsentEntry[];
}

export interface ConversationView {
	readonly id: string;
	readonly channelId: string;
	readonly contact: ContactView;
	/** Raised by one with every change to the conversation or its messages. */
	readonly revision: number;
	/** The contact's last message by the provider's clock: the messaging window follows from it. */
	readonly lastInboundAt: number | null;
	readonly entryPoint: EntryPoint | null;
	readonly unread: number;
	readonly lastMessage: {
		readonly excerpt: string;
		readonly direction: Direction;
		readonly at: number;
		readonly status: Status;
	} | null;
	readonly createdAt: number;
}

export interface MessageView {
	readonly id: string;
	readonly conversationId: string;
	readonly direction: Direction;
	readonly content: Content;
	readonly status: Status;
	/** Where it stands in the timeline: the provider's time, and `seq` where times are equal. */
	readonly at: number;
	readonly seq: number;
	readonly receivedAt: number;
	/** The sender's id of the attempt; null for inbound and for messages from elsewhere. */
	readonly clientId: string | null;
	/** Who of us wrote it; null for inbound, and for outbound from another program. */
	readonly author: { readonly userId: string; readonly name: string } | null;
	readonly replyTo: {
		readonly messageId: string | null;
		readonly direction: Direction;
		readonly excerpt: string;
	} | null;
	readonly reactions: readonly { readonly from: 'contact' | 'us'; readonly emoji: string }[];
	readonly times: {
		readonly sentAt: number | null;
		readonly deliveredAt: number | null;
		readonly readAt: number | null;
		readonly failedAt: number | null;
	};
	/** Why it failed, is unknown, or waits; null when all is well. */
	readonly problem: MessageProblem | null;
	readonly editedAt: number | null;
	readonly revokedAt: number | null;
	readonly forwarded: boolean;
	readonly referral: Referral | null;
	/** What it cost as computed with the rate cards, once the provider has told of its price; null before, and for what has none. */
	readonly cost: MessageCost | null;
	/** The message that this one tries again, and the one that tries this one again. */
	readonly retryOf: string | null;
	readonly retriedBy: string | null;
	/** The conversation's revision at this message's last change. */
	readonly revision: number;
}

export interface MessageCost {
	readonly billable: boolean | null;
	/** As the provider reported it. */
	readonly category: string | null;
	/** Millionths of `currency`; null when no rate is known. */
	readonly amount: number | null;
	readonly currency: string;
}

export interface MessageProblem {
	/** A delivery code. */
	readonly code: string;
	readonly sentence: string;
	readonly nextStep: string;
	/** Whether a person may send it again, and what cannot succeed until something changes: see `DELIVERY_CODES`. */
	readonly retry: DeliveryRule['retry'];
	readonly stops: DeliveryRule['stops'];
	/** The provider's own number and words, small in Details. */
	readonly providerCode: string | null;
	readonly detail: string | null;
	/** When the sender tries again by itself; null when it does not. */
	readonly retryAt: number | null;
}

export interface TemplateView extends Template {
	readonly channelId: string;
	readonly syncedAt: number;
	/** What is ours about it. */
	readonly notes: TemplateNotes;
	/** When a pause ends by itself; null when not paused, or not told. */
	readonly pausedUntil: number | null;
	/** The category that Meta will give it, and when. */
	readonly nextCategory: { readonly category: string; readonly at: number | null } | null;
	/** Whether it can be changed at the provider now; `reason` says why not. */
	readonly edit:
		| { readonly allowed: true; readonly leftToday: number | null; readonly leftIn30Days: number | null }
		| { readonly allowed: false; readonly reason: string };
	/** When it last changed at the provider, as we saw it; null when never since it is known. */
	readonly changedAt: number | null;
}

export interface DraftView {
	readonly id: string;
	readonly channelId: string;
	readonly draft: TemplateDraft;
	readonly notes: TemplateNotes;
	readonly edits: { readonly name: string; readonly language: string } | null;
	readonly authorName: string;
	readonly updatedAt: number;
	/** What the provider said when it was last submitted and refused; null when nothing. */
	readonly refused: string | null;
}

/** One dated line of a template's history. */
export interface TemplateChangeView {
	readonly id: string;
	readonly at: number;
	readonly what: 'submitted' | 'edited' | 'status' | 'quality' | 'category' | 'content' | 'removed' | 'found';
	/** The words before and after: a status, a quality, a category; for `content` the text. Null: none. */
	readonly before: string | null;
	readonly after: string | null;
	/** Why, in the provider's words. */
	readonly reason: string | null;
	/** Who of us did it; null for the provider. */
	readonly byName: string | null;
}

export interface QuickReplyView {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	readonly type: 'text' | 'image' | 'video' | 'document' | 'audio';
	/** The text, or the file's caption. May hold variables. */
	readonly text: string;
	readonly media: {
		readonly mediaId: string;
		readonly filename: string | null;
		readonly mimeType: string;
		readonly size: number;
	} | null;
	readonly channelId: string | null;
	readonly used: number;
	readonly lastUsedAt: number | null;
	readonly updatedAt: number;
}

export interface ConsentLineView extends ConsentEntry {
	readonly contactName: string;
}

export interface PoolView {
	readonly id: string;
	readonly name: string;
	/** People in a moving 24 h; null for no limit or not known: see `tier`. */
	readonly limit: number | null;
	/** As the provider writes it; null when it has not told. */
	readonly tier: string | null;
	/** Counted by us. */
	readonly used24h: number;
	/** Different people opened in the last seven days: the next tier wants half the limit. */
	readonly used7d: number;
	readonly nextTierNeeds: number | null;
	readonly freeAt: number | null;
	readonly channels: readonly {
		readonly channelId: string;
		readonly name: string;
		readonly standing: Standing;
		readonly used24h: number;
		/** What to do about it, in words; empty when all is well. */
		readonly advice: readonly string[];
	}[];
}

/** How a template did in the last seven days. */
export interface TemplateUseView {
	readonly channelId: string;
	readonly name: string;
	readonly language: string;
	readonly category: string;
	readonly quality: string | null;
	/** True when it is new within these days. */
	readonly isNew: boolean;
	readonly sent: number;
	readonly delivered: number;
	readonly read: number;
	readonly failed: number;
	/** People who opted out within 72 h of it. */
	readonly optedOut: number;
}

export interface AlertView {
	readonly id: string;
	readonly at: number;
	readonly severity: 'info' | 'warning' | 'bad';
	/** What happened, what it means, what to do. */
	readonly title: string;
	readonly text: string;
	readonly channelId: string | null;
	/** The template that it is about. */
	readonly template: { readonly name: string; readonly language: string } | null;
	/** Where to act: a settings page, or a page at the provider's. */
	readonly action:
		| { readonly page: 'templates' | 'limits' | 'channels' | 'prices' }
		| { readonly url: string }
		| null;
	readonly dismissedAt: number | null;
	readonly dismissedBy: string | null;
}

export interface PriceCardView extends PriceCard {
	/** False for the cards that come with the product. */
	readonly imported: boolean;
}

/** Messages of one month, channel, category and country, and what they cost. */
export interface PriceTotalView {
	/** `2026-11`, in the account's zone. */
	readonly month: string;
	readonly channelId: string;
	/** As the provider reported it. */
	readonly category: string;
	/** ISO country, or null. */
	readonly country: string | null;
	readonly messages: number;
	readonly billed: number;
	/** Millionths of `currency`, computed with the rate cards. */
	readonly amount: number;
	readonly currency: string;
	/** Billed messages without a known rate: not in `amount`. */
	readonly withoutRate: number;
}

export interface RulesView {
	readonly marketingCap: number | null;
	readonly refuseUnreachable: boolean;
	readonly strictButtons: boolean;
	readonly zone: string;
	readonly currency: string;
	/** Sent to a contact who opted out or in by a word; null for none. */
	readonly confirmOptOut: string | null;
	readonly confirmOptIn: string | null;
}
