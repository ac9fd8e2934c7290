import { describe, expect, it } from 'vitest';
import type { OutboxItem } from '../../../extension/connection/page-messages.ts';
import { pendingOf } from '../../../extension/state/pending.ts';
import { settled } from '../support-ui/memory-stores.ts';
import { NOW, openSidebar } from '../support-ui/open-sidebar.ts';
import { conversationOf, messageOf } from '../support-ui/samples.ts';

function itemOf(clientId: string, madeAt: number, request: Partial<OutboxItem['request']> = {}): OutboxItem {
	return {
		request: { clientId, conversationId: 'cv-ann', content: { kind: 'text', text: clientId }, ...request },
		madeAt,
		state: 'waiting',
		error: null,
	};
}

const ANN = {
	target: { kind: 'address', channelId: 'ch-sales', raw: '+49 1555 0100234', shown: '', name: 'Ann' },
	view: conversationOf(),
	address: null,
} as const;
const ids = (items: readonly OutboxItem[]) => items.map(item => item.request.clientId);

describe('pendingOf', () => {
	it('keeps the order in which the messages were made', () => {
		const items = [itemOf('client-b', 2), itemOf('client-a', 1)];
		expect(ids(pendingOf(items, ANN, []))).toEqual(['client-a', 'client-b']);
	});

	it('leaves out what has arrived as a message', () => {
		const items = [itemOf('client-a', 1), itemOf('client-b', 2)];
		const arrived = [messageOf({ id: 'm1', clientId: 'client-a' })];
		expect(ids(pendingOf(items, ANN, arrived))).toEqual(['client-b']);
	});

	it('leaves out what is for somebody else', () => {
		const items = [
			itemOf('client-a', 1, { conversationId: 'cv-tom' }),
			itemOf('client-b', 2, { conversationId: undefined, channelId: 'ch-service', to: '+4915550100234' }),
		];
		expect(pendingOf(items, ANN, [])).toEqual([]);
	});

	it('takes what was written before the conversation existed', () => {
		const to = { kind: 'phone' as const, value: '+4915550100234' };
		const items = [
			itemOf('client-a', 1, { conversationId: undefined, channelId: 'ch-sales', to }),
			itemOf('client-b', 2, { conversationId: undefined, channelId: 'ch-sales', to: '+4915550100234' }),
		];
		expect(ids(pendingOf(items, ANN, []))).toEqual(['client-a', 'client-b']);
	});
});

describe('createPending', () => {
	it('keeps a stored message in sight until the message itself has come', async () => {
		const { sidebar, relay } = await openSidebar();
		sidebar.composer.write('Yes');
		sidebar.composer.send();
		const clientId = relay.port.sent[0]?.clientId ?? '';
		expect(ids(sidebar.pending.items.value)).toEqual([clientId]);
		// The outbox is told first; the push of the message is still on its way.
		relay.port.setOutbox([]);
		expect(ids(sidebar.pending.items.value)).toEqual([clientId]);
		relay.put(
			conversationOf(),
			messageOf({ id: 'm2', direction: 'outbound', status: 'queued', at: NOW, clientId }),
		);
		await settled();
		expect(sidebar.pending.items.value).toEqual([]);
		expect(sidebar.conversation.messages.value.map(one => one.id)).toEqual(['m1', 'm2']);
	});

	it('lets go of what a person discards at once', async () => {
		const { sidebar } = await openSidebar();
		sidebar.composer.write('Yes');
		sidebar.composer.send();
		const [item] = sidebar.pending.items.value;
		if (item) sidebar.acts.discard(item);
		expect(sidebar.pending.items.value).toEqual([]);
	});
});
