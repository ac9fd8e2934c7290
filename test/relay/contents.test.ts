import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SendContent } from '../../shared/contract/fields.ts';
import { DAY_MS, HOUR_MS } from '../../shared/lib/time.ts';
import { testClock } from '../support/clock.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { until } from '../support/until.ts';
import { upload } from '../support/upload.ts';

const JONAS = '+491713920001';
const options = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ title: `Slot ${index + 1}`, id: `slot-${index + 1}` }));

describe('kinds of content on WhatsApp', () => {
	const clock = testClock();
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene({ relay: { now: clock.now }, sandbox: { now: clock.now } });
		await scene.sandbox.writeText(JONAS, scene.number, 'hello');
		await scene.open(JONAS);
	});
	afterAll(() => scene.close());

	/** Sends it and returns what the provider was given. */
	const sent = async (content: SendContent) => {
		const message = await scene.send({ to: JONAS, content });
		await scene.message(message.id, one => one.status === 'delivered');
		const { requests } = await scene.sandbox.requests({ opaque: message.id });
		return { message, body: requests[0]?.body as Record<string, unknown> };
	};

	it.each([
		[3, 'buttons'],
		[4, 'list'],
		[10, 'list'],
		[11, 'numbered'],
	] as const)('%i choices go as %s', async (count, form) => {
		const { message, body } = await sent({ kind: 'choices', text: 'When?', options: options(count) });
		expect(message.content).toMatchObject({ kind: 'choices', form });
		if (form === 'numbered')
			expect(body.text).toMatchObject({ body: expect.stringMatching(/11\. Slot 11$/) });
		else expect(body.interactive).toMatchObject({ type: form === 'buttons' ? 'button' : 'list' });
	});

	it('a tapped button is a choice with our id', async () => {
		const { message } = await sent({ kind: 'choices', text: 'Which?', options: options(2) });
		const row = await scene.relay.relay.parts.store.messages.find(message.id);
		await scene.sandbox.customerWrites({
			customer: JONAS,
			number: scene.number,
			message: { type: 'tap', message: row?.external_id ?? '', button: 'slot-2' },
		});
		const { messages } = await scene.open(JONAS);
		expect(messages.at(-1)?.content).toMatchObject({ kind: 'choice', text: 'Slot 2', id: 'slot-2' });
	});

	it('“2” after numbered choices is the second of them, and says what was typed', async () => {
		await sent({ kind: 'choices', text: 'Which of these?', options: options(12) });
		await scene.sandbox.writeText(JONAS, scene.number, ' 2. ');
		const { messages } = await scene.open(JONAS);
		expect(messages.at(-1)?.content).toEqual({
			kind: 'choice',
			text: 'Slot 2',
			detail: '2.',
			id: 'slot-2',
		});
	});

	it('“2” is a two once something else was said', async () => {
		await sent({ kind: 'choices', text: 'Which of these?', options: options(12) });
		await sent({ kind: 'text', text: 'How many will you be?' });
		await scene.sandbox.writeText(JONAS, scene.number, '2');
		const { messages } = await scene.open(JONAS);
		expect(messages.at(-1)?.content).toEqual({ kind: 'text', text: '2' });
	});

	it('choices are numbered everywhere when the settings say so', async () => {
		await scene.owner.get('rules:change', { numberedChoices: true });
		const { message } = await sent({ kind: 'choices', text: 'When?', options: options(2) });
		expect(message.content).toMatchObject({ form: 'numbered' });
		await scene.owner.get('rules:change', { numberedChoices: false });
	});

	it.each<[string, SendContent, Record<string, unknown>]>([
		[
			'a link button',
			{ kind: 'link-button', text: 'See it', label: 'Open', url: 'https://example.org/a' },
			{ type: 'interactive', interactive: { type: 'cta_url' } },
		],
		[
			'a location',
			{ kind: 'location', latitude: 52.5, longitude: 13.4, name: 'Shop', address: 'Linden 1' },
			{ type: 'location', location: { latitude: 52.5, longitude: 13.4, name: 'Shop', address: 'Linden 1' } },
		],
		[
			'a request for a location',
			{ kind: 'location-request', text: 'Where are you?' },
			{ type: 'interactive', interactive: { type: 'location_request_message' } },
		],
		[
			'a contact',
			{ kind: 'contacts', contacts: [{ name: 'Miriam Vogt', phones: ['+491760406902'], emails: [] }] },
			{
				type: 'contacts',
				contacts: [{ name: { formatted_name: 'Miriam Vogt', first_name: 'Miriam', last_name: 'Vogt' } }],
			},
		],
	])('%s goes as WhatsApp wants it', async (_what, content, body) => {
		expect((await sent(content)).body).toMatchObject(body);
	});

	it('what was sent once can be sent again as it was', async () => {
		const content = { kind: 'choices', text: 'Fails', options: options(2) } as const;
		await scene.sandbox.faults({ send: { cut: 1 } });
		const message = await scene.send({ to: JONAS, content });
		await scene.message(message.id, one => one.status === 'unknown');
		const again = await scene.owner.get('message:retry', {
			messageId: message.id,
			clientId: `again-${message.id}`,
		});
		const arrived = await scene.message(again.messageId, one => one.status === 'delivered');
		expect(arrived.content).toEqual(message.content);
	});

	it('choices that are the same, or have no words, are refused at the field or in words', async () => {
		const twice = [{ title: 'Yes' }, { title: 'Yes' }];
		const refused = await scene.owner.ask('message:send', {
			clientId: 'same-choices-1',
			channelId: scene.channel.id,
			to: JONAS,
			content: { kind: 'choices', text: 'Really?', options: twice },
		});
		expect(refused).toMatchObject({ error: { code: 'refused', message: expect.stringContaining('same') } });
		const empty = await scene.owner.ask('message:send', {
			clientId: 'same-choices-2',
			channelId: scene.channel.id,
			to: JONAS,
			content: { kind: 'choices', text: 'Really?', options: [{ title: '  ' }] },
		});
		expect(empty).toMatchObject({ error: { code: 'invalid' } });
	});

	describe('a file by its address', () => {
		it('goes as the file that it is', async () => {
			const { body } = await sent({
				kind: 'file-link',
				url: 'https://files.example/menu.pdf',
				caption: 'The menu',
			});
			expect(body).toMatchObject({
				type: 'document',
				document: { link: 'https://files.example/menu.pdf', caption: 'The menu' },
			});
		});
		it('that the network refuses goes as a text with the address, once', async () => {
			await scene.sandbox.writeText('+447700900053', scene.number, 'hi');
			await scene.open('+447700900053');
			const message = await scene.send({
				to: '+447700900053',
				content: { kind: 'file-link', url: 'https://files.example/a.mp4', caption: 'Look' },
			});
			const failed = await scene.message(message.id, one => one.retriedBy !== null);
			expect(failed).toMatchObject({ status: 'failed', problem: { code: 'media-refused' } });
			const { messages } = await scene.open('+447700900053');
			const texts = messages.filter(one => one.direction === 'outbound' && one.content.kind === 'text');
			expect(texts.map(one => [one.id, one.content, one.retryOf])).toEqual([
				[failed.retriedBy, { kind: 'text', text: 'Look\nhttps://files.example/a.mp4' }, message.id],
			]);
		});
	});

	it('files of messages are deleted after the days that the settings say; the messages stay', async () => {
		const file = await upload(scene.relay.url, scene.owner.token, {
			content: '%PDF-1.4 old',
			filename: 'old.pdf',
			type: 'application/pdf',
		});
		const { message } = await sent({ kind: 'media', mediaId: file.mediaId, caption: 'The offer' });
		const path = scene.relay.relay.parts.mediaFiles.path(file.mediaId);
		expect(existsSync(path)).toBe(true);
		await scene.owner.get('rules:change', { keepFilesDays: 30 });
		clock.advance(30 * DAY_MS + HOUR_MS);
		await scene.sandbox.writeText(JONAS, scene.number, 'long after');
		scene.relay.relay.wake();
		const shown = await until('the file is gone', async () => {
			const found = await scene.message(message.id, () => true);
			return found.content.kind === 'media' && found.content.state === 'removed' ? found : null;
		});
		expect(shown.content).toMatchObject({
			caption: 'The offer',
			problem: expect.stringContaining('30 days'),
		});
		// Last of all: the row says so before the bytes go.
		await until('the bytes are gone', async () => !existsSync(path));
		const link = await scene.owner.ask('media:link', { mediaId: file.mediaId });
		expect(link).toMatchObject({ ok: false, error: { message: expect.stringContaining('settings') } });
	});
});
