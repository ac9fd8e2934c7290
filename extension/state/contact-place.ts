import type { ContactFilter } from '../../shared/domain/contact-filter.ts';
import type { Filters, SettingsPlace } from './settings-place.ts';

export type ContactSort = 'name' | 'lastSeen' | 'created';

/** What the address narrows contacts to, the search included. What cannot be read narrows nothing. */
export function filterOf({ filters, search }: SettingsPlace): ContactFilter {
	const text = search.trim();
	return { ...parsed(filters.filter), ...(text !== '' && { text }) };
}

/** The address of a filter; its text stands in the search. */
export function placeOfFilter(
	filter: ContactFilter,
	filters: Filters,
): Pick<SettingsPlace, 'search' | 'filters'> {
	const { text, ...others } = filter;
	const { filter: _, ...rest } = filters;
	const clean = withoutEmpty(others);
	return {
		search: text ?? '',
		filters: {
			...rest,
			...(Object.keys(clean).length > 0 && { filter: JSON.stringify(clean) }),
		},
	};
}

export function sortOf({ sort }: Filters): ContactSort {
	return sort === 'name' || sort === 'created' ? sort : 'lastSeen';
}

/** How many parts of a filter are on, the text apart. */
export function partsOf(filter: ContactFilter): number {
	const { text: _, ...others } = withoutEmpty(filter);
	return Object.values(others).reduce<number>(
		(sum, part) => sum + (Array.isArray(part) ? part.length : isTags(part) ? Object.keys(part).length : 1),
		0,
	);
}

function isTags(part: unknown): part is NonNullable<ContactFilter['tags']> {
	return typeof part === 'object' && part !== null && ('any' in part || 'none' in part);
}

/** True when both narrow to the same. */
export function sameFilter(one: ContactFilter, other: ContactFilter): boolean {
	return stable(withoutEmpty(one)) === stable(withoutEmpty(other));
}

function stable(value: unknown): string {
	return JSON.stringify(value, (_key, part: unknown) =>
		typeof part === 'object' && part !== null && !Array.isArray(part)
			? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
			: part,
	);
}

/** Parts that say nothing are left out, so that an untouched panel is no filter. */
export function withoutEmpty(filter: ContactFilter): ContactFilter {
	const isSaid = (value: unknown): boolean =>
		value !== undefined &&
		value !== '' &&
		!(Array.isArray(value) && value.length === 0) &&
		!(
			typeof value === 'object' &&
			value !== null &&
			!Array.isArray(value) &&
			!Object.values(value).some(isSaid)
		);
	const clean = (value: unknown): unknown =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.fromEntries(
					Object.entries(value)
						.filter(([, part]) => isSaid(part))
						.map(([key, part]) => [key, clean(part)]),
				)
			: value;
	return clean(filter) as ContactFilter;
}

function parsed(text: string | undefined): ContactFilter {
	if (text === undefined) return {};
	try {
		const value: unknown = JSON.parse(text);
		// The relay checks it whole; an address that somebody cut off narrows nothing.
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
	} catch {
		return {};
	}
}

/** The local day of a moment, `2026-11-23`; empty for none. */
export function dayOf(at: number | undefined): string {
	if (at === undefined) return '';
	const date = new Date(at);
	const two = (part: number) => String(part).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** When a local day begins, so many days later; undefined for what is no day. */
export function startOfDay(day: string, later = 0): number | undefined {
	const [year, month, date] = day.split('-').map(Number);
	if (!year || !month || !date) return undefined;
	return new Date(year, month - 1, date + later).getTime();
}
