import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClientId } from '../support/relay.ts';
import { until } from '../support/until.ts';
import { upload } from '../support/upload.ts';
import { addTelegram, JONAS, MIRIAM, startTelegram, type TelegramScene } from './telegram-scene.ts';

const PNG = new Uint8Array(Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1'));

describe('a chat through Telegram', () => {
	let scene: TelegramScene;
	beforeAll(async () => {
		scene = await startTelegram();
	});
	afterAll(() => scene.close());

	it('is connected by the token alone, and finds the bot’s name', async () => {
		expect(scene.channel).toMatchObject({
			type: 'telegram',
			provider: 'telegram',
			address: '@lindenblatt_bot',
			webhook: { state: 'registered' },
		});
		const { telegram } = await scene.sandbox.state();
		expect(telegram.bot.webhook).toMatchObject({
			url: scene.channel.webhookUrl,
			allowedUpdates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
		});
	});
	it('is not connected twice, and not by a wrong token', async () => {
		await expect(addTelegram(scene.owner, scene.sandbox)).rejects.toThrow(/conflict/);
		const wrong = await scene.owner.ask('channel:add', {
			name: 'Another',
			type: 'telegram',
			provider: 'telegram',
			credentials: { botToken: '7100000001:AAEwrong-token-of-the-tests-000001' },
			apiUrl: `${scene.sandbox.url}/telegram`,
		});
		expect(wrong).toMatchObject({
			ok: false,
			error: { fields: { 'credentials.botToken': expect.stringContaining('@BotFather') } },
		});
	});
	it('is checked in words, also twice within a second', async () => {
		for (const _ of [1, 2]) {
			const { lines } = await scene.owner.get('channel:check', { channelId: scene.channel.id });
			expect(lines.filter(({ result }) => result === 'failed')).toEqual([]);
			expect(lines.map(({ check }) => check)).toEqual(
				expect.arrayContaining(['credentials', 'number', 'clock', 'webhook', 'public-address']),
			);
		}
	});
	it('lets nobody write first, and gives the link instead', async () => {
		const sent = await scene.owner.ask('message:send', {
			clientId: newClientId(),
			channelId: scene.channel.id,
			to: JONAS,
			content: { kind: 'text', text: 'Hello' },
		});
		expect(sent).toMatchObject({ ok: false });
		const { url } = await scene.owner.get('contact:invite', {
			channelId: scene.channel.id,
			address: JONAS,
			name: 'Jonas of the CRM',
		});
		expect(url).toMatch(/^https:\/\/t\.me\/lindenblatt_bot\?start=[\w-]{22,64}$/);
		const payload = new URL(url).searchParams.get('start') ?? '';
		await scene.sandbox.telegram.start({ customer: JONAS, payload });
		const { conversation, messages } = await scene.open();
		expect(messages.map(({ content }) => content)).toEqual([{ kind: 'text', text: '/start' }]);
		// The very contact that the link was made for, with the number that Telegram does not tell.
		expect(conversation.contact).toMatchObject({ name: 'Jonas of the CRM' });
		expect(conversation.contact.addresses).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ kind: 'phone', value: JONAS }),
				expect.objectContaining({ kind: 'telegram-username' }),
			]),
		);
	});

	it('carries texts both ways, with answers and edits', async () => {
		const { messageId } = await scene.sandbox.telegram.writes({
			customer: JONAS,
			message: { type: 'text', text: 'Is the blue one in stock?' },
		});
		const asked = (await scene.open()).messages.at(-1);
		expect(asked).toMatchObject({ direction: 'inbound', content: { text: 'Is the blue one in stock?' } });
		const { conversation } = await scene.open();
		const { message } = await scene.owner.get('message:send', {
			clientId: newClientId(),
			conversationId: conversation.id,
			content: { kind: 'text', text: 'Yes, *two* left <3' },
			replyToMessageId: asked?.id ?? '',
		});
		await scene.message(message.id, ({ status }) => status === 'sent');
		expect((await scene.written()).at(-1)).toMatchObject({
			text: 'Yes, *two* left <3',
			reply_to_message: { message_id: messageId },
		});
		await scene.sandbox.telegram.edits({ customer: JONAS, message: messageId, text: 'Is the green one?' });
		const { messages } = await scene.open();
		expect(messages.find(({ id }) => id === asked?.id)).toMatchObject({
			content: { text: 'Is the green one?' },
		});
	});

	it('carries files both ways, and a second time without their bytes', async () => {
		await scene.sandbox.telegram.writes({
			customer: JONAS,
			message: { type: 'photo', base64: Buffer.from(PNG).toString('base64'), caption: 'My balcony' },
		});
		const photo = (await scene.open()).messages.at(-1);
		expect(photo).toMatchObject({ content: { mediaKind: 'image', caption: 'My balcony' } });
		await scene.message(
			photo?.id ?? '',
			({ content }) => content.kind === 'media' && content.state === 'stored',
		);

		const { mediaId } = await upload(scene.relay.url, scene.owner.token, {
			content: PNG,
			filename: 'balcony.png',
			type: 'image/png',
		});
		for (const caption of ['First', 'Again']) {
			const sent = await scene.send({ kind: 'media', mediaId, caption });
			await scene.message(sent.id, ({ status }) => status === 'sent');
		}
		const files = (await scene.written()).slice(-2).map(({ photo }) => photo as [{ file_id: string }]);
		expect(files[1]?.[0].file_id).toBe(files[0]?.[0].file_id);
	});
	it('says of a file that is too large for bots why it is not there', async () => {
		await scene.sandbox.telegram.writes({
			customer: JONAS,
			message: { type: 'video', size: 21 * 1024 * 1024 },
		});
		const film = (await scene.open()).messages.at(-1);
		const failed = await scene.message(
			film?.id ?? '',
			({ content }) => content.kind === 'media' && content.state === 'failed',
		);
		expect(failed.content).toMatchObject({ problem: expect.stringContaining('larger than 20 MB') });
	});

	it('shows choices as buttons, takes the press and ends the wait on the phone', async () => {
		const options = ['Monday', 'Tuesday'].map(title => ({ id: `day:${title}`, title }));
		const sent = await scene.send({ kind: 'choices', text: 'When?', options });
		await scene.message(sent.id, ({ status }) => status === 'sent');
		const shown = (await scene.written()).at(-1);
		expect(shown).toMatchObject({
			reply_markup: { inline_keyboard: [[{ text: 'Monday' }], [{ text: 'Tuesday' }]] },
		});
		const { queryId } = await scene.sandbox.telegram.presses({
			customer: JONAS,
			message: Number(shown?.message_id),
			button: 'Tuesday',
		});
		const { messages } = await scene.open();
		expect(messages.at(-1)).toMatchObject({
			direction: 'inbound',
			content: { kind: 'choice', text: 'Tuesday', id: 'day:Tuesday' },
		});
		await until('the press is answered', async () => {
			return (await scene.sandbox.telegram.answered({ query: queryId })).answered;
		});
	});

	it('carries links, places, contacts and reactions', async () => {
		const place = { latitude: 52.52, longitude: 13.4 };
		const contact = { name: 'Miriam Vogt', phones: [MIRIAM], emails: [] };
		for (const content of [
			{ kind: 'link-button', text: 'Look', label: 'Shop', url: 'https://shop.example' },
			{ kind: 'location', ...place, name: 'Depot', address: 'Teststrasse 1' },
			{ kind: 'location-request', text: 'Where to?' },
			{ kind: 'contacts', contacts: [contact] },
		] satisfies Parameters<TelegramScene['send']>[0][]) {
			const sent = await scene.send(content);
			await scene.message(sent.id, ({ status }) => status === 'sent');
		}
		expect((await scene.written()).slice(-4)).toMatchObject([
			{ reply_markup: { inline_keyboard: [[{ url: 'https://shop.example' }]] } },
			{ venue: { title: 'Depot' } },
			{ text: 'Where to?' },
			{ contact: { first_name: 'Miriam', phone_number: MIRIAM } },
		]);
		const { messageId } = await scene.sandbox.telegram.writes({
			customer: JONAS,
			message: { type: 'location', ...place },
		});
		const here = (await scene.open()).messages.at(-1);
		expect(here).toMatchObject({ content: { kind: 'location', ...place } });
		await scene.send({ kind: 'reaction', messageId: here?.id ?? '', emoji: '👍' });
		await until('the reaction is there', async () => {
			const { messages } = await scene.sandbox.telegram.messages({ customer: JONAS });
			return messages.find(one => one.messageId === messageId)?.reaction === '👍';
		});
	});

	it('knows who blocks the bot, writes to them no more, and knows when they are back', async () => {
		await scene.sandbox.telegram.start({ customer: MIRIAM });
		const { conversation } = await scene.open(MIRIAM);
		const write = () =>
			scene.owner.ask('message:send', {
				clientId: newClientId(),
				conversationId: conversation.id,
				content: { kind: 'text', text: 'Are you there?' },
			});
		// Blocked while the update of it is on its way: Telegram's refusal tells it as well.
		await scene.sandbox.faults({ webhooks: { held: true } });
		await scene.sandbox.telegram.blocks({ customer: MIRIAM });
		const sent = await write();
		const id = sent.ok ? sent.value.message.id : '';
		expect(await scene.message(id, ({ status }) => status === 'failed')).toMatchObject({
			problem: { code: 'blocked' },
		});
		await scene.sandbox.faults({ webhooks: { held: false } });
		await scene.open(MIRIAM);
		expect(await write()).toMatchObject({ ok: false, error: { refusal: 'blocked' } });
		await scene.sandbox.telegram.unblocks({ customer: MIRIAM });
		await scene.open(MIRIAM);
		const again = await write();
		expect(again).toMatchObject({ ok: true });
		if (again.ok) await scene.message(again.value.message.id, ({ status }) => status === 'sent');
	});

	it('follows a group that becomes a supergroup, told by update or by refusal', async () => {
		const { chat } = await scene.sandbox.telegram.group({ title: 'Builders', customers: [JONAS, MIRIAM] });
		await scene.sandbox.telegram.writes({
			customer: MIRIAM,
			chat,
			message: { type: 'text', text: 'Hi all' },
		});
		const { conversation, messages } = await scene.open({ chat });
		expect(conversation.contact).toMatchObject({ profileName: 'Builders' });
		expect(messages.at(-1)).toMatchObject({ content: { text: 'Miriam Vogt: Hi all' } });
		await scene.sandbox.faults({ webhooks: { held: true } });
		const moved = await scene.sandbox.telegram.migrates({ chat });
		const { message } = await scene.owner.get('message:send', {
			clientId: newClientId(),
			conversationId: conversation.id,
			content: { kind: 'text', text: 'Hello builders' },
		});
		await scene.message(message.id, ({ status }) => status === 'sent');
		expect(await scene.written(moved)).toMatchObject([{ text: 'Hello builders' }]);
		await scene.sandbox.faults({ webhooks: { held: false } });
		const later = await scene.open(moved);
		expect(later.conversation.id).toBe(conversation.id);
		expect(later.messages.filter(({ content }) => content.kind === 'notice')).toHaveLength(2);
	});

	it('takes a shared number for the contact’s only when it is their own', async () => {
		const phones = async () =>
			(await scene.open(MIRIAM)).conversation.contact.addresses.filter(({ kind }) => kind === 'phone');
		await scene.sandbox.telegram.sharesContact({ customer: MIRIAM, of: '+447700900101' });
		expect(await phones()).toEqual([]);
		await scene.sandbox.telegram.sharesContact({ customer: MIRIAM });
		expect(await phones()).toMatchObject([{ value: MIRIAM }]);
	});
	it('counts an update once, however often it comes', async () => {
		const before = (await scene.open()).messages.length;
		await scene.sandbox.faults({ webhooks: { twice: true } });
		const { messageId } = await scene.sandbox.telegram.writes({
			customer: JONAS,
			message: { type: 'text', text: 'Twice' },
		});
		await scene.sandbox.telegram.edits({ customer: JONAS, message: messageId, text: 'Once' });
		const { messages } = await scene.open();
		expect(messages).toHaveLength(before + 1);
		expect(messages.at(-1)).toMatchObject({ content: { text: 'Once' } });
		await scene.sandbox.faults({ webhooks: { twice: false } });
	});
	it('stores nothing of an update without its secret', async () => {
		const before = (await scene.open()).messages.length;
		const update = {
			update_id: 1,
			message: {
				message_id: 9000,
				date: Math.floor(Date.now() / 1000),
				chat: { id: 5_100_000_001, type: 'private' },
				from: { id: 5_100_000_001, is_bot: false, first_name: 'Forged' },
				text: 'Forged',
			},
		};
		for (const secret of [null, 'wrong']) {
			const answer = await fetch(scene.channel.webhookUrl ?? '', {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					...(secret !== null && { 'x-telegram-bot-api-secret-token': secret }),
				},
				body: JSON.stringify(update),
			});
			expect(answer.status).toBe(401);
		}
		expect((await scene.open()).messages).toHaveLength(before);
	});

	it('leaves no oddity behind', async () => {
		expect((await scene.sandbox.violations()).violations).toEqual([]);
	});
});
