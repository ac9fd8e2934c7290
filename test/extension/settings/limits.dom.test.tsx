import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/contract/result.ts';
import type { PoolView } from '../../../shared/contract/sending-views.ts';
import { type FakePort, MARA } from '../support-ui/fake-port.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, click, one, rest, type } from '../support-ui/page-steps.ts';
import { poolOf, samplePools, sampleUses } from '../support-ui/sample-limits.ts';
import { mountSettings, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

const answering =
	(pools: PoolView[] = samplePools(NOW)) =>
	(port: FakePort) =>
		port.answer('limit:show', () => ok({ pools, templates: sampleUses() }));
const words = (test: string) => all(test).map(found => found.textContent ?? '');

describe('LimitsPage', () => {
	it('says how much of each limit is used and what the next one needs', async () => {
		await mountSettings('#limits', answering());
		await appears('pool');
		expect(words('pool-tier')).toEqual([
			'The limit: 2,000 people in 24 hours',
			'The limit: 250 people in 24 hours',
			'The provider has not told the limit yet.',
		]);
		expect(one('pool-used').textContent).toContain('1,684 of 2,000');
		expect(one('pool-next').textContent).toContain('812 of 1,000');
		const [, madrid] = all('pool-used');
		expect(madrid?.textContent).toContain('Nobody new can be opened');
		expect(madrid?.querySelector('progress')?.getAttribute('aria-valuetext')).toBe('250 of 250');
		expect(all('pool')[2]?.textContent).toContain('12 people opened');
	});

	it('shows restrictions with their end once, and the advice', async () => {
		await mountSettings('#limits', answering());
		await appears('restriction');
		expect(words('restriction')).toHaveLength(1);
		expect(one('restriction').textContent).toMatch(/Templates do not go out.*Until/);
		expect(words('advice').filter(sentence => sentence.includes('Templates do not go out'))).toEqual([]);
		expect(words('advice')[0]).toContain('flagged');
	});

	it('gives the provider’s refusal in its own words', async () => {
		await mountSettings('#limits', port => {
			answering()(port);
			port.answer('limit:look', () => fail('refused', '360dialog tells nothing of limits when asked.'));
		});
		await appears('limit-look');
		await click('limit-look', 1);
		expect(one('look-problem').textContent).toBe('360dialog tells nothing of limits when asked.');
		expect(one('look-problem').closest<HTMLElement>('[data-test=pool-channel]')?.dataset.id).toBe(
			'ch-service',
		);
	});

	it('shows what the provider answers now', async () => {
		await mountSettings('#limits', port => {
			answering()(port);
			port.answer('limit:look', () => ok({ pools: [poolOf({ tier: 'TIER_10K', limit: 10_000 })] }));
		});
		await appears('limit-look');
		await click('limit-look');
		expect(words('pool-tier')).toEqual(['The limit: 10,000 people in 24 hours']);
		expect(all('use-row')).toHaveLength(4);
	});

	it('joins channels under a name, two at least', async () => {
		const { port } = await mountSettings('#limits', made => {
			answering()(made);
			made.answer('limit:join', ({ name }) => ok({ pools: [poolOf({ id: 'pol-2', name })] }));
		});
		await appears('pool-new');
		await click('pool-new');
		await type('join-name', ' Madrid ');
		await click('join-channel', 2);
		await click('join-save');
		expect(one('join-channels-error').textContent).toContain('at least two');
		expect(port.countOf('limit:join')).toBe(0);
		await click('join-channel', 3);
		await click('join-save');
		expect(port.calls.at(-1)?.request).toEqual({ name: 'Madrid', channelIds: ['ch-madrid', 'ch-new'] });
		expect(all('join-dialog')).toHaveLength(0);
		expect(one('pool').textContent).toContain('Madrid');
	});

	it('keeps the dialog open when the relay refuses', async () => {
		await mountSettings('#limits', made => {
			answering()(made);
			made.answer('limit:join', () => fail('not-found', 'There is no such channel.'));
		});
		await appears('pool-change');
		await click('pool-change');
		expect(one('join-name').value).toBe('Berger Kitchens GmbH');
		await click('join-save');
		expect(one('join-dialog').textContent).toContain('There is no such channel.');
		expect(one('join-name').value).toBe('Berger Kitchens GmbH');
	});

	it('lets only owners join and take out', async () => {
		const { port } = await mountSettings('#limits', made => {
			answering()(made);
			made.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role: 'manager' } });
		});
		await appears('limit-look');
		for (const test of ['pool-new', 'pool-change', 'pool-take-out']) expect(all(test), test).toHaveLength(0);
		await act(async () => port.setConnection({ state: 'online', since: 0, relayUrl: '', user: MARA }));
		await rest();
		expect(all('pool-take-out')).toHaveLength(2);
	});

	it('orders the templates by a column and says so', async () => {
		await mountSettings('#limits', answering());
		await appears('use-row');
		expect(words('use-row')[0]).toContain('winter_sale_2026');
		await click('sort-failed');
		expect(words('use-row')[0]).toContain('showroom_invitation');
		expect(one('sort-failed').closest('th')?.getAttribute('aria-sort')).toBe('descending');
		await click('sort-failed');
		expect(words('use-row')[0]).toContain('delivery_day');
	});

	it('follows the relay, and teaches while there is nothing', async () => {
		const { port } = await mountSettings('#limits', answering([]));
		await appears('limits-empty');
		answering()(port);
		await act(async () => port.emit('limit:changed', { channelId: 'ch-sales' }));
		await rest();
		expect(all('pool')).toHaveLength(3);
	});

	it('says why it did not load, and tries again', async () => {
		const { port } = await mountSettings('#limits', made =>
			made.answer('limit:show', () => fail('internal', 'The relay has a fault of its own.')),
		);
		await appears('load-failed');
		expect(one('load-failed').textContent).toContain('The relay has a fault of its own.');
		answering()(port);
		await act(async () => one('load-failed').querySelector('button')?.click());
		await rest();
		expect(all('pool')).toHaveLength(3);
	});
});
