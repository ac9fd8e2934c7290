import { beforeEach, describe, expect, it } from 'vitest';
import {
	type BulkPort,
	type CountStep,
	createPageList,
	type PageList,
} from '../../../extension/bulk/page-list.ts';
import type { BulkToPage } from '../../../extension/connection/bulk-messages.ts';
import { PORTION_LIMIT, readPageToBulk } from '../../../extension/connection/bulk-messages.ts';
import type { Connection } from '../../../extension/connection/page-messages.ts';
import type { CrmRow } from '../../../shared/domain/crm-row.ts';

const ROW: CrmRow = { id: '1', title: 'Lead', people: [], values: {} };
const LIST = { key: 'k', ticked: 3, filter: { state: 'readable' } };

let asked: BulkToPage[];
let say: (message: unknown) => void;
let greet: () => void;
let list: PageList;

beforeEach(() => {
	asked = [];
	const port = {
		toPage: (message: BulkToPage) => void asked.push(message),
		onFromPage(listener: (message: unknown) => void) {
			say = listener;
			return () => {};
		},
		onConnection(listener: (connection: Connection) => void) {
			greet = () => listener({ state: 'connecting', since: 0 });
			return () => {};
		},
	};
	list = createPageList(port as Partial<BulkPort> as BulkPort);
	greet();
});

describe('createPageList', () => {
	it('asks for the list, and tells it', () => {
		const told: unknown[] = [];
		list.onList(one => told.push(one));
		expect(asked).toEqual([{ kind: 'ready' }]);
		expect(list.list).toBeUndefined();
		say({ kind: 'list', list: LIST });
		say({ kind: 'list', list: null });
		expect(told).toEqual([LIST, null]);
		expect(list.list).toBeNull();
	});

	it('counts, and ends the counting when nobody wants it', () => {
		const steps: CountStep[] = [];
		const end = list.count(step => steps.push(step));
		say({ kind: 'counted', readId: 1, total: 250, done: false });
		end();
		say({ kind: 'counted', readId: 1, total: 500, done: true });
		expect(steps).toEqual([{ state: 'counting', total: 250 }]);
		expect(asked.slice(1)).toEqual([
			{ kind: 'count', readId: 1 },
			{ kind: 'stop', readId: 1 },
		]);
	});

	it('reads portion by portion, each reading by its own number', async () => {
		const reader = list.read('filter');
		const first = reader.next();
		say({ kind: 'rows', readId: 99, seq: 1, rows: [], done: true });
		say({ kind: 'rows', readId: 1, seq: 1, rows: [ROW], done: false });
		expect(await first).toMatchObject({ ok: true, rows: [ROW], done: false });
		const second = reader.next();
		// The first again: it was asked for twice.
		say({ kind: 'rows', readId: 1, seq: 1, rows: [ROW], done: false });
		say({ kind: 'failed', readId: 1, problem: 'signed-out', retryAfterMs: null });
		expect(await second).toMatchObject({ ok: false, problem: 'signed-out' });
		expect(asked.slice(1)).toEqual([
			{ kind: 'read', readId: 1, what: 'filter', seq: 1 },
			{ kind: 'read', readId: 1, what: 'filter', seq: 2 },
		]);
	});

	it('puts its open questions again when the worker was stopped between', () => {
		list.count(() => {});
		void list.read('ticked').next();
		asked.length = 0;
		greet();
		expect(asked).toEqual([
			{ kind: 'count', readId: 1 },
			{ kind: 'read', readId: 2, what: 'ticked', seq: 1 },
		]);
	});

	it('gives up a portion that is stopped', async () => {
		const reader = list.read('ticked');
		const portion = reader.next();
		reader.stop();
		expect(await portion).toMatchObject({ ok: false });
		asked.length = 0;
		greet();
		expect(asked).toEqual([]);
	});
});

describe('readPageToBulk', () => {
	const rows = { kind: 'rows', readId: 1, seq: 1, rows: [ROW], done: false };
	const failed = { kind: 'failed', readId: 1, problem: 'forbidden', retryAfterMs: null };

	it.each([
		{ kind: 'list', list: LIST },
		{ kind: 'list', list: { ...LIST, filter: { state: 'unknown', names: ['filter[tag][]'] } } },
		{ kind: 'counted', readId: 1, total: 0, done: true },
		rows,
		failed,
	])('takes what the protocol has: %j', message => expect(readPageToBulk(message)).toEqual(message));

	it.each([
		[null],
		['rows'],
		[{ kind: 'token' }],
		[{ kind: 'list', list: { ...LIST, ticked: -1 } }],
		[{ kind: 'list', list: { ...LIST, filter: { state: 'open' } } }],
		[{ kind: 'list', list: { ...LIST, filter: { state: 'unknown', names: ['x'.repeat(201)] } } }],
		[{ kind: 'counted', readId: 1, total: 1.5, done: true }],
		[{ ...rows, rows: [{ ...ROW, extra: 1 }] }],
		[{ ...rows, rows: Array.from({ length: PORTION_LIMIT + 1 }, () => ROW) }],
		[{ ...rows, done: 'no' }],
		[{ ...failed, problem: 'anything' }],
		[{ ...failed, retryAfterMs: 'soon' }],
	])('takes nothing else (%#)', message => expect(readPageToBulk(message)).toBeNull());
});
