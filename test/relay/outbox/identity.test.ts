import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { perform } from '../../../relay/actions/perform.ts';
import type { RequestOf } from '../../../shared/contract/commands/index.ts';
import { type TestClock, testClock } from '../../support/clock.ts';
import { Random } from '../../support/random.ts';
import { newClientId, type Person } from '../../support/relay.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { until } from '../../support/until.ts';

const FAST = { perSecond: 100_000, pairBurst: 100_000 };
const hello = { kind: 'template' as const, name: 'hello', language: 'en_US', parameters: {} };

describe('one message', () => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene({ relay: { senderLimits: FAST } });
		await scene.sandbox.number({ number: scene.number, throughput: 1_000_000 });
	});
	afterAll(() => scene.close());

	it('is one call to the provider, however often it is asked for: a thousand, repeated, in parallel, with lost answers', async () => {
		const random = new Random(7);
		const people = [scene.owner, await scene.relay.person('agent'), await scene.relay.person('manager')];
		const wishes = Array.from({ length: 1000 }, (_, index) => ({
			by: random.pick(people),
			request: {
				clientId: `r07-client-${index}`,
				channelId: scene.channel.id,
				to: `+4477009${String(10_000 + (index % 200))}`,
				content: hello,
			} satisfies RequestOf<'message:send'>,
		}));
		const lost = async (by: Person, request: RequestOf<'message:send'>): Promise<string | null> => {
			const gone = new AbortController();
			const call = fetch(`${scene.relay.url}/api/v1/message/send`, {
				method: 'POST',
				headers: { authorization: `Bearer ${by.token}` },
				body: JSON.stringify(request),
				signal: gone.signal,
			});
			if (random.chance(50)) setImmediate(() => gone.abort());
			else gone.abort();
			return call.then(
				() => null,
				() => null,
			);
		};
		const asked = async (by: Person, request: RequestOf<'message:send'>) => {
			if (random.chance(30)) await lost(by, request);
			const again = Array.from({ length: random.between(1, 3) }, () => by.get('message:send', request));
			const answers = await Promise.all(again);
			return new Set(answers.map(answer => answer.messageId));
		};
		const queue = random.shuffle(wishes);
		const found = new Map<string, string>();
		const lanes = Array.from({ length: 16 }, async () => {
			for (let next = queue.pop(); next; next = queue.pop()) {
				const ids = await asked(next.by, next.request);
				expect(ids.size).toBe(1);
				found.set(next.request.clientId, [...ids][0] ?? '');
			}
		});
		await Promise.all(lanes);
		expect(new Set(found.values()).size).toBe(1000);
		await until(
			'all have gone out',
			async () =>
				(await scene.relay.relay.parts.store.outbox.nextDueAt(scene.channel.id, 0)) === null &&
				(await scene.sandbox.requests()).requests.filter(one => one.opaque !== null).length >= 1000,
			25_000,
		);
		const { requests } = await scene.sandbox.requests();
		const calls = new Map<string, number>();
		for (const { opaque } of requests) if (opaque !== null) calls.set(opaque, (calls.get(opaque) ?? 0) + 1);
		expect(calls.size).toBe(1000);
		expect([...calls.values()].every(count => count === 1)).toBe(true);
		expect(new Set(calls.keys())).toEqual(new Set(found.values()));
	}, 40_000);
	it('has an identity that is nobody else’s', async () => {
		const agent = await scene.relay.person('agent');
		const request = {
			clientId: newClientId(),
			channelId: scene.channel.id,
			to: '+447700900101',
			content: hello,
		};
		await scene.owner.get('message:send', request);
		expect(await agent.ask('message:send', request)).toMatchObject({
			ok: false,
			error: { code: 'conflict', fields: { clientId: expect.any(String) } },
		});
	});
	it('asked for twice at the same moment is answered twice, and is one', async () => {
		const { parts } = scene.relay.relay;
		const user = parts.settings.data.users.find(one => one.id === scene.owner.userId);
		if (!user) throw new Error('The owner is gone.');
		const request = {
			clientId: newClientId(),
			channelId: scene.channel.id,
			to: '+447700900101',
			content: hello,
		};
		// Begun in one turn: every one of them finds nothing before the first is stored.
		const answers = await Promise.all(
			Array.from({ length: 12 }, () =>
				perform(parts, 'message:send', request, { user, deviceId: 'dev_test' }),
			),
		);
		const ids = answers.map(answer =>
			answer.ok ? (answer.value as { messageId: string }).messageId : answer,
		);
		expect(new Set(ids).size).toBe(1);
		expect(ids[0]).toBeTypeOf('string');
	});
});

describe('a message that is sent again', () => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene({ relay: { answerTimeoutMs: 1500 } });
	});
	afterAll(() => scene.close());
	const failed = async () => {
		const { id } = await scene.send({ to: '+447700900047', content: hello });
		await scene.message(id, one => one.status === 'failed');
		return id;
	};

	it('is a new one; both point to each other', async () => {
		const messageId = await failed();
		const again = await scene.owner.get('message:retry', { messageId, clientId: newClientId() });
		expect(again.messageId).not.toBe(messageId);
		expect(again.message.retryOf).toBe(messageId);
		expect((await scene.message(messageId, () => true)).retriedBy).toBe(again.messageId);
		expect(again.message.content).toEqual((await scene.message(messageId, () => true)).content);
	});
	it('by two people at once is one', async () => {
		const messageId = await failed();
		const agent = await scene.relay.person('agent');
		const answers = await Promise.all(
			[scene.owner, agent, scene.owner, agent].map(one =>
				one.ask('message:retry', { messageId, clientId: newClientId() }),
			),
		);
		expect(answers.filter(answer => answer.ok)).toHaveLength(1);
		for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe('conflict');
		expect(await scene.owner.ask('message:retry', { messageId, clientId: newClientId() })).toMatchObject({
			ok: false,
			error: { code: 'conflict' },
		});
	});
	it('with the same client id at once gets the same answer', async () => {
		const messageId = await failed();
		const { parts } = scene.relay.relay;
		const user = parts.settings.data.users.find(one => one.id === scene.owner.userId);
		if (!user) throw new Error('The owner is gone.');
		const request = { messageId, clientId: newClientId() };
		const answers = await Promise.all(
			Array.from({ length: 6 }, () =>
				perform(parts, 'message:retry', request, { user, deviceId: 'dev_test' }),
			),
		);
		const ids = answers.map(answer =>
			answer.ok ? (answer.value as { messageId: string }).messageId : answer,
		);
		expect(new Set(ids).size).toBe(1);
		expect(ids[0]).toBeTypeOf('string');
	});
	it('is only one that failed or of which nothing is known', async () => {
		const { id } = await scene.send({ to: '+447700900101', content: hello });
		await scene.message(id, one => one.status === 'delivered');
		expect(await scene.owner.ask('message:retry', { messageId: id, clientId: newClientId() })).toMatchObject({
			ok: false,
			error: { code: 'conflict', message: expect.stringContaining('delivered') },
		});
		expect(
			await scene.owner.ask('message:retry', { messageId: 'msg_none', clientId: newClientId() }),
		).toMatchObject({ ok: false, error: { code: 'not-found' } });
		const unknown = await scene.send({ to: '+447700900801', content: hello });
		await scene.message(unknown.id, one => one.status === 'unknown');
		expect(
			(await scene.owner.ask('message:retry', { messageId: unknown.id, clientId: newClientId() })).ok,
		).toBe(true);
	});
	it('asks the rules once more', async () => {
		const { id } = await scene.send({ to: '+447700900047', content: hello });
		await scene.message(id, one => one.status === 'failed');
		const contactId =
			(await scene.owner.get('conversation:open', { channelId: scene.channel.id, address: '+447700900047' }))
				.conversation?.contact.id ?? '';
		await scene.owner.get('channel:update', { channelId: scene.channel.id, state: 'off' });
		expect(await scene.owner.ask('message:retry', { messageId: id, clientId: newClientId() })).toMatchObject({
			ok: false,
			error: { refusal: 'channel-off' },
		});
		await scene.owner.get('channel:update', { channelId: scene.channel.id, state: 'active' });
		expect(contactId).not.toBe('');
		expect((await scene.message(id, () => true)).retriedBy).toBeNull();
	});
});

describe('the messages of one conversation', () => {
	let scene: Scene;
	let clock: TestClock;
	beforeAll(async () => {
		clock = testClock();
		scene = await startScene({ relay: { now: clock.now, answerTimeoutMs: 1000, senderLimits: FAST } });
		await scene.sandbox.writeText('+491713920001', scene.number, 'hello');
	});
	afterAll(() => scene.close());

	it('reach the phone in their order, through faults, limits and many at once', async () => {
		const { conversationId } = await scene.open('+491713920001');
		const lines = Array.from({ length: 30 }, (_, index) => `line ${String(index).padStart(2, '0')}`);
		await scene.sandbox.faults({ send: { serverError: 3, rateLimit: 3 } });
		const ids: string[] = [];
		for (const text of lines)
			ids.push(
				(await scene.send({ conversationId: conversationId ?? '', content: { kind: 'text', text } })).id,
			);
		const others = Array.from({ length: 20 }, (_, index) =>
			scene.send({ to: `+44770090${String(200 + index).padStart(4, '0')}`, content: hello }),
		);
		await Promise.all(others);
		await until('all have arrived', async () => {
			clock.advance(2000);
			scene.relay.relay.wake();
			return (
				scene.sandbox
					.messages({ customer: '+491713920001', number: scene.number })
					.filter(one => one.from === 'business').length === lines.length
			);
		});
		const arrived = scene.sandbox
			.messages({ customer: '+491713920001', number: scene.number })
			.filter(one => one.from === 'business');
		expect(arrived.map(one => one.view.text)).toEqual(lines);
		for (const id of ids) await scene.message(id, one => one.status === 'delivered');
	});
	it('do not wait for one that failed for good', async () => {
		const first = await scene.send({ to: '+447700900047', content: hello });
		const second = await scene.send({ to: '+447700900047', content: hello });
		await scene.message(first.id, one => one.status === 'failed');
		await scene.message(second.id, one => one.status === 'failed');
	});
	it('of different people do not wait for each other: a slow one holds up nobody', async () => {
		const slow = await scene.send({ to: '+447700900900', content: hello });
		const quick = await scene.send({ to: '+447700900101', content: hello });
		await scene.message(quick.id, one => one.status === 'delivered');
		expect((await scene.relay.relay.parts.store.messages.find(slow.id))?.claimed_by).not.toBeNull();
	});
});
