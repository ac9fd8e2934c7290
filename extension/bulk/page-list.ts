import type { ListProblem } from '../../shared/domain/crm-list.ts';
import type { CrmRow } from '../../shared/domain/crm-row.ts';
import {
	type BulkList,
	type BulkToPage,
	type PageToBulk,
	readPageToBulk,
} from '../connection/bulk-messages.ts';
import type { RelayPort } from '../connection/page-messages.ts';

/** What the panel needs of its port. What comes from the page is looked at before it is believed. */
export type BulkPort = Pick<
	RelayPort<unknown, BulkToPage>,
	| 'connection'
	| 'call'
	| 'openSettings'
	| 'toPage'
	| 'onConnection'
	| 'onFromPage'
	| 'onNotConfirmed'
	| 'onInvalidated'
>;

/** Why the CRM's list could not be read. */
export interface CrmProblem {
	readonly problem: ListProblem;
	readonly retryAfterMs: number | null;
}

/** How far the counting is, or why it ended. */
export type CountStep =
	| { readonly state: 'counting' | 'counted'; readonly total: number }
	| ({ readonly state: 'failed' } & CrmProblem);

/** Some rows, or why there are none. */
export type Portion =
	| { readonly ok: true; readonly rows: readonly CrmRow[]; readonly done: boolean }
	| ({ readonly ok: false } & CrmProblem);

/** A reading that gives one portion when it is asked for one. */
export interface RowReader {
	/** One at a time. After a problem the reading is over. */
	next(): Promise<Portion>;
	stop(): void;
}

/** The list in the CRM's page, as our content script reads it. */
export interface PageList {
	/** Undefined until the page has told; null when it shows none. */
	readonly list: BulkList | null | undefined;
	onList(listener: (list: BulkList | null) => void): () => void;
	/** Counts what the filter matches; ends an earlier counting. Returns what ends this one. */
	count(tell: (step: CountStep) => void): () => void;
	read(what: 'ticked' | 'filter'): RowReader;
}

/** Talks to the page over a port. Words get lost when the worker between is stopped, so an open question is put again. */
export function createPageList(port: BulkPort): PageList {
	let list: BulkList | null | undefined;
	let lastId = 0;
	const listeners = new Set<(list: BulkList | null) => void>();
	/** Open questions by their reading, and who hears the answers. */
	const open = new Map<number, { readonly question: BulkToPage; hear(message: PageToBulk): void }>();

	function ask(readId: number, question: BulkToPage, hear: (message: PageToBulk) => void): void {
		open.set(readId, { question, hear });
		port.toPage(question);
	}

	port.onFromPage(said => {
		const message = readPageToBulk(said);
		if (!message) return;
		if (message.kind !== 'list') {
			open.get(message.readId)?.hear(message);
			return;
		}
		list = message.list;
		for (const listener of [...listeners]) listener(list);
	});
	// Greeted again: the worker was stopped. Counting begins anew, and a portion is asked for by its number.
	let greeted = false;
	port.onConnection(() => {
		if (greeted) for (const { question } of [...open.values()]) port.toPage(question);
		greeted = true;
	});
	port.toPage({ kind: 'ready' });

	return {
		get list() {
			return list;
		},
		onList(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		count(tell) {
			const readId = ++lastId;
			ask(readId, { kind: 'count', readId }, message => {
				if (message.kind === 'counted') {
					if (message.done) open.delete(readId);
					tell({ state: message.done ? 'counted' : 'counting', total: message.total });
				} else if (message.kind === 'failed') {
					open.delete(readId);
					tell({ state: 'failed', problem: message.problem, retryAfterMs: message.retryAfterMs });
				}
			});
			return () => {
				if (open.delete(readId)) port.toPage({ kind: 'stop', readId });
			};
		},
		read(what) {
			const readId = ++lastId;
			let seq = 0;
			let give: ((portion: Portion) => void) | null = null;
			const answer = (portion: Portion) => {
				open.delete(readId);
				give?.(portion);
				give = null;
			};
			return {
				next: () =>
					new Promise(resolve => {
						seq++;
						give = resolve;
						ask(readId, { kind: 'read', readId, what, seq }, message => {
							if (message.kind === 'failed') answer({ ok: false, ...message });
							else if (message.kind === 'rows' && message.seq === seq) answer({ ok: true, ...message });
						});
					}),
				stop() {
					port.toPage({ kind: 'stop', readId });
					answer({ ok: false, problem: 'page-gone', retryAfterMs: null });
				},
			};
		},
	};
}
