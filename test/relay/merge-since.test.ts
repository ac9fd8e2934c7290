import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ContactView } from '../../shared/contract/views.ts';
import { addSandboxChannel, type Scene, startScene } from '../support/scene.ts';

const FIRST = '+491713920001';
const SECOND = '+491760406902';
const text = (said: string) => ({ kind: 'text', text: said }) as const;

describe('two contacts that were merged', () => {
	let scene: Scene;
	let first: ContactView;
	let second: ContactView;
	let mergeId: string;
	beforeAll(async () => {
		scene = await startScene();
		for (const who of [FIRST, SECOND]) {
			await scene.sandbox.writeText(who, scene.number, `hello from ${who}`);
			await scene.open(who);
		}
	});
	afterAll(() => scene.close());

	const contactOf = async (address: string): Promise<ContactView> => {
		const { contact } = await scene.owner.get('contact:find', { addresses: [address] });
		if (!contact) throw new Error(`Nobody has ${address}.`);
		return contact;
	};
	const heard = async (customer: string) =>
		scene.sandbox
			.messages({ customer, number: scene.number })
			.filter(message => message.from === 'business')
			.map(message => JSON.stringify(message));
	const merge = async () => {
		first = await contactOf(FIRST);
		second = await contactOf(SECOND);
		const merged = await scene.owner.get('contact:merge', { keepId: first.id, goneId: second.id });
		mergeId = merged.mergeId ?? '';
	};
	const unmerge = () => scene.owner.ask('contact:unmerge', { mergeId });
	beforeEach(merge);

	it('are answered where they wrote last, whichever number was known first', async () => {
		for (const [who, other] of [
			[FIRST, SECOND],
			[SECOND, FIRST],
		] as const) {
			await scene.sandbox.writeText(who, scene.number, 'a question');
			const { conversationId } = await scene.open(who);
			const said = `an answer to ${who}`;
			const sent = await scene.send({ conversationId: conversationId ?? '', content: text(said) });
			await scene.message(sent.id, one => one.status !== 'queued');
			expect((await heard(who)).some(one => one.includes(said))).toBe(true);
			expect((await heard(other)).some(one => one.includes(said))).toBe(false);
		}
		await unmerge();
	});

	it('are not parted while a message to them waits: it would go to the wrong one', async () => {
		await scene.owner.get('channel:update', { channelId: scene.channel.id, state: 'active' });
		await scene.sandbox.writeText(SECOND, scene.number, 'for the second');
		const { conversationId } = await scene.open(SECOND);
		await scene.relay.relay.parts.settings.change(data => {
			for (const row of data.channels) row.state = 'paused';
		});
		const sent = await scene.send({ conversationId: conversationId ?? '', content: text('only for you') });
		expect(await unmerge()).toMatchObject({
			error: { code: 'conflict', message: expect.stringContaining('waits') },
		});
		await scene.owner.get('channel:update', { channelId: scene.channel.id, state: 'active' });
		await scene.message(sent.id, one => one.status !== 'queued');
		expect(await heard(SECOND)).toContainEqual(expect.stringContaining('only for you'));
		expect((await unmerge()).ok).toBe(true);
	});

	it('and parted again both hold what was refused, and what was asked to stop, since', async () => {
		const { store, now } = scene.relay.relay.parts;
		const until = now() + 1_000_000;
		await store.templateSends.putHold(first.id, 'whatsapp', { times: 2, until });
		await scene.sandbox.writeText(SECOND, scene.number, 'STOP');
		await scene.open(SECOND);
		expect((await unmerge()).ok).toBe(true);
		for (const who of [first.id, second.id]) {
			expect(await store.templateSends.hold(who)).toMatchObject([
				{ channelType: 'whatsapp', times: 2, until },
			]);
			const newest = await store.consents.newestOn(who, 'whatsapp');
			expect(newest?.word, who).toBe('opt-out');
		}
	});
});

describe('a merge on which a later one stands', () => {
	it('is undone after that one, for the later one’s messages are in the same conversation', async () => {
		const scene = await startScene();
		try {
			await addSandboxChannel(scene.owner, scene.sandbox, 'cloud-api');
			const THIRD = '+14155550132';
			await scene.sandbox.writeText(FIRST, scene.number, 'to Berlin');
			for (const who of [SECOND, THIRD]) await scene.sandbox.writeText(who, 'cloud-lisbon', `I am ${who}`);
			await scene.open(FIRST);
			const idOf = async (address: string) =>
				(await scene.owner.get('contact:find', { addresses: [address] })).contact?.id ?? '';
			const [keepId, secondId, thirdId] = [await idOf(FIRST), await idOf(SECOND), await idOf(THIRD)];
			const second = await scene.owner.get('contact:merge', { keepId, goneId: secondId });
			const third = await scene.owner.get('contact:merge', { keepId, goneId: thirdId });
			const undo = ({ mergeId }: { mergeId: string | null }) =>
				scene.owner.ask('contact:unmerge', { mergeId: mergeId ?? '' });
			expect(await undo(second)).toMatchObject({
				error: { code: 'conflict', message: expect.stringContaining('that merge first') },
			});
			expect((await undo(third)).ok).toBe(true);
			expect((await undo(second)).ok).toBe(true);
			const said = await scene.owner.get('contact:timeline', { contactId: secondId });
			expect(said.messages.map(one => one.content)).toEqual([text(`I am ${SECOND}`)]);
		} finally {
			await scene.close();
		}
	});
});
