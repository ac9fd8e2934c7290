import type {
	BroadcastPlan,
	BroadcastState,
	Pause,
	RecipientCounts,
	RecipientState,
	Waiting,
} from '../domain/broadcast.ts';

/** What the extension sees of broadcasts. Times are epoch ms; money is millionths of a currency unit. */

export interface BroadcastView {
	readonly id: string;
	readonly plan: BroadcastPlan;
	readonly state: BroadcastState;
	readonly counts: RecipientCounts;
	/** Recipients whose turn comes again later, after a refusal: among `counts.waiting`. */
	readonly again: number;
	/** Null unless it is paused. */
	readonly pause: Pause | null;
	/** Null unless it runs and nothing goes out now. */
	readonly waiting: Waiting | null;
	/** The broadcast whose recipients this one began with. */
	readonly parent: { readonly id: string; readonly name: string } | null;
	readonly createdAt: number;
	readonly createdByName: string;
	readonly launchedByName: string | null;
	readonly startedAt: number | null;
	/** How late it started, when that was more than two seconds. */
	readonly startedLateMs: number | null;
	readonly endedAt: number | null;
	/** When the last message probably goes out, at the rate of now; null when it does not run or cannot be told. */
	readonly expectedEndAt: number | null;
	/** Messages a second over the last ten. */
	readonly rate: number;
	readonly updatedAt: number;
}

/** Why so many will be skipped, in words. `reason` is a refusal of our rules, `duplicate` or `sent-by-hand`. */
export interface SkipView {
	readonly reason: string;
	readonly message: string;
	readonly count: number;
}

/** What a broadcast would do if it began now. Nothing is stored and nothing sent. */
export interface RehearsalView {
	readonly audience: number;
	/** How many will get it, and of them by the fallback channel. */
	readonly sends: number;
	readonly byFallback: number;
	readonly skips: readonly SkipView[];
	/** What stands in the way of all of it; launching is refused while there is one. */
	readonly problems: readonly { readonly message: string; readonly field: string | null }[];
	/** What people should know all the same. */
	readonly warnings: readonly string[];
	/** The parts in which it goes because of the limit and the period; one when all of it goes at once. */
	readonly waves: readonly { readonly startsAt: number; readonly endsAt: number; readonly count: number }[];
	readonly startsAt: number;
	readonly endsAt: number;
	/** Messages a second that it will send. */
	readonly rate: number;
	/** Null where the network costs nothing. */
	readonly cost: CostView | null;
	/** At most three, with the values of real recipients. */
	readonly previews: readonly PreviewView[];
}

export interface CostView {
	readonly currency: string;
	readonly amount: number;
	/** Messages without a known rate: not in `amount`. */
	readonly withoutRate: number;
	readonly byCountry: readonly {
		/** ISO country; null when it cannot be told. */
		readonly country: string | null;
		readonly category: string;
		readonly messages: number;
		readonly amount: number;
	}[];
}

export interface PreviewView {
	readonly name: string;
	readonly address: string;
	readonly channelId: string;
	/** What the recipient sees. */
	readonly header: string | null;
	readonly body: string;
	readonly footer: string | null;
	readonly buttons: readonly string[];
}

export interface RecipientView {
	readonly id: number;
	readonly contactId: string | null;
	readonly name: string;
	readonly address: string;
	readonly channelId: string;
	readonly country: string | null;
	readonly state: RecipientState;
	/** The refusal or delivery code behind `skipped`, `failed`, `not-sent`, and a new try; null when there is none. */
	readonly reason: string | null;
	/** In words, with the next step. */
	readonly message: string | null;
	readonly providerCode: string | null;
	readonly attempts: number;
	/** When its turn comes; null when it is over. */
	readonly dueAt: number | null;
	/** Its message, in the contact's timeline. */
	readonly messageId: string | null;
	readonly conversationId: string | null;
	readonly sentAt: number | null;
	readonly deliveredAt: number | null;
	readonly readAt: number | null;
	readonly failedAt: number | null;
	readonly repliedAt: number | null;
	readonly clickedAt: number | null;
	readonly stoppedAt: number | null;
}

export interface AnalyticsView {
	readonly counts: RecipientCounts;
	/** From the first event on; equal steps. */
	readonly overTime: {
		readonly stepMs: number;
		readonly points: readonly {
			readonly at: number;
			readonly sent: number;
			readonly delivered: number;
			readonly read: number;
			readonly failed: number;
			readonly replied: number;
			readonly clicked: number;
		}[];
	};
	readonly byCountry: readonly {
		readonly country: string | null;
		readonly audience: number;
		readonly sent: number;
		readonly delivered: number;
		readonly read: number;
		readonly replied: number;
		readonly failed: number;
	}[];
	/** Why they failed or were skipped, the most frequent first. */
	readonly reasons: readonly {
		readonly state: 'failed' | 'skipped' | 'not-sent' | 'unknown';
		readonly reason: string;
		readonly message: string;
		readonly nextStep: string | null;
		readonly count: number;
		/** True when trying again may help. */
		readonly retryable: boolean;
	}[];
	readonly links: readonly { readonly url: string; readonly people: number; readonly clicks: number }[];
	readonly cost: CostView | null;
	/** Tests sent to oneself: billed, and not among the audience. */
	readonly tests: number;
}

/** What a recipient source could not take: shown so that somebody can mend it. */
export interface UnreadableView {
	readonly label: string;
	readonly value: string;
	readonly problem: string;
}

/** One channel's messages in a period. */
export interface ChannelStatisticsView {
	readonly channelId: string;
	readonly inbound: number;
	readonly sent: number;
	readonly delivered: number;
	readonly read: number;
	readonly failed: number;
	readonly unknown: number;
	/** Of those sent: by broadcasts, by people, by nobody (automatic). */
	readonly byBroadcast: number;
	readonly byPeople: number;
	readonly automatic: number;
	/** Sent to ourselves to try something. They are billed, and counted above. */
	readonly tests: number;
	readonly people: number;
	readonly cost: { readonly currency: string; readonly amount: number } | null;
}
