import { isUnlimited, type Standing, tierLabel, tierLimit } from './limits.ts';
import { isLate } from './report-order.ts';

/** A part of a standing, as one report of the provider tells it: what is absent stays as it is known. */
export type StandingPart = Partial<Omit<Standing, 'reportedAt'>>;

/**
 * A standing after a report. Reports come out of order: one that is clearly older than what is known (a webhook that was
 * tried again) fills only what was never told.
 */
export function mergeStanding(before: Standing, report: StandingPart, at: number): Standing {
	const told = Object.fromEntries(
		Object.entries(report).filter(([, value]) => value !== undefined),
	) as StandingPart;
	if (isLate(at, before.reportedAt)) {
		const unknown = Object.fromEntries(
			Object.entries(told).filter(([key]) => before[key as keyof StandingPart] === null),
		) as StandingPart;
		return { ...before, ...unknown };
	}
	return { ...before, ...told, reportedAt: Math.max(at, before.reportedAt ?? at) };
}

/** One thing about a number that has changed, worth telling. */
export interface StandingChange {
	readonly what:
		| 'tier'
		| 'quality'
		| 'number-status'
		| 'throughput'
		| 'verified-name'
		| 'restriction'
		| 'paid';
	/** In the provider's words; null for not told, or none. */
	readonly before: string | null;
	readonly after: string | null;
	readonly severity: 'info' | 'warning' | 'bad';
	/** What happened and what it means. */
	readonly sentence: string;
}

/**
 * What is different between two standings of a number. What is heard for the first time is no change, unless it is
 * something to act on: a red number is told at once.
 */
export function standingChanges(before: Standing, after: Standing): StandingChange[] {
	const changes: StandingChange[] = [];
	const put = (change: StandingChange) => {
		if (change.before !== null || change.severity !== 'info') changes.push(change);
	};
	if (after.tier !== null && tierLabel(after.tier) !== tierLabel(before.tier))
		put({ what: 'tier', before: before.tier, after: after.tier, ...tierChange(before.tier, after.tier) });
	if (after.quality !== null && after.quality !== before.quality)
		put({ what: 'quality', before: before.quality, after: after.quality, ...qualityChange(after.quality) });
	if (after.numberStatus !== null && after.numberStatus !== before.numberStatus) {
		const { severity, sentence } = numberStatusSays(after.numberStatus);
		put({
			what: 'number-status',
			before: before.numberStatus,
			after: after.numberStatus,
			severity,
			sentence,
		});
	}
	if (after.throughput !== null && after.throughput !== before.throughput) {
		const fewer = before.throughput !== null && after.throughput < before.throughput;
		put({
			what: 'throughput',
			before: before.throughput === null ? null : String(before.throughput),
			after: String(after.throughput),
			severity: fewer ? 'warning' : 'info',
			sentence: `The number now carries ${after.throughput} messages a second.`,
		});
	}
	if (after.verifiedName !== null && after.verifiedName !== before.verifiedName)
		put({
			what: 'verified-name',
			before: before.verifiedName,
			after: after.verifiedName,
			severity: 'info',
			sentence: `Customers now see the name “${after.verifiedName}”.`,
		});
	changes.push(...restrictionChanges(before, after));
	if (before.paid !== after.paid)
		changes.push({
			what: 'paid',
			before: before.paid ? 'paid' : 'unpaid',
			after: after.paid ? 'paid' : 'unpaid',
			severity: after.paid ? 'info' : 'bad',
			sentence: after.paid
				? 'The bill is paid: messages go out again.'
				: 'A bill is open: the provider sends nothing until it is paid.',
		});
	return changes;
}

type Said = Pick<StandingChange, 'severity' | 'sentence'>;

function tierChange(before: string | null, after: string): Said {
	const sentence = `The messaging limit is now: ${tierLabel(after)}.`;
	const [was, is] = [tierLimit(before), tierLimit(after)];
	const lower = isUnlimited(before) ? is !== null : was !== null && is !== null && is < was;
	return { severity: lower ? 'warning' : 'info', sentence };
}

function qualityChange(quality: string): Said {
	switch (quality) {
		case 'green':
			return { severity: 'info', sentence: 'The quality of the number is high.' };
		case 'yellow':
			return {
				severity: 'warning',
				sentence:
					'The quality of the number has fallen to medium: recipients block it or complain. Look at the templates of the last seven days.',
			};
		case 'red':
			return {
				severity: 'bad',
				sentence:
					'The quality of the number is low: recipients block it or complain. Stop marketing until the cause is found.',
			};
		default:
			return { severity: 'info', sentence: `The provider grades the number as “${quality}” now.` };
	}
}

/** What a number's status means; `info` for the good ones. Words of providers.md §5.1. */
function numberStatusSays(status: string): Said {
	switch (status) {
		case 'connected':
			return { severity: 'info', sentence: 'The number is connected.' };
		case 'pending':
		case 'unverified':
			return {
				severity: 'warning',
				sentence: 'The number is not set up to the end. Finish its registration at the provider.',
			};
		case 'flagged':
			return {
				severity: 'warning',
				sentence: 'The number is flagged for low quality: its limit does not rise until that changes.',
			};
		case 'restricted':
		case 'rate_limited':
			return {
				severity: 'bad',
				sentence: 'The number is restricted: templates do not go out until the 24 hours end. Replies do.',
			};
		case 'offline':
		case 'disconnected':
			return {
				severity: 'bad',
				sentence: 'The number is not connected: nothing goes out. Connect it again at the provider.',
			};
		case 'banned':
		case 'deleted':
		case 'migrated':
			return {
				severity: 'bad',
				sentence: `The number is ${status}: nothing goes out. Ask the provider, or connect another number.`,
			};
		default:
			return { severity: 'warning', sentence: `The provider calls the number “${status}” now.` };
	}
}

function restrictionChanges(before: Standing, after: Standing): StandingChange[] {
	const key = (one: Standing['restrictions'][number]) => `${one.type} ${one.until ?? ''}`;
	const had = new Set(before.restrictions.map(key));
	const has = new Set(after.restrictions.map(one => one.type));
	const set = after.restrictions
		.filter(one => !had.has(key(one)))
		.map(one => ({
			what: 'restriction' as const,
			before: null,
			after: one.type,
			severity: 'bad' as const,
			sentence: `${restrictionSays(one.type)} The provider has restricted the account.`,
		}));
	const lifted = [...new Set(before.restrictions.map(one => one.type))]
		.filter(type => !has.has(type))
		.map(type => ({
			what: 'restriction' as const,
			before: type,
			after: null,
			severity: 'info' as const,
			sentence: `A restriction has ended: ${type}.`,
		}));
	return [...set, ...lifted];
}

/** What a restriction keeps from going out; a type newer than this code is said raw. providers.md §2.10. */
export function restrictionSays(type: string): string {
	switch (type) {
		case 'RESTRICTED_BIZ_INITIATED_MESSAGING':
			return 'Templates do not go out; replies to customers who wrote do.';
		case 'LIMIT_REACHED':
			return 'Nobody new is opened for an hour: the limit of new contacts is used up.';
		case 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING':
			return 'Replies to customers do not go out.';
		case 'RESTRICTED_UTILITY_TEMPLATES':
		case 'RESTRICTED_DIRECT_SEND_UTILITY_TEMPLATES':
			return 'Utility templates do not go out.';
		case 'RESTRICTED_ADD_PHONE_NUMBER_ACTION':
			return 'No further number can be added.';
		default:
			return `The account may not do this now: ${type}.`;
	}
}

/** What to do about a number, in words, the most pressing first; empty when all is well. */
export function standingAdvice(standing: Standing): string[] {
	const advice: string[] = [];
	if (!standing.paid) advice.push('A bill is open at the provider: nothing goes out until it is paid.');
	for (const { type } of standing.restrictions) advice.push(restrictionSays(type));
	if (standing.numberStatus !== null && standing.numberStatus !== 'connected')
		advice.push(numberStatusSays(standing.numberStatus).sentence);
	if (standing.quality === 'red')
		advice.push(
			'Quality is low. Stop marketing, look at the templates of the last seven days, and write only to people who agreed to it.',
		);
	if (standing.quality === 'yellow')
		advice.push(
			'Quality is medium. Look at the templates of the last seven days: who opts out or blocks after which one?',
		);
	const limit = tierLimit(standing.tier);
	if (limit !== null && limit <= 250)
		advice.push(`Only ${limit} people can be opened in 24 hours. Verify the business at Meta to get 2,000.`);
	return advice;
}
