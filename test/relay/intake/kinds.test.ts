import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerMessage } from '../../../relay/sandbox/customer-message.ts';
import { type Content, excerpt } from '../../../shared/domain/message.ts';
import { webhook, webhookNames } from '../../support/fixtures.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { doorOf } from '../webhooks.ts';

const JONAS = '+491713920001';

describe.each(['dialog360', 'cloud-api'] as const)(
	'what a customer does reaches a person through %s:',
	provider => {
		let scene: Scene;
		beforeAll(async () => {
			scene = await startScene({ provider });
		});
		afterAll(() => scene.close());

		const write = async (message: CustomerMessage, more: object = {}) => {
			const { messageId } = await scene.sandbox.customerWrites({
				customer: JONAS,
				number: scene.number,
				message,
				...more,
			});
			const { messages, conversationId } = await scene.open(JONAS);
			const row = await scene.relay.relay.parts.store.messages.byExternalId(scene.channel.id, messageId);
			return {
				view: messages.find(one => one.id === row?.id),
				conversationId: conversationId ?? '',
				messageId,
				messages,
			};
		};

		const KINDS: [string, CustomerMessage, Partial<Content> & { kind: Content['kind'] }, string | RegExp][] =
			[
				[
					'a text',
					{ type: 'text', text: 'Grüße 🌱\nzwei' },
					{ kind: 'text', text: 'Grüße 🌱\nzwei' },
					'Grüße 🌱 zwei',
				],
				[
					'a picture',
					{ type: 'image', caption: 'mine' },
					{ kind: 'media', mediaKind: 'image', mimeType: 'image/png', caption: 'mine' },
					'Photo: mine',
				],
				['a video', { type: 'video' }, { kind: 'media', mediaKind: 'video', mimeType: 'video/mp4' }, 'Video'],
				['a sound', { type: 'audio' }, { kind: 'media', mediaKind: 'audio', mimeType: 'audio/ogg' }, 'Audio'],
				[
					'a voice message',
					{ type: 'audio', voice: true },
					{ kind: 'media', mediaKind: 'voice', mimeType: 'audio/ogg' },
					'Voice message',
				],
				[
					'a document',
					{ type: 'document', filename: 'Rechnung ü.pdf' },
					{ kind: 'media', mediaKind: 'document', filename: 'Rechnung ü.pdf' },
					'Rechnung ü.pdf',
				],
				[
					'a sticker',
					{ type: 'sticker' },
					{ kind: 'media', mediaKind: 'sticker', mimeType: 'image/webp' },
					'Sticker',
				],
				[
					'a place',
					{ type: 'location', latitude: 52.5, longitude: 13.4, name: 'Shop' },
					{ kind: 'location', latitude: 52.5, longitude: 13.4, name: 'Shop', address: null },
					'Location: Shop',
				],
				[
					'a contact card',
					{ type: 'contacts', name: 'Mira Vogt', phone: '+491760406902' },
					{ kind: 'contacts' },
					'Contact: Mira Vogt',
				],
				[
					'an order',
					{
						type: 'order',
						text: 'please',
						items: [{ retailerId: 'pot-1', quantity: 2, price: 9.5, currency: 'EUR' }],
					},
					{
						kind: 'order',
						text: 'please',
						items: [{ productId: 'pot-1', quantity: 2, price: 9.5, currency: 'EUR' }],
					},
					'Order: please',
				],
				[
					'what WhatsApp does not hand over',
					{ type: 'unsupported', kind: 'poll' },
					{ kind: 'unsupported', type: 'poll' },
					'Unsupported message',
				],
			];
		it.each(KINDS)('%s', async (_what, message, content, line) => {
			const { view } = await write(message);
			expect(view).toMatchObject({ direction: 'inbound', status: 'delivered', content });
			expect(view ? excerpt(view.content) : '').toMatch(line);
		});
		it('an answer to one message, which shows what it answers', async () => {
			const asked = await write({ type: 'text', text: 'the blue one?' });
			const { view } = await write({ type: 'text', text: 'yes, that' }, { context: asked.messageId });
			expect(view?.replyTo).toEqual({
				messageId: asked.view?.id,
				direction: 'inbound',
				excerpt: 'the blue one?',
			});
		});
		it('a forwarded message and one after an ad', async () => {
			expect((await write({ type: 'text', text: 'look' }, { forwarded: true })).view?.forwarded).toBe(true);
			const { view, conversationId } = await write(
				{ type: 'text', text: 'hi' },
				{ referral: { headline: 'Plants' } },
			);
			expect(view?.referral).toMatchObject({ source: 'ad', headline: 'Plants' });
			const { conversation } = await scene.owner.get('conversation:open', { conversationId });
			expect(conversation?.entryPoint).toMatchObject({ source: 'ad' });
		});
		it('a tap on a template’s button, which shows what was tapped and on what', async () => {
			const sent = await scene.send({
				to: JONAS,
				content: {
					kind: 'template',
					name: 'appointment_reminder',
					language: 'en_US',
					parameters: { body: { first_name: 'Jonas', date: '2 December', time: '10:30' } },
				},
			});
			await scene.message(sent.id, one => one.status === 'delivered');
			const phone = scene.sandbox
				.messages({ customer: JONAS, number: scene.number })
				.find(one => one.opaque === sent.id);
			const { view } = await write({ type: 'tap', message: phone?.id ?? '', button: 'Yes, I will come' });
			expect(view?.content).toMatchObject({ kind: 'choice', text: 'Yes, I will come' });
			expect(view?.replyTo?.messageId).toBe(sent.id);
		});
		it('a reaction, another one in its place, and its removal: they change the message and make none', async () => {
			const target = await write({ type: 'text', text: 'nice' });
			const count = target.messages.length;
			const react = async (emoji: string) => {
				await write({ type: 'reaction', message: target.messageId, emoji });
				const { messages } = await scene.open(JONAS);
				expect(messages).toHaveLength(count);
				return messages.find(one => one.id === target.view?.id)?.reactions;
			};
			expect(await react('👍')).toEqual([{ from: 'contact', emoji: '👍' }]);
			expect(await react('')).toEqual([]);
		});
		it('an edit, which keeps one message and says so', async () => {
			const target = await write({ type: 'text', text: 'at five' });
			const { messages } = await write({ type: 'edit', message: target.messageId, text: 'at six' });
			const edited = messages.find(one => one.id === target.view?.id);
			expect(edited).toMatchObject({ content: { kind: 'text', text: 'at six' } });
			expect(edited?.editedAt).not.toBeNull();
			expect(
				messages.filter(one => one.content.kind === 'text' && /at (five|six)/.test(one.content.text)),
			).toHaveLength(1);
		});
		it('a revocation, after which nobody reads it any more', async () => {
			const target = await write({ type: 'text', text: 'a secret of mine' });
			const { messages, conversationId } = await write({ type: 'revoke', message: target.messageId });
			const revoked = messages.find(one => one.id === target.view?.id);
			expect(revoked?.revokedAt).not.toBeNull();
			const { conversations } = await scene.owner.get('conversation:list', {});
			const synced = await scene.owner.get('conversation:sync', { conversationId, afterRevision: 0 });
			expect(JSON.stringify([messages, conversations, synced])).not.toContain('a secret of mine');
		});
		it('a message counts as unread until somebody reads it, and then the customer sees blue ticks', async () => {
			const { conversationId } = await write({ type: 'text', text: 'unread' });
			const { messages } = await scene.owner.get('conversation:open', { conversationId, limit: 200 });
			const last = messages.at(-1);
			const before =
				(await scene.owner.get('conversation:open', { conversationId })).conversation?.unread ?? 0;
			expect(before).toBeGreaterThan(0);
			expect(
				await scene.owner.get('conversation:mark-read', { conversationId, messageId: last?.id ?? '' }),
			).toEqual({ unread: 0 });
			expect((await scene.owner.get('conversation:open', { conversationId })).conversation?.unread).toBe(0);
			await scene.message(last?.id ?? '', one => one.status === 'read');
			const { requests } = await scene.sandbox.requests();
			expect(requests.some(one => JSON.stringify(one.body).includes('"status":"read"'))).toBe(true);
		});
		it('shows that somebody writes only where everything was read', async () => {
			await scene.sandbox.clearRequests();
			const { conversationId } = await write({ type: 'text', text: 'not read yet' });
			await scene.owner.get('conversation:typing', { conversationId });
			const typing = async () =>
				(await scene.sandbox.requests()).requests.filter(one =>
					JSON.stringify(one.body).includes('typing_indicator'),
				).length;
			expect(await typing()).toBe(0);
			const { messages } = await scene.owner.get('conversation:open', { conversationId });
			await scene.owner.get('conversation:mark-read', {
				conversationId,
				messageId: messages.at(-1)?.id ?? '',
			});
			await scene.owner.get('conversation:typing', { conversationId });
			expect(await typing()).toBe(1);
		});
		it('leaves the provider nothing to complain about', async () => {
			expect((await scene.sandbox.violations()).violations).toEqual([]);
		});
	},
);

describe('every body of the fixtures', () => {
	it('is applied, or at least kept: none is parked, and each message says something', async () => {
		const scene = await startScene();
		const door = await doorOf(scene);
		for (const name of webhookNames()) expect(await door.post(webhook(name)), name).toBe(200);
		await scene.relay.relay.drained();
		expect(await scene.relay.relay.parts.store.inbox.parked()).toEqual([]);
		const { conversations } = await scene.owner.get('conversation:list', { limit: 100 });
		expect(conversations.length).toBeGreaterThan(1);
		for (const { id, contact, lastMessage } of conversations) {
			expect(contact.name).not.toBe('');
			expect(lastMessage?.excerpt).not.toBe('');
			const { messages } = await scene.owner.get('conversation:open', { conversationId: id, limit: 200 });
			for (const message of messages) expect(excerpt(message.content), JSON.stringify(message)).not.toBe('');
		}
		expect(scene.relay.log.filter(line => line.includes('"level":"error"'))).toEqual([]);
		await scene.close();
	});
});
