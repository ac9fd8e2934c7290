import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloudApi } from '../../../relay/providers/cloud-api/index.ts';
import type { Provider } from '../../../relay/providers/provider.ts';
import { DAY_MS } from '../../../shared/lib/time.ts';
import { testClock } from '../../support/clock.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { upload } from '../../support/upload.ts';

/** What happens while a file is on its way to the provider; once. */
let meanwhile: (() => Promise<unknown> | unknown) | null = null;

/** Cloud API, to which files take as long as something else. */
const slow: Provider = {
	...cloudApi,
	connect(settings, http) {
		const channel = cloudApi.connect(settings, http);
		const { media } = channel;
		const upload = media?.upload;
		if (!media || !upload) throw new Error('Cloud API carries files.');
		return {
			...channel,
			media: {
				...media,
				async upload(file, signal) {
					const ref = await upload(file, signal);
					const work = meanwhile;
					meanwhile = null;
					await work?.();
					return ref;
				},
			},
		};
	},
};

const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

describe('a message whose file is on its way to the provider', () => {
	const clock = testClock();
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene({
			provider: 'cloud-api',
			sandbox: { now: clock.now },
			relay: { now: clock.now, providers: [slow] },
		});
	});
	afterAll(() => scene.close());

	let index = 0;
	let to = '';
	let conversationId = '';
	beforeEach(async () => {
		index += 1;
		to = `+49171394000${index}`;
		await scene.sandbox.writeText(to, scene.number, 'Hello');
		conversationId = (await scene.open(to)).conversationId ?? '';
	});
	/** A file of its own each time, so that each is uploaded. */
	const picture = async () =>
		(
			await upload(scene.relay.url, scene.owner.token, {
				content: Buffer.concat([PNG, Buffer.from(String(index))]),
				filename: 'balcony.png',
				type: 'image/png',
			})
		).mediaId;
	const calls = async () =>
		(await scene.sandbox.requests({})).requests.filter(one => /messages$/.test(one.path)).length;
	const ended = (id: string) =>
		scene.message(id, one => one.status === 'failed' || one.status === 'delivered');

	it('is not sent when the window closes meanwhile', async () => {
		const before = await calls();
		meanwhile = () => clock.advance(DAY_MS + 1000);
		const sent = await scene.send({ conversationId, content: { kind: 'media', mediaId: await picture() } });
		expect(await ended(sent.id)).toMatchObject({ status: 'failed', problem: { code: 'window-closed' } });
		expect(await calls()).toBe(before);
	});
	it('is not sent when its template is paused meanwhile', async () => {
		const { templates } = await scene.owner.get('template:list', { channelId: scene.channel.id });
		const template = templates.find(one => one.status === 'approved' && one.header?.kind === 'image');
		if (!template) throw new Error('The sandbox has no approved template with a picture.');
		const count = new Set(template.body.match(/\{\{\w+\}\}/g)).size;
		const before = await calls();
		meanwhile = async () => {
			const { name, language } = template;
			await scene.sandbox.templateStatus({ number: scene.number, name, language, status: 'PAUSED' });
			await scene.sandbox.idle();
			await scene.relay.relay.drained();
		};
		const sent = await scene.send({
			conversationId,
			content: {
				kind: 'template',
				name: template.name,
				language: template.language,
				parameters: {
					header: { mediaId: await picture() },
					body: Array.from({ length: count }, (_, at) => `value ${at}`),
					...(template.buttons.some(one => one.kind === 'url' || one.kind === 'copy-code') && {
						buttons: { 0: 'A1' },
					}),
				},
			},
		});
		expect(await ended(sent.id)).toMatchObject({ status: 'failed', problem: { code: 'template-missing' } });
		expect(await calls()).toBe(before);
	});
	it('is sent when nothing happens meanwhile', async () => {
		const sent = await scene.send({ conversationId, content: { kind: 'media', mediaId: await picture() } });
		expect((await ended(sent.id)).status).toBe('delivered');
	});
});
