import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/contract/result.ts';
import { OPEN_OUTLOOK } from '../../../shared/domain/send-outlook.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, click, one, rest, type } from '../support-ui/page-steps.ts';
import { ANN, commentOf, type DoorsOptions, relayWithDoors } from '../support-ui/sample-doors.ts';
import { messageOf } from '../support-ui/samples.ts';
import { mountSidebar, unmountSidebar } from './mount.tsx';

afterEach(unmountSidebar);

const doors = (...said: DoorsOptions['said']) => relayWithDoors({ now: NOW, said });

describe('one person, many doors', () => {
	it('opens the channel that the person used last', async () => {
		const { sidebar } = await mountSidebar({
			relay: doors(
				{ id: 'w', on: 'ch-sales', at: NOW - 5 * HOUR_MS },
				{ id: 't', on: 'ch-bot', at: NOW - HOUR_MS },
			),
		});
		expect(sidebar.sending.channel.value?.id).toBe('ch-bot');
		await click('channel-select');
		const details = all('channel-option').map(option => option.textContent);
		expect(details[0]).toContain('Last used 5 hours ago');
		expect(details[1]).toContain('Last used 1 hour ago');
		expect(details[2]).toContain('@wood.works');
	});

	it('keeps to the channel that somebody chose for the person', async () => {
		const { sidebar } = await mountSidebar({
			relay: doors({ id: 't', on: 'ch-bot' }),
			channelOf: new Map([['kommo:501', 'ch-sales']]),
		});
		expect(sidebar.sending.channel.value?.id).toBe('ch-sales');
	});

	it('begins on the first active channel while the relay cannot tell', async () => {
		const relay = doors({ id: 't', on: 'ch-bot' });
		relay.port.answer('contact:find', () => fail('unavailable', 'The disk is full.'));
		const { sidebar } = await mountSidebar({ relay });
		expect(sidebar.sending.channel.value?.id).toBe('ch-sales');
	});

	it('shows all channels in one timeline, each message with its channel, and goes back to one', async () => {
		const { sidebar } = await mountSidebar({
			relay: doors(
				{ id: 'w', on: 'ch-sales', at: NOW - 5 * HOUR_MS },
				{ id: 't', on: 'ch-bot', at: NOW - 2 * HOUR_MS },
				{ id: 'i', on: 'ch-insta', at: NOW - HOUR_MS },
			),
		});
		await click('contact-menu');
		await click('timeline-toggle');
		await appears('timeline');
		expect(all('timeline-row').map(row => row.dataset.channel)).toEqual(['ch-sales', 'ch-bot', 'ch-insta']);
		expect(all('channel-mark').map(mark => mark.textContent)).toEqual([
			'Sales DE',
			'Workshop bot',
			'Wood works',
		]);
		await click('timeline-back');
		expect(all('timeline')).toHaveLength(0);
		expect(all('message').map(message => message.dataset.messageId)).toEqual(['i']);
		expect(sidebar.sending.channel.value?.id).toBe('ch-insta');
	});

	it('says whether the number is on WhatsApp where that is known', async () => {
		await mountSidebar({ relay: doors({ id: 'w', on: 'ch-sales' }) });
		expect(one('reach').textContent).toBe('On WhatsApp');
	});
});

describe('a channel where only the contact begins', () => {
	it('offers the other channels of this contact on Instagram', async () => {
		const relay = doors({ id: 'w', on: 'ch-sales' });
		const { sidebar } = await mountSidebar({ relay, channelOf: new Map([['kommo:501', 'ch-insta']]) });
		await appears('note-cannot-start');
		expect(all('composer-input')).toHaveLength(0);
		expect(all('note-door').map(door => door.textContent)).toEqual(['Write on Sales DE']);
		await click('note-door');
		expect(sidebar.sending.channel.value?.id).toBe('ch-sales');
	});

	it('makes an invitation for this contact on Telegram, and says that it is copied', async () => {
		const copied: string[] = [];
		Object.defineProperty(navigator, 'clipboard', {
			value: { writeText: async (text: string) => void copied.push(text) },
			configurable: true,
		});
		const relay = doors({ id: 'w', on: 'ch-sales' });
		relay.port.answer('contact:invite', () =>
			ok({ url: 'https://t.me/wood_works_bot?start=tok', expiresAt: NOW + 30 * 24 * HOUR_MS }),
		);
		await mountSidebar({ relay, channelOf: new Map([['kommo:501', 'ch-bot']]) });
		await appears('note-invite');
		await click('note-invite');
		expect(copied).toEqual(['https://t.me/wood_works_bot?start=tok']);
		expect(one('invite-done').textContent).toContain('once they press Start');
		expect(relay.port.calls.find(call => call.command === 'contact:invite')?.request).toEqual({
			channelId: 'ch-bot',
			contactId: ANN.id,
		});
	});

	it('says until when only a person may answer', async () => {
		await mountSidebar({ relay: doors({ id: 'i', on: 'ch-insta', at: NOW - 30 * HOUR_MS }) });
		expect(one('window-clock').dataset.state).toBe('human');
		expect((await appears('note-human')).textContent).toContain('Only a person may answer, until');
		expect(all('composer-input')).toHaveLength(1);
	});

	it('says that the contact has blocked it, and where else they are reached', async () => {
		const relay = doors({ id: 'w', on: 'ch-sales', at: NOW - 9 * HOUR_MS }, { id: 't', on: 'ch-bot' });
		await mountSidebar({ relay });
		expect(all('composer-input')).toHaveLength(1);
		relay.outlook = { ...OPEN_OUTLOOK, blockedAt: NOW };
		await act(async () =>
			relay.put(relay.find('cv-bot').view, messageOf({ id: 't2', conversationId: 'cv-bot' })),
		);
		expect((await appears('note-blocked')).textContent).toContain('Write on Sales DE');
		expect(all('composer-input')).toHaveLength(0);
	});

	it('offers no template where there are none, once the time is over', async () => {
		await mountSidebar({ relay: doors({ id: 'i', on: 'ch-insta', at: NOW - 8 * 24 * HOUR_MS }) });
		expect((await appears('note-window-closed')).textContent).toContain('7 days');
		expect(all('choose-template')).toHaveLength(0);
	});
});

describe('comments', () => {
	it('are answered below, or privately once', async () => {
		const relay = doors({ ...commentOf({ id: 'c1', at: NOW - HOUR_MS }), on: 'ch-insta' });
		await mountSidebar({ relay });
		await appears('comment-public');
		await appears('comment');
		await click('comment-private');
		await appears('comment-strip');
		await type('composer-input', 'Hello Ann, 890 € with delivery.');
		expect(one('comment-count').textContent).toBe('33 / 1000 bytes');
		await click('send');
		expect(relay.port.sent[0]?.content).toEqual({
			kind: 'comment-reply',
			messageId: 'c1',
			mode: 'private',
			text: 'Hello Ann, 890 € with delivery.',
		});
		expect(all('comment-strip')).toHaveLength(0);
	});

	it('say why a second private answer is not possible', async () => {
		const relay = doors(
			{ ...commentOf({ id: 'c1', at: NOW - HOUR_MS }), on: 'ch-insta' },
			{
				id: 'r1',
				on: 'ch-insta',
				at: NOW - 30 * MINUTE_MS,
				direction: 'outbound',
				status: 'sent',
				content: { kind: 'comment-reply', mode: 'private', text: 'Hello', commentMessageId: 'c1' },
			},
		);
		await mountSidebar({ relay });
		expect((await appears('comment-private-why')).textContent).toContain('one private reply');
		expect(all('comment-private')).toHaveLength(0);
	});

	it('warn of a public answer that may be too long, and end with the cross', async () => {
		const relay = doors({ ...commentOf({ id: 'c1' }), on: 'ch-insta' });
		await mountSidebar({ relay });
		await appears('comment-public');
		await click('comment-public');
		await appears('comment-strip');
		await type('composer-input', 'a'.repeat(301));
		expect(one('comment-note').textContent).toContain('300 characters');
		await click('comment-cancel');
		expect(all('comment-strip')).toHaveLength(0);
		// She has written nothing but the comment, so there is nothing else to write to; the text is kept.
		expect(all('composer-input')).toHaveLength(0);
		await click('comment-public');
		expect((await appears('composer-input')).value).toHaveLength(301);
	});
});

describe('MergeDialog', () => {
	it('says what will happen, merges, and undoes', async () => {
		const relay = doors({ id: 'w', on: 'ch-sales' });
		const other = { ...ANN, id: 'ct-2', name: 'ann_b', addresses: [] };
		relay.port.answer('contact:search', () => ok({ contacts: [ANN, other] }));
		relay.port.answer('contact:merge', () => ok({ contact: ANN, mergeId: 'mg-2' }));
		relay.port.answer('contact:unmerge', () => ok({ kept: ANN, restored: other }));
		await mountSidebar({ relay });
		await click('contact-menu');
		await click('merge-open');
		await appears('merge-line');
		await click('merge-undo');
		expect(relay.port.countOf('contact:unmerge')).toBe(1);
		await type('merge-search', 'ann');
		expect(all('merge-option')).toHaveLength(1);
		await click('merge-option');
		expect(one('merge-what').textContent).toContain('ann_b becomes part of Ann Berger');
		await click('merge-confirm');
		expect(relay.port.calls.find(call => call.command === 'contact:merge')?.request).toEqual({
			keepId: 'ct-ann',
			goneId: 'ct-2',
		});
		await rest();
		expect(all('merge-dialog')).toHaveLength(0);
	});

	it('says why they cannot be merged now', async () => {
		const relay = doors({ id: 'w', on: 'ch-sales' });
		relay.port.answer('contact:search', () => ok({ contacts: [{ ...ANN, id: 'ct-2', name: 'ann_b' }] }));
		relay.port.answer('contact:merge', () => fail('conflict', 'A message is on its way.'));
		await mountSidebar({ relay });
		await click('contact-menu');
		await click('merge-open');
		await appears('merge-search');
		await type('merge-search', 'ann');
		await click('merge-option');
		await click('merge-confirm');
		expect(one('merge-problem').textContent).toBe('A message is on its way.');
	});
});

describe('voice messages', () => {
	it('are recorded elsewhere, come back as the draft’s file, and go out as such', async () => {
		const relay = doors({ id: 't', on: 'ch-bot' });
		await mountSidebar({ relay });
		await click('more-open');
		await appears('more-panel');
		await click('more-voice');
		expect(relay.port.recorders[0]).toMatchObject({ name: 'Ann Berger' });
		const draftKey = relay.port.recorders[0]?.draftKey ?? '';
		const file = {
			mediaId: 'rec-1',
			mimeType: 'audio/ogg',
			filename: 'voice.ogg',
			size: 9,
			voice: true,
		} as const;
		await act(async () => relay.port.record({ file, draftKey }));
		expect((await appears('attachment')).textContent).toContain('Voice message');
		await click('send');
		expect(relay.port.sent[0]?.content).toEqual({ kind: 'media', mediaId: 'rec-1', voice: true });
	});

	it('wait in the draft they were made for', async () => {
		const relay = doors({ id: 't', on: 'ch-bot' });
		const drafts = new Map();
		await mountSidebar({ relay, drafts });
		const file = {
			mediaId: 'rec-1',
			mimeType: 'audio/ogg',
			filename: 'voice.ogg',
			size: 9,
			voice: true,
		} as const;
		await act(async () => relay.port.record({ file, draftKey: 'c:somebody-else' }));
		await rest();
		expect(all('attachment')).toHaveLength(0);
		expect(drafts.get('c:somebody-else')).toMatchObject({ attachment: file });
	});
});
