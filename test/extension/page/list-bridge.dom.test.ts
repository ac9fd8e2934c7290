import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageToBulk } from '../../../extension/connection/bulk-messages.ts';
import { type CrmList, type ListAccess, ListError } from '../../../extension/crm/list.ts';
import { createListBridge, type ListBridge } from '../../../extension/page/list-bridge.ts';
import type { CrmRow } from '../../../shared/domain/crm-row.ts';

const row = (id: string): CrmRow => ({ id, title: `Lead ${id}`, people: [], values: {} });
const access = { fetch: vi.fn(), wait: vi.fn(), now: () => 0 };

let said: PageToBulk[];
let bridge: ListBridge;
let signals: AbortSignal[];

/** A list whose filter has three rows in two portions. */
function list(more: Partial<CrmList> = {}): CrmList {
	const seen = (own: ListAccess) => void signals.push(own.signal);
	return {
		key: 'stage-61',
		ticked: [{ kind: 'lead', id: '1' }],
		filter: { state: 'readable' },
		async *count(own) {
			seen(own);
			yield 2;
			yield 3;
		},
		async *readSelection(own) {
			seen(own);
			yield [row('1')];
		},
		async *readFiltered(own) {
			seen(own);
			yield [row('1'), row('2')];
			yield [row('3')];
		},
		...more,
	};
}

const kinds = () => said.map(({ kind }) => kind);
const read = (readId: number, seq: number, what: 'ticked' | 'filter' = 'filter') =>
	bridge.hear({ kind: 'read', readId, what, seq });
const settled = () => new Promise(resolve => setTimeout(resolve));

beforeEach(() => {
	said = [];
	signals = [];
	bridge = createListBridge({ say: message => said.push(message), access });
});

describe('createListBridge', () => {
	it('tells the list when it is asked, and when the panel would see a difference', () => {
		bridge.show(list());
		const told = { key: 'stage-61', ticked: 1, filter: { state: 'readable' } };
		expect(said).toEqual([{ kind: 'list', list: told }]);
		bridge.show(list());
		expect(said).toHaveLength(1);
		bridge.hear({ kind: 'ready' });
		bridge.show(list({ ticked: [] }));
		bridge.show(null);
		expect(said.slice(1)).toEqual([
			{ kind: 'list', list: told },
			{ kind: 'list', list: { ...told, ticked: 0 } },
			{ kind: 'list', list: null },
		]);
	});

	it('tells what it counts, the last as done', async () => {
		bridge.show(list());
		bridge.hear({ kind: 'count', readId: 1 });
		await settled();
		expect(said.slice(1)).toEqual([
			{ kind: 'counted', readId: 1, total: 2, done: false },
			{ kind: 'counted', readId: 1, total: 3, done: false },
			{ kind: 'counted', readId: 1, total: 3, done: true },
		]);
	});

	it('says its last word again to a counting that is asked for again, and counts once', async () => {
		const counts = vi.fn(list().count);
		bridge.show(list({ count: counts }));
		bridge.hear({ kind: 'count', readId: 1 });
		await settled();
		bridge.hear({ kind: 'count', readId: 1 });
		expect(said.at(-1)).toEqual({ kind: 'counted', readId: 1, total: 3, done: true });
		expect(counts).toHaveBeenCalledOnce();
	});

	it('gives one portion for each that is asked for, and reads no further', async () => {
		let portions = 0;
		bridge.show(
			list({
				async *readFiltered() {
					for (; portions < 9; portions++) yield [row(String(portions))];
				},
			}),
		);
		read(1, 1);
		await settled();
		expect(portions).toBe(0);
		expect(said.at(-1)).toEqual({ kind: 'rows', readId: 1, seq: 1, rows: [row('0')], done: false });
		read(1, 2);
		await settled();
		expect(portions).toBe(1);
	});

	it('says that there is no more', async () => {
		bridge.show(list());
		read(1, 1, 'ticked');
		await settled();
		read(1, 2, 'ticked');
		await settled();
		expect(said.at(-1)).toEqual({ kind: 'rows', readId: 1, seq: 2, rows: [], done: true });
	});

	it('gives the same portion again when it is asked for again', async () => {
		bridge.show(list());
		read(1, 1);
		read(1, 1);
		await settled();
		expect(kinds()).toEqual(['list', 'rows']);
		read(1, 1);
		await settled();
		expect(said.at(-1)).toEqual(said[1]);
	});

	it('reads what was counted, though the page shows another moment of the same filter', async () => {
		const counted = list();
		const later = vi.fn(list().readFiltered);
		bridge.show(counted);
		bridge.hear({ kind: 'count', readId: 1 });
		await settled();
		bridge.show(list({ readFiltered: later }));
		read(2, 1);
		await settled();
		expect(said.at(-1)).toMatchObject({ kind: 'rows', rows: [{ id: '1' }, { id: '2' }] });
		expect(later).not.toHaveBeenCalled();
	});

	it('says why it could not read, and that a page is no list', async () => {
		bridge.show(
			list({
				// biome-ignore lint/correctness/useYield: it ends before its first portion
				async *readFiltered() {
					throw new ListError('throttled', 300_000);
				},
			}),
		);
		read(1, 1);
		await settled();
		expect(said.at(-1)).toEqual({ kind: 'failed', readId: 1, problem: 'throttled', retryAfterMs: 300_000 });
		bridge.show(null);
		read(2, 1, 'ticked');
		bridge.hear({ kind: 'count', readId: 3 });
		await settled();
		expect(said.slice(-2)).toMatchObject([
			{ readId: 2, problem: 'page-gone' },
			{ readId: 3, problem: 'page-gone' },
		]);
	});

	it('ends what is read when it is told to, and says nothing of it afterwards', async () => {
		bridge.show(list());
		read(1, 1);
		bridge.hear({ kind: 'stop', readId: 1 });
		await settled();
		expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
		expect(kinds()).toEqual(['list']);
		bridge.hear({ kind: 'count', readId: 2 });
		bridge.stop();
		await settled();
		expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
		expect(kinds()).toEqual(['list']);
	});

	it('begins anew with another reading, and ends the one before', async () => {
		bridge.show(list());
		read(1, 1);
		await settled();
		read(2, 1, 'ticked');
		await settled();
		expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
		expect(said.at(-1)).toMatchObject({ readId: 2, rows: [{ id: '1' }] });
	});
});
