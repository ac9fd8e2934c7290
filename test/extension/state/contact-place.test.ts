import { describe, expect, it } from 'vitest';
import {
	dayOf,
	filterOf,
	partsOf,
	placeOfFilter,
	sameFilter,
	sortOf,
	startOfDay,
	withoutEmpty,
} from '../../../extension/state/contact-place.ts';
import { parsePlace } from '../../../extension/state/settings-place.ts';

describe('filterOf', () => {
	it('reads what placeOfFilter writes', () => {
		const filter = { text: 'ann', tags: { any: ['vip'] }, blocked: false, seen: { from: 5 } };
		const place = {
			section: 'contacts',
			channelId: null,
			...placeOfFilter(filter, { sort: 'name' }),
		} as const;
		expect(place.filters.sort).toBe('name');
		expect(filterOf(place)).toEqual(filter);
	});
	it('is everybody for an address that cannot be read', () => {
		for (const filter of ['{"a', '5', 'null', '[]'])
			expect(filterOf(parsePlace(`#contacts?filter=${encodeURIComponent(filter)}`))).toEqual({});
	});
});

describe('withoutEmpty', () => {
	it('leaves out what says nothing, and keeps what is false or zero', () => {
		expect(
			withoutEmpty({
				text: '',
				source: undefined,
				tags: { any: [], none: ['x'] },
				seen: { from: undefined },
				attributes: [],
				blocked: false,
				created: { from: 0 },
			}),
		).toEqual({ tags: { none: ['x'] }, blocked: false, created: { from: 0 } });
	});
});

describe('partsOf', () => {
	it('counts what is on, the text apart', () => {
		expect(partsOf({ text: 'x' })).toBe(0);
		expect(
			partsOf({
				tags: { any: ['a'], none: ['b'] },
				seen: { from: 1, to: 2 },
				attributes: [
					{ key: 'a', is: 'filled' },
					{ key: 'b', is: 'empty' },
				],
				broadcast: { id: 'b', bucket: 'read' },
			}),
		).toBe(6);
	});
});

describe('sameFilter', () => {
	it('does not mind the order of parts, nor parts that say nothing', () => {
		expect(sameFilter({ text: 'a', source: 'b' }, { source: 'b', text: 'a', tags: { any: [] } })).toBe(true);
		expect(sameFilter({ text: 'a' }, { text: 'b' })).toBe(false);
	});
});

describe('startOfDay', () => {
	it('is the reader’s own midnight, and none for what is no day', () => {
		expect(startOfDay('2026-11-23')).toBe(new Date(2026, 10, 23).getTime());
		expect(startOfDay('2026-12-31', 1)).toBe(new Date(2027, 0, 1).getTime());
		expect(startOfDay('')).toBeUndefined();
		expect(dayOf(startOfDay('2026-02-03'))).toBe('2026-02-03');
		expect(dayOf(undefined)).toBe('');
	});
});

describe('sortOf', () => {
	it('is by when they were last seen unless the address says otherwise', () => {
		expect([sortOf({}), sortOf({ sort: 'name' }), sortOf({ sort: 'x' })]).toEqual([
			'lastSeen',
			'name',
			'lastSeen',
		]);
	});
});
