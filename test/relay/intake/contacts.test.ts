import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContactView } from '../../../shared/contract/views.ts';
import { optOutOf } from '../../../shared/domain/consent.ts';
import { newClientId } from '../../support/relay.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { body, doorOf, text, type Value, type Writer } from '../webhooks.ts';

let scene: Scene;
beforeEach(async () => {
	scene = await startScene();
});
afterEach(() => scene.close());

const NOW = Math.floor(Date.now() / 1000) * 1000 - 600_000;
/** When the contact opted out of WhatsApp; null when they did not, or took it back. */
function optedOutAt(contact: ContactView | undefined): number | null {
	return optOutOf(contact?.consents ?? [], 'whatsapp')?.at ?? null;
}
const chats = async () => (await scene.owner.get('conversation:list', { limit: 100 })).conversations;
const post = async (...values: Value[]) => {
	const door = await doorOf(scene);
	for (const value of values) await door.post(body([value]));
	await scene.relay.relay.drained();
};
const sentTo = async (messageId: string) => {
	const { requests } = await scene.sandbox.requests({ opaque: messageId });
	return requests.map(({ body: said }) => {
		const { to, recipient } = said as { to?: string; recipient?: string };
		return to ?? recipient;
	});
};

describe('a customer who hides the number', () => {
	it('is shown by name, and is answered by the user id', async () => {
		await scene.sandbox.writeText('noor.h', scene.number, 'hello');
		await scene.sandbox.idle();
		await scene.relay.relay.drained();
		const [chat] = await chats();
		expect(chat?.contact.name).toBe('Noor Haddad');
		expect(chat?.contact.addresses.map(address => address.kind).sort()).toEqual([
			'whatsapp-user',
			'whatsapp-username',
		]);
		const message = await scene.send({
			conversationId: chat?.id ?? '',
			content: { kind: 'text', text: 'Hello Noor' },
		});
		await scene.message(message.id, one => one.status === 'delivered');
		expect(await sentTo(message.id)).toEqual([
			chat?.contact.addresses.find(one => one.kind === 'whatsapp-user')?.value,
		]);
	});
	it('is opened and written to by the user id, and not by the username', async () => {
		await scene.sandbox.writeText('noor.h', scene.number, 'hello');
		await scene.sandbox.idle();
		await scene.relay.relay.drained();
		const [chat] = await chats();
		const userId = chat?.contact.addresses.find(one => one.kind === 'whatsapp-user')?.value ?? '';
		const open = await scene.owner.get('conversation:open', { channelId: scene.channel.id, address: userId });
		expect(open.conversation?.id).toBe(chat?.id);
		const byName = await scene.owner.get('conversation:open', {
			channelId: scene.channel.id,
			address: '@Noor.H',
		});
		expect(byName.conversation?.id).toBe(chat?.id);
		const refused = await scene.owner.ask('message:send', {
			clientId: newClientId(),
			channelId: scene.channel.id,
			to: '@noor.h',
			content: { kind: 'text', text: 'x' },
		});
		expect(refused).toMatchObject({
			ok: false,
			error: { code: 'invalid', fields: { to: expect.any(String) } },
		});
	});
});

describe('a number in several spellings', () => {
	it.each([
		['Brazil', '+5531990000001', ['+553190000001', '+55 31 99000-0001', '5531990000001']],
		['Mexico', '+525590000002', ['+5215590000002', '+52 55 9000 0002']],
		['Argentina', '+5491190000003', ['+541190000003', '+54 9 11 9000-0003', '5491190000003']],
	])('of %s is one contact', async (_country, customer, spellings) => {
		await scene.sandbox.writeText(customer, scene.number, 'oi');
		const { conversationId } = await scene.open(customer);
		expect(conversationId).not.toBeNull();
		for (const address of spellings) {
			const opened = await scene.owner.get('conversation:open', { channelId: scene.channel.id, address });
			expect(opened.conversation?.id, address).toBe(conversationId);
			expect(['exact', 'variant']).toContain(opened.matchedBy);
		}
		const message = await scene.owner.get('message:send', {
			clientId: newClientId(),
			channelId: scene.channel.id,
			to: spellings[0] ?? '',
			content: { kind: 'text', text: 'tudo bem' },
		});
		expect(message.conversationId).toBe(conversationId);
		await scene.message(message.messageId, one => one.status === 'delivered');
		await scene.sandbox.writeText(customer, scene.number, 'obrigada');
		expect((await scene.open(customer)).messages).toHaveLength(3);
		expect(await chats()).toHaveLength(1);
	});
});

describe('a number as a CRM writes it', () => {
	it.each([
		['with its country’s 0', '0171 3920001', '+491713920001'],
		['without 0 and country', '171 3920001', '+491713920001'],
		['with the country and without +', '491713920001', '+491713920001'],
		['with 00', '0049 171 3920001', '+491713920001'],
		['of another country, without +', '351210000077', '+351210000077'],
		['with slashes and brackets', '+49 (0)171/3920001', '+491713920001'],
	])('%s is read as what it means', async (_how, address, value) => {
		const opened = await scene.owner.get('conversation:open', { channelId: scene.channel.id, address });
		expect(opened.address).toEqual({ kind: 'phone', value });
	});
});

describe('a customer who changes the number', () => {
	it('stays one contact; what follows goes to the new number, and the timeline says so', async () => {
		await scene.sandbox.writeText('+491713920001', scene.number, 'before');
		await scene.open('+491713920001');
		await scene.sandbox.customerWrites({
			customer: '+491713920001',
			number: scene.number,
			message: { type: 'number-change', phone: '+491713920009' },
		});
		const { conversationId, messages } = await scene.open('+491713920009');
		expect(messages.map(one => one.content.kind)).toEqual(['text', 'notice']);
		expect(messages[1]?.content).toMatchObject({ notice: 'number-changed' });
		await scene.sandbox.writeText('+491713920009', scene.number, 'after');
		expect((await scene.open('+491713920009')).conversationId).toBe(conversationId);
		expect(await chats()).toHaveLength(1);
		const sent = await scene.send({
			conversationId: conversationId ?? '',
			content: { kind: 'text', text: 'noted' },
		});
		await scene.message(sent.id, one => one.status === 'delivered');
		expect(await sentTo(sent.id)).toEqual(['+491713920009']);
	});
	it('is not unread because of it', async () => {
		await scene.sandbox.customerWrites({
			customer: '+491713920001',
			number: scene.number,
			message: { type: 'number-change', phone: '+491713920009' },
		});
		await scene.open('+491713920009');
		expect((await chats())[0]).toMatchObject({ unread: 0, lastInboundAt: null });
	});
});

describe('two contacts who turn out to be one', () => {
	const PHONE: Writer = { phone: '491713920001', userId: '', name: 'Jonas' };
	const onlyPhone = (id: string, at: number, line: string) => {
		const value = text(PHONE, id, at, line) as { contacts: Value[]; messages: Value[] };
		for (const one of value.contacts) delete one.user_id;
		for (const one of value.messages) delete one.from_user_id;
		return value as unknown as Value;
	};
	const hidden: Writer = { phone: null, userId: 'DE.70000000000001', name: 'Jonas' };
	const both: Writer = { phone: '491713920001', userId: 'DE.70000000000001', name: 'Jonas' };

	it('become one chat with every message in its order, all unread ones and the newest window', async () => {
		await post(onlyPhone('wamid.A', NOW, 'by phone'), text(hidden, 'wamid.B', NOW + 2000, 'by id'));
		expect(await chats()).toHaveLength(2);
		await post(text(both, 'wamid.C', NOW + 1000, 'by both'));
		const [chat, ...others] = await chats();
		expect(others).toEqual([]);
		expect(chat).toMatchObject({ unread: 3, lastInboundAt: NOW + 2000 });
		expect(chat?.contact.addresses.map(one => one.value).sort()).toEqual([
			'+491713920001',
			'DE.70000000000001',
		]);
		const { messages } = await scene.owner.get('conversation:open', { conversationId: chat?.id ?? '' });
		expect(messages.map(one => (one.content.kind === 'text' ? one.content.text : ''))).toEqual([
			'by phone',
			'by both',
			'by id',
		]);
		expect(chat?.lastMessage?.excerpt).toBe('by id');
	});
	it('keep an opt-out that one of them gave', async () => {
		await post(
			onlyPhone('wamid.A', NOW, 'hello'),
			text(hidden, 'wamid.B', NOW + 1000, 'STOP'),
			text(both, 'wamid.C', NOW + 2000, 'hello again'),
		);
		expect(optedOutAt((await chats())[0]?.contact)).toBe(NOW + 1000);
	});
	it('and a message that waits to be sent to one of them is sent', async () => {
		await post(onlyPhone('wamid.A', NOW, 'hello'), text(hidden, 'wamid.B', NOW, 'hello'));
		await scene.sandbox.writeText('+491713920001', scene.number, 'open the window');
		await scene.sandbox.faults({ calls: { failPath: '/messages', failTimes: 1 } });
		const { conversationId } = await scene.open('+491713920001');
		const sent = await scene.send({
			conversationId: conversationId ?? '',
			content: { kind: 'text', text: 'for you' },
		});
		await post(text(both, 'wamid.C', NOW + 3000, 'both'));
		await scene.message(sent.id, one => one.status === 'delivered');
		expect(await chats()).toHaveLength(1);
	});
	it('are not made one by a username, which may pass from one to another', async () => {
		const named = (writer: Writer, id: string, username: string) => {
			const value = text(writer, id, NOW, 'hi') as { contacts: { profile: Value }[] };
			for (const one of value.contacts) one.profile.username = username;
			return value as unknown as Value;
		};
		await post(
			named({ phone: '491713920001', userId: 'DE.1', name: 'A' }, 'wamid.A', 'plants'),
			named({ phone: '491713920014', userId: 'DE.2', name: 'B' }, 'wamid.B', 'plants'),
		);
		const all = await chats();
		expect(all).toHaveLength(2);
		const owners = all.filter(chat => chat.contact.addresses.some(one => one.value === 'plants'));
		expect(owners.map(chat => chat.contact.name)).toEqual(['B']);
	});
});

describe('what a contact is called', () => {
	const jonas = (name: string): Writer => ({ phone: '491713920001', userId: 'DE.70000000000001', name });
	it('is the newest name that it gave itself, until somebody here names it', async () => {
		await post(
			text(jonas('Jonas'), 'wamid.A', NOW, 'a'),
			text(jonas('Jonas W.'), 'wamid.B', NOW + 1000, 'b'),
		);
		const [chat] = await chats();
		expect(chat?.contact.name).toBe('Jonas W.');
		await scene.owner.get('contact:update', { contactId: chat?.contact.id ?? '', name: 'Mr Weber' });
		await post(text(jonas('J'), 'wamid.C', NOW + 2000, 'c'));
		expect((await chats())[0]?.contact).toMatchObject({ name: 'Mr Weber', profileName: 'J' });
	});
	it('is not taken from a repeated webhook, nor is a former user id', async () => {
		const old: Writer = { phone: '491713920001', userId: 'DE.OLD', name: 'Old name' };
		await post(
			text(old, 'wamid.A', NOW, 'a'),
			text(jonas('New name'), 'wamid.B', NOW + 1000, 'b'),
			text(old, 'wamid.A', NOW, 'a'),
		);
		const [chat] = await chats();
		expect(chat?.contact.profileName).toBe('New name');
		expect(chat?.contact.addresses.map(one => one.value)).toContain('DE.70000000000001');
		await scene.sandbox.writeText('+491713920001', scene.number, 'window');
		await scene.open('+491713920001');
		const live = scene.relay.relay.parts.channels.find(scene.channel.id);
		if (!live) throw new Error('The channel is gone.');
		// An answer of the provider that is older than what it has told since.
		live.connection.send = async () => ({
			externalId: 'wamid.late',
			recipient: [{ kind: 'whatsapp-user', value: 'DE.OLD' }],
		});
		const sent = await scene.send({ to: '+491713920001', content: { kind: 'text', text: 'x' } });
		await scene.message(sent.id, one => one.status === 'sent');
		const { contact } = await scene.owner.get('contact:show', { contactId: chat?.contact.id ?? '' });
		expect(contact.addresses.map(one => one.value)).not.toContain('DE.OLD');
	});
	it('is the number, as people write it, where no name is known', async () => {
		await scene.sandbox.writeText('+491713920001', scene.number, 'x');
		const opened = await scene.owner.get('message:send', {
			clientId: newClientId(),
			channelId: scene.channel.id,
			to: '+44 7700 900102',
			content: { kind: 'template', name: 'hello', language: 'en_US', parameters: {} },
		});
		const { conversation } = await scene.owner.get('conversation:open', {
			conversationId: opened.conversationId,
		});
		expect(conversation?.contact.name).toBe('+44 7700 900102');
	});
});

describe('an opt-out', () => {
	const marketing = (to: string) => ({
		clientId: newClientId(),
		channelId: scene.channel.id,
		to,
		content: {
			kind: 'template' as const,
			name: 'welcome_gift',
			language: 'pt_BR',
			parameters: { body: ['Ana'], buttons: { '0': 'CODE1' } },
		},
	});
	it.each(['STOP', 'Stop!', 'stopp', 'Parar'])(
		'by “%s” keeps marketing away and lets answers through',
		async word => {
			await scene.sandbox.writeText('+491713920001', scene.number, word);
			const { conversationId } = await scene.open('+491713920001');
			expect(optedOutAt((await chats())[0]?.contact)).not.toBeNull();
			expect(await scene.owner.ask('message:send', marketing('+491713920001'))).toMatchObject({
				ok: false,
				error: { code: 'refused', refusal: 'opted-out' },
			});
			expect(
				(
					await scene.owner.ask('message:send', {
						clientId: newClientId(),
						conversationId: conversationId ?? '',
						content: { kind: 'text', text: 'Done.' },
					})
				).ok,
			).toBe(true);
		},
	);
	it('is undone by START, and not by an older one that arrives late', async () => {
		const jonas: Writer = { phone: '491713920001', userId: 'DE.70000000000001', name: 'Jonas' };
		await post(text(jonas, 'wamid.A', NOW + 2000, 'STOP'), text(jonas, 'wamid.B', NOW, 'START'));
		expect(optedOutAt((await chats())[0]?.contact)).toBe(NOW + 2000);
		await post(text(jonas, 'wamid.C', NOW + 3000, 'START'));
		expect(optedOutAt((await chats())[0]?.contact)).toBeNull();
	});
	it('is no word within a sentence', async () => {
		await scene.sandbox.writeText('+491713920001', scene.number, 'Please stop by at five');
		await scene.open('+491713920001');
		expect(optedOutAt((await chats())[0]?.contact)).toBeNull();
	});
	it('given on one channel counts on another where nothing was said yet', async () => {
		await scene.sandbox.writeText('+491713920001', scene.number, 'STOP');
		await scene.open('+491713920001');
		const second = await scene.owner.get('channel:add', {
			name: 'Second shop',
			type: 'whatsapp',
			provider: 'dialog360',
			address: '+493023125101',
			credentials: { apiKey: 'sandbox-d360-key' },
			apiUrl: `${scene.sandbox.url}/dialog360`,
		});
		const refused = await scene.owner.ask('message:send', {
			...marketing('+491713920001'),
			channelId: second.channel.id,
		});
		expect(refused).toMatchObject({ ok: false, error: { refusal: 'opted-out' } });
	});
	it('can be recorded and undone by hand', async () => {
		await scene.sandbox.writeText('+491713920001', scene.number, 'hi');
		await scene.open('+491713920001');
		const contactId = (await chats())[0]?.contact.id ?? '';
		const record = (word: 'opt-in' | 'opt-out') =>
			scene.owner.get('consent:record', {
				contactId,
				channelType: 'whatsapp',
				word,
				evidence: 'By phone on Monday',
			});
		const { line } = await record('opt-out');
		expect(line).toMatchObject({ source: 'person', byName: 'Ann Owner', text: 'By phone on Monday' });
		expect(optedOutAt((await chats())[0]?.contact)).toBe(line.at);
		await record('opt-in');
		expect(optedOutAt((await chats())[0]?.contact)).toBeNull();
	});
});
