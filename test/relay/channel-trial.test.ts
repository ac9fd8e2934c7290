import { describe, expect, it } from 'vitest';
import { addressTaken } from '../../relay/actions/channel/trial.ts';
import type { ChannelSettingsRow } from '../../relay/settings.ts';

describe('addressTaken', () => {
	const has = (type: ChannelSettingsRow['type'], address: string) =>
		({ id: 'chn_first', name: 'First', type, address }) as ChannelSettingsRow;
	const isTaken = (type: ChannelSettingsRow['type'], first: string, second: string) =>
		addressTaken([has(type, first)], { id: 'chn_second', type, address: second }) !== null;

	it('knows a number in whatever spelling', () => {
		expect(isTaken('whatsapp', '+49 30 23125100', '493023125100')).toBe(true);
		expect(isTaken('whatsapp', '+49 30 23125100', '+49 30 23125101')).toBe(false);
	});
	it('knows a name in whatever case', () => {
		expect(isTaken('telegram', '@Linden_bot', '@linden_bot')).toBe(true);
	});
	it('takes two names with the same number in them for two', () => {
		expect(isTaken('instagram', '@shop_493023125100', '@493023125100_service')).toBe(false);
		expect(isTaken('instagram', '@shop_493023125100', '@SHOP_493023125100')).toBe(true);
	});
});
