import { describe, expect, it } from 'vitest';
import type { OutboxItem } from '../../../extension/connection/page-messages.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import { settled } from '../support-ui/memory-stores.ts';
import { NOW, openSidebar } from '../support-ui/open-sidebar.ts';
import { conversationOf, messageOf } from '../support-ui/samples.ts';

function refusedItem(refusal: string, text = 'Yes, on the 4th.'): OutboxItem {
	return {
		request: {
			clientId: 'client-held',
			conversationId: 'cv-ann',
			content: { kind: 'text', text },
			lastSeenMessageId: 'm1',
		},
		madeAt: NOW,
		state: 'refused',
		error: { code: 'refused', refusal, message: 'The relay said no.' },
	};
}

describe('createActs', () => {
	it('sends what was held back as it is, under a new identity and without the comparison', async () => {
		const { sidebar, relay } = await openSidebar();
		relay.port.setOutbox([refusedItem('newer-message')]);
		expect(sidebar.acts.heldBack.value).toHaveLength(1);
		sidebar.acts.sendAnyway();
		expect(relay.port.discarded).toEqual(['client-held']);
		expect(relay.port.sent).toHaveLength(1);
		expect(relay.port.sent[0]).toMatchObject({ content: { text: 'Yes, on the 4th.' } });
		expect(relay.port.sent[0]?.clientId).not.toBe('client-held');
		expect(relay.port.sent[0]).not.toHaveProperty('lastSeenMessageId');
		expect(sidebar.acts.heldBack.value).toHaveLength(0);
	});

	it('gives what was held back to the composer, before what was written since', async () => {
		const { sidebar, relay } = await openSidebar();
		sidebar.composer.write('and more');
		relay.port.setOutbox([refusedItem('newer-message')]);
		sidebar.acts.lookFirst();
		expect(sidebar.composer.text.value).toBe('Yes, on the 4th.\nand more');
		expect(relay.port.outbox).toHaveLength(0);
	});

	it('does not hold back what was refused for another reason', async () => {
		const { sidebar, relay } = await openSidebar();
		relay.port.setOutbox([refusedItem('window-closed')]);
		expect(sidebar.acts.heldBack.value).toHaveLength(0);
		expect(sidebar.pending.items.value).toHaveLength(1);
		const [item] = sidebar.pending.items.value;
		if (item) sidebar.acts.edit(item);
		expect(sidebar.composer.text.value).toBe('Yes, on the 4th.');
		expect(sidebar.pending.items.value).toHaveLength(0);
	});

	it('gives a refused file back with its caption, and sends it again', async () => {
		const { sidebar, relay } = await openSidebar();
		relay.port.answer('media:ticket', () =>
			ok({ uploadUrl: 'https://relay.example.org/upload/1', expiresAt: 0 }),
		);
		await sidebar.composer.attaching.attach(new File(['blue'], 'blue.png', { type: 'image/png' }));
		sidebar.composer.write('Like this one');
		sidebar.composer.send();
		const [item] = relay.port.outbox;
		if (!item) throw new Error('nothing was sent');
		relay.port.setOutbox([{ ...item, state: 'refused', error: { code: 'refused', message: 'No.' } }]);
		const [refused] = sidebar.pending.items.value;
		if (refused) sidebar.acts.edit(refused);
		expect(sidebar.composer.attaching.current.value).toMatchObject({ filename: 'blue.png', state: 'ready' });
		sidebar.composer.send();
		expect(relay.port.sent[1]?.content).toEqual({
			kind: 'media',
			mediaId: 'media-1',
			caption: 'Like this one',
		});
	});

	it('tries a message again under one identity, however often it is pressed', async () => {
		const { sidebar, relay } = await openSidebar();
		const failed = messageOf({ id: 'm2', direction: 'outbound', status: 'failed', at: NOW });
		relay.put(conversationOf(), failed);
		relay.port.answer('message:retry', () => fail('unavailable', 'Not now.'));
		void sidebar.acts.retry(failed);
		await sidebar.acts.retry(failed);
		await settled();
		await sidebar.acts.retry(failed);
		const ids = relay.port.calls.filter(call => call.command === 'message:retry').map(call => call.request);
		expect(ids).toHaveLength(2);
		expect(ids[0]).toEqual(ids[1]);
		expect(sidebar.acts.problems.value.get('m2')?.message).toBe('Not now.');
	});

	it('takes the settled message out of the answer', async () => {
		const { sidebar, relay } = await openSidebar();
		const unknown = messageOf({ id: 'm2', direction: 'outbound', status: 'unknown', at: NOW });
		relay.put(conversationOf(), unknown);
		relay.port.answer('message:settle', () => ok({ message: { ...unknown, status: 'sent', revision: 9 } }));
		await sidebar.acts.settle(unknown, 'sent');
		expect(sidebar.conversation.messages.value.at(-1)?.status).toBe('sent');
	});
});
