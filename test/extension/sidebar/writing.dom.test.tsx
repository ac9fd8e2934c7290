import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/contract/result.ts';
import { NOW, relayWithAnn } from '../support-ui/open-sidebar.ts';
import { all, appears, click, one, press, rest, type } from '../support-ui/page-steps.ts';
import { quickReplyOf, sampleQuickReplies } from '../support-ui/sample-quick-replies.ts';
import { mountSidebar, unmountSidebar } from './mount.tsx';

afterEach(unmountSidebar);

function relayWithReplies(replies = sampleQuickReplies(NOW)) {
	const relay = relayWithAnn();
	relay.port.answer('quick-reply:list', () => ok({ quickReplies: replies }));
	return relay;
}

const options = () => all('quick-reply-option').map(option => option.dataset.id);
const selected = () =>
	all('quick-reply-option').find(option => option.getAttribute('aria-selected') === 'true')?.dataset.id;

describe('QuickPanel', () => {
	it('opens for a slash at the beginning or behind a space, and for no other', async () => {
		await mountSidebar({ relay: relayWithReplies() });
		await type('composer-input', 'and/or 1 / 2');
		expect(all('quick-panel')).toHaveLength(0);
		await type('composer-input', 'Hello /price');
		await appears('quick-reply-option');
		expect(options()).toEqual(['qr-price-list']);
		await type('composer-input', '/');
		await rest();
		expect(options()[0]).toBe('qr-delivery');
	});

	it('takes one by the keyboard alone, filled with this contact’s values', async () => {
		const { relay } = await mountSidebar({ relay: relayWithReplies() });
		await type('composer-input', '/');
		await appears('quick-reply-option');
		expect(selected()).toBe('qr-delivery');
		await press('composer-input', 'ArrowDown');
		expect(selected()).toBe('qr-hours');
		expect(one('composer-input').getAttribute('aria-activedescendant')).toBe('quick-reply-1');
		await press('composer-input', 'ArrowUp');
		await press('composer-input', 'Enter');
		expect(one('composer-input').value).toBe('Hello Ann, your order KB-20417 comes on 4 December 2026. Mara');
		expect(all('quick-panel')).toHaveLength(0);
		expect(relay.port.sent).toHaveLength(0);
		await press('composer-input', 'Enter');
		expect(relay.port.sent[0]).toMatchObject({
			content: { text: 'Hello Ann, your order KB-20417 comes on 4 December 2026. Mara' },
			quickReplyId: 'qr-delivery',
		});
	});

	it('replaces only what was typed behind the slash', async () => {
		await mountSidebar({ relay: relayWithReplies() });
		await type('composer-input', 'Good morning! /opening');
		await appears('quick-reply-option');
		await press('composer-input', 'Tab');
		expect(one('composer-input').value).toBe(
			'Good morning! We are here Monday to Saturday, 9 to 18. The showroom is at Gartenweg 3, Potsdam.',
		);
	});

	it('closes for good with Escape, and Enter sends what is written then', async () => {
		const { relay } = await mountSidebar({ relay: relayWithReplies() });
		await type('composer-input', 'Price 10 /');
		await appears('quick-panel');
		await press(null, 'Escape');
		expect(all('quick-panel')).toHaveLength(0);
		await type('composer-input', 'Price 10 /m');
		expect(all('quick-panel')).toHaveLength(0);
		await press('composer-input', 'Enter');
		expect(relay.port.sent[0]?.content).toEqual({ kind: 'text', text: 'Price 10 /m' });
	});

	it('attaches the stored file of one, with its words as caption', async () => {
		const { relay } = await mountSidebar({ relay: relayWithReplies() });
		await type('composer-input', '/price');
		await appears('quick-reply-option');
		await press('composer-input', 'Enter');
		expect((await appears('attachment')).textContent).toContain('Prices autumn 2026.pdf');
		await click('send');
		expect(relay.port.sent).toHaveLength(1);
		expect(relay.port.sent[0]).toMatchObject({
			content: { kind: 'media', mediaId: 'price-list', caption: 'Here are all our prices.' },
			quickReplyId: 'qr-price-list',
		});
	});

	it('does not count a quick reply whose text was taken out again', async () => {
		const { relay } = await mountSidebar({ relay: relayWithReplies() });
		await type('composer-input', '/opening');
		await appears('quick-reply-option');
		await press('composer-input', 'Enter');
		await type('composer-input', '');
		await type('composer-input', 'Something else');
		await click('send');
		expect(relay.port.sent[0]?.quickReplyId).toBeUndefined();
	});

	it('says that nothing fits, that there are none, and why none came', async () => {
		const relay = relayWithReplies([]);
		await mountSidebar({ relay });
		await type('composer-input', '/');
		expect((await appears('quick-panel')).textContent).toContain('No quick replies yet');
		relay.port.answer('quick-reply:list', () => fail('internal', 'The relay has a fault of its own.'));
		unmountSidebar();
		await mountSidebar({ relay });
		await type('composer-input', '/');
		await appears('quick-panel');
		await rest();
		expect(one('quick-panel').textContent).toContain('The relay has a fault of its own.');
	});

	it('does not offer one whose text cannot be read', async () => {
		await mountSidebar({
			relay: relayWithReplies([quickReplyOf({ id: 'bad', text: '{% if x %}Hello{% endif %}' })]),
		});
		await type('composer-input', '/');
		await appears('quick-reply-option');
		expect(one('quick-reply-option').getAttribute('aria-disabled')).toBe('true');
		await click('quick-reply-option');
		expect(one('composer-input').value).toBe('/');
	});

	it('never sends what was typed to find one: not before the list came, nor what it cannot take or find', async () => {
		const { relay } = await mountSidebar({
			relay: relayWithReplies([quickReplyOf({ id: 'bad', name: 'Bad', text: 'Hi {{ contact.name' })]),
		});
		await type('composer-input', '/bad');
		await press('composer-input', 'Enter');
		await appears('quick-reply-option');
		await press('composer-input', 'Enter');
		await type('composer-input', '/nothing');
		await press('composer-input', 'Enter');
		expect(relay.port.sent).toHaveLength(0);
		expect(one('composer-input').value).toBe('/nothing');
		await press(null, 'Escape');
		await press('composer-input', 'Enter');
		expect(relay.port.sent[0]?.content).toEqual({ kind: 'text', text: '/nothing' });
	});

	it('sends a sentence with a slash in it for which nothing is found', async () => {
		const { relay } = await mountSidebar({ relay: relayWithReplies() });
		await type('composer-input', 'It is at /nowhere');
		await appears('quick-panel');
		await rest();
		await press('composer-input', 'Enter');
		expect(relay.port.sent[0]?.content).toEqual({ kind: 'text', text: 'It is at /nowhere' });
	});
});

describe('MissingStrip', () => {
	it('holds the message until every value is filled in or taken out', async () => {
		const { relay } = await mountSidebar({ relay: relayWithReplies() });
		await type('composer-input', '/discount');
		await appears('quick-reply-option');
		await press('composer-input', 'Enter');
		await appears('missing-value');
		expect(all('missing-value')).toHaveLength(2);
		expect(one('send').disabled).toBe(true);
		await press('composer-input', 'Enter');
		expect(relay.port.sent).toHaveLength(0);
		await type('missing-input', 'WOOD10');
		await click('missing-fill');
		expect(one('composer-input').value).toBe(
			'Your personal code is WOOD10, Ann. It holds until {{ crm.lead.valid_until }}.',
		);
		await click('missing-remove');
		expect(all('missing-strip')).toHaveLength(0);
		await click('send');
		expect(relay.port.sent[0]?.content).toEqual({
			kind: 'text',
			text: 'Your personal code is WOOD10, Ann. It holds until .',
		});
	});

	it('offers the value of a variable that somebody typed', async () => {
		await mountSidebar({ relay: relayWithReplies() });
		await type('composer-input', 'Hello {{ contact.first_name }}!');
		await appears('missing-fill');
		expect(one('missing-input').placeholder).toBe('Ann');
		await click('missing-fill');
		expect(one('composer-input').value).toBe('Hello Ann!');
	});
});

describe('VariablePanel', () => {
	it('puts this contact’s value in at the caret', async () => {
		await mountSidebar({ relay: relayWithReplies() });
		await type('composer-input', 'Your order: .');
		one('composer-input').setSelectionRange(12, 12);
		await click('variable-open');
		await appears('variable-option');
		await type('variable-search', 'order number');
		expect(all('variable-option').map(option => option.dataset.name)).toEqual(['crm.lead.cf.1205']);
		await press('variable-search', 'Enter');
		expect(one('composer-input').value).toBe('Your order: KB-20417.');
	});

	it('shows what is not known and puts nothing in for it', async () => {
		await mountSidebar({ relay: relayWithReplies() });
		await click('variable-open');
		await appears('variable-option');
		const email = all('variable-option').find(option => option.dataset.name === 'contact.email');
		expect(email?.getAttribute('aria-disabled')).toBe('true');
		expect(email?.textContent).toContain('Not known');
	});
});
