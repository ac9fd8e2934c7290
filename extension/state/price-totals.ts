import type { PriceTotalView } from '../../shared/contract/sending-views.ts';
import { monthOf } from '../../shared/domain/pricing.ts';
import type { Filters } from './settings-place.ts';

/** Costs of one currency, added up. */
export interface PriceSum {
	readonly currency: string;
	readonly messages: number;
	readonly billed: number;
	/** Millionths. */
	readonly amount: number;
	readonly withoutRate: number;
}

export interface MonthTotals {
	readonly month: string;
	readonly rows: readonly PriceTotalView[];
	/** One for each currency. */
	readonly sums: readonly PriceSum[];
}

/** The totals month by month, the newest first, in each the dearest first. */
export function byMonth(totals: readonly PriceTotalView[]): MonthTotals[] {
	const months = new Map<string, PriceTotalView[]>();
	for (const total of totals) months.set(total.month, [...(months.get(total.month) ?? []), total]);
	return [...months]
		.sort(([a], [b]) => b.localeCompare(a))
		.map(([month, rows]) => ({
			month,
			rows: rows.toSorted(
				(a, b) =>
					b.amount - a.amount ||
					b.messages - a.messages ||
					a.category.localeCompare(b.category) ||
					(a.country ?? '').localeCompare(b.country ?? ''),
			),
			sums: sumUp(rows),
		}));
}

/** All of them added up, by currency: amounts of two currencies make no sum. */
export function sumUp(totals: readonly PriceTotalView[]): PriceSum[] {
	const sums = new Map<string, PriceSum>();
	for (const { currency, messages, billed, amount, withoutRate } of totals) {
		const sum = sums.get(currency) ?? { currency, messages: 0, billed: 0, amount: 0, withoutRate: 0 };
		sums.set(currency, {
			currency,
			messages: sum.messages + messages,
			billed: sum.billed + billed,
			amount: sum.amount + amount,
			withoutRate: sum.withoutRate + withoutRate,
		});
	}
	return [...sums.values()].sort((a, b) => a.currency.localeCompare(b.currency));
}

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** The months of the address, in their order; this month where it names none. */
export function monthsOf(
	filters: Filters,
	now: number,
	zone: string,
): { readonly from: string; readonly to: string } {
	const current = monthOf(now, zone);
	const read = (value: string | undefined) => (value && MONTH.test(value) ? value : null);
	const to = read(filters.to) ?? read(filters.from) ?? current;
	const from = read(filters.from) ?? to;
	return from <= to ? { from, to } : { from: to, to: from };
}

/** How far back a month can be chosen. */
const CHOICES = 24;

/** The months to choose from, the newest first, and those that the address asks for besides. */
export function monthChoices(now: number, zone: string, asked: readonly string[]): string[] {
	const [year = 0, month = 1] = monthOf(now, zone).split('-').map(Number);
	const months = Array.from({ length: CHOICES }, (_, back) => {
		const index = year * 12 + month - 1 - back;
		return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
	});
	return [...new Set([...months, ...asked])].sort().reverse();
}

/** What is moved together: a first month after the last moves the last along, and the other way round. */
export function moveMonth(
	months: { readonly from: string; readonly to: string },
	change: { readonly from: string } | { readonly to: string },
): { readonly from: string; readonly to: string } {
	const next = { ...months, ...change };
	if (next.from <= next.to) return next;
	return 'from' in change ? { from: change.from, to: change.from } : { from: change.to, to: change.to };
}

const MILLION = 1_000_000;

/** The table as CSV with a line of heads; `channelName` gives the words for a channel. */
export function totalsCsv(
	totals: readonly PriceTotalView[],
	heads: readonly string[],
	channelName: (channelId: string) => string,
): string {
	const lines = byMonth(totals).flatMap(({ rows }) =>
		rows.map(row => [
			row.month,
			channelName(row.channelId),
			row.category,
			row.country ?? '',
			String(row.messages),
			String(row.billed),
			String(row.amount / MILLION),
			row.currency,
			String(row.withoutRate),
		]),
	);
	return [heads, ...lines].map(line => `${line.map(cell).join(',')}\r\n`).join('');
}

/** Quoted where needed. A text that a table program would run as a formula is kept from it by a leading apostrophe. */
function cell(text: string): string {
	const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[\d.]+$/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
