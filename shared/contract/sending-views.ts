import type { ConsentEntry } from '../domain/consent.ts';
import type { Standing } from '../domain/limits.ts';
import type { PriceCard } from '../domain/pricing.ts';
import type { Template } from '../domain/template.ts';
import type { TemplateDraft, TemplateNotes } from '../domain/template-draft.ts';

/** What the extension sees of what decides whether and how a message may go. Times are epoch ms. */

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
		| { readonly page: 'templates' | 'limits' | 'channels' | 'prices' | 'broadcasts' }
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
	readonly numberedChoices: boolean;
	/** Agents prepare broadcasts, managers and owners launch them. */
	readonly fourEyes: boolean;
	/** How far ahead a broadcast may be scheduled. */
	readonly scheduleDays: number;
	/** Whose national numbers imports hold, an ISO country; null reads only those with their code. */
	readonly defaultCountry: string | null;
	/** Days after which files of messages are deleted; null keeps them. */
	readonly keepFilesDays: number | null;
}
