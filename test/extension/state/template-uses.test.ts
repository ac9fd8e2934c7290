import { describe, expect, it } from 'vitest';
import {
	FIRST_ORDER,
	nextOrder,
	shareOf,
	sortUses,
	type UseOrder,
} from '../../../extension/state/template-uses.ts';
import { useOf } from '../support-ui/sample-limits.ts';

const USES = [
	useOf({ name: 'b', sent: 10, read: 9, quality: 'green' }),
	useOf({ name: 'a', sent: 1000, read: 100, quality: null }),
	useOf({ name: 'c', sent: 0, delivered: 0, read: 0, failed: 0, quality: 'red' }),
];
const names = (order: UseOrder) => sortUses(USES, order).map(use => use.name);

describe('sortUses', () => {
	it('has the most sent first', () => {
		expect(names(FIRST_ORDER)).toEqual(['a', 'b', 'c']);
	});

	it('orders by the share and not by the count, with those without any last', () => {
		expect(names({ by: 'read', direction: 'descending' })).toEqual(['b', 'a', 'c']);
	});

	it('orders the worst quality first and the ungraded last', () => {
		expect(names({ by: 'quality', direction: 'ascending' })).toEqual(['c', 'b', 'a']);
	});
});

describe('nextOrder', () => {
	it('begins a number with the greatest and a word with A, and turns round when pressed again', () => {
		const byRead = nextOrder(FIRST_ORDER, 'read');
		expect(byRead).toEqual({ by: 'read', direction: 'descending' });
		expect(nextOrder(byRead, 'read')).toEqual({ by: 'read', direction: 'ascending' });
		expect(nextOrder(byRead, 'name')).toEqual({ by: 'name', direction: 'ascending' });
	});
});

describe('shareOf', () => {
	it('is unknown where nothing was sent', () => {
		expect(shareOf(0, 0)).toBeNull();
		expect(shareOf(1, 4)).toBe(0.25);
	});
});
