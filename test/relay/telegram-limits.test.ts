import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TELEGRAM_BOT } from '../../relay/sandbox/telegram/seed.ts';
import type { MessageView } from '../../shared/contract/views.ts';
import { newClientId } from '../support/relay.ts';
import { until } from '../support/until.ts';
import { JONAS, MIRIAM, startTelegram, type TelegramScene } from './telegram-scene.ts';

const CROWD = Array.from({ length: 60 }, (_, index) => `+447700900${300 + index}`);

describe('a bot’s pace', () => {
	let scene: TelegramScene;
	const chats = new Map<string, string>();
	beforeAll(async () => {
		scene = await startTelegram();
		for (const customer of [...CROWD, JONAS, MIRIAM]) await scene.sandbox.telegram.start({ customer });
		await scene.sandbox.idle();
		await scene.relay.relay.drained();
		const { conversations } = await scene.owner.get('conversation:list', {
			channelId: scene.channel.id,
			limit: 100,
		});
		for (const { id, contact } of conversations) {
			const chat = contact.addresses.find(({ kind }) => kind === 'telegram-chat')?.value ?? '';
			chats.set(chat, id);
		}
	}, 30_000);
	afterAll(() => scene.close());

	async function send(customer: string, text: string): Promise<MessageView> {
		const { person } = await scene.sandbox.telegram.chats({ customer });
		const conversationId = chats.get(String(person.userId)) ?? '';
		const content = { kind: 'text' as const, text };
		const { message } = await scene.owner.get('message:send', {
			clientId: newClientId(),
			conversationId,
			content,
		});
		return message;
	}
	const sentAll = (messages: readonly MessageView[]) =>
		Promise.all(messages.map(({ id }) => scene.message(id, ({ status }) => status === 'sent')));

	it('is never over thirty a second, to sixty chats at once', async () => {
		await scene.sandbox.clearRequests();
		const messages = await Promise.all(CROWD.map(customer => send(customer, 'Open on Sunday')));
		await sentAll(messages);
		const { requests } = await scene.sandbox.requests();
		const times = requests.filter(({ path }) => path.endsWith('sendMessage')).map(({ at }) => at);
		expect(times).toHaveLength(60);
		for (const from of times)
			expect(times.filter(at => at >= from && at < from + 1000).length).toBeLessThanOrEqual(30);
		expect((await scene.sandbox.violations()).violations).toEqual([]);
	}, 30_000);

	it('is about one a second to one chat, after a burst', async () => {
		const messages: MessageView[] = [];
		for (let index = 0; index < 6; index += 1) messages.push(await send(JONAS, `Part ${index}`));
		await sentAll(messages);
		expect((await scene.written()).slice(-6).map(({ text }) => text)).toEqual(
			messages.map((_, index) => `Part ${index}`),
		);
		expect((await scene.sandbox.violations()).violations).toEqual([]);
	}, 30_000);

	it('rests altogether as long as Telegram asks, and then sends everything', async () => {
		await scene.sandbox.telegram.limit({ times: 1, seconds: 3 });
		const before = Date.now();
		const first = await send(JONAS, 'Held');
		await scene.message(first.id, ({ problem }) => problem !== null);
		const others = await Promise.all(
			[MIRIAM, ...CROWD.slice(0, 5)].map(customer => send(customer, 'Held too')),
		);
		await sentAll([first, ...others]);
		expect(Date.now() - before).toBeGreaterThanOrEqual(2900);
		expect((await scene.sandbox.violations()).violations).toEqual([]);
	}, 30_000);
});

describe('a send of which Telegram tells nothing', () => {
	let scene: TelegramScene;
	beforeAll(async () => {
		scene = await startTelegram();
		await scene.sandbox.telegram.start({ customer: JONAS });
	});
	afterAll(() => scene.close());
	const texts = async () => (await scene.written()).map(({ text }) => text);

	it.each([
		['the answer is lost', { loseAnswer: 1 }, ['loseAnswer']],
		['the connection is cut', { cut: 1 }, []],
		['Telegram breaks off', { serverError: 1 }, []],
	] as const)('is unknown when %s, and not sent again by itself', async (_what, fault, arrived) => {
		const before = await texts();
		await scene.sandbox.faults({ send: fault });
		const sent = await scene.send({ kind: 'text', text: Object.keys(fault)[0] ?? '' });
		const message = await scene.message(sent.id, ({ status }) => status !== 'queued');
		expect(message).toMatchObject({ status: 'unknown', problem: { code: 'no-answer' } });
		expect(await texts()).toEqual([...before, ...arrived]);
	});
});

describe('the bot’s token', () => {
	let scene: TelegramScene;
	const seen: string[] = [];
	const originalFetch = globalThis.fetch;
	beforeAll(async () => {
		globalThis.fetch = async (input, init) => {
			const answer = await originalFetch(input, init);
			if (!String(input).includes(scene?.sandbox.url ?? ' '))
				seen.push(`${String(input)} ${JSON.stringify([...answer.headers])} ${await answer.clone().text()}`);
			return answer;
		};
		scene = await startTelegram();
	});
	afterAll(async () => {
		globalThis.fetch = originalFetch;
		await scene.close();
	});

	it('is found in no file, no line of the log, no answer and no webhook address', async () => {
		const { sandbox, owner, relay, channel } = scene;
		const socket = await owner.connect();
		socket.onAny((event: string, payload: unknown) => seen.push(`${event} ${JSON.stringify(payload)}`));
		await sandbox.telegram.start({ customer: JONAS });
		await sandbox.telegram.writes({ customer: JONAS, message: { type: 'photo' } });
		await sandbox.telegram.writes({ customer: JONAS, message: { type: 'video', size: 30 * 1024 * 1024 } });
		const { messages } = await scene.open();
		await scene.message(
			messages.at(-1)?.id ?? '',
			({ content }) => content.kind === 'media' && content.state === 'failed',
		);
		const faults = [{ serverError: 1 }, { cut: 1 }, { rateLimit: 1 }];
		for (const fault of faults) {
			await sandbox.faults({ send: fault });
			await scene.send({ kind: 'text', text: 'Hello' });
		}
		await sandbox.faults({ calls: { failTimes: 3, failPath: 'getFile' } });
		await sandbox.telegram.writes({ customer: JONAS, message: { type: 'document' } });
		await sandbox.telegram.token({ token: '7100000001:AAEanother-token-of-the-tests-00001' });
		await scene.send({ kind: 'text', text: 'Refused' });
		await until('the channel has stopped', async () => {
			const { channels } = await owner.get('channel:list', {});
			return channels.find(({ id }) => id === channel.id)?.state === 'paused';
		});
		await owner.get('channel:check', { channelId: channel.id });
		await owner.ask('channel:list', {});
		await owner.ask('channel:add', {
			name: 'Nowhere',
			type: 'telegram',
			provider: 'telegram',
			credentials: { botToken: TELEGRAM_BOT.token.replace('7100000001', '7100000002') },
			apiUrl: 'http://127.0.0.1:9',
		});
		socket.close();
		const secret = TELEGRAM_BOT.token.split(':')[1] ?? '';
		expect(seen.length).toBeGreaterThan(10);
		expect(seen.filter(text => text.includes(secret))).toEqual([]);
		expect(relay.log.filter(line => line.includes(secret))).toEqual([]);
		const files = readdirSync(relay.dataDir, { recursive: true, withFileTypes: true }).filter(one =>
			one.isFile(),
		);
		expect(files.length).toBeGreaterThan(2);
		for (const { parentPath, name } of files)
			expect(readFileSync(join(parentPath, name)).includes(secret), name).toBe(false);
		expect(channel.webhookUrl).not.toContain(secret);
	}, 30_000);
});
