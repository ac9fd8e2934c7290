import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/contract/result.ts';
import { MARA } from '../support-ui/fake-port.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, click, one, rest } from '../support-ui/page-steps.ts';
import { alertOf } from '../support-ui/sending-scenes.ts';
import { mountSettings, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

describe('Alerts', () => {
	it('counts the open alerts and leads to where one acts', async () => {
		const { port, hash } = await mountSettings('#devices', made =>
			made.answer('alert:list', () => ok({ alerts: [alertOf({ id: 'a1', at: NOW })] })),
		);
		expect((await appears('alerts-bell')).textContent).toContain('1');
		await act(() => port.emit('alert:changed', { alert: alertOf({ id: 'a2', at: NOW + 1 }) }));
		expect(one('alerts-bell').textContent).toContain('2');
		await click('alerts-bell');
		await appears('alert');
		await click('alert-go');
		expect(hash()).toBe('#templates');
		expect(all('alerts')).toHaveLength(0);
	});

	it('takes away what somebody else has dealt with', async () => {
		const { port } = await mountSettings('#devices', made =>
			made.answer('alert:list', () => ok({ alerts: [alertOf({ id: 'a1', at: NOW })] })),
		);
		await appears('alerts-bell');
		await click('alerts-bell');
		await appears('alert');
		await act(() =>
			port.emit('alert:changed', { alert: alertOf({ id: 'a1', dismissedAt: NOW, dismissedBy: 'u-jo' }) }),
		);
		await rest();
		expect(one('alerts').textContent).toContain('Nothing needs you now.');
	});

	it('keeps an alert that could not be dismissed, and says why', async () => {
		await mountSettings('#devices', made => {
			made.answer('alert:list', () => ok({ alerts: [alertOf({ id: 'a1', at: NOW })] }));
			made.answer('alert:dismiss', () => fail('internal', 'The relay has a fault of its own.'));
		});
		await appears('alerts-bell');
		await click('alerts-bell');
		await appears('alert');
		await click('alert-dismiss');
		expect(all('alert')).toHaveLength(1);
		expect(one('alerts').textContent).toContain('The relay has a fault of its own.');
	});

	it('is not there for agents, nor are the pages of managers', async () => {
		await mountSettings('#limits', made =>
			made.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role: 'agent' } }),
		);
		for (const test of ['alerts-bell', 'nav-limits', 'nav-prices']) expect(all(test), test).toHaveLength(0);
		expect(document.body.textContent).toContain('Managers and owners see this page.');
	});
});
