import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageView } from '../../../shared/contract/views.ts';
import { type TestClock, testClock } from '../../support/clock.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { until } from '../../support/until.ts';

const JONAS = '+491713920001';
const SAMPLE = readFileSync(new URL('../../../relay/sandbox/samples/sample.png', import.meta.url));

describe.each(['dialog360', 'cloud-api'] as const)('a file of a customer through %s', provider => {
	let scene: Scene;
	let clock: TestClock;
	beforeEach(async () => {
		clock = testClock();
		scene = await startScene({ provider, relay: { now: clock.now } });
	});
	afterEach(() => scene.close());

	const state = (message: MessageView) => (message.content.kind === 'media' ? message.content.state : null);
	const picture = async () => {
		await scene.sandbox.customerWrites({ customer: JONAS, number: scene.number, message: { type: 'image' } });
		const { messages } = await scene.open(JONAS);
		const last = messages.at(-1);
		return { id: last?.id ?? '', mediaId: last?.content.kind === 'media' ? last.content.mediaId : '' };
	};
	/** Lets the next calls for files fail. */
	const fail = (times: number) => scene.sandbox.faults({ calls: { failPath: '', failTimes: times } });

	it('is fetched at once, kept, and served by us and not by the provider', async () => {
		const { id, mediaId } = await picture();
		const message = await scene.message(id, one => state(one) === 'stored');
		expect(message.content).toMatchObject({
			kind: 'media',
			mimeType: 'image/png',
			size: SAMPLE.length,
			problem: null,
		});
		const { url } = await scene.owner.get('media:link', { mediaId });
		expect(url.startsWith(scene.relay.url)).toBe(true);
		expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(SAMPLE)).toBe(true);
		expect(JSON.stringify(message)).not.toMatch(/lookaside|sandbox-d360|sandbox-cloud/);
	});
	it('is told to clients as fetching and then as stored, with a revision each', async () => {
		const socket = await scene.owner.connect();
		const states: (string | null)[] = [];
		socket.on('conversation:changed', event => {
			for (const message of event.messages) if (state(message)) states.push(state(message));
		});
		await picture();
		await until('it is told', () => states.includes('stored'));
		socket.close();
		expect([...new Set(states)].at(-1)).toBe('stored');
	});
	it('is not linked to while it is being fetched', async () => {
		await fail(1);
		const { id, mediaId } = await picture();
		await until(
			'it was tried',
			async () => Number((await scene.relay.relay.parts.store.media.find(mediaId))?.attempts) === 1,
		);
		expect(await scene.owner.ask('media:link', { mediaId })).toMatchObject({
			ok: false,
			error: { code: 'unavailable' },
		});
		expect(await scene.message(id, () => true)).toMatchObject({ content: { state: 'fetching' } });
	});
	it('is tried again after a fault of the provider, by itself', async () => {
		await fail(2);
		const { id, mediaId } = await picture();
		for (const tries of [1, 2]) {
			await until(
				'it was tried',
				async () => Number((await scene.relay.relay.parts.store.media.find(mediaId))?.attempts) === tries,
			);
			clock.advance(30_000);
			scene.relay.relay.wake();
		}
		await scene.message(id, one => state(one) === 'stored');
	});
	it('asks for a new address when the one it got has ended', async () => {
		await scene.sandbox.faults({ webhooks: { held: true } });
		const written = scene.sandbox.customerWrites({
			customer: JONAS,
			number: scene.number,
			message: { type: 'image' },
		});
		await written;
		// The address in the webhook lives five minutes.
		await scene.sandbox.clock({ advanceMs: 20 * 60_000 });
		await scene.sandbox.faults({ webhooks: { held: false } });
		const { messages } = await scene.open(JONAS);
		await scene.message(messages.at(-1)?.id ?? '', one => state(one) === 'stored');
	});
	it('that the provider never hands over is said to have failed, with what to do, and can be asked for again', async () => {
		await fail(50);
		const { id, mediaId } = await picture();
		for (let tries = 1; tries <= 7; tries += 1) {
			await until(`try ${tries} was made`, async () => {
				const row = await scene.relay.relay.parts.store.media.find(mediaId);
				return Number(row?.attempts) >= tries || row?.state === 'failed';
			});
			clock.advance(3 * 3_600_000);
			scene.relay.relay.wake();
		}
		const failed = await scene.message(id, one => state(one) === 'failed');
		expect(failed.content).toMatchObject({ problem: expect.stringMatching(/^[A-Z].*\..*\.$/) });
		await fail(0);
		const told: (string | null)[] = [];
		const socket = await scene.owner.connect();
		socket.on('conversation:changed', event => told.push(...event.messages.map(state)));
		await scene.owner.get('media:fetch', { messageId: id });
		const stored = await scene.message(id, one => state(one) === 'stored');
		await until('the end is told', () => told.includes('stored'));
		socket.close();
		expect(stored.content).toMatchObject({ problem: null, size: SAMPLE.length });
	});
	it('asked for again while nothing is wrong changes nothing', async () => {
		const { id } = await picture();
		const before = await scene.message(id, one => state(one) === 'stored');
		await scene.owner.get('media:fetch', { messageId: id });
		expect(await scene.message(id, () => true)).toEqual(before);
		expect(await scene.owner.ask('media:fetch', { messageId: 'msg_none' })).toMatchObject({
			ok: false,
			error: { code: 'not-found' },
		});
	});
	it('does not go out again by itself: answering with it uploads it', async () => {
		const { id, mediaId } = await picture();
		await scene.message(id, one => state(one) === 'stored');
		const sent = await scene.send({ to: JONAS, content: { kind: 'media', mediaId } });
		await scene.message(sent.id, one => one.status === 'delivered');
		const { requests } = await scene.sandbox.requests();
		expect(requests.filter(one => one.method === 'POST' && /\/media$/.test(one.path))).toHaveLength(1);
	});
});
