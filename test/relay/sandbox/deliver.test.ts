import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { callDialog360, text } from './provider-calls.ts';
import { startReceiver } from './receiver.ts';

const JONAS = '+491713920001';
const BERLIN = 'd360-berlin';
let sandbox: Sandbox;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeEach(async () => {
	sandbox = await startSandbox({ retry: { firstMs: 20, capMs: 80 } });
	receiver = await startReceiver();
	await sandbox.webhook({ number: BERLIN, url: receiver.url });
});
afterEach(async () => {
	await sandbox.close();
	await receiver.close();
});

const send = (more: Record<string, unknown> = {}) =>
	callDialog360(sandbox.url, '/messages', text(JONAS, 'Hello', more));
const bodies = () => receiver.messages().map(message => (message.text as { body: string }).body);
async function writeMany(count: number): Promise<string[]> {
	const texts = Array.from({ length: count }, (_, index) => `Message ${index}`);
	for (const body of texts) await sandbox.writeText(JONAS, BERLIN, body);
	return texts;
}

describe('webhooks of a sent message', () => {
	it('are sent and delivered, with the opaque data and a price', async () => {
		await sandbox.writeText(JONAS, BERLIN, 'Hi');
		await send({ biz_opaque_callback_data: 'job-1' });
		await sandbox.idle();
		const [sent, delivered] = receiver.statuses();
		expect(sent).toMatchObject({
			status: 'sent',
			biz_opaque_callback_data: 'job-1',
			recipient_id: '491713920001',
		});
		expect(sent).toMatchObject({
			pricing: { pricing_model: 'PMP', type: 'free_customer_service', category: 'service' },
		});
		expect(delivered).toMatchObject({ status: 'delivered', biz_opaque_callback_data: 'job-1' });
		expect(receiver.statuses()).toHaveLength(2);
		expect(receiver.received[0]?.body).toMatchObject({
			object: 'whatsapp_business_account',
			entry: [{ changes: [{ field: 'messages' }] }],
		});
	});

	it('tell "read" when the customer reads, or at once while the chat is open', async () => {
		await sandbox.writeText(JONAS, BERLIN, 'Hi');
		await send();
		await sandbox.idle();
		await sandbox.customerReads({ customer: JONAS, number: BERLIN });
		await sandbox.idle();
		expect(receiver.statuses().map(status => status.status)).toEqual(['sent', 'delivered', 'read']);
		await sandbox.customerOpens({ customer: JONAS, number: BERLIN });
		await send();
		await sandbox.idle();
		expect(receiver.statuses().at(-1)).toMatchObject({ status: 'read' });
		await sandbox.customerCloses({ customer: JONAS, number: BERLIN });
		await send();
		await sandbox.idle();
		expect(receiver.statuses().at(-1)).toMatchObject({ status: 'delivered' });
	});

	it('tell "read" by themselves when that is switched on', async () => {
		await sandbox.deliveryDelay({ read: 15 });
		await sandbox.writeText(JONAS, BERLIN, 'Hi');
		await send();
		await sandbox.idle();
		expect(receiver.statuses().map(status => status.status)).toEqual(['sent', 'delivered', 'read']);
	});

	it('stop at "sent" for a reaction', async () => {
		const id = await sandbox.writeText(JONAS, BERLIN, 'Hi');
		const reaction = { message_id: id, emoji: '👍' };
		await callDialog360(sandbox.url, '/messages', {
			messaging_product: 'whatsapp',
			to: JONAS,
			type: 'reaction',
			reaction,
		});
		await sandbox.idle();
		expect(receiver.statuses().map(status => status.status)).toEqual(['sent']);
		expect(sandbox.messages({ customer: JONAS, number: BERLIN })[0]?.reactions.business).toBe('👍');
	});
});

describe('webhook delivery', () => {
	it('keeps the order', async () => {
		const texts = await writeMany(20);
		await sandbox.idle();
		expect(bodies()).toEqual(texts);
	});

	it('tries again after every answer but 200, and holds the order meanwhile', async () => {
		receiver.answers.push(500, 404, 201);
		const texts = await writeMany(3);
		await sandbox.idle();
		expect(bodies()).toEqual([texts[0], texts[0], texts[0], ...texts]);
		expect((await sandbox.violations()).violations.map(item => item.rule)).toEqual(
			Array(3).fill('webhook-refused'),
		);
	});

	it('tries again when nobody listens, at once when a webhook is registered', async () => {
		await receiver.close();
		await sandbox.writeText(JONAS, BERLIN, 'Hi');
		receiver = await startReceiver();
		await sandbox.webhook({ number: BERLIN, url: receiver.url });
		await receiver.waitFor(1);
		expect(bodies()).toEqual(['Hi']);
	});

	it('drops what happens while no webhook is registered', async () => {
		await sandbox.webhook({ number: BERLIN, url: null });
		await sandbox.writeText(JONAS, BERLIN, 'Hi');
		expect((await sandbox.state()).dropped).toBe(1);
		expect((await sandbox.state()).pending).toBe(0);
	});

	it('can hold everything back', async () => {
		await sandbox.faults({ webhooks: { held: true } });
		await writeMany(2);
		expect((await sandbox.state()).pending).toBe(2);
		await sandbox.faults({ webhooks: { held: false } });
		await sandbox.idle();
		expect(bodies()).toHaveLength(2);
	});

	it('is forgotten by a reset', async () => {
		receiver.answers.push(500, 500, 500);
		await sandbox.writeText(JONAS, BERLIN, 'Hi');
		await receiver.waitFor(1);
		await sandbox.reset();
		await sandbox.webhook({ number: BERLIN, url: receiver.url });
		expect((await sandbox.state()).pending).toBe(0);
		receiver.answers.length = 0;
		await sandbox.writeText(JONAS, BERLIN, 'New');
		await sandbox.idle();
		expect(bodies()).toEqual(['Hi', 'New']);
	});

	it('can come twice, with the same bytes', async () => {
		await sandbox.faults({ webhooks: { twice: true } });
		await sandbox.writeText(JONAS, BERLIN, 'Hi');
		const [first, second] = await receiver.waitFor(2);
		expect(first?.bytes.equals(second?.bytes ?? Buffer.alloc(0))).toBe(true);
	});

	it('can come in another order', async () => {
		await sandbox.faults({ webhooks: { held: true, shuffleMs: 1 } });
		const texts = await writeMany(6);
		await sandbox.faults({ webhooks: { held: false } });
		await sandbox.idle();
		expect(bodies()).not.toEqual(texts);
		expect(bodies().toSorted()).toEqual(texts);
	});

	it('can put several changes into one POST, in one entry or in several', async () => {
		await sandbox.faults({ webhooks: { held: true, batch: 3 } });
		const texts = await writeMany(3);
		await sandbox.faults({ webhooks: { held: false } });
		await sandbox.idle();
		expect(receiver.received).toHaveLength(1);
		expect(receiver.received[0]?.body.entry[0]?.changes).toHaveLength(3);
		expect(bodies()).toEqual(texts);
		await sandbox.faults({ webhooks: { held: true, batchEntries: true } });
		await writeMany(3);
		await sandbox.faults({ webhooks: { held: false } });
		await sandbox.idle();
		expect(receiver.received[1]?.body.entry).toHaveLength(3);
	});

	it('can be late', async () => {
		await sandbox.faults({ webhooks: { lateMs: 60_000 } });
		await sandbox.writeText(JONAS, BERLIN, 'Hi');
		expect((await sandbox.state()).pending).toBe(1);
		await sandbox.clock({ advanceMs: 60_000 });
		await receiver.waitFor(1);
	});

	it('carries any body that a test makes', async () => {
		const body = {
			object: 'whatsapp_business_account',
			entry: [{ id: '1', changes: [{ field: 'weather', value: { sun: true } }] }],
		};
		await sandbox.deliver({ number: BERLIN, body });
		const [delivery] = await receiver.waitFor(1);
		expect(delivery?.body).toEqual(body);
	});

	it('tells of a template that changed, with a time', async () => {
		await sandbox.templateStatus({
			number: BERLIN,
			name: 'review_request',
			language: 'de',
			status: 'APPROVED',
		});
		const [delivery] = await receiver.waitFor(1);
		expect(delivery?.body.entry[0]?.time).toBeTypeOf('number');
		expect(delivery?.body.entry[0]?.changes[0]).toMatchObject({
			field: 'message_template_status_update',
			value: { event: 'APPROVED' },
		});
	});
});
