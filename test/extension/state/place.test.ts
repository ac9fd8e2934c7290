import { describe, expect, it } from 'vitest';
import { settled } from '../support-ui/memory-stores.ts';
import { openSidebar } from '../support-ui/open-sidebar.ts';
import { conversationOf, RECORD } from '../support-ui/samples.ts';

describe('createPlace', () => {
	it('opens the main contact’s first number on an active channel', async () => {
		const { sidebar } = await openSidebar();
		expect(sidebar.conversation.target.value).toMatchObject({
			channelId: 'ch-sales',
			raw: '+49 1555 0100234',
		});
	});

	it('shows the list where the page has no record', async () => {
		const { sidebar, relay } = await openSidebar({ record: null });
		expect(sidebar.place.view.value).toBe('list');
		expect(relay.port.countOf('conversation:list')).toBe(1);
	});

	it('remembers the channel of a contact', async () => {
		const channelOf = new Map<string, string>();
		const first = await openSidebar({ channelOf });
		first.sidebar.place.chooseChannel('ch-service');
		await settled();
		expect(first.sidebar.conversation.target.value?.channelId).toBe('ch-service');
		first.sidebar.stop();
		const second = await openSidebar({ channelOf });
		expect(second.sidebar.conversation.target.value?.channelId).toBe('ch-service');
	});

	it('leaves the chosen number when the page draws the same record again', async () => {
		const { sidebar, relay } = await openSidebar();
		const work = RECORD.contacts[0]?.phones[1];
		const ann = RECORD.contacts[0];
		if (!ann || !work) throw new Error('the sample record has two numbers');
		sidebar.place.choosePhone(ann, work);
		relay.port.fromPage({
			kind: 'record',
			record: { ...RECORD, title: 'Renamed' },
			crmName: 'Kommo',
			loading: false,
		});
		expect(sidebar.place.choice.value?.phone.raw).toBe(work.raw);
	});

	it('follows the page to another record, out of a conversation of the list', async () => {
		const { sidebar, relay } = await openSidebar();
		sidebar.place.showConversation(conversationOf({ id: 'cv-tom' }));
		relay.port.fromPage({
			kind: 'record',
			record: { ...RECORD, id: '9002' },
			crmName: 'Kommo',
			loading: false,
		});
		expect(sidebar.place.view.value).toBe('record');
	});

	it('takes the number whose button was pressed on the page', async () => {
		const { sidebar, relay } = await openSidebar();
		relay.port.fromPage({ kind: 'choose-phone', contactId: null, raw: '+49 1555 0100777' });
		expect(sidebar.place.choice.value?.contact.name).toBe('Jonas Berger');
	});
});
