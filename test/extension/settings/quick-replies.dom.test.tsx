import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/contract/result.ts';
import { MARA } from '../support-ui/fake-port.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, choose, click, one, rest, type } from '../support-ui/page-steps.ts';
import { quickReplyOf, sampleQuickReplies } from '../support-ui/sample-quick-replies.ts';
import { mountSettings, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

const listed = (replies = sampleQuickReplies(NOW)) => ok({ quickReplies: replies });

describe('QuickRepliesPage', () => {
	it('lists the most used first and finds by name or text', async () => {
		const { hash } = await mountSettings('#quick-replies', port =>
			port.answer('quick-reply:list', () => listed()),
		);
		await appears('quick-reply-row');
		expect(all('quick-reply-row').map(row => row.dataset.id)).toEqual([
			'qr-delivery',
			'qr-hours',
			'qr-price-list',
			'qr-discount',
			'qr-map',
		]);
		expect(one('quick-reply-row').textContent).toContain('214 times');
		await type('quick-replies-search', 'showroom');
		expect(all('quick-reply-row').map(row => row.dataset.id)).toEqual(['qr-map', 'qr-hours']);
		expect(hash()).toBe('#quick-replies?q=showroom');
		await choose('filter-channel', 'ch-sales');
		expect(all('quick-reply-row').map(row => row.dataset.id)).toEqual(['qr-hours']);
	});

	it('wants every shown block filled, and keeps what was typed', async () => {
		const { port } = await mountSettings('#quick-replies?open=new-1', made =>
			made.answer('quick-reply:list', () => listed([])),
		);
		await appears('quick-reply-save');
		await type('quick-reply-text', 'Hello {{ contact.first_name }}');
		await click('quick-reply-save');
		expect(port.countOf('quick-reply:save')).toBe(0);
		expect(one('form-summary').textContent).toContain('Name');
		expect(one('quick-reply-text').value).toBe('Hello {{ contact.first_name }}');
		await choose('quick-reply-type', 'image');
		await type('quick-reply-name', 'Map');
		await click('quick-reply-caption');
		await type('quick-reply-text', '');
		await click('quick-reply-save');
		expect(one('form-summary').textContent).toContain('File');
		expect(one('form-summary').textContent).toContain('Text');
	});

	it('brings the file to the relay and saves it with its words', async () => {
		const { port, hash } = await mountSettings('#quick-replies?open=new-1', made => {
			made.answer('quick-reply:list', () => listed([]));
			made.answer('media:ticket', () => ok({ uploadUrl: 'https://relay.example.org/up', expiresAt: 0 }));
			made.answer('quick-reply:save', ({ quickReplyId }) =>
				ok({ quickReply: quickReplyOf({ id: quickReplyId }) }),
			);
		});
		await appears('quick-reply-type');
		await choose('quick-reply-type', 'image');
		await type('quick-reply-name', 'Map');
		const input = one('quick-reply-file');
		Object.defineProperty(input, 'files', { value: [new File(['x'], 'map.png', { type: 'image/png' })] });
		await act(async () => {
			input.dispatchEvent(new Event('change', { bubbles: true }));
		});
		await rest();
		await click('quick-reply-save');
		expect(port.calls.find(call => call.command === 'quick-reply:save')?.request).toEqual({
			quickReplyId: 'new-1',
			name: 'Map',
			description: '',
			type: 'image',
			text: '',
			mediaId: 'media-1',
			channelId: null,
		});
		expect(hash()).toBe('#quick-replies');
	});

	it('refuses a file of another kind before a byte goes', async () => {
		const { port } = await mountSettings('#quick-replies?open=new-1', made =>
			made.answer('quick-reply:list', () => listed([])),
		);
		await appears('quick-reply-type');
		await choose('quick-reply-type', 'image');
		const input = one('quick-reply-file');
		Object.defineProperty(input, 'files', { value: [new File(['x'], 'a.gif', { type: 'image/gif' })] });
		await act(async () => {
			input.dispatchEvent(new Event('change', { bubbles: true }));
		});
		await rest();
		expect(one('quick-reply-file-file').dataset.state).toBe('refused');
		expect(port.countOf('media:ticket')).toBe(0);
	});

	it('says at the field what cannot be read in a text', async () => {
		await mountSettings('#quick-replies?open=new-1', made =>
			made.answer('quick-reply:list', () => listed([])),
		);
		await appears('quick-reply-text');
		await type('quick-reply-text', '{% if x %}');
		expect(one('quick-reply-text').getAttribute('aria-invalid')).toBe('true');
		await type('quick-reply-text', '');
		await click('quick-reply-variable');
		await click('variable-option');
		expect(one('quick-reply-text').value).toBe('{{ contact.first_name }}');
	});

	it('shows the relay’s refusal at its field', async () => {
		await mountSettings('#quick-replies?open=qr-hours', made => {
			made.answer('quick-reply:list', () => listed());
			made.answer('quick-reply:save', () =>
				fail('conflict', 'There is one of this name.', { fields: { name: 'This name is taken.' } }),
			);
		});
		await appears('quick-reply-save');
		await click('quick-reply-save');
		expect(one('form-summary').textContent).toContain('This name is taken.');
		expect(one('quick-reply-name').getAttribute('aria-invalid')).toBe('true');
	});

	it('deletes only after a question', async () => {
		const { port } = await mountSettings('#quick-replies', made => {
			made.answer('quick-reply:list', () => listed());
			made.answer('quick-reply:remove', () => ok({}));
		});
		await appears('quick-reply-remove');
		await click('quick-reply-remove');
		expect(port.countOf('quick-reply:remove')).toBe(0);
		await click('quick-reply-remove-confirm');
		expect(port.calls.find(call => call.command === 'quick-reply:remove')?.request).toEqual({
			quickReplyId: 'qr-delivery',
		});
	});

	it('shows an agent the list without anything to change', async () => {
		await mountSettings('#quick-replies?open=qr-hours', made => {
			made.answer('quick-reply:list', () => listed());
			made.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role: 'agent' } });
		});
		await appears('quick-reply-row');
		for (const test of ['new-quick-reply', 'quick-reply-edit', 'quick-reply-remove', 'quick-reply-save'])
			expect(all(test), test).toHaveLength(0);
	});
});
