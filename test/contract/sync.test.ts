import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { body, type Door, doorOf, inbound, JONAS, text } from '../relay/webhooks.ts';
import { Random } from '../support/random.ts';
import { newClientId, type Person } from '../support/relay.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { until } from '../support/until.ts';
import { Viewer } from './viewer.ts';

const PHONE = `+${JONAS.phone}`;
let scene: Scene;
let door: Door;
let conversationId: string;
let bea: Person;
let time = Date.now() - 3_600_000;
let made = 0;
const tick = () => {
	time += 1000;
	return time;
};
const newId = () => `wamid.SYNC${++made}`;

beforeAll(async () => {
	scene = await startScene({ relay: { senderLimits: { perSecond: 1000, pairBurst: 1000 } } });
	door = await doorOf(scene);
	bea = await scene.relay.person('agent', 'Bea');
	// The sandbox opens its own window by what it sends itself.
	await scene.sandbox.writeText(PHONE, scene.number, 'first');
	conversationId = (await scene.open(PHONE)).conversationId ?? '';
});
afterAll(() => scene.close());

/** Everything that the relay has of the conversation, page by page. */
async function truth(person: Person) {
	const all = [];
	let before: { at: number; seq: number } | undefined;
	for (;;) {
		const page = await person.get('conversation:read', {
			conversationId,
			limit: 200,
			...(before && { before }),
		});
		all.unshift(...page.messages);
		const [oldest] = page.messages;
		if (!page.hasOlder || !oldest) return all;
		before = { at: oldest.at, seq: oldest.seq };
	}
}

async function caughtUp(viewers: readonly Viewer[]): Promise<void> {
	await scene.sandbox.idle();
	await scene.relay.relay.drained();
	const { conversation } = await scene.owner.get('conversation:open', { conversationId, limit: 1 });
	await until('everybody has the newest revision', async () => {
		for (const viewer of viewers) await viewer.settled();
		return viewers.every(viewer => viewer.revision >= (conversation?.revision ?? 0));
	});
}

describe('conversation:changed', () => {
	it('tells two clients the same, and each what it may show at once', async () => {
		const viewers = [new Viewer(scene.owner, conversationId), new Viewer(bea, conversationId)];
		for (const viewer of viewers) await viewer.connect();
		for (const viewer of viewers) await viewer.settled();
		await door.post(body([text(JONAS, newId(), tick(), 'hello both')]));
		const sent = await scene.send({ conversationId, content: { kind: 'text', text: 'hello back' } });
		// Its last tick: nothing changes any more while the lists are compared.
		await scene.message(sent.id, message => message.status === 'delivered');
		await caughtUp(viewers);
		const [his, hers] = viewers.map(viewer => viewer.timeline());
		expect(his).toEqual(hers);
		expect(his).toEqual(await truth(scene.owner));
		for (const viewer of viewers) {
			// Changes that follow each other closely may come as one.
			expect(viewer.pushes).toBeGreaterThan(0);
			expect(viewer.gaps).toBe(0);
			viewer.disconnect();
		}
	});
	it('follows the revision before it, so that a missed one is noticed', async () => {
		const socket = await scene.owner.connect();
		const heard: { previousRevision: number; revision: number }[] = [];
		socket.on('conversation:changed', event =>
			heard.push({ previousRevision: event.previousRevision, revision: event.conversation.revision }),
		);
		for (let index = 0; index < 5; index += 1) {
			await door.post(body([text(JONAS, newId(), tick(), `line ${index}`)]));
			await until('it is told', () => heard.length > index);
		}
		socket.close();
		heard.forEach((one, index) => {
			expect(one.revision).toBeGreaterThan(one.previousRevision);
			if (index > 0) expect(one.previousRevision).toBe(heard[index - 1]?.revision);
		});
	});
	it('makes every reader ask when it holds more than a push may: nothing is left out', async () => {
		const viewer = new Viewer(bea, conversationId, 50);
		await viewer.connect();
		const lines = Array.from({ length: 250 }, (_, index) => text(JONAS, newId(), tick(), `many ${index}`));
		await door.post(body(lines.slice(0, 125), lines.slice(125)));
		await caughtUp([viewer]);
		expect(viewer.timeline().filter(one => one.status === 'delivered').length).toBeGreaterThan(250);
		// One revision that changes them all: more than a push and more than a page of a sync.
		const newest = viewer.timeline().at(-1);
		await scene.owner.get('conversation:mark-read', { conversationId, messageId: newest?.id ?? '' });
		await caughtUp([viewer]);
		viewer.disconnect();
		expect(viewer.timeline()).toEqual(await truth(scene.owner));
		expect(viewer.timeline().filter(one => one.direction === 'inbound' && one.status !== 'read')).toEqual([]);
		const late = new Viewer(bea, conversationId, 20);
		await late.connect();
		await caughtUp([late]);
		late.disconnect();
		expect(late.timeline()).toEqual(await truth(scene.owner));
	});
});

describe('conversation:sync', () => {
	it('tells nothing new to who has everything', async () => {
		const { conversation } = await scene.owner.get('conversation:open', { conversationId });
		const answer = await scene.owner.get('conversation:sync', {
			conversationId,
			afterRevision: conversation?.revision ?? 0,
		});
		expect(answer).toMatchObject({ messages: [], hasMore: false, revision: conversation?.revision });
	});
	it('of an unknown conversation names the field', async () => {
		expect(
			await bea.ask('conversation:sync', { conversationId: 'cnv_none', afterRevision: 0 }),
		).toMatchObject({
			ok: false,
			error: { code: 'not-found', fields: { conversationId: expect.any(String) } },
		});
	});
	it.each([1, 2, 3, 4])('leaves no gap and no double after any disconnects, seed %i', async seed => {
		const random = new Random(seed);
		const people = [scene.owner, bea, await scene.relay.person('agent')];
		const viewers = people.map(one => new Viewer(one, conversationId, random.between(1, 20)));
		for (const viewer of viewers) await viewer.connect();
		let disconnects = 0;
		const inFlight: Promise<unknown>[] = [];
		const known: string[] = [];
		for (let step = 0; step < 120; step += 1) {
			const act = random.between(0, 9);
			if (act < 4) {
				const id = newId();
				known.push(id);
				inFlight.push(door.post(body([text(JONAS, id, tick(), `${seed} ${step}`)])));
			} else if (act === 4 && known.length > 0) {
				const reaction = { message_id: random.pick(known), emoji: random.pick(['👍', '🙏', '😀']) };
				inFlight.push(
					door.post(body([inbound(JONAS, { id: newId(), at: tick(), type: 'reaction', reaction })])),
				);
			} else if (act === 5 && known.length > 0) {
				const revoke = { original_message_id: random.pick(known) };
				inFlight.push(door.post(body([inbound(JONAS, { id: newId(), at: tick(), type: 'revoke', revoke })])));
			} else if (act === 6 && random.chance(60)) {
				inFlight.push(
					random.pick(people).get('message:send', {
						clientId: newClientId(),
						conversationId,
						content: { kind: 'text', text: `${seed} ${step}` },
					}),
				);
			} else {
				const viewer = random.pick(viewers);
				if (viewer.isOnline) {
					viewer.disconnect();
					disconnects += 1;
				} else await viewer.connect();
			}
			if (random.chance(20)) await Promise.all(inFlight.splice(0));
			else if (random.chance(30)) await new Promise(resolve => setImmediate(resolve));
		}
		await Promise.all(inFlight);
		for (const viewer of viewers) if (!viewer.isOnline) await viewer.connect();
		await until('our messages are settled', async () =>
			(await truth(scene.owner)).every(one => one.direction === 'inbound' || one.status === 'delivered'),
		);
		await caughtUp(viewers);
		for (const viewer of viewers) viewer.disconnect();
		expect(disconnects).toBeGreaterThan(8);
		const wanted = await truth(scene.owner);
		for (const viewer of viewers) expect(viewer.timeline()).toEqual(wanted);
	});
});
