import { describe, expect, it } from 'vitest';
import {
	byMonth,
	monthChoices,
	monthsOf,
	moveMonth,
	sumUp,
	totalsCsv,
} from '../../../extension/state/price-totals.ts';
import { totalOf } from '../support-ui/sample-prices.ts';

describe('byMonth', () => {
	it('has the newest month first, and in it the dearest', () => {
		const months = byMonth([
			totalOf({ month: '2026-10', amount: 5 }),
			totalOf({ month: '2026-11', amount: 1, country: 'AT' }),
			totalOf({ month: '2026-11', amount: 2, country: 'DE' }),
		]);
		expect(months.map(one => one.month)).toEqual(['2026-11', '2026-10']);
		expect(months[0]?.rows.map(row => row.country)).toEqual(['DE', 'AT']);
		expect(months[0]?.sums).toEqual([
			{ currency: 'EUR', messages: 200, billed: 190, amount: 3, withoutRate: 0 },
		]);
	});
});

describe('sumUp', () => {
	it('never adds two currencies', () => {
		const sums = sumUp([totalOf({ amount: 1 }), totalOf({ amount: 2, currency: 'USD', withoutRate: 3 })]);
		expect(sums.map(({ currency, amount, withoutRate }) => [currency, amount, withoutRate])).toEqual([
			['EUR', 1, 0],
			['USD', 2, 3],
		]);
	});
});

describe('monthsOf', () => {
	const now = Date.parse('2026-10-31T23:30:00Z');
	const of = (filters: { from?: string; to?: string }) => monthsOf(filters, now, 'Europe/Berlin');

	it('is this month where the account is', () => {
		expect(of({})).toEqual({ from: '2026-11', to: '2026-11' });
		expect(monthsOf({}, now, 'UTC')).toEqual({ from: '2026-10', to: '2026-10' });
	});

	it('takes one month for both, puts them in order and passes over what is none', () => {
		expect(of({ from: '2026-08' })).toEqual({ from: '2026-08', to: '2026-08' });
		expect(of({ from: '2026-09', to: '2026-07' })).toEqual({ from: '2026-07', to: '2026-09' });
		expect(of({ from: '2026-13', to: 'x' })).toEqual({ from: '2026-11', to: '2026-11' });
	});
});

describe('monthChoices', () => {
	it('goes back two years over the turn of the year, and has what was asked for besides', () => {
		const months = monthChoices(Date.parse('2026-02-10T00:00:00Z'), 'UTC', ['2020-05', '2026-01']);
		expect(months.slice(0, 3)).toEqual(['2026-02', '2026-01', '2025-12']);
		expect(months).toHaveLength(25);
		expect(months.at(-1)).toBe('2020-05');
	});
});

describe('moveMonth', () => {
	it('moves the other end along when both would cross', () => {
		const months = { from: '2026-09', to: '2026-10' };
		expect(moveMonth(months, { from: '2026-11' })).toEqual({ from: '2026-11', to: '2026-11' });
		expect(moveMonth(months, { to: '2026-08' })).toEqual({ from: '2026-08', to: '2026-08' });
		expect(moveMonth(months, { to: '2026-12' })).toEqual({ from: '2026-09', to: '2026-12' });
	});
});

describe('totalsCsv', () => {
	it('writes units, quotes what needs it, and no formula', () => {
		const csv = totalsCsv(
			[totalOf({ amount: 1_234_500, country: null, withoutRate: 2 }), totalOf({ channelId: 'b', amount: 0 })],
			['Month', 'Channel, or number'],
			id => (id === 'b' ? '=SUM(A1)' : 'Sales "DE"'),
		);
		expect(csv.split('\r\n')).toEqual([
			'Month,"Channel, or number"',
			'2026-11,"Sales ""DE""",marketing,,100,95,1.2345,EUR,2',
			"2026-11,'=SUM(A1),marketing,DE,100,95,0,EUR,0",
			'',
		]);
	});
});
