import type { TemplateParameters } from './template.ts';

/** One content to many. What it is, and how far each of its recipients has come. */

export const BROADCAST_STATES = [
	'draft',
	'scheduled',
	'running',
	'paused',
	'completed',
	'cancelled',
] as const;
export type BroadcastState = (typeof BROADCAST_STATES)[number];

/**
 * Where one recipient is. Each is in exactly one, and all together are the audience.
 *
 * - `waiting`: its turn has not come, or comes again (after 131049)
 * - `sending`: handed to the provider, or about to be
 * - `sent`, `delivered`, `read`, `failed`: as the provider told last
 * - `skipped`: our own rules said no, for a reason of this recipient; nothing was sent
 * - `not-sent`: the broadcast ended before its turn
 * - `unknown`: it may have gone out; a later status or a person settles it, it is never sent again by itself
 */
export const RECIPIENT_STATES = [
	'waiting',
	'sending',
	'sent',
	'delivered',
	'read',
	'failed',
	'skipped',
	'not-sent',
	'unknown',
] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];

/** Counts of recipients, by state. */
export type RecipientCounts = Readonly<Record<RecipientState, number>> & {
	/** Also in one of the states above: they answered, opened a tracked link or pressed a button, opted out since. */
	readonly replied: number;
	readonly clicked: number;
	readonly stopped: number;
};

/** What a list of recipients can be narrowed to. `sent` holds those that are delivered or read too; see `inBucket`. */
export const BUCKETS = [
	'all',
	'waiting',
	'sent',
	'delivered',
	'read',
	'not-read',
	'clicked',
	'not-clicked',
	'replied',
	'not-replied',
	'failed',
	'skipped',
	'not-sent',
	'unknown',
	'stopped',
] as const;
export type Bucket = (typeof BUCKETS)[number];

/** What the broadcast says. Texts and values may hold variables (`{{ contact.first_name }}`, `{{ row.city }}`). */
export type BroadcastContent =
	| {
			readonly kind: 'template';
			readonly name: string;
			readonly language: string;
			readonly parameters: TemplateParameters;
	  }
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'media'; readonly mediaId: string; readonly caption: string | null }
	| { readonly kind: 'quick-reply'; readonly quickReplyId: string };

/** When it may send. Outside it nothing goes; it goes on when the next such time begins. */
export interface SendPeriod {
	/** First and last day, `2026-11-23`, both included; null for no end to that side. */
	readonly from: string | null;
	readonly to: string | null;
	/** Days of the week, 1 Monday to 7 Sunday. Empty is every day. */
	readonly days: readonly number[];
	/** Minutes after midnight; the end is not included. Null is the whole day. */
	readonly hours: { readonly from: number; readonly to: number } | null;
	/** Whose clock counts: the recipient's, as far as the number's country tells, or that of the account's zone. */
	readonly clock: 'recipient' | 'account';
}

export const ANY_TIME: SendPeriod = { from: null, to: null, days: [], hours: null, clock: 'account' };

/** When it pauses itself: shares from 0 to 1 of what was sent since it began or went on; null leaves it unwatched. */
export interface Brake {
	/** Not before so many were sent. */
	readonly after: number;
	readonly failed: number | null;
	/** Marketing that WhatsApp refused (131049). */
	readonly refused: number | null;
	/** People who opted out or blocked since they got it. */
	readonly stopped: number | null;
}

export const USUAL_BRAKE: Brake = { after: 50, failed: 0.1, refused: 0.3, stopped: 0.03 };

/** Which people of a CRM record, and which of their numbers. */
export interface RecipientLogic {
	readonly contacts: 'main' | 'all';
	readonly numbers: 'one' | 'all';
}

/** All that a person sets. Recipients are added to it apart. */
export interface BroadcastPlan {
	readonly name: string;
	readonly channelId: string;
	/** Null while nothing is chosen. */
	readonly content: BroadcastContent | null;
	/** For those whom the channel cannot reach. */
	readonly fallback: { readonly channelId: string; readonly content: BroadcastContent | null } | null;
	readonly period: SendPeriod;
	/** Epoch ms; null begins when it is launched. */
	readonly startAt: number | null;
	/** Messages a minute; null for as fast as the channel takes them beside the replies of people. */
	readonly perMinute: number | null;
	readonly logic: RecipientLogic;
	/** Links in values and texts go through the relay's own short address, so that clicks are counted. */
	readonly trackLinks: boolean;
	/** Marketing that WhatsApp refused (131049) is tried again after a day, two, four. */
	readonly retryRefused: boolean;
	readonly brake: Brake;
}

/** Why a broadcast stands still. `person` paused it; the rest it did itself and a person lets it go on. */
export const PAUSE_REASONS = [
	'person',
	'failures',
	'refused-marketing',
	'opt-outs',
	'template',
	'category',
	'quality',
	'channel',
	'balance',
	'restricted',
	'missed-start',
	'content',
] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

export interface Pause {
	readonly reason: PauseReason;
	/** What happened and what to do, for a person. */
	readonly message: string;
	readonly at: number;
	readonly byName: string | null;
}

/** What a running broadcast waits for, when nothing goes out now. */
export interface Waiting {
	readonly for: 'period' | 'limit' | 'refused-marketing' | 'channel-busy';
	/** Null when it cannot be told. */
	readonly until: number | null;
	readonly message: string;
}

/** The channels that a broadcast sends on. */
export function channelsOf({ channelId, fallback }: BroadcastPlan): string[] {
	return fallback === null ? [channelId] : [channelId, fallback.channelId];
}

/** True while people may change its plan and its recipients. */
export function isEditable(state: BroadcastState): boolean {
	return state === 'draft' || state === 'scheduled';
}

/** True when nothing more will happen by itself. */
export function isOver(state: BroadcastState): boolean {
	return state === 'completed' || state === 'cancelled';
}

const WENT_OUT: readonly RecipientState[] = ['sent', 'delivered', 'read'];
const ARRIVED: readonly RecipientState[] = ['delivered', 'read'];

/** The states of a bucket, and which mark a recipient of it has or lacks. Null states: any. */
export const BUCKET_RULES: Readonly<
	Record<
		Bucket,
		{
			readonly states: readonly RecipientState[] | null;
			readonly mark?: 'replied' | 'clicked' | 'stopped';
			readonly lacks?: 'replied' | 'clicked';
		}
	>
> = {
	all: { states: null },
	waiting: { states: ['waiting', 'sending'] },
	sent: { states: WENT_OUT },
	delivered: { states: ARRIVED },
	read: { states: ['read'] },
	'not-read': { states: ['sent', 'delivered'] },
	clicked: { states: null, mark: 'clicked' },
	'not-clicked': { states: WENT_OUT, lacks: 'clicked' },
	replied: { states: null, mark: 'replied' },
	'not-replied': { states: WENT_OUT, lacks: 'replied' },
	failed: { states: ['failed'] },
	skipped: { states: ['skipped'] },
	'not-sent': { states: ['not-sent'] },
	unknown: { states: ['unknown'] },
	stopped: { states: null, mark: 'stopped' },
};

/** How many are in a bucket. */
export function countIn(counts: RecipientCounts, bucket: Bucket): number | null {
	const { states, mark, lacks } = BUCKET_RULES[bucket];
	if (mark) return counts[mark];
	// Those who answered may have failed since by another report: their number is not the difference.
	if (lacks) return null;
	return (states ?? RECIPIENT_STATES).reduce((sum, state) => sum + counts[state], 0);
}

/** All recipients. */
export function audienceOf(counts: RecipientCounts): number {
	return countIn(counts, 'all') ?? 0;
}
