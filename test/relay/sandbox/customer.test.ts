import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CustomerMessage } from '../../../relay/sandbox/customer-message.ts';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { callDialog360, parameters, template, text } from './provider-calls.ts';
import { startReceiver } from './receiver.ts';

const JONAS = '+491713920001';
const BERLIN = 'd360-berlin';
let sandbox: Sandbox;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeEach(async () => {
	sandbox = await startSandbox();
	receiver = await startReceiver();
	await sandbox.webhook({ number: BERLIN, url: receiver.url });
});
afterEach(async () => {
	await sandbox.close();
	await receiver.close();
});

const chat = { customer: JONAS, number: BERLIN };
const write = (message: CustomerMessage, more: Record<string, unknown> = {}) =>
	sandbox.customerWrites({ ...chat, message, ...more });
async function lastMessage(): Promise<Record<string, unknown>> {
	await sandbox.idle();
	return receiver.messages().at(-1) ?? {};
}

describe('what a customer writes', () => {
	it('arrives with sender, ids and a time in seconds', async () => {
		const { messageId } = await write({ type: 'text', text: 'Hi' }, { at: 1_790_000_000_123 });
		expect(await lastMessage()).toEqual({
			from: '491713920001',
			from_user_id: expect.stringMatching(/^DE\.\d+$/),
			id: messageId,
			timestamp: '1790000000',
			type: 'text',
			text: { body: 'Hi' },
		});
		expect(receiver.values()[0]).toMatchObject({
			messaging_product: 'whatsapp',
			metadata: { display_phone_number: '493023125100', phone_number_id: '360100000000001' },
			contacts: [{ profile: { name: 'Jonas Weber' }, wa_id: '491713920001' }],
		});
	});

	it.each<[string, CustomerMessage, Record<string, unknown>]>([
		[
			'a picture',
			{ type: 'image', caption: 'Look' },
			{
				type: 'image',
				image: {
					mime_type: 'image/png',
					caption: 'Look',
					id: expect.any(String),
					sha256: expect.any(String),
				},
			},
		],
		[
			'a voice message',
			{ type: 'audio', voice: true },
			{ type: 'audio', audio: { voice: true, mime_type: 'audio/ogg; codecs=opus' } },
		],
		['a video', { type: 'video' }, { type: 'video', video: { mime_type: 'video/mp4' } }],
		[
			'a document',
			{ type: 'document', filename: 'a.pdf' },
			{ type: 'document', document: { filename: 'a.pdf' } },
		],
		[
			'a sticker',
			{ type: 'sticker' },
			{ type: 'sticker', sticker: { animated: false, mime_type: 'image/webp' } },
		],
		[
			'a place',
			{ type: 'location', latitude: 52.5, longitude: 13.4 },
			{ type: 'location', location: { latitude: 52.5, longitude: 13.4 } },
		],
		[
			'a contact card',
			{ type: 'contacts', name: 'Mia Lang', phone: '+49 171 3920055' },
			{ type: 'contacts', contacts: [{ name: { formatted_name: 'Mia Lang' } }] },
		],
		['something unsupported', { type: 'unsupported' }, { type: 'unsupported', errors: [{ code: 131051 }] }],
		[
			'an order',
			{ type: 'order', items: [{ retailerId: 'pot', quantity: 2, price: 9, currency: 'EUR' }] },
			{ type: 'order', order: { product_items: [{ product_retailer_id: 'pot' }] } },
		],
		[
			'a new number',
			{ type: 'number-change', phone: '+491713920056' },
			{ type: 'system', system: { type: 'user_changed_number', wa_id: '491713920056' } },
		],
	])('can be %s', async (_, message, expected) => {
		await write(message);
		expect(await lastMessage()).toMatchObject(expected);
	});

	it('carries the bytes that were given', async () => {
		await write({ type: 'image', base64: Buffer.from('not really').toString('base64'), mime: 'image/jpeg' });
		const { image } = (await lastMessage()) as { image?: { id: string } };
		const media = await callDialog360(sandbox.url, `/${image?.id}`);
		const url = new URL(String(media.body.url));
		const response = await fetch(`${sandbox.url}/dialog360${url.pathname}${url.search}`, {
			headers: { 'D360-API-KEY': 'sandbox-d360-key' },
		});
		expect(await response.text()).toBe('not really');
		expect(response.headers.get('content-type')).toContain('image/jpeg');
	});

	it('can be a reaction, and its end without emoji', async () => {
		const { messageId } = await write({ type: 'text', text: 'Hi' });
		await write({ type: 'reaction', message: messageId, emoji: '😂' });
		expect(await lastMessage()).toMatchObject({
			type: 'reaction',
			reaction: { message_id: messageId, emoji: '😂' },
		});
		await write({ type: 'reaction', message: messageId, emoji: '' });
		expect((await lastMessage()).reaction).toEqual({ message_id: messageId });
	});

	it('can be edited and taken back', async () => {
		const { messageId } = await write({ type: 'text', text: 'Hi' });
		await write({ type: 'edit', message: messageId, text: 'Hello' });
		expect(await lastMessage()).toMatchObject({
			type: 'edit',
			edit: { original_message_id: messageId, message: { text: { body: 'Hello' } } },
		});
		await write({ type: 'revoke', message: messageId });
		expect(await lastMessage()).toMatchObject({ type: 'revoke', revoke: { original_message_id: messageId } });
		expect(sandbox.messages(chat)).toMatchObject([{ view: { text: 'Hello' }, revoked: true }]);
	});

	it('can answer a message, ours with our number as writer', async () => {
		await write({ type: 'text', text: 'Hi' });
		await callDialog360(sandbox.url, '/messages', text(JONAS));
		const ours = sandbox.messages(chat).at(-1)?.id ?? '';
		await write({ type: 'text', text: 'Yes' }, { context: ours });
		expect(await lastMessage()).toMatchObject({ context: { from: '493023125100', id: ours } });
	});

	it('can be a tap on a template button, a reply button or a list row', async () => {
		await write({ type: 'text', text: 'Hi' });
		const named = ['first_name', 'date', 'time'].map(name => ({
			type: 'text',
			parameter_name: name,
			text: 'x',
		}));
		await callDialog360(
			sandbox.url,
			'/messages',
			template(JONAS, 'appointment_reminder', 'de', [{ type: 'body', parameters: named }]),
		);
		const first = sandbox.messages(chat).at(-1)?.id ?? '';
		await write({ type: 'tap', message: first, button: 'Ja, passt' });
		expect(await lastMessage()).toMatchObject({
			type: 'button',
			button: { payload: 'Ja, passt', text: 'Ja, passt' },
			context: { id: first },
		});

		const reply = { type: 'reply', reply: { id: 'yes', title: 'Yes' } };
		const second = await interactive({ type: 'button', body: { text: '?' }, action: { buttons: [reply] } });
		await write({ type: 'tap', message: second, button: 'yes' });
		expect(await lastMessage()).toMatchObject({
			type: 'interactive',
			interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
		});

		const rows = [{ id: 'r1', title: 'Pots', description: 'All sizes' }];
		const third = await interactive({
			type: 'list',
			body: { text: '?' },
			action: { button: 'Menu', sections: [{ rows }] },
		});
		await write({ type: 'tap', message: third, button: 'r1' });
		expect(await lastMessage()).toMatchObject({
			interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Pots', description: 'All sizes' } },
		});
	});

	it('never tells the number of a customer who hides it', async () => {
		await sandbox.writeText('noor.h', BERLIN, 'Hi');
		const message = await lastMessage();
		expect(message).not.toHaveProperty('from');
		expect(message.from_user_id).toMatch(/^GB\./);
		expect(receiver.values()[0]?.contacts).toEqual([
			{ profile: { name: 'Noor Haddad', username: 'noor.h' }, user_id: message.from_user_id },
		]);
		await callDialog360(sandbox.url, '/messages', text('+447700900113'));
		await sandbox.idle();
		expect(receiver.statuses()[0]).not.toHaveProperty('recipient_id');
		expect(receiver.received.map(one => one.bytes.toString()).join()).not.toContain('447700900113');
	});

	it("comes from the same person after a change of number, whose old number is then a stranger's", async () => {
		await write({ type: 'text', text: 'Hi' });
		await write({ type: 'number-change', phone: '+491713920056' });
		await sandbox.writeText('+491713920056', BERLIN, 'It is me');
		expect(await lastMessage()).toMatchObject({ from: '491713920056' });
		expect(receiver.values().at(-1)?.contacts).toMatchObject([{ profile: { name: 'Jonas Weber' } }]);
		const answer = await callDialog360(sandbox.url, '/messages', template(JONAS, 'hello', 'de'));
		expect(answer.body).toMatchObject({ contacts: [{ wa_id: '491713920001' }] });
		expect(sandbox.messages({ customer: '+491713920056', number: BERLIN })).toHaveLength(3);
		expect(sandbox.messages(chat)).toHaveLength(1);
	});

	it('is refused for people, numbers, messages and buttons that do not exist', async () => {
		await expect(sandbox.writeText('nobody', BERLIN, 'Hi')).rejects.toThrow('no customer');
		await expect(sandbox.writeText(JONAS, 'nowhere', 'Hi')).rejects.toThrow('no number');
		await expect(write({ type: 'reaction', message: 'wamid.no', emoji: '👍' })).rejects.toThrow('no message');
	});
});

describe('the seeded customers', () => {
	it.each([
		['Brazil without the ninth digit', '+55 31 9000-0001', '553190000001'],
		['Brazil with the ninth digit', '+55 31 99000-0001', '553190000001'],
		['Mexico with a 1', '+52 1 55 9000 0002', '5215590000002'],
		['Mexico without a 1', '+52 55 9000 0002', '5215590000002'],
		['Argentina with a 9', '+54 9 11 9000-0003', '5491190000003'],
		['Argentina without a 9', '+54 11 9000-0003', '5491190000003'],
	])('are found however the number is written: %s', async (_, to, waId) => {
		const answer = await callDialog360(
			sandbox.url,
			'/messages',
			template(to, 'order_update', 'de', [{ type: 'body', parameters: parameters('a', 'b', 'c') }]),
		);
		expect(answer.body).toMatchObject({ contacts: [{ input: to, wa_id: waId }] });
	});

	it('are at least a dozen, each with a user id', async () => {
		const { customers } = await sandbox.state();
		expect(customers.length).toBeGreaterThanOrEqual(12);
		for (const customer of customers) expect(customer.userId).toMatch(/^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/);
	});
});

async function interactive(content: unknown): Promise<string> {
	const body = { messaging_product: 'whatsapp', to: JONAS, type: 'interactive', interactive: content };
	await callDialog360(sandbox.url, '/messages', body);
	return sandbox.messages(chat).at(-1)?.id ?? '';
}
