import { type CrmFilter, LIST_PROBLEMS, type ListProblem } from '../../shared/domain/crm-list.ts';
import { type CrmRow, isCrmRow } from '../../shared/domain/crm-row.ts';

/** Rows of one portion at most. */
export const PORTION_LIMIT = 500;
const NAMES_LIMIT = 100;
const NAME_LIMIT = 200;

/** What the panel of recipients is told of the list on screen. */
export interface BulkList {
	/** The same for the same filter. */
	readonly key: string;
	/** How many rows are ticked. */
	readonly ticked: number;
	readonly filter: CrmFilter;
}

/** From a content script to the panel of recipients in its tab. */
export type PageToBulk =
	/** In answer to `ready`, and on every change. Null: the page shows no list any more. */
	| { readonly kind: 'list'; readonly list: BulkList | null }
	/** In answer to `count`, again and again; the last is `done`. */
	| { readonly kind: 'counted'; readonly readId: number; readonly total: number; readonly done: boolean }
	/** In answer to `read`. `done` is the last portion, which may be empty. */
	| {
			readonly kind: 'rows';
			readonly readId: number;
			readonly seq: number;
			readonly rows: readonly CrmRow[];
			readonly done: boolean;
	  }
	/** In answer to either. `retryAfterMs`: how long the CRM wants to be left alone, when it says. */
	| {
			readonly kind: 'failed';
			readonly readId: number;
			readonly problem: ListProblem;
			readonly retryAfterMs: number | null;
	  };

/** From the panel of recipients to the content script of its tab. */
export type BulkToPage =
	| { readonly kind: 'ready' }
	| { readonly kind: 'close' }
	/** While it works, Escape does not close it. */
	| { readonly kind: 'busy'; readonly busy: boolean }
	/** How many does the filter match? */
	| { readonly kind: 'count'; readonly readId: number }
	/**
	 * The next portion, from `seq` 1 on. The same `seq` again gets the same portion: a message may be lost when the worker
	 * between is stopped. A new `readId` begins anew.
	 */
	| {
			readonly kind: 'read';
			readonly readId: number;
			readonly what: 'ticked' | 'filter';
			readonly seq: number;
	  }
	/** Nothing more is asked of this reading or counting. */
	| { readonly kind: 'stop'; readonly readId: number };

/** A message out of a CRM's page as what it should be; null when it is anything else, or beyond the limits. */
export function readPageToBulk(message: unknown): PageToBulk | null {
	return isPageToBulk(message) ? message : null;
}

function isPageToBulk(message: unknown): message is PageToBulk {
	if (!isObject(message)) return false;
	switch (message.kind) {
		case 'list':
			return message.list === null || isList(message.list);
		case 'counted':
			return isCount(message.readId) && isCount(message.total) && typeof message.done === 'boolean';
		case 'rows':
			return (
				isCount(message.readId) &&
				isCount(message.seq) &&
				typeof message.done === 'boolean' &&
				Array.isArray(message.rows) &&
				message.rows.length <= PORTION_LIMIT &&
				message.rows.every(isCrmRow)
			);
		case 'failed':
			return (
				isCount(message.readId) &&
				LIST_PROBLEMS.some(problem => problem === message.problem) &&
				(message.retryAfterMs === null || isCount(message.retryAfterMs))
			);
		default:
			return false;
	}
}

function isList(list: unknown): list is BulkList {
	if (!isObject(list) || !isObject(list.filter)) return false;
	const { state, names } = list.filter;
	return (
		typeof list.key === 'string' &&
		isCount(list.ticked) &&
		(state === 'readable' ||
			state === 'no-total' ||
			(state === 'unknown' &&
				Array.isArray(names) &&
				names.length <= NAMES_LIMIT &&
				names.every(name => typeof name === 'string' && name.length <= NAME_LIMIT)))
	);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
