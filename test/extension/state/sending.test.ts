import { effect } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../shared/lib/time.ts';
import { createFakeRelay } from '../support-ui/fake-relay.ts';
import { NOW, openSidebar } from '../support-ui/open-sidebar.ts';
import { channelOf, conversationOf, messageOf } from '../support-ui/samples.ts';

describe('createSending', () => {
	it('closes the window at the very moment that it ends, while the page is open', async () => {
		const { sidebar, time } = await openSidebar();
		const seen: { state: string | undefined; at: number }[] = [];
		const stop = effect(() => void seen.push({ state: sidebar.sending.window.value?.state, at: time.now() }));
		// Ann wrote at 09:00: the window ends tomorrow at 09:00, 23 hours from now.
		time.pass(23 * HOUR_MS - 1);
		expect(sidebar.sending.window.value?.state).toBe('open');
		time.pass(1);
		expect(sidebar.sending.window.value?.state).toBe('closed');
		expect(seen.find(one => one.state === 'closed')?.at).toBe(NOW + 23 * HOUR_MS);
		stop();
	});

	it('closes at its moment between two full minutes', async () => {
		const relay = createFakeRelay([channelOf()]);
		const wroteAt = NOW - 24 * HOUR_MS + 1234;
		relay.put(conversationOf(), messageOf({ id: 'm1', at: wroteAt }));
		const { sidebar, time } = await openSidebar({ relay });
		time.pass(1233);
		expect(sidebar.sending.window.value?.state).toBe('open');
		time.pass(1);
		expect(sidebar.sending.window.value?.state).toBe('closed');
	});

	it('ends at its moment what only a person may write', async () => {
		const relay = createFakeRelay([channelOf({ type: 'instagram', provider: 'instagram' })]);
		const wroteAt = NOW - 7 * 24 * HOUR_MS + 1234;
		relay.put(conversationOf(), messageOf({ id: 'm1', at: wroteAt }));
		const { sidebar, time } = await openSidebar({ relay });
		time.pass(1233);
		expect(sidebar.sending.window.value?.state).toBe('human');
		time.pass(1);
		expect(sidebar.sending.window.value?.state).toBe('closed');
	});

	it('opens again when the customer writes', async () => {
		const { sidebar, relay, time } = await openSidebar();
		time.pass(30 * HOUR_MS);
		expect(sidebar.sending.window.value?.state).toBe('closed');
		relay.put(conversationOf(), messageOf({ id: 'm2', at: time.now() }));
		expect(sidebar.sending.window.value?.state).toBe('open');
	});

	it('writes to the address as the relay reads it while there is no conversation', async () => {
		const relay = createFakeRelay([channelOf()]);
		const { sidebar } = await openSidebar({ relay });
		sidebar.sending.send({ kind: 'template', name: 'hello', language: 'en' });
		expect(relay.port.sent[0]).toMatchObject({
			channelId: 'ch-sales',
			to: { kind: 'phone', value: '+4915550100234' },
			name: 'Ann Berger',
		});
		expect(relay.port.sent[0]?.conversationId).toBeUndefined();
	});
});
