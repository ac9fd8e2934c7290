import { describe, expect, it } from 'vitest';
import {
	buildRows,
	NEWEST_ROWS,
	newerRows,
	olderRows,
	type RowWindow,
	rowsAround,
	windowBounds,
} from '../../../extension/state/rows.ts';
import { messageOf } from '../support-ui/samples.ts';

const dayOf = (at: number) => String(Math.floor(at / 1000));
const rowsOf = (count: number) =>
	buildRows(
		Array.from({ length: count }, (_, index) => messageOf({ id: `m${index}`, at: index })),
		[],
		null,
		() => 'one day',
	);

describe('buildRows', () => {
	it('puts a line over each day and before the first unread message', () => {
		const messages = [
			messageOf({ id: 'a', at: 1 }),
			messageOf({ id: 'b', at: 1001 }),
			messageOf({ id: 'c', at: 1002 }),
		];
		expect(buildRows(messages, [], 'c', dayOf).map(row => row.key)).toEqual([
			'day:0',
			'a',
			'day:1',
			'b',
			'unread',
			'c',
		]);
	});

	it('gives a message that was pending the key that it had', () => {
		const [, row] = buildRows([messageOf({ id: 'a', clientId: 'client-a' })], [], null, dayOf);
		expect(row?.key).toBe('client-a');
	});
});

describe('windowBounds', () => {
	it('draws few of ten thousand rows, wherever one scrolls, and skips none on the way', () => {
		const rows = rowsOf(10_000);
		let view: RowWindow = NEWEST_ROWS;
		let before = windowBounds(rows, view);
		expect(before.to).toBe(rows.length);
		while (before.from > 0) {
			view = olderRows(rows, view);
			const now = windowBounds(rows, view);
			expect(now.to - now.from).toBeLessThanOrEqual(160);
			expect(now.from).toBeLessThan(before.from);
			expect(now.to).toBeGreaterThan(before.from);
			before = now;
		}
		while (before.to < rows.length) {
			view = newerRows(rows, view);
			const now = windowBounds(rows, view);
			expect(now.to).toBeGreaterThan(before.to);
			expect(now.from).toBeLessThan(before.to);
			before = now;
		}
		expect(view.lastKey).toBeNull();
	});

	it('stays where it is when older rows are put before it', () => {
		const rows = rowsOf(500);
		const view = olderRows(rows, olderRows(rows, olderRows(rows, NEWEST_ROWS)));
		const { to } = windowBounds(rows, view);
		const more = [...rowsOf(600).slice(501), ...rows];
		expect(more[windowBounds(more, view).to - 1]?.key).toBe(rows[to - 1]?.key);
	});

	it('follows the newest when more come', () => {
		expect(windowBounds(rowsOf(300), NEWEST_ROWS).to).toBe(301);
	});

	it('holds the row that one jumps to', () => {
		const rows = rowsOf(5000);
		for (const key of ['m3', 'm2500', 'm4999']) {
			const { from, to } = windowBounds(rows, rowsAround(rows, key));
			expect(
				rows.slice(from, to).some(row => row.key === key),
				key,
			).toBe(true);
		}
	});
});
