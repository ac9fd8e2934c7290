import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, startScene } from '../support/scene.ts';
import { upload } from '../support/upload.ts';

const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

describe.each(['dialog360', 'cloud-api'] as const)('the business profile by %s', provider => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene({ provider });
	});
	afterAll(() => scene.close());
	const channelId = () => scene.channel.id;
	const written = async () => {
		const { requests } = await scene.sandbox.requests({});
		return requests
			.filter(({ method, path }) => method === 'POST' && path.includes('whatsapp_business_profile'))
			.map(({ body }) => body);
	};

	it('is unknown until it is read, and then kept with the time', async () => {
		expect(await scene.owner.get('profile:show', { channelId: channelId() })).toEqual({
			profile: null,
			syncedAt: null,
		});
		const { profile, syncedAt } = await scene.owner.get('profile:sync', { channelId: channelId() });
		expect(profile.about).not.toBe('');
		expect(await scene.owner.get('profile:show', { channelId: channelId() })).toEqual({ profile, syncedAt });
	});
	it('is sent by what changed alone', async () => {
		const { profile } = await scene.owner.get('profile:sync', { channelId: channelId() });
		const saved = await scene.owner.get('profile:save', {
			...{ channelId: channelId(), about: profile.about, address: profile.address },
			description: 'Plants and pots',
			websites: ['https://lindenblatt.example', ' '],
		});
		expect(saved.sent.sort()).toEqual(['description', 'websites']);
		expect(await written()).toEqual([
			{
				messaging_product: 'whatsapp',
				description: 'Plants and pots',
				websites: ['https://lindenblatt.example'],
			},
		]);
		expect(saved.profile.description).toBe('Plants and pots');
	});
	it('is not sent when nothing changed', async () => {
		const before = await written();
		const saved = await scene.owner.get('profile:save', {
			channelId: channelId(),
			description: 'Plants and pots',
		});
		expect(saved.sent).toEqual([]);
		expect(await written()).toEqual(before);
	});
	it.each([
		['about', { about: 'x'.repeat(140) }],
		['email', { email: 'not an address' }],
		['websites.0', { websites: ['lindenblatt.example'] }],
		['websites', { websites: ['https://a.example', 'https://b.example', 'https://c.example'] }],
		['vertical', { vertical: 'CIRCUS' }],
	])('with a wrong %s is refused there, before anything is sent', async (field, change) => {
		const before = await written();
		const answer = await scene.owner.ask('profile:save', { channelId: channelId(), ...change });
		expect(answer).toMatchObject({
			ok: false,
			error: { code: 'invalid', fields: { [field]: expect.any(String) } },
		});
		expect(await written()).toEqual(before);
	});
	it('takes a photo as a handle of its bytes', async () => {
		const file = await upload(scene.relay.url, scene.owner.token, {
			content: PNG,
			filename: 'logo.png',
			type: 'image/png',
		});
		const saved = await scene.owner.ask('profile:save', {
			channelId: channelId(),
			photoMediaId: file.mediaId,
		});
		// The sandbox has resumable uploads for both; whether 360dialog has is not confirmed.
		if (!saved.ok) throw new Error(saved.error.message);
		expect(saved.value.sent).toEqual(['photo']);
		expect((await written()).at(-1)).toMatchObject({ profile_picture_handle: expect.stringMatching(/^4::/) });
	});
	it('keeps what was written when the provider is away, and says so', async () => {
		await scene.sandbox.faults({ calls: { failPath: 'whatsapp_business_profile', failTimes: 1 } });
		const answer = await scene.owner.ask('profile:sync', { channelId: channelId() });
		expect(answer).toMatchObject({ ok: false, error: { message: expect.stringMatching(/Try again/) } });
	});
});
