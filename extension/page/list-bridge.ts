import type { CrmRow } from '../../shared/domain/crm-row.ts';
import type { BulkToPage, PageToBulk } from '../connection/bulk-messages.ts';
import { type CrmList, type ListAccess, ListError } from '../crm/list.ts';

export interface ListBridgeOptions {
	readonly say: (message: PageToBulk) => void;
	readonly access: Omit<ListAccess, 'signal'>;
}

/** Reads the list on screen for the panel, which gets one portion at a time and asks for each. */
export interface ListBridge {
	/** What the page shows now. Says so when the panel would see a difference. */
	show(list: CrmList | null): void;
	hear(message: BulkToPage): void;
	/** Says the list again: the background may have been stopped, and words lost with it. */
	repeat(): void;
	/** Ends whatever is being read. */
	stop(): void;
}

interface Counting {
	readonly readId: number;
	readonly ended: AbortController;
	/** What was said last. */
	said: PageToBulk | null;
}

interface Reading {
	readonly readId: number;
	readonly ended: AbortController;
	readonly portions: AsyncIterator<readonly CrmRow[]>;
	/** The portion that was asked for last; `said` is null until it is there. */
	seq: number;
	said: PageToBulk | null;
}

export function createListBridge({ say, access }: ListBridgeOptions): ListBridge {
	let shown: CrmList | null = null;
	/** The list whose filter was counted: what was counted is what is read. */
	let counted: CrmList | null = null;
	let counting: Counting | null = null;
	let reading: Reading | null = null;
	let told = '';

	function tell(): void {
		const list = shown && { key: shown.key, ticked: shown.ticked.length, filter: shown.filter };
		told = JSON.stringify(list);
		say({ kind: 'list', list });
	}

	function fail(readId: number, error: unknown): PageToBulk {
		const { problem, retryAfterMs } = error instanceof ListError ? error : new ListError('unreadable-answer');
		return { kind: 'failed', readId, problem, retryAfterMs };
	}

	async function count(readId: number): Promise<void> {
		if (counting?.readId === readId) {
			// Asked again: what was said may be lost.
			if (counting.said) say(counting.said);
			return;
		}
		counting?.ended.abort();
		const ended = new AbortController();
		const own: Counting = { readId, ended, said: null };
		counting = own;
		const tellStep = (message: PageToBulk) => {
			own.said = message;
			if (!ended.signal.aborted) say(message);
		};
		const list = shown;
		counted = null;
		let total = 0;
		try {
			if (!list) throw new ListError('page-gone');
			for await (total of list.count({ ...access, signal: ended.signal })) {
				if (ended.signal.aborted) return;
				tellStep({ kind: 'counted', readId, total, done: false });
			}
			counted = list;
			tellStep({ kind: 'counted', readId, total, done: true });
		} catch (error) {
			tellStep(fail(readId, error));
		}
	}

	function begin(readId: number, what: 'ticked' | 'filter'): Reading | null {
		reading?.ended.abort();
		const list = what === 'filter' ? (counted ?? shown) : shown;
		if (!list) return null;
		const ended = new AbortController();
		const own = { ...access, signal: ended.signal };
		const rows = what === 'filter' ? list.readFiltered(own) : list.readSelection(own);
		return { readId, ended, portions: rows[Symbol.asyncIterator](), seq: 0, said: null };
	}

	async function read({ readId, what, seq }: Extract<BulkToPage, { kind: 'read' }>): Promise<void> {
		if (reading?.readId !== readId) {
			reading = begin(readId, what);
			if (!reading) return say(fail(readId, new ListError('page-gone')));
		}
		const own = reading;
		if (seq === own.seq) {
			// Asked again: it was lost on its way, or is still being read.
			if (own.said) say(own.said);
			return;
		}
		own.seq = seq;
		own.said = null;
		try {
			const { value, done = false } = await own.portions.next();
			own.said = { kind: 'rows', readId, seq, rows: done ? [] : value, done };
		} catch (error) {
			own.said = fail(readId, error);
		}
		if (!own.ended.signal.aborted) say(own.said);
	}

	function stop(): void {
		counting?.ended.abort();
		counting = null;
		reading?.ended.abort();
		reading = null;
	}

	return {
		show(list) {
			shown = list;
			const next = JSON.stringify(list && { key: list.key, ticked: list.ticked.length, filter: list.filter });
			if (next !== told) tell();
		},
		hear(message) {
			switch (message.kind) {
				case 'ready':
					tell();
					break;
				case 'count':
					void count(message.readId);
					break;
				case 'read':
					void read(message);
					break;
				case 'stop':
					if (counting?.readId === message.readId) {
						counting.ended.abort();
						counting = null;
					}
					if (reading?.readId === message.readId) {
						reading.ended.abort();
						reading = null;
					}
					break;
			}
		},
		repeat: tell,
		stop,
	};
}
