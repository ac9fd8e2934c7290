import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../relay/store/store.ts';
import { startTestRelay } from '../../support/relay.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { until } from '../../support/until.ts';
import { body, type Door, doorOf, JONAS, text } from '../webhooks.ts';

const NOW = Date.now() - 60_000;

describe('a webhook that cannot be applied', () => {
	let scene: Scene;
	let door: Door;
	beforeAll(async () => {
		scene = await startScene();
		door = await doorOf(scene);
	});
	afterAll(() => scene.close());
	const found = async (id: string) =>
		(await scene.relay.relay.parts.store.messages.byExternalId(scene.channel.id, id)) !== null;

	it('is parked with its reason, and everything beside it, before it and after it counts', async () => {
		const { store, channels } = scene.relay.relay.parts;
		const { connection } = channels.find(scene.channel.id) ?? {};
		if (!connection) throw new Error('The channel is not there.');
		const parse = connection.parse;
		// A fault in our own code that one message brings out.
		connection.parse = (value, receivedAt) =>
			parse(value, receivedAt).map(parsed => ({
				...parsed,
				event:
					parsed.event.kind === 'message' && parsed.event.externalId === 'wamid.POISON'
						? {
								...parsed.event,
								get content(): never {
									throw new Error('a stone in the shoe');
								},
							}
						: parsed.event,
			}));
		const same = [
			text(JONAS, 'wamid.P1', NOW, 'one'),
			text(JONAS, 'wamid.POISON', NOW, 'two'),
			text(JONAS, 'wamid.P2', NOW, 'three'),
		];
		const statuses = await Promise.all([
			door.post(body([text(JONAS, 'wamid.P0', NOW, 'zero')])),
			door.post(body(same)),
			door.post(body([text(JONAS, 'wamid.P3', NOW, 'four')])),
		]);
		expect(statuses).toEqual([200, 200, 200]);
		await scene.relay.relay.drained();
		for (const id of ['wamid.P0', 'wamid.P1', 'wamid.P2', 'wamid.P3']) expect(await found(id), id).toBe(true);
		expect(await found('wamid.POISON')).toBe(false);
		const [parked, ...others] = await store.inbox.parked();
		expect(others).toEqual([]);
		expect(parked?.problem).toContain('a stone in the shoe');
		expect(Buffer.from(parked?.body ?? []).toString()).toContain('wamid.POISON');
		connection.parse = parse;
		expect(await store.inbox.unpark()).toBe(1);
		scene.relay.relay.wake();
		await until('it is applied after the fault is mended', () => found('wamid.POISON'));
		expect(await store.inbox.parked()).toEqual([]);
	});
	it('is parked when its channel was removed, without a fuss for the others', async () => {
		const { relay, dataDir } = scene.relay;
		await relay.parts.store.inbox.append([
			{
				channelId: 'chn_gone',
				receivedAt: NOW,
				body: Buffer.from(JSON.stringify(body([text(JONAS, 'wamid.GONE', NOW, 'x')]))),
			},
		]);
		relay.wake();
		await until('it is parked', async () => (await relay.parts.store.inbox.parked()).length === 1);
		expect(dataDir).not.toBe('');
	});
});

describe('a store that refuses for a while', () => {
	it('answers 503, so that the provider repeats, parks nothing, and goes on by itself', async () => {
		const scene = await startScene();
		const door = await doorOf(scene);
		const { store } = scene.relay.relay.parts;
		const { transaction, inbox } = store;
		const append = inbox.append.bind(inbox);
		const refuse = async (): Promise<never> => {
			throw new Error('database or disk is full');
		};
		const one = body([text(JONAS, 'wamid.FULL', NOW, 'hello')]);
		Object.assign(store, { transaction: refuse });
		Object.assign(inbox, { append: refuse });
		expect(await door.post(one)).toBe(503);
		// Stored while only the rest refuses: it waits.
		Object.assign(inbox, { append });
		await append([{ channelId: scene.channel.id, receivedAt: NOW, body: Buffer.from(JSON.stringify(one)) }]);
		scene.relay.relay.wake();
		await until('the intake has tried', () =>
			scene.relay.log.some(line => line.includes('intake met a fault')),
		);
		expect(await inbox.parked()).toEqual([]);
		expect(await inbox.open(10)).toHaveLength(1);
		Object.assign(store, { transaction });
		expect(await door.post(one)).toBe(200);
		await scene.relay.relay.drained();
		expect((await scene.open(`+${JONAS.phone}`)).messages).toHaveLength(1);
		await scene.close();
	});
});

describe('at the start', () => {
	it('what was stored and not applied is applied, before anything new', async () => {
		const scene = await startScene();
		const { dataDir } = scene.relay;
		await scene.relay.stop();
		const store = await openStore(`${dataDir}/relay.db`);
		for (const index of [1, 2, 3])
			await store.inbox.append([
				{
					channelId: scene.channel.id,
					receivedAt: NOW,
					body: Buffer.from(
						JSON.stringify(body([text(JONAS, `wamid.START${index}`, NOW + index * 1000, `left ${index}`)])),
					),
				},
			]);
		await store.close();
		const again = await startTestRelay({ dataDir });
		await again.relay.drained();
		const owner = await again.person('owner', 'Ann Owner');
		const { messages } = await owner.get('conversation:open', {
			channelId: scene.channel.id,
			address: `+${JONAS.phone}`,
		});
		expect(messages.map(message => (message.content.kind === 'text' ? message.content.text : ''))).toEqual([
			'left 1',
			'left 2',
			'left 3',
		]);
		await scene.sandbox.close();
		await again.close();
	});
});
