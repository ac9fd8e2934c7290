import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { CLOUD_API_NUMBER } from '../../../relay/sandbox/seed.ts';
import { callCloudApi, parameters, template, text } from './provider-calls.ts';
import { startReceiver } from './receiver.ts';

const NUMBER = CLOUD_API_NUMBER.id;
const JONAS = '+491713920001';
const PATH = `/${CLOUD_API_NUMBER.phoneNumberId}/messages`;
/** Before and after the day on which messages in the window began to cost something. */
const JULY = Date.UTC(2026, 6, 10, 12);
const NOVEMBER = Date.UTC(2026, 10, 30, 12);
const DAY_MS = 86_400_000;

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let sandbox: Sandbox;
let now = NOVEMBER;
beforeAll(async () => {
	receiver = await startReceiver();
});
afterAll(() => receiver.close());
beforeEach(async () => {
	sandbox = await startSandbox({ now: () => now, limitsFollowClock: true });
	await sandbox.number({ number: NUMBER, throughput: 1000 });
	await sandbox.webhook({ number: NUMBER, url: receiver.url });
	receiver.received.length = 0;
});
afterEach(() => sandbox.close());

/** Sends and returns what the provider says of the price. */
async function price(body: unknown): Promise<unknown> {
	const { status } = await callCloudApi(sandbox.url, PATH, body);
	expect(status).toBe(200);
	await sandbox.idle();
	return receiver.statuses().findLast(one => one.status === 'delivered')?.pricing;
}
const utility = (to: string) =>
	template(to, 'order_update', 'en_US', [{ type: 'body', parameters: parameters('a', 'b', 'c') }]);
const FREE = { billable: false, pricing_model: 'PMP', type: 'free_customer_service' };
const PAID = { billable: true, pricing_model: 'PMP', type: 'regular' };

describe('the price of a message, as its statuses tell it', () => {
	it('is nothing inside the window before October 2026', async () => {
		now = JULY;
		await sandbox.writeText(JONAS, NUMBER, 'Hello');
		expect(await price(text(JONAS))).toEqual({ ...FREE, category: 'service' });
		expect(await price(utility(JONAS))).toEqual({ ...FREE, category: 'utility' });
		expect(await price(utility('+491713920002'))).toEqual({ ...PAID, category: 'utility' });
	});

	it('is that of utility inside the window since then', async () => {
		now = NOVEMBER;
		await sandbox.writeText(JONAS, NUMBER, 'Hello');
		expect(await price(utility(JONAS))).toEqual({ ...PAID, category: 'utility' });
	});

	it('is nothing for the first thousand answers of a number and month', async () => {
		now = NOVEMBER;
		const people = Array.from({ length: 25 }, (_, index) => `+49171392${2000 + index}`);
		for (const one of people) await sandbox.writeText(one, NUMBER, 'Hello');
		for (const one of people) {
			now += 1000;
			await Promise.all(Array.from({ length: 40 }, () => callCloudApi(sandbox.url, PATH, text(one))));
		}
		await sandbox.idle();
		const told = receiver.statuses().filter(one => one.status === 'delivered');
		expect(told).toHaveLength(1000);
		for (const one of told) expect(one.pricing).toEqual({ ...FREE, category: 'service' });
		expect(await price(text(people[0] ?? ''))).toEqual({ ...PAID, category: 'service' });
		now += DAY_MS;
		await sandbox.writeText(JONAS, NUMBER, 'Hello');
		expect(await price(text(JONAS))).toEqual({ ...FREE, category: 'service' });
	}, 20_000);
});
