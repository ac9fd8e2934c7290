import type { AnalyticsView } from '../../shared/contract/broadcast-views.ts';
import { audienceOf, type Bucket, countIn, type RecipientCounts } from '../../shared/domain/broadcast.ts';

/** One number of a broadcast and the list behind it. */
export interface BucketCount {
	readonly bucket: Bucket;
	readonly count: number;
}

/** Buckets that nobody is in two of: together they are the audience. */
const PARTS = ['waiting', 'sent', 'failed', 'skipped', 'not-sent', 'unknown'] as const;
/** What became of those that were sent; one may be in several. */
const AFTER = ['delivered', 'read', 'clicked', 'replied', 'stopped'] as const;

/** Where everybody is now: the counts add up to `audienceOf`. */
export function partsOf(counts: RecipientCounts): BucketCount[] {
	return PARTS.map(bucket => ({ bucket, count: countIn(counts, bucket) ?? 0 }));
}

/** What those who got it did. */
export function afterSending(counts: RecipientCounts): BucketCount[] {
	return AFTER.map(bucket => ({ bucket, count: countIn(counts, bucket) ?? 0 }));
}

/** How much of it is over, from 0 to 1: all but those whose turn comes. */
export function progressOf(counts: RecipientCounts): number {
	const audience = audienceOf(counts);
	return audience === 0 ? 0 : 1 - (countIn(counts, 'waiting') ?? 0) / audience;
}

/** The buckets that another broadcast may go to, each with whether the same content makes sense for it. */
export const RETARGETS: readonly { readonly bucket: Bucket; readonly content: 'same' | 'new' }[] = [
	{ bucket: 'delivered', content: 'new' },
	{ bucket: 'read', content: 'new' },
	{ bucket: 'not-read', content: 'new' },
	{ bucket: 'clicked', content: 'new' },
	{ bucket: 'not-clicked', content: 'new' },
	{ bucket: 'replied', content: 'new' },
	{ bucket: 'not-replied', content: 'new' },
	{ bucket: 'failed', content: 'same' },
	{ bucket: 'skipped', content: 'same' },
	{ bucket: 'not-sent', content: 'same' },
];

export const SERIES = ['sent', 'delivered', 'read', 'replied', 'clicked', 'failed'] as const;
export type Series = (typeof SERIES)[number];

/** The lines of the chart: those that ever were more than nothing, and what was sent in any case. */
export function shownSeries({ points }: AnalyticsView['overTime']): Series[] {
	return SERIES.filter(one => one === 'sent' || points.some(point => point[one] > 0));
}
