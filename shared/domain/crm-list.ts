/** Whether all that a CRM list's filter matches can be read. */
export type CrmFilter =
	| { readonly state: 'readable' }
	/** The address holds parameters that we cannot translate: these. */
	| { readonly state: 'unknown'; readonly names: readonly string[] }
	/** The page does not tell how many match, so that what the API gives cannot be compared: not the first page, mostly. */
	| { readonly state: 'no-total' };

/**
 * Why a CRM's list could not be read. `filter-not-applied`: its API gave what the filter excludes; `list-differs`: it gave
 * others, more or fewer than the page shows; `page-gone`: the page is no list any more.
 */
export const LIST_PROBLEMS = [
	'signed-out',
	'forbidden',
	'throttled',
	'unavailable',
	'unreadable-answer',
	'filter-not-applied',
	'list-differs',
	'page-gone',
] as const;
export type ListProblem = (typeof LIST_PROBLEMS)[number];
