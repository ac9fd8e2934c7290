import type { Address } from '../../shared/domain/address.ts';
import type { MediaKind } from '../../shared/domain/channel.ts';
import type { DeliveryCode } from '../../shared/domain/delivery-codes.ts';
import type { Content, MediaContent, Referral } from '../../shared/domain/message.ts';
import type { ReportedPrice } from '../../shared/domain/pricing.ts';
import type { Template } from '../../shared/domain/template.ts';
import type { StandingReport } from './abilities.ts';

/** Who an event is about, by every address that it names, the most lasting first. */
export interface Party {
	readonly addresses: readonly Address[];
	readonly profileName: string | null;
}

/** Media as it arrives: to be fetched by `ref`. */
export type InboundContent =
	| Exclude<Content, MediaContent>
	| {
			readonly kind: 'media';
			readonly mediaKind: MediaKind;
			readonly ref: string;
			readonly mimeType: string;
			readonly filename: string | null;
			readonly caption: string | null;
	  };

/** An event, and the number and the account that it is about, where the provider tells. */
export interface ParsedEvent {
	readonly numberId: string | null;
	readonly accountId: string | null;
	readonly event: ProviderEvent;
}

/** What a webhook says, in our words. Times are the provider's, in epoch ms. */
export type ProviderEvent =
	| InboundEvent
	| {
			readonly kind: 'reaction';
			readonly key: string;
			readonly from: 'contact' | 'us';
			readonly targetId: string;
			readonly emoji: string | null;
			readonly at: number;
			readonly party: Party;
	  }
	| {
			readonly kind: 'edit';
			readonly key: string;
			readonly targetId: string;
			readonly content: InboundContent;
			readonly at: number;
	  }
	| { readonly kind: 'revoke'; readonly key: string; readonly targetId: string; readonly at: number }
	/** The contact has read everything of ours up to the message `targetId`; up to `at` where none is named. */
	| {
			readonly kind: 'seen';
			readonly key: string;
			readonly targetId: string | null;
			readonly party: Party;
			readonly at: number;
	  }
	| StatusEvent
	| {
			readonly kind: 'identity';
			readonly key: string;
			readonly externalId: string;
			readonly at: number;
			readonly before: readonly Address[];
			readonly after: readonly Address[];
			readonly text: string;
	  }
	| {
			readonly kind: 'preference';
			readonly key: string;
			readonly party: Party;
			readonly optedOut: boolean;
			readonly at: number;
	  }
	| {
			readonly kind: 'template';
			readonly key: string;
			readonly name: string;
			readonly language: string;
			readonly at: number;
			readonly change: TemplateChange;
			/** Why, in the provider's words; null when it told none. */
			readonly reason: string | null;
	  }
	| {
			readonly kind: 'standing';
			readonly key: string;
			readonly at: number;
			/** The number that it is about, digits only; null for the whole account. */
			readonly phone: string | null;
			readonly report: StandingReport;
	  }
	| {
			readonly kind: 'channel-notice';
			readonly key: string;
			readonly at: number;
			readonly severity: 'info' | 'warning' | 'stop';
			readonly text: string;
	  }
	/** Not understood, or of no use: the inbox keeps its raw body. */
	| { readonly kind: 'ignored'; readonly reason: string };

/** What a provider says has changed about a template. Absent: unchanged. */
export interface TemplateChange {
	readonly status?: string;
	readonly quality?: string;
	readonly category?: string;
	readonly rejectedReason?: string | null;
	/** `pause` 1 or 2 of the quality ladder: 3 h, 6 h (providers.md §4.5). Null: no pause. */
	readonly pausedUntil?: number | null;
	/** The category it will get, and when; null: none any more. */
	readonly nextCategory?: { readonly category: string; readonly at: number | null } | null;
	/** New texts, as `message_template_components_update` tells them. */
	readonly content?: Partial<Pick<Template, 'header' | 'body' | 'footer' | 'buttons'>>;
}

export interface InboundEvent {
	readonly kind: 'message';
	readonly key: string;
	readonly externalId: string;
	/** `outbound` for what another program or the phone itself sent for this number. */
	readonly direction: 'inbound' | 'outbound';
	readonly party: Party;
	readonly at: number;
	readonly content: InboundContent;
	readonly replyToExternalId: string | null;
	readonly forwarded: boolean;
	readonly referral: Referral | null;
	/** The raw message of a kind that is not understood. */
	readonly raw: unknown;
	/** The one-time token of a link by which the contact began; binds them to the contact that the link was made for. */
	readonly startToken?: string | null;
	/** What `ProviderChannel.acknowledge` wants to be called with once the message is stored. */
	readonly acknowledge?: string | null;
	/** The message of the provider's that this is a further part of: several files that were sent as one. */
	readonly partOf?: string;
	/** True for a message of former times: it is nobody's news. */
	readonly history?: boolean;
	/** False for what the network tells by itself: it opens no window and counts as no word of the contact. */
	readonly opensWindow: boolean;
}

export interface StatusEvent {
	readonly kind: 'status';
	readonly externalId: string;
	/** Our own message id, when the provider echoes it. */
	readonly reference: string | null;
	readonly status: 'sent' | 'delivered' | 'read' | 'failed';
	readonly at: number;
	readonly error: {
		readonly code: DeliveryCode;
		readonly providerCode: string | null;
		readonly detail: string | null;
	} | null;
	readonly recipient: readonly Address[];
	/** The end of a free entry point, when the provider tells. */
	readonly freeUntil: number | null;
	/** What the provider says of its price; null when it says nothing. */
	readonly price: ReportedPrice | null;
}
