import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/contract/result.ts';
import { MARA } from '../support-ui/fake-port.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, choose, click, one, rest, type } from '../support-ui/page-steps.ts';
import { draftViewOf, sampleHistory } from '../support-ui/sample-drafts.ts';
import { TEMPLATES } from '../support-ui/sample-templates.ts';
import { templateOf } from '../support-ui/samples.ts';
import { mountSettings, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

const names = () => all('template-row').map(row => row.dataset.name);

describe('TemplatesPage', () => {
	it('narrows the list by every filter and keeps it in the address', async () => {
		const { hash } = await mountSettings('#templates?q=sale');
		await appears('template-row');
		expect(names()).toEqual(['winter_sale']);
		await type('templates-search', '');
		await choose('filter-category', 'marketing');
		await choose('filter-status', 'approved');
		expect(names()).toEqual(['product_carousel', 'spring_offer']);
		expect(hash()).toBe('#templates?status=approved&category=marketing');
		await choose('filter-language', 'de');
		expect(names()).toEqual(['spring_offer']);
	});

	it('finds by the label that people gave', async () => {
		await mountSettings('#templates?q=reminder+of');
		await appears('template-row');
		expect(names()).toEqual(['appointment_reminder']);
		expect(one('template-row').textContent).toContain('Reminder of a visit');
	});

	it('shows a status that it does not know as it is, and that it cannot be sent', async () => {
		await mountSettings('#templates?q=wood');
		await appears('template-row');
		expect(one('template-row').textContent).toContain('needs_translation');
		expect(one('template-row').textContent).toContain('cannot be sent');
	});

	it('says until when a template is paused and what it will become', async () => {
		await mountSettings('#templates');
		await appears('template-row');
		const row = (name: string) => all('template-row').find(one => one.dataset.name === name)?.textContent;
		expect(row('loyalty_bonus')).toContain('Comes back by itself: Sat, Nov 21, 2026');
		expect(row('appointment_reminder')).toContain('Will become Marketing');
	});

	it('puts drafts first and opens one in the builder', async () => {
		const { hash } = await mountSettings('#templates', (port, relay) => {
			relay.drafts.push(draftViewOf({ id: 'd-1', refused: 'The picture could not be read.' }));
			port.answer('rules:show', () => fail('internal', 'x'));
		});
		await appears('draft-row');
		const rows = [...document.querySelectorAll('tbody tr')];
		expect(rows[0]?.getAttribute('data-test')).toBe('draft-row');
		expect(rows[0]?.textContent).toContain('The picture could not be read.');
		await click('draft-open');
		expect(hash()).toContain('open=d-1');
	});

	it('asks for the first sync where nothing was ever synced', async () => {
		const { port } = await mountSettings('#templates', made => {
			made.answer('template:list', () =>
				ok({
					templates: [],
					drafts: [],
					syncedAt: null,
					abilities: { create: true, edit: true, remove: true },
				}),
			);
			made.answer('template:sync', () => ok({ added: 3, changed: 0, removed: 0, total: 3, syncedAt: NOW }));
		});
		await appears('sync-first');
		await click('sync-first');
		expect(port.countOf('template:sync')).toBe(1);
		expect(document.body.textContent).toContain('3 templates: 3 new, 0 changed, 0 removed.');
	});

	it('follows changes and leaves the focus where it is', async () => {
		const { port, relay } = await mountSettings('#templates?q=order');
		await appears('template-row');
		one('template-open').focus();
		const before = relay.templates.findIndex(one => one.name === 'order_update');
		relay.templates[before] = templateOf({ ...TEMPLATES[0], name: 'order_update', status: 'paused' });
		await act(() => port.emit('template:changed', { channelId: 'ch-sales' }));
		await rest();
		expect(one('template-row').dataset.status).toBe('paused');
		expect(document.activeElement).toBe(one('template-open'));
	});

	it('says how many edits are left, or why there are none', async () => {
		await mountSettings('#templates?q=order', (_, relay) => {
			relay.templates[0] = templateOf({
				name: 'order_update',
				edit: { allowed: false, reason: 'It was changed within the last 24 hours.' },
			});
		});
		await appears('template-menu');
		await click('template-menu');
		expect(one('template-edit').getAttribute('aria-disabled')).toBe('true');
		expect(one('template-edit').textContent).toContain('within the last 24 hours');
	});

	it('names the 30 days before it deletes, in one language or in all', async () => {
		const { port } = await mountSettings('#templates?q=order', (made, relay) => {
			relay.templates.push(templateOf({ name: 'order_update', language: 'de' }));
			made.answer('template:remove', () => ok({ removed: 2 }));
		});
		await appears('template-menu');
		await click('template-menu', 1);
		await click('template-remove');
		await appears('remove-confirm');
		expect(document.body.textContent).toContain('cannot be used for a new template for 30 days');
		expect(port.countOf('template:remove')).toBe(0);
		await click('remove-all');
		await click('remove-confirm');
		expect(port.calls.find(call => call.command === 'template:remove')?.request).toMatchObject({
			name: 'order_update',
			language: null,
		});
	});

	it('shows the history with the words before and after', async () => {
		await mountSettings('#templates?q=order', port =>
			port.answer('template:history', () => ok({ changes: sampleHistory(NOW) })),
		);
		await appears('template-menu');
		await click('template-menu');
		await click('template-history');
		await appears('history-line');
		const [status, , content] = all('history-line');
		expect(status?.textContent).toContain('Approved → Paused');
		expect(content?.querySelector('del')?.textContent).toBe('is on its way. ');
		expect(content?.querySelector('ins')?.textContent).toBe('will be delivered on {{3}}. ');
	});

	it('copies a template into a new draft and opens it', async () => {
		const { port, hash } = await mountSettings('#templates?q=winter', made =>
			made.answer('template:save-draft', ({ draftId }) => ok({ draft: draftViewOf({ id: draftId }) })),
		);
		await appears('template-menu');
		await click('template-menu');
		await click('template-copy');
		expect(port.calls.find(call => call.command === 'template:save-draft')?.request).toMatchObject({
			channelId: 'ch-sales',
			draft: { name: 'winter_sale_2', body: 'LAST CHANCE!!! Kitchens at half the price, only today.' },
			edits: null,
		});
		expect(hash()).toContain('open=token-');
	});

	it('goes on with a change that was begun, instead of beginning another', async () => {
		const { port, hash } = await mountSettings('#templates?q=order', (_, relay) =>
			relay.drafts.push(draftViewOf({ id: 'd-9', edits: { name: 'order_update', language: 'en' } })),
		);
		await appears('template-menu');
		await click('template-menu');
		await click('template-edit');
		expect(port.countOf('template:save-draft')).toBe(0);
		expect(hash()).toContain('open=d-9');
	});

	it('offers nothing to change to an agent', async () => {
		await mountSettings('#templates', port =>
			port.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role: 'agent' } }),
		);
		await appears('template-row');
		expect(all('new-template')).toHaveLength(0);
		await click('template-menu');
		for (const test of ['template-edit', 'template-copy', 'template-remove'])
			expect(all(test), test).toHaveLength(0);
		expect(all('template-history')).toHaveLength(1);
	});

	it('says why nothing came and tries again', async () => {
		const { port } = await mountSettings('#templates', made =>
			made.answer('template:list', () => fail('internal', 'The relay has a fault of its own.')),
		);
		await appears('load-failed');
		expect(one('load-failed').textContent).toContain('The relay has a fault of its own.');
		const asked = port.countOf('template:list');
		await act(async () => one('load-failed').querySelector('button')?.click());
		expect(port.countOf('template:list')).toBe(asked + 1);
	});
});
