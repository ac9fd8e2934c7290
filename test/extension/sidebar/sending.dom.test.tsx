import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { ok } from '../../../shared/contract/result.ts';
import { OPEN_OUTLOOK, type SendOutlook } from '../../../shared/domain/send-outlook.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/lib/time.ts';
import { MARA } from '../support-ui/fake-port.ts';
import { createFakeRelay, type FakeRelay } from '../support-ui/fake-relay.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, click, one, rest, type } from '../support-ui/page-steps.ts';
import { consentLineOf } from '../support-ui/sample-consents.ts';
import { TEMPLATES } from '../support-ui/sample-templates.ts';
import { channelOf, conversationOf, messageOf } from '../support-ui/samples.ts';
import { alertOf, costOf, paused } from '../support-ui/sending-scenes.ts';
import { mountSidebar, unmountSidebar } from './mount.tsx';

afterEach(unmountSidebar);

function relayWith(wroteAgo: number, outlook: Partial<SendOutlook> = {}): FakeRelay {
	const relay = createFakeRelay(
		[channelOf(), channelOf({ id: 'ch-service', name: 'Service', createdAt: 2 })],
		[...TEMPLATES],
	);
	relay.outlook = { ...OPEN_OUTLOOK, ...outlook };
	relay.put(conversationOf(), messageOf({ id: 'm1', at: NOW - wroteAgo }));
	return relay;
}

const optedOut = () =>
	conversationOf({
		contact: {
			...conversationOf().contact,
			consents: [consentLineOf({ id: 'l1', at: NOW - 2 * DAY_MS, text: 'STOP' })],
		},
	});

describe('SendNotes', () => {
	it('says nothing where nothing stands in the way', async () => {
		await mountSidebar({ relay: relayWith(HOUR_MS) });
		expect(all('send-notes')).toHaveLength(0);
		expect(all('composer-input')).toHaveLength(1);
	});

	it('shows when and by which words somebody opted out, and leaves the rest alone', async () => {
		const relay = createFakeRelay([channelOf()], [...TEMPLATES]);
		relay.put(optedOut(), messageOf({ id: 'm1', at: NOW - HOUR_MS }));
		relay.port.answer('consent:list', () =>
			ok({ lines: [consentLineOf({ id: 'l1', text: 'STOP' })], hasMore: false }),
		);
		await mountSidebar({ relay });
		const note = await appears('note-opted-out');
		expect(note.textContent).toContain('wrote “STOP”');
		expect(note.textContent).toContain('Nov 19, 2026');
		expect(all('composer-input')).toHaveLength(1);
		await click('note-ledger');
		expect((await appears('consent-line')).textContent).toContain('Opted out');
	});

	it('says until when the limit is used up, instead of offering a template', async () => {
		const pool = { poolId: 'p', name: 'Sales', limit: 250, used: 250, counted: false, freeAt: NOW + HOUR_MS };
		await mountSidebar({ relay: relayWith(30 * HOUR_MS, { pool }) });
		const note = await appears('note-limit-reached');
		expect(note.textContent).toContain('250');
		expect(note.textContent).toContain('Possible again: Sat, Nov 21, 2026');
		expect(all('choose-template')).toHaveLength(0);
		expect(one('note-call').getAttribute('href')).toBe('tel:+4915550100234');
	});

	it('goes over to another channel where that is the way', async () => {
		const { sidebar } = await mountSidebar({ relay: relayWith(HOUR_MS, { paid: false }) });
		await appears('note-unpaid');
		await click('note-channel');
		await click('note-channel-option');
		expect(sidebar.sending.channel.value?.id).toBe('ch-service');
	});

	it('says that the channel was removed, and offers no writing that would go nowhere', async () => {
		const relay = createFakeRelay([channelOf({ id: 'ch-service', name: 'Service' })], []);
		relay.put(conversationOf(), messageOf({ id: 'm1', at: NOW - HOUR_MS }));
		await mountSidebar({ relay });
		await click('to-list');
		await appears('filter-all');
		await click('filter-all');
		await appears('conversation-item');
		await click('conversation-item');
		await appears('message');
		expect(all('composer-input')).toHaveLength(0);
		expect(one('sidebar').textContent).toContain('This channel was removed');
	});

	it('keeps the draft while nothing can be sent, and brings it back', async () => {
		const relay = relayWith(HOUR_MS);
		await mountSidebar({ relay });
		await type('composer-input', 'half a sent');
		relay.outlook = { ...OPEN_OUTLOOK, paid: false };
		await act(() => relay.port.emit('limit:changed', { channelId: 'ch-sales' }));
		expect((await appears('note-unpaid')).textContent).toContain('Your draft is kept.');
		expect(all('composer-input')).toHaveLength(0);
		relay.outlook = OPEN_OUTLOOK;
		await act(() => relay.port.emit('limit:changed', { channelId: 'ch-sales' }));
		await rest();
		expect(one('composer-input').value).toBe('half a sent');
	});

	it('tells of a cap on marketing beside the way that is open', async () => {
		const marketing = { unanswered: 2, cap: 2, freeAt: NOW + HOUR_MS, heldUntil: null };
		await mountSidebar({ relay: relayWith(30 * HOUR_MS, { marketing }) });
		expect((await appears('note-marketing-capped')).textContent).toContain('Possible again');
		await appears('choose-template');
		expect(all('choose-template')).toHaveLength(1);
	});

	it('warns of a place that nothing arrives in, and refuses it where the rules say so', async () => {
		const relay = relayWith(HOUR_MS, { country: 'CU', unreachable: 'Cuba' });
		await mountSidebar({ relay });
		expect((await appears('note-warning')).textContent).toContain('Cuba');
		expect(all('composer-input')).toHaveLength(1);
		relay.outlook = { ...relay.outlook, refuseUnreachable: true };
		await act(() => relay.port.emit('rules:changed', {}));
		await appears('note-country-unreachable');
		expect(all('composer-input')).toHaveLength(0);
	});
});

describe('TemplatePanel', () => {
	it('puts marketing to somebody who opted out last, with the reason', async () => {
		const relay = createFakeRelay([channelOf()], [...TEMPLATES]);
		relay.put(optedOut(), messageOf({ id: 'm1', at: NOW - HOUR_MS }));
		await mountSidebar({ relay });
		await appears('choose-template');
		await click('choose-template');
		await appears('template-option');
		const option = all('template-option').find(one => one.dataset.name === 'spring_offer');
		expect(option?.getAttribute('aria-disabled')).toBe('true');
		expect(option?.textContent).toContain('withdrawn consent');
	});

	it('tells at once that the template in the form was paused, and sends it no more', async () => {
		const relay = relayWith(30 * HOUR_MS);
		await mountSidebar({ relay });
		await appears('choose-template');
		await click('choose-template');
		await appears('template-option');
		await click(
			'template-option',
			all('template-option').findIndex(option => option.dataset.name === 'order_update'),
		);
		const send = await appears('template-send');
		expect(send.disabled).toBe(false);
		const at = relay.templates.findIndex(template => template.name === 'order_update');
		const template = relay.templates[at];
		if (template) relay.templates[at] = paused(template);
		await act(() => relay.port.emit('template:changed', { channelId: 'ch-sales' }));
		await rest();
		expect(one('template-send').disabled).toBe(true);
		expect(one('template-sheet').textContent).toContain('WhatsApp paused it');
		expect(all('template-field')).toHaveLength(4);
		expect(relay.port.sent).toHaveLength(0);
	});

	it('shows what it will cost, and calls it an estimate', async () => {
		const prices = { utility: costOf({ category: 'utility', amount: 55_000 }) };
		await mountSidebar({ relay: relayWith(30 * HOUR_MS, { prices }) });
		await appears('choose-template');
		await click('choose-template');
		await appears('template-option');
		await click(
			'template-option',
			all('template-option').findIndex(option => option.dataset.name === 'order_update'),
		);
		expect((await appears('cost')).textContent).toBe('Estimate: about €0.055, Germany, Utility');
	});
});

describe('MessageDetails', () => {
	it('says what a message cost and when it was read', async () => {
		const relay = relayWith(HOUR_MS);
		relay.put(
			conversationOf(),
			messageOf({
				id: 'm2',
				direction: 'outbound',
				at: NOW,
				times: { sentAt: NOW, deliveredAt: NOW, readAt: NOW, failedAt: null },
				cost: { billable: true, category: 'marketing', amount: 113_100, currency: 'EUR' },
			}),
		);
		await mountSidebar({ relay });
		await click('details');
		const dialog = await appears('message-details');
		expect(dialog.textContent).toContain('€0.1131 · Marketing');
		expect(dialog.textContent).toContain('Read');
	});
});

describe('AlertsBell', () => {
	it('shows managers the open alerts, leads to the page, and puts one aside', async () => {
		const relay = relayWith(HOUR_MS);
		relay.port.answer('alert:list', () => ok({ alerts: [alertOf({ id: 'a1', at: NOW })] }));
		relay.port.answer('alert:dismiss', () => ok({}));
		await mountSidebar({ relay });
		await click('alerts-bell');
		await appears('alert');
		await act(() =>
			relay.port.emit('alert:changed', { alert: alertOf({ id: 'a2', at: NOW + 1, title: 'New' }) }),
		);
		expect(all('alert')[0]?.textContent).toContain('New');
		await click('alert-dismiss');
		expect(all('alert')).toHaveLength(1);
		await click('alert-go');
		expect(relay.port.settingsOpened).toEqual(['templates']);
	});

	it('is not there for agents', async () => {
		const relay = relayWith(HOUR_MS);
		relay.port.answer('alert:list', () => ok({ alerts: [alertOf({ id: 'a1' })] }));
		relay.port.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role: 'agent' } });
		await mountSidebar({ relay });
		expect(all('alerts-bell')).toHaveLength(0);
		expect(relay.port.countOf('alert:list')).toBe(0);
	});
});

describe('ConsentDialog', () => {
	it('records an opt-out with its evidence, from the contact’s menu', async () => {
		const relay = relayWith(HOUR_MS);
		relay.port.answer('consent:list', () => ok({ lines: [], hasMore: false }));
		relay.port.answer('consent:record', () => ok({ line: consentLineOf({ id: 'l9' }) }));
		await mountSidebar({ relay });
		await click('contact-menu');
		await click('consent-out');
		await appears('consent-save');
		await click('consent-save');
		expect(relay.port.countOf('consent:record')).toBe(0);
		await type('consent-evidence', 'On the phone on Monday');
		await click('consent-save');
		expect(relay.port.calls.find(call => call.command === 'consent:record')?.request).toEqual({
			contactId: 'ct-ann',
			channelType: 'whatsapp',
			word: 'opt-out',
			evidence: 'On the phone on Monday',
		});
		expect(all('consent-dialog')).toHaveLength(0);
	});

	it('records one line for two presses at once', async () => {
		const relay = relayWith(HOUR_MS);
		relay.port.answer('consent:list', () => ok({ lines: [], hasMore: false }));
		relay.port.answer('consent:record', () => ok({ line: consentLineOf({ id: 'l9' }) }));
		await mountSidebar({ relay });
		await click('contact-menu');
		await click('consent-in');
		await appears('consent-save');
		await type('consent-evidence', 'Form');
		const button = one('consent-save');
		button.click();
		button.click();
		await rest();
		expect(relay.port.countOf('consent:record')).toBe(1);
	});

	it('keeps what was typed when the relay refuses it', async () => {
		const relay = relayWith(HOUR_MS);
		relay.port.answer('consent:list', () => ok({ lines: [], hasMore: false }));
		await mountSidebar({ relay });
		await click('contact-menu');
		await click('consent-in');
		await appears('consent-save');
		await type('consent-evidence', 'Form');
		await click('consent-save');
		expect(one('consent-evidence').value).toBe('Form');
		expect(one('consent-evidence').getAttribute('aria-invalid')).toBe('true');
	});
});
