import { afterEach, describe, expect, it } from 'vitest';
import { dayStart } from '../../../extension/state/days.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import { type FakePort, MARA } from '../support-ui/fake-port.ts';
import { all, appears, choose, one } from '../support-ui/page-steps.ts';
import { channelStatisticsOf } from '../support-ui/sample-broadcasts.ts';
import { RULES } from '../support-ui/sample-rules.ts';
import { mountSettings, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

const answer = (port: FakePort) => {
	port.answer('rules:show', () => ok({ rules: RULES }));
	port.answer('statistics:channels', () =>
		ok({
			channels: [channelStatisticsOf(), channelStatisticsOf({ channelId: 'ch-gone', cost: null, tests: 0 })],
		}),
	);
};
const lastAsked = (port: FakePort) =>
	port.calls.filter(call => call.command === 'statistics:channels').at(-1)?.request;
const start = (day: string) => dayStart(day, RULES.zone);

describe('StatisticsPage', () => {
	it('shows each channel with all together, tests marked', async () => {
		await mountSettings('#statistics', answer);
		await appears('stats-row');
		expect(all('stats-row').map(row => row.textContent)).toEqual([
			'Sales DE4121,6301,5901,2002111,2004003031,290€104.50',
			'A channel that is gone4121,6301,5901,2002111,2004003001,290–',
		]);
		expect(one('stats-sum').textContent).toBe('All channels8243,2603,1802,4004222,400800603–€104.50');
		expect(document.querySelector('thead')?.textContent).toContain('Tests *');
		expect(one('stats-tests').textContent).toContain('They are billed');
	});

	it('keeps period and channel in the address, in days of the account’s zone', async () => {
		const { port, hash } = await mountSettings('#statistics', answer);
		await appears('stats-period');
		expect(lastAsked(port)).toEqual({ from: start('2026-11-15'), to: start('2026-11-22') });
		await choose('stats-period', 'last-month');
		expect(hash()).toBe('#statistics?from=2026-10-01&to=2026-10-31');
		expect(lastAsked(port)).toEqual({ from: start('2026-10-01'), to: start('2026-11-01') });
		await choose('stats-from', '2026-11-03');
		expect(hash()).toBe('#statistics?from=2026-11-03&to=2026-11-03');
		await choose('stats-to', '2026-11-05');
		expect(one('stats-period').value).toBe('');
		await choose('stats-channel', 'ch-sales');
		expect(hash()).toBe('#statistics?channel=ch-sales&from=2026-11-03&to=2026-11-05');
		expect(lastAsked(port)).toEqual({
			from: start('2026-11-03'),
			to: start('2026-11-06'),
			channelIds: ['ch-sales'],
		});
	});

	it('teaches while nothing was said, and says what did not load', async () => {
		const { port } = await mountSettings('#statistics', made => {
			answer(made);
			made.answer('statistics:channels', () => ok({ channels: [] }));
		});
		await appears('stats-empty');
		port.answer('statistics:channels', () => fail('internal', 'The relay has a fault of its own.'));
		await choose('stats-period', 'today');
		expect(one('load-failed').textContent).toContain('The relay has a fault of its own.');
	});

	it('is not for agents', async () => {
		const { port } = await mountSettings('#statistics', made => {
			answer(made);
			made.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role: 'agent' } });
		});
		expect(all('nav-statistics')).toHaveLength(0);
		expect(port.countOf('statistics:channels')).toBe(0);
	});
});
