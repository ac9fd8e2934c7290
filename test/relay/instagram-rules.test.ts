import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/lib/time.ts';
import { testClock } from '../support/clock.ts';
import { newClientId } from '../support/relay.ts';
import { type InstagramScene, JONAS, startInstagram } from './instagram-scene.ts';

const MIRIAM = '+491760406902';
const AMELIA = '+447700900101';

/** A scene whose two clocks are one, which stands still. */
async function still(activities?: string) {
	const clock = testClock('still');
	const scene = await startInstagram({
		sandbox: { now: clock.now },
		relay: { now: clock.now },
		...(activities !== undefined && { activities }),
	});
	return { clock, scene };
}

async function refusal(
	scene: InstagramScene,
	content: Parameters<InstagramScene['send']>[0],
	customer = JONAS,
) {
	const { conversation } = await scene.open(customer);
	const answer = await scene.owner.ask('message:send', {
		clientId: newClientId(),
		conversationId: conversation.id,
		content,
	});
	return answer.ok ? null : answer.error.refusal;
}

/** The comment that was written last, under whatever post. */
async function newest(scene: InstagramScene) {
	const { posts } = await scene.sandbox.instagram.posts();
	return posts.flatMap(post => post.comments).sort((a, b) => b.seq - a.seq)[0];
}

const text = (value: string) => ({ kind: 'text' as const, text: value });

describe('the window of an Instagram conversation', () => {
	let scene: InstagramScene;
	let clock: ReturnType<typeof testClock>;
	beforeAll(async () => {
		({ scene, clock } = await still());
	});
	afterAll(() => scene.close());
	const lastSent = () => scene.sandbox.instagram.messages(JONAS).at(-1);

	it('is open one second before 24 hours', async () => {
		await scene.sandbox.instagram.writes({ customer: JONAS, text: 'Hello' });
		await scene.open();
		clock.advance(DAY_MS - SECOND_MS);
		const sent = await scene.send(text('In time'));
		await scene.message(sent.id, one => one.status === 'sent');
		expect(lastSent()).toMatchObject({ text: 'In time', humanAgent: false });
	});
	it('is for people alone from the 24th hour on', async () => {
		clock.advance(SECOND_MS);
		const sent = await scene.send(text('By hand'));
		await scene.message(sent.id, one => one.status === 'sent');
		expect(lastSent()).toMatchObject({ text: 'By hand', humanAgent: true });
	});
	it('says what is missing when the app may not answer late, and stops nothing else', async () => {
		await scene.sandbox.instagram.setAccount({ humanAgent: false });
		const sent = await scene.send(text('Too late for this app'));
		const failed = await scene.message(sent.id, one => one.status === 'failed');
		expect(failed.problem?.code).toBe('human-agent-missing');
		const { channels } = await scene.owner.get('channel:list', {});
		expect(channels[0]?.state).toBe('active');
		await scene.sandbox.instagram.setAccount({ humanAgent: true });
	});
	it('is not lengthened by a reaction, a seen or a comment', async () => {
		const message = scene.sandbox.instagram.messages(JONAS)[0]?.id ?? '';
		await scene.sandbox.instagram.reacts({ customer: JONAS, message, emoji: '👍' });
		await scene.sandbox.instagram.sees({ customer: JONAS });
		await scene.sandbox.instagram.comments({ customer: JONAS, text: 'Nice' });
		const { conversation } = await scene.open();
		expect(clock.now() - (conversation.lastInboundAt ?? 0)).toBe(DAY_MS);
	});
	it('is closed for everybody after seven days, to the second', async () => {
		clock.advance(6 * DAY_MS - SECOND_MS);
		const sent = await scene.send(text('The last one'));
		await scene.message(sent.id, one => one.status === 'sent');
		clock.advance(SECOND_MS);
		expect(await refusal(scene, text('One too many'))).toBe('window-closed');
		await scene.sandbox.instagram.repliesToStory({ customer: JONAS, text: 'Hello again' });
		await scene.open();
		const again = await scene.send(text('Open again'));
		await scene.message(again.id, one => one.status === 'sent');
		expect(lastSent()?.humanAgent).toBe(false);
	});
	it('holds 1000 bytes of text and not one more', async () => {
		const fits = `${'ä'.repeat(499)}ab`;
		const sent = await scene.send(text(fits));
		await scene.message(sent.id, one => one.status === 'sent');
		expect(lastSent()?.text).toBe(fits);
		expect(await refusal(scene, text(`${fits}c`))).toBe('too-long');
	});
	it('was kept by us: Instagram had nothing to refuse', async () => {
		const { violations } = await scene.sandbox.violations();
		expect(violations.filter(one => one.rule === 'outside-window')).toEqual([]);
	});
});

describe('comments', () => {
	let scene: InstagramScene;
	let clock: ReturnType<typeof testClock>;
	beforeAll(async () => {
		({ scene, clock } = await still('direct,feed,reels'));
	});
	afterAll(() => scene.close());
	const commentBy = async (customer: string) => {
		const { messages } = await scene.open(customer);
		return messages.findLast(one => one.content.kind === 'comment');
	};
	const reply = (messageId: string, mode: 'private' | 'public', words: string) => ({
		kind: 'comment-reply' as const,
		messageId,
		mode,
		text: words,
	});

	it.each(['changes', 'flat'] as const)(
		'of ticked kinds become messages, in the shape %s',
		async commentShape => {
			await scene.sandbox.instagram.setAccount({ commentShape });
			await scene.sandbox.instagram.comments({
				customer: JONAS,
				post: 'reel',
				text: `Price? (${commentShape})`,
			});
			expect(await commentBy(JONAS)).toMatchObject({
				direction: 'inbound',
				content: { activity: 'reels', text: `Price? (${commentShape})`, postId: '17900000000000002' },
			});
		},
	);
	it('of kinds that are not ticked become none', async () => {
		const count = (await scene.open(JONAS)).messages.length;
		await scene.sandbox.instagram.comments({ customer: JONAS, post: 'story', text: 'Not for us' });
		await scene.sandbox.instagram.comments({ customer: JONAS, post: 'note', text: 'Nor this' });
		expect((await scene.open(JONAS)).messages).toHaveLength(count);
		expect(scene.relay.log.some(line => line.includes('comments on stories are not ticked'))).toBe(true);
	});
	it('of another account of the same app are for that account’s channel to leave out', async () => {
		const { parts } = scene.relay.relay;
		const other = '17841400000000088';
		await parts.settings.change(data => {
			const [own] = data.channels;
			if (own)
				data.channels.push({
					...own,
					id: 'chn_other',
					name: 'Other',
					plain: { ...own.plain, accountId: other, activities: 'stories' },
				});
		});
		const entry = (id: string, product: string) => {
			const from = { id: '7002491713920001', username: 'jonas.weber' };
			const media = { id: '17900000000000088', media_product_type: product };
			const time = Math.floor(clock.now() / 1000);
			return { id: other, time, changes: [{ field: 'comments', value: { id, text: product, from, media } }] };
		};
		await scene.sandbox.instagram.deliver({ entry: entry('1788001', 'FEED') });
		await scene.sandbox.instagram.deliver({ entry: entry('1788002', 'STORY') });
		await scene.sandbox.idle();
		await scene.relay.relay.drained();
		const { conversations } = await scene.owner.get('conversation:list', { channelId: 'chn_other' });
		expect(conversations.map(one => one.lastMessage?.excerpt)).toEqual(['Comment: STORY']);
		await parts.settings.change(data => {
			data.channels = data.channels.filter(one => one.id !== 'chn_other');
		});
	});
	it('open no window for messages', async () => {
		expect(await refusal(scene, text('Hello'))).toMatch(/cannot-start|window-closed/);
	});
	it('have one private reply', async () => {
		const comment = await commentBy(JONAS);
		const sent = await scene.send(reply(comment?.id ?? '', 'private', 'It is 12 €.'));
		await scene.message(sent.id, one => one.status === 'sent');
		expect(scene.sandbox.instagram.messages(JONAS).at(-1)).toMatchObject({
			text: 'It is 12 €.',
			commentId: expect.any(String),
		});
		const { messages } = await scene.open(JONAS);
		expect(messages.filter(one => one.direction === 'outbound')).toHaveLength(1);
		expect(await refusal(scene, reply(comment?.id ?? '', 'private', 'And blue.'))).toBe('comment-answered');
	});
	it('can be answered below for everybody, which is no message of ours a second time', async () => {
		const comment = await commentBy(JONAS);
		const sent = await scene.send(reply(comment?.id ?? '', 'public', 'See your messages!'));
		await scene.message(sent.id, one => one.status === 'sent');
		expect(await newest(scene)).toMatchObject({
			text: 'See your messages!',
			customerId: null,
			parentId: expect.any(String),
		});
		const { messages } = await scene.open(JONAS);
		expect(messages.filter(one => one.content.kind === 'comment-reply')).toHaveLength(2);
		expect(
			messages.filter(one => one.direction === 'inbound' && one.content.kind === 'comment'),
		).toHaveLength(2);
	});
	it('can be answered privately for seven days', async () => {
		await scene.sandbox.instagram.comments({ customer: MIRIAM, text: 'And in Lisbon?' });
		const comment = await commentBy(MIRIAM);
		clock.advance(7 * DAY_MS - MINUTE_MS);
		const sent = await scene.send(reply(comment?.id ?? '', 'private', 'There too.'), MIRIAM);
		await scene.message(sent.id, one => one.status === 'sent');
		await scene.sandbox.instagram.comments({ customer: MIRIAM, text: 'Thanks' });
		const late = await commentBy(MIRIAM);
		clock.advance(7 * DAY_MS);
		expect(await refusal(scene, reply(late?.id ?? '', 'private', 'Too late'), MIRIAM)).toBe(
			'comment-too-old',
		);
	});
	it('that another program has answered say so', async () => {
		await scene.sandbox.instagram.comments({ customer: AMELIA, text: 'Do you ship?' });
		const comment = await commentBy(AMELIA);
		const id = (await newest(scene))?.id ?? '';
		const { accessToken, accountId } = await scene.sandbox.instagram.token();
		const answer = await fetch(`${scene.sandbox.url}/instagram/v25.0/${accountId}/messages`, {
			method: 'POST',
			headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
			body: JSON.stringify({ recipient: { comment_id: id }, message: { text: 'Yes.' } }),
		});
		expect(answer.status).toBe(200);
		const sent = await scene.send(reply(comment?.id ?? '', 'private', 'We do.'), AMELIA);
		const failed = await scene.message(sent.id, one => one.status === 'failed');
		expect(failed.problem?.code).toBe('comment-answered');
	});
	it('that were answered let the talk go on once the person writes', async () => {
		await scene.sandbox.instagram.writes({ customer: AMELIA, text: 'Great' });
		await scene.open(AMELIA);
		clock.advance(HOUR_MS);
		const sent = await scene.send(text('Anything else?'), AMELIA);
		await scene.message(sent.id, one => one.status === 'sent');
	});
});
