import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAGIC_NUMBERS } from '../../../relay/sandbox/magic-numbers.ts';
import { DELIVERY_CODES, type DeliveryCode } from '../../../shared/domain/delivery-codes.ts';
import type { Status } from '../../../shared/domain/status.ts';
import { DAY_MS } from '../../../shared/lib/time.ts';
import { type TestClock, testClock } from '../../support/clock.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { until } from '../../support/until.ts';

/** What becomes of a message to each number that fails on purpose. */
const OUTCOMES: Record<string, { status: Status; code: DeliveryCode | null; pauses?: true; calls: number }> =
	{
		'+447700900026': { status: 'failed', code: 'not-on-whatsapp', calls: 1 },
		'+447700900031': { status: 'failed', code: 'account-locked', pauses: true, calls: 1 },
		'+447700900042': { status: 'failed', code: 'payment-missing', pauses: true, calls: 1 },
		'+447700900047': { status: 'failed', code: 'window-closed', calls: 1 },
		'+447700900048': { status: 'failed', code: 'spam-limited', pauses: true, calls: 1 },
		'+447700900049': { status: 'failed', code: 'marketing-capped', calls: 1 },
		'+447700900050': { status: 'failed', code: 'marketing-stopped', calls: 1 },
		'+447700900053': { status: 'failed', code: 'media-refused', calls: 1 },
		'+447700900056': { status: 'queued', code: 'pair-throttled', calls: 1 },
		'+447700900190': { status: 'failed', code: 'credentials-refused', pauses: true, calls: 1 },
		'+447700900429': { status: 'delivered', code: null, calls: 2 },
		'+447700900472': { status: 'failed', code: 'experiment-group', calls: 1 },
		'+447700900500': { status: 'delivered', code: null, calls: 2 },
		'+447700900800': { status: 'delivered', code: null, calls: 1 },
		'+447700900801': { status: 'unknown', code: 'no-answer', calls: 1 },
		'+447700900900': { status: 'delivered', code: null, calls: 1 },
	};

describe.each(['dialog360', 'cloud-api'] as const)('a message through %s', provider => {
	let scene: Scene;
	let clock: TestClock;
	beforeAll(async () => {
		clock = testClock();
		scene = await startScene({ provider, relay: { now: clock.now, answerTimeoutMs: 1500 } });
	});
	afterAll(() => scene.close());

	const hello = { kind: 'template' as const, name: 'hello', language: 'en_US', parameters: {} };
	const calls = async (opaque: string) => (await scene.sandbox.requests({ opaque })).requests;
	const channel = async () => (await scene.owner.get('channel:list', {})).channels[0];

	it('has an outcome written down for every number that fails on purpose', () => {
		expect(Object.keys(OUTCOMES).sort()).toEqual(MAGIC_NUMBERS.map(one => one.phone).sort());
	});
	it.each(MAGIC_NUMBERS.map(({ phone, label }) => [phone, label] as const))(
		'to %s (%s) ends as it should',
		async to => {
			const wanted = OUTCOMES[to];
			if (!wanted) throw new Error('No outcome is written down.');
			const { id } = await scene.send({ to, content: hello });
			// A message that is tried again by itself: time passes.
			await until('it is settled', async () => {
				const row = await scene.relay.relay.parts.store.messages.find(id);
				if (row?.status === 'queued' && Number(row.attempts) >= 1 && wanted.status === 'queued') return true;
				if (row?.status === 'queued' && Number(row.attempts) >= 1 && row.claimed_by === null) {
					clock.advance(5000);
					scene.relay.relay.wake();
				}
				return row?.status === wanted.status && row.claimed_by === null;
			});
			const message = await scene.message(id, one => one.status === wanted.status);
			expect(message.problem?.code ?? null).toBe(wanted.code);
			if (wanted.code) {
				const { sentence, nextStep } = DELIVERY_CODES[wanted.code];
				expect(message.problem).toMatchObject({ sentence, nextStep });
			}
			if (wanted.status === 'failed') expect(message.times.failedAt).not.toBeNull();
			expect(await calls(id)).toHaveLength(wanted.calls);
			if (wanted.pauses) {
				const paused = await until('the channel is paused', async () => {
					const found = await channel();
					return found?.state === 'paused' ? found : null;
				});
				expect(paused.problem).toContain(wanted.code ? DELIVERY_CODES[wanted.code].nextStep : '');
				await scene.owner.get('channel:update', { channelId: scene.channel.id, state: 'active' });
			}
			expect(await channel()).toMatchObject({ state: 'active', problem: null });
		},
	);
	it('that waits for another try says when, and goes on waiting longer each time', async () => {
		await scene.sandbox.faults({ send: { rateLimit: 5 } });
		const { id } = await scene.send({ to: '+447700900101', content: hello });
		const waits: number[] = [];
		for (let tries = 1; tries <= 4; tries += 1) {
			const message = await scene.message(
				id,
				one => one.problem?.retryAt != null && one.problem.retryAt > clock.now(),
			);
			const retryAt = message.problem?.retryAt ?? 0;
			expect(await calls(id)).toHaveLength(tries);
			waits.push(Math.round((retryAt - clock.now()) / 1000));
			clock.advance(retryAt - clock.now() - 1);
			scene.relay.relay.wake();
			expect((await scene.relay.relay.parts.store.messages.find(id))?.claimed_by).toBeNull();
			clock.advance(1);
			scene.relay.relay.wake();
			await until(
				'it is tried',
				async () => Number((await scene.relay.relay.parts.store.messages.find(id))?.attempts) > tries,
			);
		}
		expect(waits).toEqual([...waits].sort((a, b) => a - b));
		expect(waits[3]).toBeGreaterThanOrEqual(8);
		await scene.sandbox.faults({ send: { rateLimit: 0 } });
	});
	it('without an answer is never sent again by itself, whatever time passes', async () => {
		const { id } = await scene.send({ to: '+447700900801', content: hello });
		await scene.message(id, one => one.status === 'unknown');
		for (let day = 0; day < 3; day += 1) {
			clock.advance(DAY_MS);
			scene.relay.relay.wake();
			await scene
				.send({ to: '+447700900102', content: hello })
				.then(one => scene.message(one.id, it => it.status === 'delivered'));
		}
		expect(await calls(id)).toHaveLength(1);
		expect((await scene.message(id, () => true)).status).toBe('unknown');
	});
	it('without an answer is settled by a later status', async () => {
		await scene.sandbox.faults({ webhooks: { held: true } });
		const { id } = await scene.send({ to: '+447700900800', content: hello });
		const unknown = await scene.message(id, one => one.status === 'unknown');
		expect(unknown.problem).toMatchObject({ code: 'no-answer' });
		await scene.sandbox.faults({ webhooks: { held: false } });
		const settled = await scene.message(id, one => one.status === 'delivered');
		expect(settled.problem).toBeNull();
		expect(settled.times.sentAt).not.toBeNull();
	});
	it.each(['sent', 'failed'] as const)(
		'without an answer is settled as %s by a person, once',
		async outcome => {
			const { id } = await scene.send({ to: '+447700900801', content: hello });
			await scene.message(id, one => one.status === 'unknown');
			const other = outcome === 'sent' ? 'failed' : 'sent';
			const { message } = await scene.owner.get('message:settle', { messageId: id, outcome });
			expect(message.status).toBe(outcome);
			expect((await scene.owner.get('message:settle', { messageId: id, outcome })).message.status).toBe(
				outcome,
			);
			expect(await scene.owner.ask('message:settle', { messageId: id, outcome: other })).toMatchObject({
				ok: false,
				error: { code: 'conflict' },
			});
		},
	);
	it('that was delivered meanwhile is not taken back by a person', async () => {
		await scene.sandbox.faults({ webhooks: { held: true } });
		const { id } = await scene.send({ to: '+447700900800', content: hello });
		await scene.message(id, one => one.status === 'unknown');
		const { store } = scene.relay.relay.parts;
		const transaction = store.transaction.bind(store);
		// The tick arrives between the click and the change.
		let once = true;
		Object.assign(store, {
			transaction: async (work: Parameters<typeof transaction>[0]) => {
				if (once) {
					once = false;
					await scene.sandbox.faults({ webhooks: { held: false } });
					await scene.message(id, one => one.status === 'delivered');
				}
				return transaction(work);
			},
		});
		const settled = await scene.owner.ask('message:settle', { messageId: id, outcome: 'failed' });
		Object.assign(store, { transaction });
		expect(settled).toMatchObject({ ok: false, error: { code: 'conflict' } });
		expect((await scene.message(id, () => true)).status).toBe('delivered');
	});
	it('that the receiver has stopped records the opt-out', async () => {
		const { id } = await scene.send({ to: '+447700900050', content: hello });
		await scene.message(id, one => one.status === 'failed');
		const opened = await scene.owner.get('conversation:open', {
			channelId: scene.channel.id,
			address: '+447700900050',
		});
		expect(opened.conversation?.contact.consents).toMatchObject([{ word: 'opt-out', source: 'provider' }]);
	});
	it('whose id another message has by then is recorded all the same', async () => {
		// The provider’s echo of it came first.
		const sent = await scene.send({ to: '+447700900113', content: hello });
		const first = await scene.message(sent.id, one => one.status === 'delivered');
		const { store, channels } = scene.relay.relay.parts;
		const row = await store.messages.find(first.id);
		const live = channels.find(scene.channel.id);
		if (!live) throw new Error('The channel is gone.');
		const send = live.connection.send;
		live.connection.send = async () => ({ externalId: row?.external_id ?? '', recipient: [] });
		const { id } = await scene.send({ to: '+447700900102', content: hello });
		const second = await scene.message(id, one => one.status === 'sent');
		live.connection.send = send;
		expect(second.problem).toBeNull();
		expect((await store.messages.find(id))?.external_id).toBeNull();
	});
});
