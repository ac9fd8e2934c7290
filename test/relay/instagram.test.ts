import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INSTAGRAM_ACCOUNT } from '../../relay/sandbox/instagram/seed.ts';
import { until } from '../support/until.ts';
import { upload } from '../support/upload.ts';
import { type InstagramScene, JONAS, startInstagram } from './instagram-scene.ts';

/** One pixel. */
const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

describe('an Instagram channel', () => {
	let scene: InstagramScene;
	beforeAll(async () => {
		scene = await startInstagram();
	});
	afterAll(() => scene.close());

	it('is named as the account tells, and says until when it is let in', async () => {
		const { channel } = scene;
		expect(channel).toMatchObject({
			address: `@${INSTAGRAM_ACCOUNT.username}`,
			webhook: { state: 'by-hand' },
		});
		expect(channel.authorizedUntil ?? 0).toBeGreaterThan(Date.now() + 59 * 86_400_000);
		expect(channel.checks.filter(line => line.result === 'failed')).toEqual([]);
	});
	it('carries texts both ways, and the echo of our own makes no second message', async () => {
		await scene.sandbox.instagram.writes({ customer: JONAS, text: 'Habt ihr Kräuter? 🌿' });
		expect((await scene.open()).messages.map(one => one.content)).toEqual([
			{ kind: 'text', text: 'Habt ihr Kräuter? 🌿' },
		]);
		const sent = await scene.send({ kind: 'text', text: 'Ja, Basilikum.' });
		await scene.message(sent.id, one => one.status === 'sent');
		const { messages } = await scene.open();
		expect(messages.map(one => [one.direction, one.content])).toEqual([
			['inbound', { kind: 'text', text: 'Habt ihr Kräuter? 🌿' }],
			['outbound', { kind: 'text', text: 'Ja, Basilikum.' }],
		]);
		expect(scene.sandbox.instagram.messages(JONAS).map(one => one.text)).toEqual([
			'Habt ihr Kräuter? 🌿',
			'Ja, Basilikum.',
		]);
	});
	it('learns who wrote, which no direct message tells', async () => {
		const { conversation } = await until('the name is known', async () => {
			const opened = await scene.open();
			return opened.conversation.contact.profileName === 'Jonas Weber' ? opened : null;
		});
		expect(conversation.contact.addresses.map(address => address.kind).sort()).toEqual([
			'instagram-user',
			'instagram-username',
		]);
	});
	it('shows what was typed in the Instagram app', async () => {
		await scene.sandbox.instagram.appWrites({ customer: JONAS, text: 'From my phone' });
		const { messages } = await scene.open();
		expect(messages.at(-1)).toMatchObject({
			direction: 'outbound',
			author: null,
			content: { kind: 'text', text: 'From my phone' },
		});
	});
	it('learns what was seen', async () => {
		await scene.sandbox.instagram.sees({ customer: JONAS });
		const { messages } = await scene.open();
		const ours = messages.filter(one => one.direction === 'outbound');
		expect(ours.map(one => one.status)).toEqual(['read', 'read']);
	});
	it('carries pictures both ways', async () => {
		await scene.sandbox.instagram.writes({ customer: JONAS, attachments: [{ type: 'image' }] });
		const { messages } = await scene.open();
		const last = messages.at(-1);
		expect(last?.content).toMatchObject({ kind: 'media', mediaKind: 'image' });
		await scene.message(
			last?.id ?? '',
			one => one.content.kind === 'media' && one.content.state === 'stored',
		);

		const { mediaId } = await upload(scene.relay.url, scene.owner.token, {
			content: PNG,
			filename: 'dot.png',
			type: 'image/png',
		});
		const sent = await scene.send({ kind: 'media', mediaId });
		await scene.message(sent.id, one => one.status === 'sent');
		const [picture] = scene.sandbox.instagram.messages(JONAS).slice(-1);
		expect(picture?.attachments).toMatchObject([{ type: 'image', mime: 'image/png' }]);
		const stored = await (await fetch(picture?.attachments[0]?.url ?? '')).arrayBuffer();
		expect(Buffer.from(stored)).toEqual(PNG);
	});
	it('shows reactions, edits and messages that were taken back', async () => {
		const { messageId } = await scene.sandbox.instagram.writes({ customer: JONAS, text: 'Tomorow' });
		await scene.sandbox.instagram.edits({ customer: JONAS, message: messageId, text: 'Tomorrow' });
		const ours = scene.sandbox.instagram.messages(JONAS).find(one => one.by === 'api')?.id ?? '';
		await scene.sandbox.instagram.reacts({ customer: JONAS, message: ours, emoji: '👍' });
		const before = (await scene.open()).messages;
		expect(before.at(-1)).toMatchObject({ content: { text: 'Tomorrow' }, editedAt: expect.any(Number) });
		expect(before.find(one => one.reactions.length > 0)?.reactions).toEqual([
			{ from: 'contact', emoji: '👍' },
		]);
		await scene.sandbox.instagram.unsends({ customer: JONAS, message: messageId });
		expect((await scene.open()).messages.at(-1)?.revokedAt).toEqual(expect.any(Number));
	});
	it('sends quick replies and reads which was pressed', async () => {
		const sent = await scene.send({
			kind: 'choices',
			text: 'When?',
			options: [
				{ id: 'mon', title: 'Monday' },
				{ id: 'tue', title: 'Tuesday' },
			],
		});
		await scene.message(sent.id, one => one.status === 'sent');
		const message = scene.sandbox.instagram.messages(JONAS).at(-1)?.id ?? '';
		await scene.sandbox.instagram.presses({ customer: JONAS, message, button: 'Tuesday' });
		expect((await scene.open()).messages.at(-1)?.content).toMatchObject({
			kind: 'choice',
			text: 'Tuesday',
			id: 'tue',
		});
	});
	it('sends a heart to a message', async () => {
		const { messages } = await scene.open();
		const target = messages.findLast(one => one.direction === 'inbound' && one.revokedAt === null);
		await scene.send({ kind: 'reaction', messageId: target?.id ?? '', emoji: '❤' });
		await scene.message(target?.id ?? '', one => one.reactions.some(({ from }) => from === 'us'));
	});
	it('shows story replies, mentions and what Instagram does not hand over', async () => {
		await scene.sandbox.instagram.repliesToStory({ customer: JONAS, text: 'Open on Sunday?' });
		await scene.sandbox.instagram.mentionsInStory({ customer: JONAS });
		await scene.sandbox.instagram.writes({ customer: JONAS, unsupported: true });
		await scene.sandbox.instagram.writes({ customer: JONAS, text: 'To the other app', standby: true });
		const { messages } = await scene.open();
		expect(messages.slice(-4).map(one => [one.content.kind, one.referral?.source ?? null])).toEqual([
			['text', 'story'],
			['media', 'story-mention'],
			['unsupported', null],
			['text', null],
		]);
	});
	it('takes the dashboard’s test message, which is in the name of nobody', async () => {
		await scene.sandbox.instagram.testButton();
		await scene.sandbox.idle();
		await scene.relay.relay.drained();
		const { conversations } = await scene.owner.get('conversation:list', { channelId: scene.channel.id });
		expect(conversations.some(one => one.lastMessage?.excerpt === 'random_text')).toBe(true);
	});
	it('makes no second message of any echo that comes before the answer', async () => {
		const { mediaId } = await upload(scene.relay.url, scene.owner.token, {
			content: PNG,
			filename: 'dot.png',
			type: 'image/png',
		});
		await scene.sandbox.instagram.writes({ customer: JONAS, text: 'Go on' });
		const before = (await scene.open()).messages.length;
		await scene.sandbox.faults({ send: { slowMs: 150 } });
		const options = [
			{ id: 'a', title: 'One' },
			{ id: 'b', title: 'Two' },
		];
		const contents = [
			{ kind: 'text', text: 'A text' },
			{ kind: 'media', mediaId },
			{ kind: 'album', mediaIds: [mediaId, mediaId] },
			{ kind: 'choices', text: 'Which?', footer: 'Take your time', options },
			{ kind: 'link-button', text: 'Our herbs', label: 'Open', url: 'https://shop.example' },
		] as const;
		for (const content of contents) {
			const sent = await scene.send(content);
			await scene.message(sent.id, one => one.status === 'sent');
		}
		await scene.sandbox.faults({ send: { slowMs: 0, loseAnswer: 1 } });
		const lost = await scene.send({ kind: 'text', text: 'Nobody answers' });
		await scene.message(lost.id, one => one.status === 'sent');
		const { messages } = await scene.open();
		expect(messages.slice(before).map(one => one.content.kind)).toEqual([
			...contents.map(({ kind }) => kind),
			'text',
		]);
	});
	it('does nothing that Instagram would complain of', async () => {
		expect((await scene.sandbox.violations()).violations).toEqual([]);
	});
});
