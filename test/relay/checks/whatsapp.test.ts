import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CLOUD_API_NUMBER, DIALOG360_NUMBER, PARTNER } from '../../../relay/sandbox/seed.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import { type Scene, startScene } from '../../support/scene.ts';

/** One thing that is wrong, and the words by which a person learns it. */
interface Planted {
	readonly what: string;
	readonly provider: 'dialog360' | 'cloud-api';
	plant(scene: Scene): Promise<unknown>;
	readonly says: RegExp;
	readonly result: 'failed' | 'warning';
}

const lisbon = CLOUD_API_NUMBER.id;
const berlin = DIALOG360_NUMBER.id;
const setPlain = (key: string, value: string) => async (scene: Scene) => {
	const { settings } = scene.relay.relay.parts;
	await settings.change(data => {
		for (const row of data.channels) row.plain[key] = value;
	});
};

const PLANTED: readonly Planted[] = [
	{
		what: 'a 360dialog key that a newer one ended',
		provider: 'dialog360',
		plant: ({ sandbox }) => sandbox.number({ number: berlin, revoked: true }),
		says: /refused the key.*Paste the newest one/,
		result: 'failed',
	},
	{
		what: 'a number that WhatsApp blocks because of an open bill',
		provider: 'dialog360',
		plant: ({ sandbox }) => sandbox.number({ number: berlin, health: 'BLOCKED' }),
		says: /blocks sending.*payment method/,
		result: 'failed',
	},
	{
		what: 'a webhook that another server had',
		provider: 'dialog360',
		plant: ({ sandbox }) => sandbox.webhook({ number: berlin, url: 'https://elsewhere.example/hook' }),
		says: /Until now it sent to another server/,
		result: 'warning',
	},
	{
		what: 'a provider whose webhook registration fails',
		provider: 'dialog360',
		plant: ({ sandbox }) => sandbox.faults({ calls: { failPath: '/v1/configs/webhook', failTimes: 9 } }),
		says: /could not be told where to send.*tried again by itself/,
		result: 'failed',
	},
	{
		what: 'a provider with a fault of its own',
		provider: 'dialog360',
		plant: ({ sandbox }) => sandbox.faults({ calls: { failPath: '/health_status', failTimes: 9 } }),
		says: /tried again by itself/,
		result: 'failed',
	},
	{
		what: 'a relay whose clock is five minutes slow',
		provider: 'dialog360',
		plant: ({ sandbox }) => sandbox.faults({ calls: { clockAheadMs: 5 * MINUTE_MS } }),
		says: /clock is 5 min slow.*NTP/,
		result: 'warning',
	},
	{
		what: 'an account at 360dialog with nothing left to spend',
		provider: 'dialog360',
		async plant(scene) {
			await scene.owner.get('channel:set-partner', {
				partner: { partnerId: PARTNER.id, key: PARTNER.key, apiUrl: `${scene.sandbox.url}/partner` },
			});
			await setPlain('channelId', PARTNER.channelId)(scene);
			await scene.sandbox.number({ number: berlin, balance: 0 });
		},
		says: /0 EUR left: 360dialog stops sending/,
		result: 'warning',
	},
	{
		what: 'a token that has ended',
		provider: 'cloud-api',
		plant: ({ sandbox }) => sandbox.number({ number: lisbon, revoked: true }),
		says: /Meta refused the access token.*permanent one/,
		result: 'failed',
	},
	{
		what: 'an app secret of another app',
		provider: 'cloud-api',
		async plant(scene) {
			const { settings, vault } = scene.relay.relay.parts;
			await settings.change(data => {
				for (const row of data.channels) row.secrets.appSecret = vault.seal('the-secret-of-another-app');
			});
		},
		says: /app secret is not that of the app/,
		result: 'failed',
	},
	{
		what: 'a phone number ID that Meta does not know',
		provider: 'cloud-api',
		plant: setPlain('phoneNumberId', '110000000000999'),
		says: /knows no number with this phone number ID/,
		result: 'failed',
	},
	{
		what: 'an account ID that Meta does not know',
		provider: 'cloud-api',
		plant: setPlain('businessAccountId', '120000000000999'),
		says: /knows no WhatsApp Business account with this ID/,
		result: 'failed',
	},
	{
		what: 'a token without the permission for templates',
		provider: 'cloud-api',
		plant: ({ sandbox }) => sandbox.number({ number: lisbon, lacks: ['whatsapp_business_management'] }),
		says: /may not read the account’s templates.*whatsapp_business_management/,
		result: 'failed',
	},
	{
		what: 'a number that is no longer registered',
		provider: 'cloud-api',
		plant: ({ sandbox }) => sandbox.standing({ number: lisbon, status: 'DISCONNECTED' }),
		says: /“disconnected” at Meta.*Register it again/,
		result: 'failed',
	},
	{
		what: 'another number than the one that was typed',
		provider: 'cloud-api',
		async plant(scene) {
			await scene.relay.relay.parts.settings.change(data => {
				for (const row of data.channels) row.address = '+351 21 0000078';
			});
		},
		says: /credentials are those of .*0077, not of .*0078/,
		result: 'warning',
	},
];

describe('channel:check', () => {
	let scene: Scene | null = null;
	let other: Server | null = null;
	afterEach(async () => {
		await scene?.close();
		other?.close();
		scene = null;
		other = null;
	});

	it.each(PLANTED)('names $what', async ({ provider, plant, says, result }) => {
		scene = await startScene({ provider });
		const { owner, channel } = scene;
		const before = await owner.get('channel:check', { channelId: channel.id });
		expect(before.lines.filter(line => says.test(line.message))).toEqual([]);
		await plant(scene);
		const { lines, channel: after } = await owner.get('channel:check', { channelId: channel.id });
		const found = lines.filter(line => says.test(line.message));
		expect(
			found.map(line => line.result),
			JSON.stringify(lines, null, 1),
		).toEqual([result]);
		// Kept for those who look later.
		expect(after.checks).toEqual(lines);
		expect(after.checkedAt).not.toBeNull();
	});

	it('names a public address that leads to another server', async () => {
		other = createServer((_request, response) => response.end('hello'));
		await new Promise<void>(resolve => other?.listen(0, '127.0.0.1', resolve));
		const publicUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
		scene = await startScene();
		Object.assign(scene.relay.relay.parts, { publicUrl: () => publicUrl });
		const { lines } = await scene.owner.get('channel:check', { channelId: scene.channel.id });
		expect(lines.find(line => line.check === 'public-address')).toMatchObject({
			result: 'failed',
			message: expect.stringContaining('leads to another server (it answered 200)'),
		});
	});

	it('names a public address that nobody answers at', async () => {
		scene = await startScene();
		Object.assign(scene.relay.relay.parts, { publicUrl: () => 'http://127.0.0.1:9' });
		const { lines } = await scene.owner.get('channel:check', { channelId: scene.channel.id });
		expect(lines.find(line => line.check === 'public-address')).toMatchObject({
			result: 'warning',
			message: expect.stringContaining('cannot reach itself'),
		});
	});

	it('says of a channel that is well that it is', async () => {
		scene = await startScene({ provider: 'cloud-api' });
		await scene.sandbox.writeText('+491713920001', scene.number, 'hello');
		await scene.open('+491713920001');
		const { lines } = await scene.owner.get('channel:check', { channelId: scene.channel.id });
		expect(lines.filter(line => line.result !== 'ok')).toEqual([]);
	});
});
