import type { ReplyOf } from '../../shared/contract/commands/index.ts';
import type { ErrorCode, Result } from '../../shared/contract/result.ts';
import type { CrmRow } from '../../shared/domain/crm-row.ts';
import type { CrmProblem, PageList, RowReader } from './page-list.ts';

type Reply = ReplyOf<'broadcast:add-recipients'>;

/** What went wrong: in the CRM, or at the relay, which says it in words. */
export type AddingProblem =
	| ({ readonly at: 'crm' } & CrmProblem)
	| { readonly at: 'relay'; readonly code: ErrorCode; readonly message: string };

/** How far it is. `added` and `repeated` are recipients, summed over the broadcasts; `read` and `total` are rows. */
export interface AddingState {
	readonly phase: 'running' | 'stopped' | 'failed' | 'done';
	/** Rows that the relay has taken. */
	readonly read: number;
	readonly total: number;
	readonly added: number;
	readonly repeated: number;
	readonly unreadable: Reply['unreadable'];
	readonly unreadableCount: number;
	readonly problem: AddingProblem | null;
}

export interface AddingOptions {
	readonly list: PageList;
	readonly what: 'ticked' | 'filter';
	readonly total: number;
	readonly add: (rows: readonly CrmRow[]) => Promise<Result<Reply>>;
	readonly onChange: (state: AddingState) => void;
}

/** One reading of rows into broadcasts. */
export interface Adding {
	readonly state: AddingState;
	/** Ends it. A portion that is on its way still counts when it has arrived. */
	cancel(): void;
	/** After a stop or a problem: rows that the relay has are not given again. */
	goOn(): void;
}

/** The first reasons are enough to show; the number says how many there are. */
const SHOWN_UNREADABLE = 100;

/** Reads portion by portion and gives each to the relay before the next is read. Begins at once. */
export function startAdding({ list, what, total, add, onChange }: AddingOptions): Adding {
	let state: AddingState = {
		phase: 'running',
		read: 0,
		total,
		added: 0,
		repeated: 0,
		unreadable: [],
		unreadableCount: 0,
		problem: null,
	};
	const taken = new Set<string>();
	let reader: RowReader | null = null;
	/** Read, and not yet taken by the relay. */
	let portion: { readonly rows: readonly CrmRow[]; readonly done: boolean } | null = null;
	/** Counts starts and stops: who is of an older one has nothing more to do. */
	let turn = 0;
	let active: Promise<void> = Promise.resolve();

	function set(change: Partial<AddingState>): void {
		state = { ...state, ...change };
		onChange(state);
	}

	function take(rows: readonly CrmRow[], reply: Reply): void {
		for (const { id } of rows) taken.add(id);
		portion = portion && { ...portion, rows: [] };
		set({
			read: taken.size,
			added: state.added + reply.added,
			repeated: state.repeated + reply.repeated,
			unreadable: [...state.unreadable, ...reply.unreadable].slice(0, SHOWN_UNREADABLE),
			unreadableCount: state.unreadableCount + reply.unreadableCount,
		});
	}

	async function run(mine: number): Promise<void> {
		for (;;) {
			if (!portion) {
				reader ??= list.read(what);
				const read = await reader.next();
				if (mine !== turn) return;
				if (!read.ok) {
					reader = null;
					const { problem, retryAfterMs } = read;
					return set({ phase: 'failed', problem: { at: 'crm', problem, retryAfterMs } });
				}
				portion = { rows: read.rows.filter(({ id }) => !taken.has(id)), done: read.done };
			}
			if (portion.rows.length > 0) {
				const { rows } = portion;
				const result = await add(rows);
				if (result.ok) take(rows, result.value);
				else if (mine === turn) {
					const { code, message } = result.error;
					return set({ phase: 'failed', problem: { at: 'relay', code, message } });
				}
			}
			if (mine !== turn) return;
			const { done } = portion;
			portion = null;
			if (done) return set({ phase: 'done' });
		}
	}

	function start(): void {
		const mine = ++turn;
		set({ phase: 'running', problem: null });
		// The portion that was on its way at a stop is waited for: else it would be given twice.
		active = active.then(() => (mine === turn ? run(mine) : undefined));
	}

	start();
	return {
		get state() {
			return state;
		},
		cancel() {
			if (state.phase !== 'running') return;
			turn++;
			reader?.stop();
			reader = null;
			set({ phase: 'stopped' });
		},
		goOn() {
			if (state.phase === 'stopped' || state.phase === 'failed') start();
		},
	};
}
