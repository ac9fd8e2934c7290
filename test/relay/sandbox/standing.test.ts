import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { CLOUD_API_NUMBER, DIALOG360_NUMBER } from '../../../relay/sandbox/seed.ts';
import { testClock } from '../../support/clock.ts';
import { callCloudApi, parameters, template, text } from './provider-calls.ts';
import { startReceiver } from './receiver.ts';

const NUMBER = CLOUD_API_NUMBER.id;
const JONAS = '+491713920001';
const GRACE = '+14155550132';
const clock = testClock('still');
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let sandbox: Sandbox;

beforeAll(async () => {
	receiver = await startReceiver();
	sandbox = await startSandbox({ now: clock.now });
});
afterAll(async () => {
	await sandbox.close();
	await receiver.close();
});
beforeEach(async () => {
	await sandbox.idle();
	await sandbox.reset();
	await sandbox.webhook({ number: NUMBER, url: receiver.url });
	receiver.received.length = 0;
});

const told = async () => {
	await sandbox.idle();
	return receiver.received.flatMap(one => one.body.entry[0]?.changes ?? []);
};
const post = (body: unknown) =>
	callCloudApi(sandbox.url, `/${CLOUD_API_NUMBER.phoneNumberId}/messages`, body);
const utility = (to: string) =>
	post(template(to, 'order_update', 'en_US', [{ type: 'body', parameters: parameters('a', 'b', 'c') }]));
const marketing = (to: string) =>
	post(
		template(to, 'welcome_gift', 'pt_BR', [
			{ type: 'body', parameters: parameters('Ana') },
			{
				type: 'button',
				sub_type: 'copy_code',
				index: '0',
				parameters: [{ type: 'coupon_code', coupon_code: 'GIFT1' }],
			},
		]),
	);
const rules = async () => (await sandbox.violations()).violations.map(one => one.rule);
const shown = async (fields: string) =>
	(await callCloudApi(sandbox.url, `/${CLOUD_API_NUMBER.phoneNumberId}?fields=${fields}`)).body;

describe('limit', () => {
	it('is told to each account of the portfolio, and answered', async () => {
		await sandbox.number({ number: DIALOG360_NUMBER.id, portfolio: 'both' });
		await sandbox.number({ number: NUMBER, portfolio: 'both' });
		await sandbox.webhook({ number: DIALOG360_NUMBER.id, url: receiver.url });
		await sandbox.limit({ number: NUMBER, tier: 'TIER_250' });
		const change = {
			field: 'business_capability_update',
			value: { max_daily_conversations_per_business: 'TIER_250' },
		};
		expect(await told()).toMatchObject([change, change]);
		expect(await shown('whatsapp_business_manager_messaging_limit,messaging_limit_tier')).toMatchObject({
			whatsapp_business_manager_messaging_limit: 'TIER_250',
			messaging_limit_tier: 'TIER_250',
		});
	});
});

describe('standing', () => {
	it('is what the number answers, and nothing is told of it', async () => {
		await sandbox.standing({
			number: NUMBER,
			quality: 'YELLOW',
			status: 'OFFLINE',
			throughput: 'HIGH',
			name: 'New name',
		});
		expect(await shown('quality_rating,status,throughput,verified_name')).toMatchObject({
			quality_rating: 'YELLOW',
			status: 'OFFLINE',
			throughput: { level: 'HIGH' },
			verified_name: 'New name',
		});
		expect(await told()).toEqual([]);
	});

	it('is told with an event', async () => {
		await sandbox.standing({ number: NUMBER, throughput: 'HIGH', event: 'THROUGHPUT_UPGRADE' });
		expect(await told()).toMatchObject([
			{
				field: 'phone_number_quality_update',
				value: { event: 'THROUGHPUT_UPGRADE', display_phone_number: CLOUD_API_NUMBER.displayPhone },
			},
		]);
	});
});

describe('restrict', () => {
	it('refuses templates until it ends, and takes answers', async () => {
		await sandbox.restrict({ number: NUMBER, type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', days: 1 });
		const expiration = Math.floor((clock.now() + 86_400_000) / 1000);
		expect(await told()).toMatchObject([
			{
				field: 'account_update',
				value: {
					event: 'ACCOUNT_RESTRICTION',
					restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration }],
				},
			},
		]);
		expect((await utility(JONAS)).body.error?.code).toBe(368);
		await sandbox.writeText(JONAS, NUMBER, 'Hello?');
		expect((await post(text(JONAS))).status).toBe(200);
		expect(await rules()).toEqual(['while-restricted']);
		clock.advance(86_400_000);
		expect((await utility(JONAS)).status).toBe(200);
	});

	it('of answers refuses those, and of utility templates only those', async () => {
		await sandbox.writeText(JONAS, NUMBER, 'Hello?');
		await sandbox.restrict({ number: NUMBER, type: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING', days: 1 });
		expect((await post(text(JONAS))).body.error?.code).toBe(368);
		expect((await utility(JONAS)).status).toBe(200);
		await sandbox.restrict({ number: NUMBER, type: 'RESTRICTED_UTILITY_TEMPLATES', days: 1 });
		expect((await utility(JONAS)).body.error?.code).toBe(368);
		expect((await marketing(JONAS)).status).toBe(200);
	});

	it('of another kind forbids nothing', async () => {
		await sandbox.restrict({ number: NUMBER, type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION', days: 1 });
		expect((await utility(JONAS)).status).toBe(200);
	});
});

describe('alert', () => {
	it('is told as it is', async () => {
		await sandbox.alert({
			number: NUMBER,
			severity: 'WARNING',
			type: 'PROFILE_PICTURE_LOST',
			description: 'The picture is gone.',
		});
		expect(await told()).toMatchObject([
			{
				field: 'account_alerts',
				value: {
					alert_info: {
						alert_severity: 'WARNING',
						alert_type: 'PROFILE_PICTURE_LOST',
						alert_description: 'The picture is gone.',
					},
				},
			},
		]);
	});
});

describe('marketing', () => {
	it('is refused after a stop, until the person wants it again; other templates go on', async () => {
		await sandbox.preference({ customer: JONAS, number: NUMBER, value: 'stop' });
		expect((await marketing(JONAS)).body.error?.code).toBe(131050);
		expect((await utility(JONAS)).status).toBe(200);
		await sandbox.preference({ customer: JONAS, number: NUMBER, value: 'resume' });
		expect((await marketing(JONAS)).status).toBe(200);
		expect(await rules()).toEqual(['marketing-after-stop']);
		const preferences = (await told()).filter(one => one.field === 'user_preferences');
		expect(preferences.map(one => one.value)).toMatchObject([
			{ user_preferences: [{ wa_id: '491713920001', category: 'marketing_messages', value: 'stop' }] },
			{ user_preferences: [{ value: 'resume' }] },
		]);
	});

	it('is held back from a person who had enough, but not as an answer', async () => {
		await sandbox.marketingCap({ customer: JONAS, on: true });
		expect((await marketing(JONAS)).status).toBe(200);
		await sandbox.idle();
		expect(sandbox.messages({ customer: JONAS, number: NUMBER })).toMatchObject([
			{ status: 'failed', errorCode: 131049 },
		]);
		await sandbox.writeText(JONAS, NUMBER, 'Any news?');
		await marketing(JONAS);
		await sandbox.idle();
		expect(sandbox.messages({ customer: JONAS, number: NUMBER }).at(-1)?.status).toBe('delivered');
		expect(await rules()).toEqual([]);
	});

	it('does not arrive in the United States; in Canada it does', async () => {
		await marketing(GRACE);
		await marketing('+14165550100');
		await utility(GRACE);
		await sandbox.idle();
		expect(sandbox.messages({ customer: GRACE, number: NUMBER })).toMatchObject([
			{ status: 'failed', errorCode: 131049 },
			{ status: 'delivered' },
		]);
		expect(sandbox.messages({ customer: '+14165550100', number: NUMBER })[0]?.status).toBe('delivered');
		expect(await rules()).toEqual(['marketing-us']);
	});
});
