import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContactView } from '../../shared/contract/views.ts';
import { addSandboxChannel, type Scene, startScene } from '../support/scene.ts';

const JONAS = '+491713920001';
const MIRIAM = '+491760406902';
const GRACE = '+14155550132';

describe('merging contacts', () => {
	let scene: Scene;
	let lisbon: string;
	beforeAll(async () => {
		scene = await startScene();
		lisbon = (await addSandboxChannel(scene.owner, scene.sandbox, 'cloud-api')).id;
	});
	afterAll(() => scene.close());

	const contactOf = async (address: string): Promise<ContactView> => {
		const { contact } = await scene.owner.get('contact:find', { addresses: [address] });
		if (!contact) throw new Error(`Nobody has ${address}.`);
		return contact;
	};
	/** Everything that anybody can see of a contact. */
	const seen = async (contactId: string) => {
		const shown = await scene.owner.get('contact:show', { contactId });
		const { messages } = await scene.owner.get('contact:timeline', { contactId, limit: 200 });
		const { lines } = await scene.owner.get('consent:list', { contactId });
		return {
			contact: shown.contact,
			conversations: shown.conversations
				.map(({ revision: _, ...one }) => one)
				.sort((a, b) => a.id.localeCompare(b.id)),
			messages: messages.map(({ revision: _, ...one }) => one),
			lines,
		};
	};

	it('of one person makes one timeline, on every channel, and undoing restores both exactly', async () => {
		for (const [who, number, text] of [
			[JONAS, scene.number, 'first, to Berlin'],
			[MIRIAM, scene.number, 'from my other phone'],
			[MIRIAM, 'cloud-lisbon', 'and to Lisbon'],
			[MIRIAM, scene.number, 'STOP'],
		] as const) {
			await scene.sandbox.writeText(who, number, text);
			// One after the other: two numbers' webhooks know no order between them.
			await scene.open(who);
		}
		const jonas = await contactOf(JONAS);
		const miriam = await contactOf(MIRIAM);
		await scene.owner.get('contact:update', { contactId: miriam.id, name: 'Jonas, private' });
		const before = [await seen(jonas.id), await seen(miriam.id)];

		const merged = await scene.owner.get('contact:merge', { keepId: jonas.id, goneId: miriam.id });
		expect(merged.contact.addresses.map(address => address.value).sort()).toEqual(
			[...jonas.addresses, ...miriam.addresses].map(address => address.value).sort(),
		);
		const timeline = await scene.owner.get('contact:timeline', { contactId: jonas.id });
		expect(timeline.messages.map(message => message.content)).toEqual(
			['first, to Berlin', 'from my other phone', 'and to Lisbon', 'STOP'].map(text => ({
				kind: 'text',
				text,
			})),
		);
		expect(timeline.conversations.map(one => one.channelId).sort()).toEqual(
			[lisbon, scene.channel.id].sort(),
		);
		// Whoever asks for the one that is gone finds the other.
		expect((await scene.owner.get('contact:show', { contactId: miriam.id })).contact.id).toBe(jonas.id);
		const { merges } = await scene.owner.get('contact:show', { contactId: jonas.id });
		expect(merges).toMatchObject([{ name: 'Jonas, private', by: 'Ann Owner' }]);

		const mergeId = merged.mergeId ?? '';
		await scene.owner.get('contact:unmerge', { mergeId });
		expect([await seen(jonas.id), await seen(miriam.id)]).toEqual(before);
		// Repeated, it changes nothing.
		await scene.owner.get('contact:unmerge', { mergeId });
		expect([await seen(jonas.id), await seen(miriam.id)]).toEqual(before);
	});

	it('keeps what was said since with the contact that was kept', async () => {
		const jonas = await contactOf(JONAS);
		const miriam = await contactOf(MIRIAM);
		const { mergeId } = await scene.owner.get('contact:merge', { keepId: jonas.id, goneId: miriam.id });
		await scene.sandbox.writeText(JONAS, scene.number, 'said since');
		await scene.open(JONAS);
		await scene.owner.get('contact:unmerge', { mergeId: mergeId ?? '' });
		const texts = async (contactId: string) =>
			(await scene.owner.get('contact:timeline', { contactId })).messages.map(message =>
				message.content.kind === 'text' ? message.content.text : message.content.kind,
			);
		expect(await texts(jonas.id)).toEqual(['first, to Berlin', 'said since']);
		expect(await texts(miriam.id)).toEqual(['from my other phone', 'and to Lisbon', 'STOP']);
		// Each one's next message goes to their own conversation again.
		await scene.sandbox.writeText(MIRIAM, scene.number, 'mine again');
		await scene.open(MIRIAM);
		expect((await texts(miriam.id)).at(-1)).toBe('mine again');
	});

	it('tells whoever has read the conversation to read it anew, for changes do not tell what left', async () => {
		const [jonas, miriam] = [await contactOf(JONAS), await contactOf(MIRIAM)];
		const { mergeId } = await scene.owner.get('contact:merge', { keepId: jonas.id, goneId: miriam.id });
		const { conversationId } = await scene.open(JONAS);
		const had = await scene.owner.get('conversation:open', { conversationId: conversationId ?? '' });
		await scene.owner.get('contact:unmerge', { mergeId: mergeId ?? '' });
		const after = (afterRevision: number) =>
			scene.owner.get('conversation:sync', { conversationId: conversationId ?? '', afterRevision });
		const told = await after(had.conversation?.revision ?? 0);
		expect(told).toMatchObject({ anew: true, messages: [] });
		expect((await after(told.revision)).anew).toBe(false);
	});

	it('is undone from the newest, for an earlier one may stand on it', async () => {
		await scene.sandbox.writeText(GRACE, scene.number, 'hello from Grace');
		await scene.open(GRACE);
		const [jonas, miriam, grace] = [await contactOf(JONAS), await contactOf(MIRIAM), await contactOf(GRACE)];
		const first = await scene.owner.get('contact:merge', { keepId: jonas.id, goneId: miriam.id });
		const second = await scene.owner.get('contact:merge', { keepId: grace.id, goneId: jonas.id });
		const tooEarly = await scene.owner.ask('contact:unmerge', { mergeId: first.mergeId ?? '' });
		expect(tooEarly).toMatchObject({
			error: { code: 'conflict', message: expect.stringContaining('that merge first') },
		});
		await scene.owner.get('contact:unmerge', { mergeId: second.mergeId ?? '' });
		await scene.owner.get('contact:unmerge', { mergeId: first.mergeId ?? '' });
		expect((await contactOf(MIRIAM)).id).toBe(miriam.id);
	});

	it('of a contact with itself, or of one that is the other by now, changes nothing', async () => {
		const jonas = await contactOf(JONAS);
		const answer = await scene.owner.get('contact:merge', { keepId: jonas.id, goneId: jonas.id });
		expect(answer.mergeId).toBeNull();
		expect(await scene.owner.ask('contact:merge', { keepId: jonas.id, goneId: 'cnt_nobody' })).toMatchObject({
			error: { code: 'not-found', fields: { goneId: 'is unknown' } },
		});
	});

	it('that the network told is undone too, and not made again by the next message', async () => {
		const moved = '+491713920099';
		const hello = { kind: 'template', name: 'hello', language: 'en_US', parameters: {} } as const;
		const { id } = await scene.send({ to: moved, content: hello });
		await scene.message(id, message => message.status === 'delivered');
		const [jonas, stranger] = [await contactOf(JONAS), await contactOf(moved)];
		expect(stranger.id).not.toBe(jonas.id);
		await scene.sandbox.customerWrites({
			customer: JONAS,
			number: scene.number,
			message: { type: 'number-change', phone: moved },
		});
		await scene.open(moved);
		const { contact, merges } = await scene.owner.get('contact:show', { contactId: stranger.id });
		expect(contact.id).toBe((await contactOf(JONAS)).id);
		expect(merges).toMatchObject([{ by: null }]);
		await scene.owner.get('contact:unmerge', { mergeId: merges[0]?.id ?? '' });
		expect((await contactOf(moved)).id).not.toBe((await contactOf(JONAS)).id);
		await scene.sandbox.writeText(moved, scene.number, 'still me');
		await scene.open(moved);
		expect((await contactOf(moved)).id).not.toBe((await contactOf(JONAS)).id);
	});
});

describe('contact:search', () => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene();
		await scene.sandbox.writeText(JONAS, scene.number, 'hello');
		await scene.open(JONAS);
	});
	afterAll(() => scene.close());
	it.each([
		['a part of the name', 'weber'],
		['digits of the number, as people write them', '0171 392'],
		['the number', '+49 171 3920001'],
	])('finds by %s', async (_what, text) => {
		const { contacts } = await scene.owner.get('contact:search', { text });
		const found = contacts.map(contact => contact.profileName);
		if (text.startsWith('0171')) expect(found).toEqual([]);
		else expect(found).toEqual(['Jonas Weber']);
	});
	it.each(['%%', '__', "'; drop table contacts; --"])('takes %s as it is written', async text => {
		expect((await scene.owner.get('contact:search', { text })).contacts).toEqual([]);
	});
	it('knows that WhatsApp reaches a number that wrote, and not one that it refused', async () => {
		const { contact } = await scene.owner.get('contact:find', { addresses: [JONAS] });
		expect(contact?.reach).toMatchObject([{ phone: JONAS, onWhatsApp: true }]);
		const hello = { kind: 'template', name: 'hello', language: 'en_US', parameters: {} } as const;
		const sent = await scene.send({ to: '+447700900026', content: hello });
		await scene.message(sent.id, message => message.status === 'failed');
		const refused = await scene.owner.get('contact:find', { addresses: ['+447700900026'] });
		expect(refused.contact?.reach).toMatchObject([{ phone: '+447700900026', onWhatsApp: false }]);
	});
});
