import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/contract/result.ts';
import { MARA } from '../support-ui/fake-port.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, click, one, type } from '../support-ui/page-steps.ts';
import { mountSettings as mount, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

describe('App', () => {
	it('asks for a pairing code while nothing is paired, and says why one is refused', async () => {
		const { port } = await mount('', made => made.setConnection({ state: 'unpaired' }));
		expect(one('device-name').value).not.toBe('');
		port.pair = async () => fail('not-found', 'This code was used already. Ask for a new one.');
		await type('pairing-code', 'K7QF');
		await click('pair');
		expect(document.body.textContent).toContain('This code was used already. Ask for a new one.');
		expect(one('pairing-code').value).toBe('K7QF');
	});

	it('names what happens before a channel is removed', async () => {
		const { port } = await mount('#channels', made => made.answer('channel:remove', () => ok({})));
		await click('channel-remove');
		expect(port.countOf('channel:remove')).toBe(0);
		expect(document.body.textContent).toContain('Its conversations stay readable');
		await click('channel-remove-confirm');
		expect(port.countOf('channel:remove')).toBe(1);
	});

	it('lists templates by the address, with the reason of a rejection', async () => {
		await mount('#templates?q=winter');
		await appears('template-row');
		expect(all('template-row').map(row => row.dataset.name)).toEqual(['winter_sale']);
		expect(one('template-row').textContent).toContain('INVALID_FORMAT');
	});

	it('shows an agent why there is nothing to change', async () => {
		await mount('#channels', port =>
			port.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role: 'agent' } }),
		);
		for (const test of ['add-channel', 'channel-check', 'channel-edit', 'channel-remove'])
			expect(all(test), test).toHaveLength(0);
		expect(document.body.textContent).toContain('An owner adds and changes channels.');
	});

	it('makes a pairing code for a person', async () => {
		await mount('#devices', port => {
			port.answer('device:list', () => ok({ devices: [] }));
			port.answer('user:invite', () => ok({ code: 'K7QF-2M9D', expiresAt: NOW }));
		});
		await type('invite-name', 'Tom Fischer');
		await click('invite-create');
		expect(one('invite-code').value).toBe('K7QF-2M9D');
	});
});
