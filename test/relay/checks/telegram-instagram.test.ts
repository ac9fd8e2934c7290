import { afterEach, describe, expect, it } from 'vitest';
import { TELEGRAM_BOT } from '../../../relay/sandbox/telegram/seed.ts';
import type { ChannelView } from '../../../shared/contract/views.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import type { Person } from '../../support/relay.ts';
import { until } from '../../support/until.ts';
import { type InstagramScene, startInstagram } from '../instagram-scene.ts';
import { startTelegram, type TelegramScene } from '../telegram-scene.ts';

/** One thing that is wrong, and the words by which a person learns it. */
interface Planted<Scene> {
	readonly what: string;
	plant(scene: Scene): Promise<unknown>;
	readonly says: RegExp;
	readonly result: 'failed' | 'warning';
}

async function expectNamed<Scene extends { owner: Person; channel: ChannelView }>(
	scene: Scene,
	{ plant, says, result }: Planted<Scene>,
): Promise<void> {
	const { owner, channel } = scene;
	const before = await owner.get('channel:check', { channelId: channel.id });
	expect(before.lines.filter(line => says.test(line.message))).toEqual([]);
	await plant(scene);
	const { lines } = await owner.get('channel:check', { channelId: channel.id });
	const found = lines.filter(line => says.test(line.message));
	expect(
		found.map(line => line.result),
		JSON.stringify(lines, null, 1),
	).toEqual([result]);
}

/** What the bot's owner could do from elsewhere with the same token. */
const fromElsewhere = (body: Record<string, unknown>) => async (scene: TelegramScene) => {
	// Telegram takes one registration a second.
	await until('Telegram takes the registration', async () => {
		const answer = await fetch(`${scene.sandbox.url}/telegram/bot${TELEGRAM_BOT.token}/setWebhook`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		return (await answer.json()).ok === true;
	});
};

const TELEGRAM: readonly Planted<TelegramScene>[] = [
	{
		what: 'a token that was revoked at BotFather',
		plant: ({ sandbox }) =>
			sandbox.telegram.token({
				token: `${TELEGRAM_BOT.token.split(':')[0]}:another-token-of-35-characters-here`,
			}),
		says: /refused the bot’s token.*@BotFather/,
		result: 'failed',
	},
	{
		what: 'a webhook that another program took',
		plant: fromElsewhere({ url: 'http://127.0.0.1:9/another-program' }),
		says: /Until now it sent to another server/,
		result: 'warning',
	},
	{
		what: 'kinds of updates that another program switched off',
		async plant(scene) {
			await fromElsewhere({ url: scene.channel.webhookUrl, allowed_updates: ['message'] })(scene);
		},
		says: /does not deliver edited_message, callback_query, my_chat_member/,
		result: 'warning',
	},
	{
		what: 'a relay whose clock is five minutes fast',
		plant: ({ sandbox }) => sandbox.faults({ calls: { clockAheadMs: -5 * MINUTE_MS } }),
		says: /clock is 5 min fast/,
		result: 'warning',
	},
];

const INSTAGRAM: readonly Planted<InstagramScene>[] = [
	{
		what: 'an access that ended after 60 days',
		plant: ({ sandbox }) => sandbox.instagram.expireToken(),
		says: /ended after 60 days.*Press Authorize again/,
		result: 'failed',
	},
	{
		what: 'an app that the person removed',
		plant: ({ sandbox }) => sandbox.instagram.revoke({ because: 'app-removed' }),
		says: /The app was removed in the account’s settings/,
		result: 'failed',
	},
	{
		what: 'a password that was changed',
		plant: ({ sandbox }) => sandbox.instagram.revoke({ because: 'password' }),
		says: /password was changed/,
		result: 'failed',
	},
	{
		what: 'an account that is no longer a professional one',
		plant: ({ sandbox }) => sandbox.instagram.setAccount({ type: 'PERSONAL' }),
		says: /(?:personal|not a professional|switch)/i,
		result: 'failed',
	},
	{
		what: 'a permission that was not given',
		async plant(scene) {
			await scene.relay.relay.parts.settings.change(data => {
				for (const row of data.channels)
					row.plain.permissions = 'instagram_business_basic,instagram_business_manage_messages';
			});
		},
		says: /instagram_business_manage_comments \(comments and answers to them\) was not given/,
		result: 'failed',
	},
];

describe('channel:check', () => {
	const scenes: { close(): Promise<void> }[] = [];
	afterEach(async () => {
		for (const scene of scenes.splice(0)) await scene.close();
	});

	it.each(TELEGRAM)('names $what', async planted => {
		const scene = await startTelegram();
		scenes.push(scene);
		await expectNamed(scene, planted);
	});
	it.each(INSTAGRAM)('names $what', async planted => {
		const scene = await startInstagram();
		scenes.push(scene);
		await expectNamed(scene, planted);
	});
});
