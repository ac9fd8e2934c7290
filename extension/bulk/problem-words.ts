import { plural, t } from '../ui/text.ts';
import type { CrmProblem } from './page-list.ts';

/** What happened in the CRM and what to do, in a sentence. */
export function problemWords({ problem, retryAfterMs }: CrmProblem): string {
	switch (problem) {
		case 'signed-out':
			return t('bulk_problem_signed_out');
		case 'forbidden':
			return t('bulk_problem_forbidden');
		case 'throttled':
			return retryAfterMs === null
				? t('bulk_problem_throttled_some')
				: plural('bulk_problem_throttled', Math.max(1, Math.ceil(retryAfterMs / 60_000)));
		case 'unavailable':
			return t('bulk_problem_unavailable');
		case 'unreadable-answer':
			return t('bulk_problem_unreadable_answer');
		case 'filter-not-applied':
			return t('bulk_problem_filter_not_applied');
		case 'list-differs':
			return t('bulk_problem_list_differs');
		case 'page-gone':
			return t('bulk_problem_page_gone');
	}
}
