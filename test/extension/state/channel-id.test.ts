import { describe, expect, it } from 'vitest';
import { channelIdIn } from '../../../extension/state/channel-id.ts';

describe('channelIdIn', () => {
	it.each([
		['ABcdefGH'],
		['  ABcdefGH '],
		['https://hub.360dialog.com/dashboard/channels/ABcdefGH/details'],
		['https://app.360dialog.com/numbers/ABcdefGH'],
		['https://hub.360dialog.com/dashboard/app/ahgT7zPA/clients/eRt5ghCL/ABcdefGH'],
		['https://relay.example.org/back?client=eRt5ghCL&channels=[ABcdefGH,xyzABC12]'],
	])('reads the ID in %s', pasted => {
		expect(channelIdIn(pasted)).toBe('ABcdefGH');
	});

	it.each([[''], ['a channel'], ['ahgT7zPA'], ['https://hub.360dialog.com/dashboard/home'], ['https://']])(
		'reads none in “%s”',
		pasted => {
			expect(channelIdIn(pasted)).toBeNull();
		},
	);
});
