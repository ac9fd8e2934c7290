import { describe, expect, it } from 'vitest';
import { formatPlace, parsePlace } from '../../../extension/state/settings-place.ts';

describe('parsePlace', () => {
	it('reads what formatPlace writes', () => {
		const place = {
			section: 'templates',
			channelId: 'ch-1',
			search: 'order & more',
			filters: { status: 'approved', open: 'draft-1' },
		} as const;
		expect(parsePlace(formatPlace(place))).toEqual(place);
	});

	it('takes anything unknown as the list of channels', () => {
		expect(parsePlace('#nowhere').section).toBe('channels');
		expect(parsePlace('')).toEqual({ section: 'channels', channelId: null, search: '', filters: {} });
	});
});
