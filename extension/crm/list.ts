import type { CrmFilter, ListProblem } from '../../shared/domain/crm-list.ts';
import type { CrmRow } from '../../shared/domain/crm-row.ts';

/** A row by its record. */
export interface CrmRowRef {
	readonly kind: 'lead' | 'contact' | 'company';
	readonly id: string;
}

/** The list on screen, at one moment. Reading goes on with what stood there then. */
export interface CrmList {
	/** The same for the same filter, whatever its page and its ticks. */
	readonly key: string;
	readonly ticked: readonly CrmRowRef[];
	readonly filter: CrmFilter;
	/**
	 * Finds all that the filter matches and compares it with the page: too many would be written to people whom nobody
	 * chose. Gives how many so far; the last is the total. Throws `ListError`, `filter-not-applied` and `list-differs` too.
	 */
	count(access: ListAccess): AsyncIterable<number>;
	/** The ticked rows, in portions of at most 50. Rows that the CRM no longer gives are left out. Throws `ListError`. */
	readSelection(access: ListAccess): AsyncIterable<readonly CrmRow[]>;
	/** What was counted, in such portions; counts first when nobody has. Throws `ListError`. */
	readFiltered(access: ListAccess): AsyncIterable<readonly CrmRow[]>;
}

/** What reading needs of its surroundings. Requests go to the page's own origin with its session, and to no other. */
export interface ListAccess {
	readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
	/** Rejects when the signal ends it. */
	readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
	/** Milliseconds of any clock that does not go back. */
	readonly now: () => number;
	readonly signal: AbortSignal;
}

/** Thrown while a list is read. Nothing was changed by it; reading again is safe. */
export class ListError extends Error {
	override readonly name = 'ListError';
	readonly problem: ListProblem;
	/** With `throttled`: how long the CRM wants to be left alone; null when it does not say. */
	readonly retryAfterMs: number | null;
	constructor(problem: ListProblem, retryAfterMs: number | null = null) {
		super(problem);
		this.problem = problem;
		this.retryAfterMs = retryAfterMs;
	}
}
