import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestOf } from '../../../shared/contract/commands/index.ts';
import type { SendContent } from '../../../shared/contract/fields.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/lib/time.ts';
import { type TestClock, testClock } from '../../support/clock.ts';
import { newClientId } from '../../support/relay.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { until } from '../../support/until.ts';
import { upload as uploadTo } from '../../support/upload.ts';

const JONAS = '+491713920001';
type Wish = RequestOf<'message:send'>['content'];

let scene: Scene;
let clock: TestClock;
let conversationId: string;
beforeAll(async () => {
	clock = testClock();
	scene = await startScene({ relay: { now: clock.now }, sandbox: { now: clock.now } });
	await scene.sandbox.writeText(JONAS, scene.number, 'hello');
	conversationId = (await scene.open(JONAS)).conversationId ?? '';
});
afterAll(() => scene.close());

const ask = (content: Wish, more: object = {}) =>
	scene.owner.ask('message:send', { clientId: newClientId(), conversationId, content, ...more });
const sent = async (content: Wish, more: object = {}) => {
	const answer = await scene.owner.get('message:send', {
		clientId: newClientId(),
		conversationId,
		content,
		...more,
	});
	return answer.messageId;
};
const arrived = (id: string) => scene.message(id, one => one.status === 'delivered');
const wire = async (id: string) =>
	(await scene.sandbox.requests({ opaque: id })).requests.map(one => one.body as Record<string, unknown>);
const upload = (name: string, type: string, content: BlobPart = 'some bytes') =>
	uploadTo(scene.relay.url, scene.owner.token, { content, filename: name, type });

describe('a text', () => {
	it('arrives as it was written', async () => {
		const text = 'Grüße 🌱 *bold* <b>no</b>\n\n"quoted" \\ \u202Eodd';
		const id = await sent({ kind: 'text', text });
		await arrived(id);
		expect((await wire(id))[0]).toMatchObject({ text: { body: text }, to: JONAS });
	});
	it.each([
		['of nothing', '', 'empty'],
		['of spaces', ' \n\t', 'empty'],
		['of one letter too many', 'x'.repeat(4097), 'too-long'],
	])('%s is refused', async (_what, text, refusal) => {
		expect(await ask({ kind: 'text', text })).toMatchObject({
			ok: false,
			error: { code: 'refused', refusal },
		});
	});
	it('of the greatest length goes', async () => {
		await arrived(await sent({ kind: 'text', text: 'x'.repeat(4096) }));
	});
});

describe('a template', () => {
	const template = (name: string, parameters: object, language = 'en_US'): Wish =>
		({ kind: 'template', name, language, parameters }) as Wish;
	it.each([
		['a missing value', template('order_update', { body: ['Ann', 'LB-1'] }), ['body.3']],
		['all values missing', template('order_update', {}), ['body.1', 'body.2', 'body.3']],
		['an empty value', template('order_update', ['Ann', ' ', 'today']), ['body.2']],
		['a line break', template('order_update', ['Ann', 'a\nb', 'today']), ['body.2']],
		['a tab', template('order_update', ['Ann', 'a\tb', 'today']), ['body.2']],
		['many spaces', template('order_update', ['Ann', 'a     b', 'today']), ['body.2']],
		['a value too many', template('order_update', ['Ann', 'a', 'b', 'c']), ['body.4']],
		[
			'a missing named value',
			template('appointment_reminder', { first_name: 'Ann', date: 'today' }),
			['body.time'],
		],
		[
			'a name that is none',
			template('appointment_reminder', { body: { first_name: 'Ann', date: 'x', time: 'x', place: 'x' } }),
			['body.place'],
		],
		['a missing value in the header', template('payment_reminder', { body: ['a', 'b', 'c'] }), ['header.1']],
		['a missing file in the header', template('delivery_note', { body: ['a', 'b'] }), ['header.media']],
		['a missing part of a link', template('parcel_tracking', { body: ['LB-1'] }), ['buttons.0']],
		[
			'a link part with a space',
			template('parcel_tracking', { body: ['LB-1'], buttons: ['a b'] }),
			['buttons.0'],
		],
		['a missing code', template('welcome_gift', { body: ['Ana'] }, 'pt_BR'), ['buttons.0']],
		[
			'a code with a sign',
			template('welcome_gift', { body: ['Ana'], buttons: ['A-1'] }, 'pt_BR'),
			['buttons.0'],
		],
	])('with %s is refused at the field, before the provider is asked', async (_what, content, slots) => {
		await scene.sandbox.clearRequests();
		const answer = await ask(content);
		expect(answer).toMatchObject({ ok: false, error: { code: 'refused', refusal: 'parameters' } });
		if (!answer.ok)
			expect(Object.keys(answer.error.fields ?? {})).toEqual(slots.map(slot => `content.parameters.${slot}`));
		expect((await scene.sandbox.requests()).requests).toEqual([]);
	});
	it.each([
		['flash_sale', 'en_US', 'template-not-approved'],
		['win_a_phone', 'en_US', 'template-not-approved'],
		['review_request', 'de', 'template-not-approved'],
		['old_newsletter', 'en_US', 'template-not-approved'],
		['hello', 'fr', 'template-missing'],
		['nobody', 'en_US', 'template-missing'],
	])('%s in %s is refused: %s', async (name, language, refusal) => {
		expect(await ask(template(name, ['x'], language))).toMatchObject({
			ok: false,
			error: { code: 'refused', refusal },
		});
	});
	it.each([
		['without values', template('hello', {})],
		['with values by position', template('order_update', ['Ann', 'LB-1', 'today'])],
		[
			'with named values',
			template('appointment_reminder', { first_name: 'Ann', date: 'today', time: '10:30' }),
		],
		[
			'with a value in the header',
			template('payment_reminder', { header: { text: ['R-1'] }, body: ['Ann', '£1', 'today'] }),
		],
		['with part of a link', template('parcel_tracking', { body: ['LB-1'], buttons: ['LB-1'] })],
		['with a code to copy', template('welcome_gift', { body: ['Ana'], buttons: ['GIFT10'] }, 'pt_BR')],
		['with a login code', template('login_code', ['482913'])],
	])('%s is taken by the provider and arrives', async (_what, content) => {
		const message = await arrived(await sent(content));
		expect(message.content).toMatchObject({ kind: 'template' });
		if (message.content.kind === 'template') expect(message.content.preview.body).not.toMatch(/\{\{/);
	});
	it('with a file in its header uploads it once and names it by id', async () => {
		const file = await upload('note.pdf', 'application/pdf', '%PDF-1.4');
		const parameters = {
			header: { mediaId: file.mediaId, filename: 'Delivery note.pdf' },
			body: ['Ann', 'LB-1'],
		};
		const ids = [
			await sent(template('delivery_note', parameters)),
			await sent(template('delivery_note', parameters)),
		];
		for (const id of ids) await arrived(id);
		expect(JSON.stringify(await wire(ids[0] ?? ''))).toContain('Delivery note.pdf');
		const uploads = (await scene.sandbox.requests()).requests.filter(one => one.path.endsWith('/media'));
		expect(uploads).toHaveLength(1);
		expect(
			await ask(template('delivery_note', { header: { mediaId: 'med_none' }, body: ['Ann', 'LB-1'] })),
		).toMatchObject({
			ok: false,
			error: { code: 'invalid', fields: { 'content.parameters.header.mediaId': expect.any(String) } },
		});
	});
	it('paused by WhatsApp after it was chosen is refused from then on', async () => {
		await scene.sandbox.templateStatus({
			number: scene.number,
			name: 'hello',
			language: 'de',
			status: 'PAUSED',
		});
		await scene.open(JONAS);
		expect(await ask(template('hello', {}, 'de'))).toMatchObject({
			ok: false,
			error: { refusal: 'template-not-approved' },
		});
		await scene.sandbox.templateStatus({
			number: scene.number,
			name: 'hello',
			language: 'de',
			status: 'APPROVED',
		});
		await scene.open(JONAS);
		await arrived(await sent(template('hello', {}, 'de')));
	});
});

describe('a file', () => {
	it('is uploaded once, and sent by its id each time', async () => {
		await scene.sandbox.clearRequests();
		const file = await upload('plan.png', 'image/png', new Uint8Array([137, 80, 78, 71]));
		const ids = [await sent({ kind: 'media', mediaId: file.mediaId, caption: 'the plan' })];
		await arrived(ids[0] ?? '');
		ids.push(await sent({ kind: 'media', mediaId: file.mediaId }));
		await arrived(ids[1] ?? '');
		const { requests } = await scene.sandbox.requests();
		expect(requests.filter(one => one.method === 'POST' && one.path.endsWith('/media'))).toHaveLength(1);
		const [first, second] = await Promise.all(ids.map(wire));
		expect(first?.[0]).toMatchObject({
			type: 'image',
			image: { id: expect.any(String), caption: 'the plan' },
		});
		expect(second?.[0]?.image).toEqual({ id: expect.any(String) });
	});
	it('is uploaded anew after its time at the provider', async () => {
		const file = await upload('plan.pdf', 'application/pdf', '%PDF');
		await arrived(await sent({ kind: 'media', mediaId: file.mediaId }));
		await scene.sandbox.clearRequests();
		clock.advance(26 * DAY_MS);
		await scene.sandbox.writeText(JONAS, scene.number, 'still there?');
		await scene.open(JONAS);
		await arrived(await sent({ kind: 'media', mediaId: file.mediaId }));
		const { requests } = await scene.sandbox.requests();
		expect(requests.filter(one => one.method === 'POST' && one.path.endsWith('/media'))).toHaveLength(1);
	});
	it('whose upload fails is tried again, and nothing was sent before', async () => {
		const file = await upload('a.pdf', 'application/pdf', '%PDF');
		await scene.sandbox.faults({ calls: { failPath: 'media', failTimes: 1 } });
		const id = await sent({ kind: 'media', mediaId: file.mediaId });
		await scene.message(id, one => one.problem?.retryAt != null);
		expect(await wire(id)).toEqual([]);
		clock.advance(10_000);
		scene.relay.relay.wake();
		await arrived(id);
		expect(await wire(id)).toHaveLength(1);
	});
	it.each([
		['a picture', 'a.jpg', 'image/jpeg', {}, 'image'],
		['a video', 'a.mp4', 'video/mp4', {}, 'video'],
		['a voice message', 'a.ogg', 'audio/ogg; codecs=opus', { voice: true }, 'voice'],
		[
			'a sheet',
			'Maße ü.xlsx',
			'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
			{},
			'document',
		],
		['a picture that WhatsApp shows only as a file', 'a.gif', 'image/gif', {}, 'document'],
	])('that is %s goes as what the phone can show', async (_what, name, type, more, kind) => {
		const file = await upload(name, type);
		const answer = await ask({ kind: 'media', mediaId: file.mediaId, ...more });
		expect(answer).toMatchObject({
			ok: true,
			value: { message: { content: { kind: 'media', mediaKind: kind } } },
		});
	});
	it.each([
		['with too long a caption', 'image/png', { caption: 'x'.repeat(1025) }, 'too-long'],
		['as voice that is none', 'image/png', { voice: true }, 'file-type'],
	])('%s is refused', async (_what, type, more, refusal) => {
		const file = await upload('a', type);
		expect(await ask({ kind: 'media', mediaId: file.mediaId, ...more })).toMatchObject({
			ok: false,
			error: { code: 'refused', refusal },
		});
	});
	it('that is not there is refused at the field', async () => {
		expect(await ask({ kind: 'media', mediaId: 'med_none' })).toMatchObject({
			ok: false,
			error: { code: 'invalid', fields: { 'content.mediaId': expect.any(String) } },
		});
	});
});

describe('an answer to a message', () => {
	it('says which one it answers, to the phone too', async () => {
		const externalId = await scene.sandbox.writeText(JONAS, scene.number, 'which one?');
		const { messages } = await scene.open(JONAS);
		const asked = messages.at(-1);
		const id = await sent({ kind: 'text', text: 'this one' }, { replyToMessageId: asked?.id });
		const message = await arrived(id);
		expect(message.replyTo).toEqual({ messageId: asked?.id, direction: 'inbound', excerpt: 'which one?' });
		expect((await wire(id))[0]).toMatchObject({ context: { message_id: externalId } });
	});
	it('of another conversation, or to none at all, is refused at the field', async () => {
		await scene.sandbox.writeText('+491760406902', scene.number, 'elsewhere');
		const other = (await scene.open('+491760406902')).messages[0];
		for (const replyToMessageId of [other?.id, 'msg_none'])
			expect(await ask({ kind: 'text', text: 'x' }, { replyToMessageId })).toMatchObject({
				ok: false,
				error: { code: 'invalid', fields: { replyToMessageId: expect.any(String) } },
			});
	});
});

describe('our reaction', () => {
	const target = async () => {
		await scene.sandbox.writeText(JONAS, scene.number, 'nice');
		return (await scene.open(JONAS)).messages.at(-1)?.id ?? '';
	};
	const reactions = async (id: string) => (await scene.message(id, () => true)).reactions;
	const settled = (id: string) =>
		scene.relay.relay.parts.store.messages.find(id).then(row => row?.status ?? '');

	it('is shown at once, is put on the phone, and can be taken off', async () => {
		const messageId = await target();
		const { messages } = await scene.open(JONAS);
		await sent({ kind: 'reaction', messageId, emoji: '👍' });
		expect(await reactions(messageId)).toEqual([{ from: 'us', emoji: '👍' }]);
		await sent({ kind: 'reaction', messageId, emoji: '' });
		expect(await reactions(messageId)).toEqual([]);
		expect((await scene.open(JONAS)).messages).toHaveLength(messages.length);
		const bodies = (await scene.sandbox.requests()).requests.map(one => JSON.stringify(one.body));
		expect(bodies.filter(one => one.includes('"type":"reaction"')).length).toBeGreaterThanOrEqual(1);
	});
	it('that the provider refuses is taken back', async () => {
		const messageId = await target();
		const row = await scene.relay.relay.parts.store.messages.find(messageId);
		await scene.relay.relay.parts.store.messages.update(messageId, { external_id: `${row?.external_id}x` });
		const id = await sent({ kind: 'reaction', messageId, emoji: '🙏' });
		await until('it is settled', async () => (await settled(id)) !== 'queued');
		expect(await settled(id)).toBe('failed');
		expect(await reactions(messageId)).toEqual([]);
	});
	it('to a message of another conversation, or one that never went out, is refused', async () => {
		for (const messageId of ['msg_none', (await scene.open('+491760406902')).messages[0]?.id ?? ''])
			expect(await ask({ kind: 'reaction', messageId, emoji: '👍' })).toMatchObject({
				ok: false,
				error: { code: 'invalid', fields: { 'content.messageId': expect.any(String) } },
			});
	});
});

describe('the rules', () => {
	it('are asked again when a message leaves: one whose window closed while it waited is not sent', async () => {
		await scene.sandbox.writeText(JONAS, scene.number, 'window');
		await scene.open(JONAS);
		await scene.sandbox.number({ number: scene.number, revoked: true });
		const refused = await sent({ kind: 'text', text: 'the key is dead' });
		await scene.message(refused, one => one.status === 'failed');
		await until(
			'the channel is paused',
			async () => (await scene.owner.get('channel:list', {})).channels[0]?.state === 'paused',
		);
		const waiting = await sent({ kind: 'text', text: 'waits for the key' });
		clock.advance(25 * HOUR_MS);
		await scene.sandbox.number({ number: scene.number, revoked: false });
		await scene.owner.get('channel:update', { channelId: scene.channel.id, state: 'active' });
		const message = await scene.message(waiting, one => one.status === 'failed');
		expect(message.problem?.code).toBe('window-closed');
		expect(await wire(waiting)).toEqual([]);
	});
	it('refuse free text at the closing instant, and let it through the millisecond before', async () => {
		await scene.sandbox.writeText('+447700900102', scene.number, 'window');
		const { conversationId: id } = await scene.open('+447700900102');
		const { conversation } = await scene.owner.get('conversation:open', { conversationId: id ?? '' });
		const closes = (conversation?.lastInboundAt ?? 0) + DAY_MS;
		const still = testClock('still', closes - 1);
		const other = scene.relay.relay.parts as { now: () => number };
		const { now } = other;
		other.now = still.now;
		const before = await ask({ kind: 'text', text: 'just in time' }, { conversationId: id });
		still.advance(1);
		const after = await ask({ kind: 'text', text: 'too late' }, { conversationId: id });
		other.now = now;
		expect(before.ok).toBe(true);
		expect(after).toMatchObject({ ok: false, error: { refusal: 'window-closed' } });
	});
	it('stop who has not seen the customer’s newest message', async () => {
		await scene.sandbox.writeText(JONAS, scene.number, 'one');
		const seen = (await scene.open(JONAS)).messages.at(-1)?.id ?? '';
		await scene.sandbox.writeText(JONAS, scene.number, 'two');
		await scene.open(JONAS);
		const text: SendContent = { kind: 'text', text: 'answer' };
		expect(await ask(text, { lastSeenMessageId: seen })).toMatchObject({
			ok: false,
			error: { refusal: 'newer-message', message: expect.stringContaining('customer') },
		});
		expect(await ask(text, { lastSeenMessageId: null })).toMatchObject({
			ok: false,
			error: { refusal: 'newer-message' },
		});
		const newest = (await scene.open(JONAS)).messages.at(-1)?.id ?? '';
		expect((await ask(text, { lastSeenMessageId: newest })).ok).toBe(true);
		expect((await ask(text)).ok).toBe(true);
		// One's own message is nothing new to oneself; a colleague's is.
		expect((await ask(text, { lastSeenMessageId: newest })).ok).toBe(true);
		const agent = await scene.relay.person('agent', 'Bea');
		expect(
			await agent.ask('message:send', {
				clientId: newClientId(),
				conversationId,
				content: text,
				lastSeenMessageId: newest,
			}),
		).toMatchObject({
			ok: false,
			error: { refusal: 'newer-message', message: expect.stringContaining('Ann Owner') },
		});
	});
	it('refuse the channel’s own number, and one that is none', async () => {
		const content: Wish = { kind: 'template', name: 'hello', language: 'en_US', parameters: {} };
		expect(
			await scene.owner.ask('message:send', {
				clientId: newClientId(),
				channelId: scene.channel.id,
				to: '12',
				content,
			}),
		).toMatchObject({ ok: false, error: { code: 'invalid', fields: { to: expect.any(String) } } });
		const own = await scene.owner.get('message:send', {
			clientId: newClientId(),
			channelId: scene.channel.id,
			to: scene.channel.address,
			content,
		});
		expect((await scene.message(own.messageId, one => one.status === 'failed')).problem?.code).toBe(
			'own-number',
		);
	});
	it('leave the provider nothing to complain about', async () => {
		expect((await scene.sandbox.violations()).violations).toEqual([]);
	});
});
