import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { CLOUD_API_NUMBER } from '../../../relay/sandbox/seed.ts';
import { testClock } from '../../support/clock.ts';
import { callCloudApi, parameters, template } from './provider-calls.ts';
import { startReceiver } from './receiver.ts';

const NUMBER = CLOUD_API_NUMBER.id;
const JONAS = '+491713920001';
const ORDER_UPDATE = { number: NUMBER, name: 'order_update', language: 'en_US' };
const path = `/${CLOUD_API_NUMBER.wabaId}/message_templates`;
const clock = testClock('still');
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let sandbox: Sandbox;

beforeAll(async () => {
	receiver = await startReceiver();
	sandbox = await startSandbox({ now: clock.now });
	await sandbox.webhook({ number: NUMBER, url: receiver.url });
});
afterAll(async () => {
	await sandbox.close();
	await receiver.close();
});
afterEach(async () => {
	await sandbox.idle();
	await sandbox.reset();
});

/** Submits a template with this name, after the webhook that a reset forgot was registered again. */
async function create(name: string): Promise<void> {
	await sandbox.webhook({ number: NUMBER, url: receiver.url });
	receiver.received.length = 0;
	const components = [{ type: 'BODY', text: `Something about ${name} that is long enough.` }];
	const body = { name, language: 'en_US', category: 'UTILITY', components };
	const { status } = await callCloudApi(sandbox.url, path, body);
	expect(status).toBe(200);
}
async function found(name: string): Promise<unknown> {
	const { body } = await callCloudApi(sandbox.url, `${path}?name=${name}&language=en_US`);
	return (body as { data?: unknown[] }).data?.[0];
}
const told = () => receiver.received.flatMap(one => one.body.entry[0]?.changes ?? []);
const send = () =>
	callCloudApi(
		sandbox.url,
		`/${CLOUD_API_NUMBER.phoneNumberId}/messages`,
		template(JONAS, 'order_update', 'en_US', [{ type: 'body', parameters: parameters('a', 'b', 'c') }]),
	);
/** All that the sandbox had to say of templates arrives. */
const listen = async () => {
	await sandbox.webhook({ number: NUMBER, url: receiver.url });
	receiver.received.length = 0;
};

describe('the reviewer', () => {
	it('decides nothing by hand', async () => {
		await create('by_hand');
		await sandbox.idle();
		expect(await found('by_hand')).toMatchObject({ status: 'PENDING' });
		expect(told()).toEqual([]);
	});

	it.each([
		['plain', 'APPROVED', 'NONE', 'UTILITY'],
		['a_reject_promotional', 'REJECTED', 'PROMOTIONAL', 'UTILITY'],
		['a_reject_scam', 'REJECTED', 'SCAM', 'UTILITY'],
		['a_reject_abusive_content', 'REJECTED', 'ABUSIVE_CONTENT', 'UTILITY'],
		['a_reject_incorrect_category', 'REJECTED', 'INCORRECT_CATEGORY', 'UTILITY'],
		['a_reject_tag_content_mismatch', 'REJECTED', 'TAG_CONTENT_MISMATCH', 'UTILITY'],
		['a_as_marketing', 'APPROVED', 'NONE', 'MARKETING'],
	])('decides over %s by itself: %s, %s, %s', async (name, status, reason, category) => {
		await sandbox.reviewer({ mode: 'auto', afterMs: 5 });
		await create(name);
		await sandbox.idle();
		expect(await found(name)).toMatchObject({ status, rejected_reason: reason, category });
		expect(told()).toMatchObject([
			{
				field: 'message_template_status_update',
				value: {
					event: status,
					reason,
					message_template_name: name,
					message_template_language: 'en_US',
					message_template_category: category,
				},
			},
		]);
	});

	it('says more of a wrong format', async () => {
		await sandbox.reviewer({ mode: 'auto', afterMs: 0 });
		await create('a_reject_invalid_format');
		await sandbox.idle();
		expect(told()[0]?.value).toMatchObject({
			reason: 'INVALID_FORMAT',
			rejection_info: { reason: expect.any(String), recommendation: expect.any(String) },
		});
	});

	it('leaves what should stay', async () => {
		await sandbox.reviewer({ mode: 'auto', afterMs: 0 });
		await create('it_stay_pending');
		await sandbox.idle();
		expect(await found('it_stay_pending')).toMatchObject({ status: 'PENDING' });
	});
});

describe('template-pause', () => {
	it.each([
		['first', 'FIRST_PAUSE', 3],
		['second', 'SECOND_PAUSE', 6],
	] as const)('%s: %s for %i hours, then it goes on by itself', async (step, title, hours) => {
		await listen();
		await sandbox.templatePause({ ...ORDER_UPDATE, step });
		expect((await send()).body.error?.code).toBe(132015);
		clock.advance(hours * 3_600_000 - 60_000);
		expect((await send()).body.error?.code).toBe(132015);
		clock.advance(60_000);
		expect((await send()).status).toBe(200);
		await sandbox.idle();
		const updates = told().filter(one => one.field === 'message_template_status_update');
		expect(updates.map(one => one.value)).toMatchObject([
			{ event: 'PAUSED', other_info: { title } },
			{ event: 'APPROVED', other_info: { title: 'UNPAUSE' } },
		]);
	});

	it('disables for good', async () => {
		await listen();
		await sandbox.templatePause({ ...ORDER_UPDATE, step: 'disable' });
		expect((await send()).body.error?.code).toBe(132016);
		await sandbox.idle();
		expect(told()[0]?.value).toMatchObject({
			event: 'DISABLED',
			other_info: { title: 'DISABLED' },
			disable_info: { disable_date: expect.any(Number) },
		});
	});

	it('counts a send in spite of it as a violation', async () => {
		await sandbox.templatePause({ ...ORDER_UPDATE, step: 'first' });
		await send();
		expect((await sandbox.violations()).violations).toMatchObject([{ rule: 'template-not-sendable' }]);
	});
});

describe('template-category and template-quality', () => {
	it('tell of a category to come in Meta’s words, and of one that holds', async () => {
		await listen();
		await sandbox.templateCategory({ ...ORDER_UPDATE, category: 'MARKETING', state: 'pending' });
		expect(await found('order_update')).toMatchObject({
			category: 'UTILITY',
			correct_category: 'MARKETING',
		});
		await sandbox.templateCategory({ ...ORDER_UPDATE, category: 'MARKETING', state: 'done' });
		expect(await found('order_update')).toMatchObject({ category: 'MARKETING' });
		await sandbox.idle();
		expect(told()).toMatchObject([
			{
				field: 'template_category_update',
				value: {
					new_category: 'UTILITY',
					correct_category: 'MARKETING',
					category_update_timestamp: expect.any(Number),
				},
			},
			{
				field: 'template_category_update',
				value: { previous_category: 'UTILITY', new_category: 'MARKETING' },
			},
		]);
	});

	it('tell of a quality with the one before', async () => {
		await listen();
		await sandbox.templateQuality({ ...ORDER_UPDATE, quality: 'RED' });
		await sandbox.idle();
		expect(told()).toMatchObject([
			{
				field: 'message_template_quality_update',
				value: { previous_quality_score: 'GREEN', new_quality_score: 'RED' },
			},
		]);
	});
});
