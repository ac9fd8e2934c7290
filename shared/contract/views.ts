import type { Address } from '../domain/address.ts';
import type { ChannelType } from '../domain/channel.ts';
import type { CheckLine } from '../domain/channel-check.ts';
import type { ConsentEntry } from '../domain/consent.ts';
import type { DeliveryRule } from '../domain/delivery-rule.ts';
import type { Content, Direction, Referral } from '../domain/message.ts';
import type { Role } from '../domain/roles.ts';
import type { Status } from '../domain/status.ts';
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
	/** `id` of a provider of `channel:kinds`. */
	readonly provider: string;
	/** The number or name that contacts see: as typed, or as the provider tells it. */
	readonly address: string;
	/** What the provider knows its account by, where its contacts' addresses depend on it; null elsewhere. */
	readonly account: string | null;
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
		/** What is pasted at the provider beside the address, for those who may manage channels; null where there is none of ours. */
		readonly verifyToken: string | null;
	};
	readonly templatesSyncedAt: number | null;
	readonly responsibleUserId: string | null;
	readonly pipeline: string | null;
	readonly stage: string | null;
	/** What the last check found. */
	readonly checks: readonly CheckLine[];
	readonly checkedAt: number | null;
	/** When its authorisation ends unless the relay renews it; null where none ends. */
	readonly authorizedUntil: number | null;
	readonly createdAt: number;
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
	/** What is known of numbers: whether WhatsApp reaches them, and since when that is known. Nothing of others. */
	readonly reach: readonly { readonly phone: string; readonly onWhatsApp: boolean; readonly at: number }[];
}

/** A contact that became part of another. */
export interface MergeView {
	readonly id: string;
	readonly at: number;
	/** Who the other was called. */
	readonly name: string;
	/** Who merged them; null when the network told that they are one. */
	readonly by: string | null;
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
