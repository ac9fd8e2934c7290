import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAGIC_NUMBERS } from '../../../relay/sandbox/magic-numbers.ts';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { callCloudApi, callDialog360, parameters, template, text } from './provider-calls.ts';
import { startReceiver } from './receiver.ts';

const JONAS = '+491713920001';
const BERLIN = 'd360-berlin';
const HOUR = 3_600_000;
let sandbox: Sandbox;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let time: number;

beforeEach(async () => {
	time = Date.UTC(2026, 10, 20, 12);
	sandbox = await startSandbox({ now: () => time });
	receiver = await startReceiver();
	await sandbox.webhook({ number: BERLIN, url: receiver.url });
});
afterEach(async () => {
	await sandbox.close();
	await receiver.close();
});

const send = (body: unknown) => callDialog360(sandbox.url, '/messages', body);
const codeOf = async (body: unknown) => (await send(body)).body.error?.code;

describe('the customer service window', () => {
	it('is closed for a customer who never wrote, but not for templates', async () => {
		expect(await codeOf(text(JONAS))).toBe(131047);
		expect((await send(template(JONAS, 'hello', 'de'))).status).toBe(200);
	});

	it('closes 24 hours after the last message of the customer to this very number', async () => {
		await sandbox.writeText(JONAS, BERLIN, 'Hi');
		time += 24 * HOUR - 1;
		expect((await send(text(JONAS))).status).toBe(200);
		expect((await callCloudApi(sandbox.url, '/110000000000002/messages', text(JONAS))).body.error?.code).toBe(
			131047,
		);
		time += 1;
		expect(await codeOf(text(JONAS))).toBe(131047);
	});

	it('is not opened by a system message', async () => {
		await sandbox.customerWrites({
			customer: JONAS,
			number: BERLIN,
			message: { type: 'number-change', phone: '+491713920077' },
		});
		expect(await codeOf(text('+491713920077'))).toBe(131047);
	});
});

describe('the free entry point', () => {
	it('begins with the first answer to an ad click and is the only case with a conversation', async () => {
		await sandbox.customerWrites({
			customer: JONAS,
			number: BERLIN,
			message: { type: 'text', text: 'Hi' },
			referral: {},
		});
		await send(text(JONAS));
		await sandbox.idle();
		const until = String((time + 72 * HOUR) / 1000);
		expect(receiver.messages()[0]).toMatchObject({ referral: { source_type: 'ad' } });
		expect(receiver.statuses()[0]).toMatchObject({
			status: 'sent',
			conversation: { expiration_timestamp: until },
			pricing: { type: 'free_entry_point' },
		});
		time += 72 * HOUR;
		await send(template(JONAS, 'hello', 'de'));
		await sandbox.idle();
		expect(receiver.statuses()[2]).not.toHaveProperty('conversation');
		expect(receiver.statuses()[2]).toMatchObject({ pricing: { type: 'regular', category: 'utility' } });
	});
});

describe('the limits', () => {
	it('let a number send so many messages in a second', async () => {
		await sandbox.number({ number: BERLIN, throughput: 5 });
		const answers = await Promise.all(
			Array.from({ length: 7 }, (_, index) => send(template(`+49176040690${10 + index}`, 'hello', 'de'))),
		);
		const codes = answers.map(answer => answer.body.error?.code ?? 0);
		expect(codes.filter(code => code === 130429)).toHaveLength(2);
		await sandbox.clock({ advanceMs: 1000 });
		expect((await send(template(JONAS, 'hello', 'de'))).status).toBe(200);
	});

	it('let a person be sent 45 messages at once and then one in six seconds', async () => {
		await sandbox.writeText(JONAS, BERLIN, 'Hi');
		const answers = await Promise.all(Array.from({ length: 46 }, () => send(text(JONAS))));
		expect(answers.filter(answer => answer.body.error?.code === 131056)).toHaveLength(1);
		expect((await send(template('+491760406902', 'hello', 'de'))).status).toBe(200);
		await sandbox.clock({ advanceMs: 6000 });
		expect((await send(text(JONAS))).status).toBe(200);
		expect(await codeOf(text(JONAS))).toBe(131056);
	});
});

describe('MAGIC_NUMBERS', () => {
	it.each(MAGIC_NUMBERS.filter(magic => magic.how === 'refuse'))(
		'$phone is refused with $code',
		async ({ phone, code }) => {
			const answer = await callCloudApi(
				sandbox.url,
				'/110000000000002/messages',
				template(phone, 'hello', 'de'),
			);
			expect(answer.body.error?.code).toBe(code);
			expect(answer.status === 401).toBe(code === 190);
		},
	);

	it.each(MAGIC_NUMBERS.filter(magic => magic.how === 'refuse-once'))(
		'$phone is refused once per message',
		async ({ phone, code }) => {
			const one = template(phone, 'hello', 'de');
			expect(await codeOf(one)).toBe(code);
			expect((await send(one)).status).toBe(200);
			expect(await codeOf({ ...one, biz_opaque_callback_data: 'other' })).toBe(code);
		},
	);

	it.each(MAGIC_NUMBERS.filter(magic => magic.how === 'fail-later'))(
		'$phone is accepted and fails later with $code',
		async ({ phone, code }) => {
			expect(
				(await send({ ...template(phone, 'hello', 'de'), biz_opaque_callback_data: 'job' })).status,
			).toBe(200);
			await sandbox.idle();
			expect(receiver.statuses()).toHaveLength(1);
			expect(receiver.statuses()[0]).toMatchObject({
				status: 'failed',
				biz_opaque_callback_data: 'job',
				errors: [{ code }],
			});
			expect(receiver.values()[0]).not.toHaveProperty('contacts');
		},
	);

	it('reads a revoked key as 360dialog does there', async () => {
		const answer = await send(template('+447700900190', 'hello', 'de'));
		expect(answer.status).toBe(401);
		expect(answer.body).toMatchObject({ meta: { http_code: 401 } });
	});

	it('+447700900800 gets the message although nobody is answered', async () => {
		await expect(send(template('+447700900800', 'hello', 'de'))).rejects.toThrow();
		await sandbox.idle();
		expect(receiver.statuses().map(status => status.status)).toEqual(['sent', 'delivered']);
		expect((await sandbox.requests()).requests[0]).toMatchObject({ status: 0 });
	});

	it('+447700900801 does not get it', async () => {
		await expect(send(template('+447700900801', 'hello', 'de'))).rejects.toThrow();
		await sandbox.idle();
		expect(receiver.statuses()).toEqual([]);
	});

	it('+447700900900 gets it at once while the sender waits', async () => {
		const request = new AbortController();
		const answer = fetch(`${sandbox.url}/dialog360/messages`, {
			method: 'POST',
			signal: request.signal,
			headers: { 'D360-API-KEY': 'sandbox-d360-key', 'Content-Type': 'application/json' },
			body: JSON.stringify(template('+447700900900', 'hello', 'de')),
		});
		await receiver.waitFor(2);
		request.abort();
		await expect(answer).rejects.toThrow();
	});
});

describe('faults of sending', () => {
	it('can lose the answer of an accepted message, answer 500, or neither', async () => {
		await sandbox.faults({ send: { loseAnswer: 1 } });
		await expect(send(template(JONAS, 'hello', 'de'))).rejects.toThrow();
		await sandbox.faults({ send: { serverError: 1 } });
		expect((await send(template(JONAS, 'hello', 'de'))).status).toBe(500);
		await sandbox.faults({ send: { cut: 1 } });
		await expect(send(template(JONAS, 'hello', 'de'))).rejects.toThrow();
		expect((await send(template(JONAS, 'hello', 'de'))).status).toBe(200);
		expect(sandbox.messages({ customer: JONAS, number: BERLIN })).toHaveLength(2);
	});

	it('leave every call in the log, to be counted by its opaque data', async () => {
		await send({ ...template(JONAS, 'hello', 'de'), biz_opaque_callback_data: 'a' });
		await send({ ...template(JONAS, 'nothing', 'de'), biz_opaque_callback_data: 'a' });
		await send({
			...template(JONAS, 'order_update', 'de', [{ type: 'body', parameters: parameters('1', '2', '3') }]),
			biz_opaque_callback_data: 'b',
		});
		const { requests } = await sandbox.requests({ opaque: 'a' });
		expect(requests.map(entry => entry.status)).toEqual([200, 404]);
		expect(requests[0]).toMatchObject({ method: 'POST', path: '/dialog360/messages', numberId: BERLIN });
	});

	it('can make any call fail, chosen by its path', async () => {
		await sandbox.faults({ calls: { failPath: '/v1/configs/webhook', failTimes: 1 } });
		expect((await send(template(JONAS, 'hello', 'de'))).status).toBe(200);
		expect((await callDialog360(sandbox.url, '/v1/configs/webhook')).status).toBe(500);
		expect((await callDialog360(sandbox.url, '/v1/configs/webhook')).status).toBe(200);
	});

	it('include a file that is sent as another kind', async () => {
		await sandbox.writeText(JONAS, BERLIN, 'Hi');
		const form = new FormData();
		form.set('messaging_product', 'whatsapp');
		form.set('file', new Blob(['x'], { type: 'text/plain' }), 'a.txt');
		const { body } = await callDialog360(sandbox.url, '/media', form);
		await send({ messaging_product: 'whatsapp', to: JONAS, type: 'image', image: { id: body.id } });
		await sandbox.idle();
		expect(receiver.statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131053 }] }]);
	});
});

describe('a read mark', () => {
	it('needs a message of a customer and marks the earlier ones too', async () => {
		await sandbox.writeText(JONAS, BERLIN, 'One');
		const second = await sandbox.writeText(JONAS, BERLIN, 'Two');
		const mark = {
			messaging_product: 'whatsapp',
			status: 'read',
			message_id: second,
			typing_indicator: { type: 'text' },
		};
		expect((await send(mark)).body).toEqual({ success: true });
		expect(sandbox.messages({ customer: JONAS, number: BERLIN }).map(message => message.status)).toEqual([
			'read',
			'read',
		]);
		expect(await codeOf({ ...mark, message_id: 'wamid.no' })).toBe(131009);
	});
});
