import { describe, expect, it } from 'vitest';
import { createConversation } from '../../../extension/state/conversation.ts';
import type { Target } from '../../../extension/state/target.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import { ONLINE } from '../support-ui/fake-port.ts';
import { createFakeRelay } from '../support-ui/fake-relay.ts';
import { memorySnapshots, settled } from '../support-ui/memory-stores.ts';
import { channelOf, conversationOf, messageOf, text } from '../support-ui/samples.ts';

const ANN: Target = {
	kind: 'address',
	channelId: 'ch-sales',
	raw: '+4915550100234',
	shown: '+49 1555 0100234',
	name: 'Ann Berger',
};

/** A small generator of numbers that are the same for the same seed. */
function randomOf(seed: number): () => number {
	let state = seed * 2654435761 + 1;
	return () => {
		state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
		return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
	};
}

describe('createConversation', () => {
	it('is read anew once messages have left for another conversation, and shows them no more', async () => {
		const relay = createFakeRelay([channelOf()]);
		const view = conversationOf();
		relay.put(view, messageOf({ id: 'stays', at: 10, seq: 1, content: text('mine') }));
		relay.put(view, messageOf({ id: 'leaves', at: 20, seq: 2, content: text('theirs') }));
		const conversation = createConversation(relay.port, memorySnapshots());
		await conversation.open(ANN);
		expect(conversation.messages.value.map(message => message.id)).toEqual(['stays', 'leaves']);
		const now = { ...view, revision: 99 };
		relay.port.answer('conversation:sync', () =>
			ok({ conversation: now, messages: [], revision: 99, hasMore: false, anew: true }),
		);
		relay.port.answer('conversation:open', () =>
			ok({
				conversation: now,
				messages: [messageOf({ id: 'stays', at: 10, seq: 1, content: text('mine') })],
				hasOlder: false,
				matchedBy: null,
				address: null,
			}),
		);
		await conversation.refresh();
		expect(conversation.messages.value.map(message => message.id)).toEqual(['stays']);
	});
	it('calls people as the page does, and out of the list as the relay does by now', async () => {
		const relay = createFakeRelay([channelOf()]);
		const view = conversationOf();
		relay.put(view, messageOf({ id: 'm1' }));
		const conversation = createConversation(relay.port, memorySnapshots());
		const { id: conversationId, channelId, contact } = view;
		await conversation.open({ kind: 'conversation', channelId, conversationId, name: 'ann.b' });
		expect(conversation.name.value).toBe(contact.name);
		const now = conversation.view.value ?? view;
		relay.port.emit('conversation:changed', {
			previousRevision: now.revision,
			conversation: { ...now, revision: now.revision + 1, contact: { ...contact, name: 'Ann Maria Berger' } },
			messages: [],
		});
		expect(conversation.name.value).toBe('Ann Maria Berger');
		await conversation.open({ ...ANN, name: 'Ms Berger' });
		expect(conversation.name.value).toBe('Ms Berger');
		await conversation.open(null);
		expect(conversation.name.value).toBe('');
	});
	it('ends with the relay’s messages, without a gap or a double, whatever disconnects there were', async () => {
		for (let seed = 1; seed <= 150; seed++) {
			const random = randomOf(seed);
			const relay = createFakeRelay([channelOf()]);
			const view = conversationOf();
			let made = 0;
			const write = () => {
				made++;
				const old = random() < 0.3 ? Math.ceil(random() * made) : made;
				relay.put(
					view,
					messageOf({ id: `m${old}`, at: old * 10, seq: old, content: text(`${old} at ${made}`) }),
				);
			};
			if (random() < 0.7) for (let count = Math.floor(random() * 90); count > 0; count--) write();
			const conversation = createConversation(relay.port, memorySnapshots());
			void conversation.open(ANN);
			for (let step = 0; step < 60; step++) {
				const dice = random();
				if (dice < 0.5) write();
				else if (dice < 0.6) relay.port.setConnection({ state: 'offline', since: 0, reason: 'gone' });
				else if (dice < 0.75) relay.port.setConnection(ONLINE);
				// Pushes that are lost on a line that seems to be up: the next one shows the gap.
				else if (dice < 0.8) relay.connected = !relay.connected;
				else if (dice < 0.85) void conversation.loadOlder();
				else if (dice < 0.95) await settled();
				else for (let turn = Math.floor(random() * 6); turn > 0; turn--) await Promise.resolve();
			}
			relay.connected = true;
			write();
			relay.port.setConnection(ONLINE);
			await settled();
			while (conversation.hasOlder.value) {
				await conversation.loadOlder();
				await settled();
			}
			const kept = relay.find('cv-ann');
			const shown = conversation.messages.value;
			expect(
				shown.map(one => one.id),
				`seed ${seed}`,
			).toEqual(kept.messages.map(one => one.id));
			expect(
				shown.map(one => one.revision),
				`seed ${seed}`,
			).toEqual(kept.messages.map(one => one.revision));
			expect(conversation.view.value?.revision, `seed ${seed}`).toBe(kept.view.revision);
			conversation.stop();
		}
	});

	it('becomes the conversation when the first message of a prospect is pushed', async () => {
		const relay = createFakeRelay([channelOf()]);
		const conversation = createConversation(relay.port, memorySnapshots());
		await conversation.open(ANN);
		expect(conversation.view.value).toBeNull();
		relay.put(conversationOf(), messageOf({ id: 'm1', at: 1 }));
		expect(conversation.view.value?.id).toBe('cv-ann');
		expect(conversation.messages.value).toHaveLength(1);
	});

	it('leaves a conversation of somebody else alone', async () => {
		const relay = createFakeRelay([channelOf()]);
		const conversation = createConversation(relay.port, memorySnapshots());
		await conversation.open(ANN);
		const { contact } = conversationOf();
		relay.put(
			conversationOf({
				id: 'cv-tom',
				contact: { ...contact, addresses: [{ kind: 'phone', value: '+4915550100888' }] },
			}),
			messageOf({ id: 't1', conversationId: 'cv-tom' }),
		);
		expect(conversation.view.value).toBeNull();
	});

	it('shows the snapshot at once and brings it up to date by a sync', async () => {
		const relay = createFakeRelay([channelOf()]);
		const snapshots = memorySnapshots();
		relay.put(conversationOf(), messageOf({ id: 'm1', at: 1 }));
		const first = createConversation(relay.port, snapshots);
		await first.open(ANN);
		first.stop();
		relay.connected = false;
		relay.put(conversationOf(), messageOf({ id: 'm2', at: 2 }));
		relay.connected = true;

		relay.port.setConnection({ state: 'offline', since: 0, reason: 'gone' });
		const second = createConversation(relay.port, snapshots);
		await second.open(ANN);
		expect(second.phase.value).toBe('ready');
		expect(second.fresh.value).toBe(false);
		expect(second.messages.value.map(one => one.id)).toEqual(['m1']);
		const opens = relay.port.countOf('conversation:open');
		relay.port.setConnection(ONLINE);
		await settled();
		expect(second.messages.value.map(one => one.id)).toEqual(['m1', 'm2']);
		expect(second.fresh.value).toBe(true);
		expect(relay.port.countOf('conversation:open')).toBe(opens);
	});

	it('drops an answer about what is not on screen any more', async () => {
		const relay = createFakeRelay([channelOf()]);
		relay.put(conversationOf(), messageOf({ id: 'm1', at: 1 }));
		const conversation = createConversation(relay.port, memorySnapshots());
		void conversation.open(ANN);
		await conversation.open({ ...ANN, raw: '+4915550100888', shown: '', name: 'Tom' });
		await settled();
		expect(conversation.view.value).toBeNull();
		expect(conversation.phase.value).toBe('ready');
	});

	it('says that it could not be opened, and opens when the relay is back', async () => {
		const relay = createFakeRelay([channelOf()]);
		relay.put(conversationOf(), messageOf({ id: 'm1', at: 1 }));
		relay.port.setConnection({ state: 'offline', since: 0, reason: 'gone' });
		const conversation = createConversation(relay.port, memorySnapshots());
		await conversation.open(ANN);
		expect(conversation.phase.value).toBe('failed');
		relay.port.setConnection(ONLINE);
		await settled();
		expect(conversation.phase.value).toBe('ready');
		expect(conversation.problem.value).toBeNull();
	});

	it('keeps what it shows when a sync fails', async () => {
		const relay = createFakeRelay([channelOf()]);
		relay.put(conversationOf(), messageOf({ id: 'm1', at: 1 }));
		const conversation = createConversation(relay.port, memorySnapshots());
		await conversation.open(ANN);
		relay.port.answer('conversation:sync', () => fail('internal', 'The relay has a fault.'));
		await conversation.refresh();
		expect(conversation.phase.value).toBe('ready');
		expect(conversation.messages.value).toHaveLength(1);
		expect(conversation.problem.value?.code).toBe('internal');
	});
});
