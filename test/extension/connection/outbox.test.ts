import { describe, expect, it, vi } from 'vitest';
import { type Deliver, Outbox } from '../../../extension/connection/outbox.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { keyTexts, memoryStore, seeded } from '../support/memory.ts';

const OWNER = 'u1 http://relay.example';
const FAST = { firstMs: 1, maxMs: 2, jitter: 0 };

function message(clientId: string, conversationId = 'c1') {
	return { clientId, conversationId, content: { kind: 'text' as const, text: clientId } };
}

async function outboxOn(store = memoryStore()) {
	const outbox = new Outbox({ store, text: keyTexts, backoff: FAST });
	await outbox.load();
	return { outbox, store };
}

/** Accepts each client id once, as the relay does. */
function acceptingRelay() {
	const accepted: string[] = [];
	const deliver: Deliver = async request => {
		if (!accepted.includes(request.clientId)) accepted.push(request.clientId);
		return ok({});
	};
	return { accepted, deliver };
}

describe('Outbox', () => {
	it('has a message on disk before it is sent', async () => {
		const { outbox, store } = await outboxOn();
		const onDisk: boolean[] = [];
		outbox.resume(OWNER, async request => {
			onDisk.push(store.kept.get('outbox')?.includes(request.clientId) ?? false);
			return ok({});
		});
		await outbox.add(message('message-1'), OWNER);
		await vi.waitFor(() => expect(onDisk).toEqual([true]));
	});

	it('forgets a message that the relay has', async () => {
		const { outbox, store } = await outboxOn();
		outbox.resume(OWNER, acceptingRelay().deliver);
		await outbox.add(message('message-1'), OWNER);
		await vi.waitFor(() => expect(store.kept.get('outbox')).toBe('[]'));
		expect(outbox.items).toEqual([]);
	});

	it('lists a refused message with its reason until it is discarded, and goes on with the next', async () => {
		const { outbox, store } = await outboxOn();
		const sent: string[] = [];
		outbox.resume(OWNER, async request => {
			sent.push(request.clientId);
			return request.clientId === 'message-1'
				? fail('refused', 'The window is closed.', { refusal: 'window-closed' })
				: ok({});
		});
		await outbox.add(message('message-1'), OWNER);
		await outbox.add(message('message-2'), OWNER);
		await vi.waitFor(() => expect(sent).toEqual(['message-1', 'message-2']));
		await vi.waitFor(() => expect(outbox.items).toHaveLength(1));
		expect(outbox.items[0]).toMatchObject({
			state: 'refused',
			error: { code: 'refused', refusal: 'window-closed' },
		});
		const again = await outboxOn(store);
		expect(again.outbox.items[0]?.state).toBe('refused');
		await outbox.discard('message-1');
		expect(outbox.items).toEqual([]);
	});

	it('sends what waited, in order, when the relay is back', async () => {
		const { outbox } = await outboxOn();
		const { accepted, deliver } = acceptingRelay();
		for (const id of ['message-1', 'message-2', 'message-3']) await outbox.add(message(id), OWNER);
		expect(outbox.items.map(item => item.state)).toEqual(['waiting', 'waiting', 'waiting']);
		outbox.resume(OWNER, deliver);
		await vi.waitFor(() => expect(accepted).toEqual(['message-1', 'message-2', 'message-3']));
	});

	it('does not let one conversation wait for another', async () => {
		const { outbox } = await outboxOn();
		const { accepted, deliver } = acceptingRelay();
		const slow = Promise.withResolvers<Result<unknown>>();
		outbox.resume(OWNER, request => (request.conversationId === 'slow' ? slow.promise : deliver(request)));
		await outbox.add(message('message-1', 'slow'), OWNER);
		await outbox.add(message('message-2', 'fast'), OWNER);
		await vi.waitFor(() => expect(accepted).toEqual(['message-2']));
		expect(outbox.items.map(item => item.state)).toEqual(['sending']);
		slow.resolve(ok({}));
	});

	it('keeps a message that is added twice once', async () => {
		const { outbox } = await outboxOn();
		await Promise.all([outbox.add(message('message-1'), OWNER), outbox.add(message('message-1'), OWNER)]);
		expect(outbox.items).toHaveLength(1);
	});

	it('never sends a message to another relay or as another person', async () => {
		const { outbox } = await outboxOn();
		const { accepted, deliver } = acceptingRelay();
		await outbox.add(message('message-1'), OWNER);
		outbox.resume('u2 http://relay.example', deliver);
		await outbox.add(message('message-2'), 'u2 http://relay.example');
		await vi.waitFor(() => expect(accepted).toEqual(['message-2']));
		expect(outbox.items).toMatchObject([
			{ request: { clientId: 'message-1' }, state: 'refused', error: { message: 'page_outbox_other_relay' } },
		]);
	});

	it('refuses at once what is written without a relay', async () => {
		const { outbox } = await outboxOn();
		await outbox.add(message('message-1'), null);
		expect(outbox.items[0]).toMatchObject({ state: 'refused', error: { code: 'offline' } });
	});

	it('tries a fault of the relay three times, then shows it', async () => {
		const { outbox } = await outboxOn();
		const deliver = vi.fn(async () => fail('internal', 'It broke.'));
		outbox.resume(OWNER, deliver);
		await outbox.add(message('message-1'), OWNER);
		await vi.waitFor(() => expect(outbox.items[0]?.state).toBe('refused'));
		expect(deliver).toHaveBeenCalledTimes(3);
	});

	it('says so when the disk takes nothing', async () => {
		const store = memoryStore();
		const { outbox } = await outboxOn({ ...store, set: () => Promise.reject(new Error('quota')) });
		const deliver = vi.fn(async () => ok({}));
		outbox.resume(OWNER, deliver);
		await outbox.add(message('message-1'), OWNER);
		expect(outbox.items[0]).toMatchObject({ state: 'refused', error: { message: 'page_outbox_not_saved' } });
		expect(deliver).not.toHaveBeenCalled();
	});
});

describe('Outbox over a bad line', () => {
	for (let seed = 1; seed <= 60; seed++) {
		it(`has each message accepted once and in order (seed ${seed})`, async () => {
			const random = seeded(seed);
			const accepted = new Map<string, string[]>();
			const known = new Set<string>();
			const store = memoryStore();

			const relay: Deliver = async request => {
				await new Promise(resolve => setTimeout(resolve, random() * 2));
				const luck = random();
				if (luck < 0.2) return fail('offline', 'The request was lost.');
				if (!known.has(request.clientId)) {
					known.add(request.clientId);
					const lane = request.conversationId ?? '';
					accepted.set(lane, [...(accepted.get(lane) ?? []), request.clientId]);
				}
				if (luck < 0.4) return fail('unavailable', 'The answer was lost.');
				return luck < 0.45 ? fail('too-many', 'Slower.') : ok({});
			};

			let { outbox } = await outboxOn(store);
			outbox.resume(OWNER, relay);
			const written = new Map<string, string[]>();
			for (let index = 0; index < 30; index++) {
				const lane = `c${Math.floor(random() * 3)}`;
				const clientId = `message-${String(index).padStart(3, '0')}`;
				written.set(lane, [...(written.get(lane) ?? []), clientId]);
				await outbox.add(message(clientId, lane), OWNER);
				const luck = random();
				if (luck < 0.15) {
					outbox.pause();
					await new Promise(resolve => setTimeout(resolve, random() * 2));
					outbox.resume(OWNER, relay);
				} else if (luck < 0.25) {
					// The worker is stopped at any moment: a new one begins with what is on disk.
					outbox.pause();
					({ outbox } = await outboxOn(store));
					outbox.resume(OWNER, relay);
				}
			}
			await vi.waitFor(() => expect(outbox.items).toEqual([]), { timeout: 5000, interval: 5 });
			expect(Object.fromEntries(accepted)).toEqual(Object.fromEntries(written));
		});
	}
});
