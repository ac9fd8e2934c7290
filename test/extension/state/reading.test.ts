import { describe, expect, it } from 'vitest';
import { createFakeRelay } from '../support-ui/fake-relay.ts';
import { settled } from '../support-ui/memory-stores.ts';
import { NOW, openSidebar } from '../support-ui/open-sidebar.ts';
import { channelOf, conversationOf, messageOf } from '../support-ui/samples.ts';

function unreadRelay() {
	const relay = createFakeRelay([channelOf()]);
	for (let index = 1; index <= 3; index++) {
		relay.put(
			conversationOf(),
			messageOf({ id: `m${index}`, at: NOW - 100 + index, status: index === 1 ? 'read' : 'delivered' }),
		);
	}
	return relay;
}

describe('createReading', () => {
	it('marks read once, and only what somebody looks at', async () => {
		const relay = unreadRelay();
		const { sidebar } = await openSidebar({ relay });
		expect(relay.port.countOf('conversation:mark-read')).toBe(0);
		sidebar.reading.setFocused(true);
		await settled();
		expect(
			relay.port.calls.filter(call => call.command === 'conversation:mark-read').map(call => call.request),
		).toEqual([{ conversationId: 'cv-ann', messageId: 'm3' }]);
	});

	it('draws the line before the first unread message, and leaves it there', async () => {
		const { sidebar } = await openSidebar({ relay: unreadRelay() });
		expect(sidebar.reading.firstUnread.value).toBe('m2');
		sidebar.reading.setFocused(true);
		await settled();
		expect(sidebar.reading.firstUnread.value).toBe('m2');
	});

	it('counts what comes below while somebody reads above', async () => {
		const relay = unreadRelay();
		const { sidebar } = await openSidebar({ relay });
		sidebar.reading.setAtNewest(false);
		relay.put(conversationOf(), messageOf({ id: 'm4', at: NOW, status: 'delivered' }));
		relay.put(conversationOf(), messageOf({ id: 'm5', at: NOW + 1, direction: 'outbound' }));
		expect(sidebar.reading.newBelow.value).toBe(1);
		sidebar.reading.setAtNewest(true);
		expect(sidebar.reading.newBelow.value).toBe(0);
	});
});
