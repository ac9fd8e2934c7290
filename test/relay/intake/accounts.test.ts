import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLOUD_API_NUMBER } from '../../../relay/sandbox/seed.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { type Door, doorOf } from '../webhooks.ts';

/** A second business account of the same app, which Meta reports on at the same address. */
const OTHER_ACCOUNT = '360200000000077';

let scene: Scene;
let door: Door;
let other: string;
beforeAll(async () => {
	scene = await startScene({ provider: 'cloud-api' });
	door = await doorOf(scene);
	const { channel } = await scene.owner.get('channel:add', {
		name: 'The other account',
		type: 'whatsapp',
		provider: 'cloud-api',
		address: '+493023125177',
		credentials: {
			accessToken: CLOUD_API_NUMBER.accessToken,
			appSecret: CLOUD_API_NUMBER.appSecret,
			phoneNumberId: '110000000000077',
			businessAccountId: OTHER_ACCOUNT,
		},
		apiUrl: `${scene.sandbox.url}/cloud-api`,
	});
	other = channel.id;
});
afterAll(() => scene.close());

const report = async (account: string, field: string, value: object) => {
	const time = Math.floor(Date.now() / 1000);
	expect(await door.post({ entry: [{ id: account, time, changes: [{ field, value }] }] })).toBe(200);
	await scene.relay.relay.drained();
};
const channels = async () => (await scene.owner.get('channel:list', {})).channels;
const state = async (id: string) => (await channels()).find(one => one.id === id)?.state;

describe('what Meta reports on an account', () => {
	const disabled = {
		event: 'DISABLED',
		message_template_name: 'order_update',
		message_template_language: 'en_US',
	};
	const ours = async () =>
		(await scene.owner.get('template:list', { channelId: scene.channel.id })).templates.find(
			one => one.name === 'order_update' && one.language === 'en_US',
		)?.status;

	it('is not about the templates of another account at the same address', async () => {
		await report(OTHER_ACCOUNT, 'message_template_status_update', disabled);
		expect(await ours()).toBe('approved');
		await report(CLOUD_API_NUMBER.wabaId, 'message_template_status_update', disabled);
		expect(await ours()).toBe('disabled');
	});
	it('stops its own channels, and nobody else’s', async () => {
		await report(OTHER_ACCOUNT, 'account_update', {
			event: 'DISABLED_UPDATE',
			ban_info: { waba_ban_state: 'DISABLE' },
		});
		expect(await state(scene.channel.id)).toBe('active');
		expect(await state(other)).toBe('paused');
	});
	it('of an account that is not connected stops nothing', async () => {
		await report('360200000000099', 'account_update', {
			event: 'DISABLED_UPDATE',
			ban_info: { waba_ban_state: 'DISABLE' },
		});
		expect(await state(scene.channel.id)).toBe('active');
	});
});
