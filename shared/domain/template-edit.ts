import { DAY_MS } from '../lib/time.ts';

/** Meta: an approved template can be edited once in 24 h and ten times in 30 days (providers.md §4.4). */
const A_DAY = 1;
const IN_30_DAYS = 10;

export type Editability =
	| { readonly allowed: true; readonly leftToday: number | null; readonly leftIn30Days: number | null }
	| { readonly allowed: false; readonly reason: string };

/**
 * Whether a template can be changed at the provider now. `edits` are the times of our own edits; null left means that
 * there is no limit, as for rejected and paused ones.
 */
export function templateEditability(facts: {
	readonly status: string;
	readonly canEdit: boolean;
	readonly edits: readonly number[];
	readonly now: number;
}): Editability {
	const { status, canEdit, edits, now } = facts;
	if (!canEdit)
		return {
			allowed: false,
			reason: 'This provider does not change templates. Copy it and submit the copy under a new name.',
		};
	if (status === 'rejected' || status === 'paused')
		return { allowed: true, leftToday: null, leftIn30Days: null };
	if (status !== 'approved')
		return { allowed: false, reason: 'Only approved, rejected and paused templates can be changed.' };
	const leftToday = Math.max(0, A_DAY - edits.filter(at => at > now - DAY_MS).length);
	const leftIn30Days = Math.max(0, IN_30_DAYS - edits.filter(at => at > now - 30 * DAY_MS).length);
	if (leftIn30Days === 0)
		return { allowed: false, reason: 'It was changed ten times within 30 days. Copy it instead.' };
	if (leftToday === 0)
		return { allowed: false, reason: 'It was changed within the last 24 hours. Wait a day, or copy it.' };
	return { allowed: true, leftToday, leftIn30Days };
}
