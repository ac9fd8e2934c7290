import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClientId } from '../support/relay.ts';
import { type Scene, startScene } from '../support/scene.ts';

describe.each(['dialog360', 'cloud-api'] as const)('a chat through %s', provider => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene({ provider });
	});
	afterAll(() => scene.close());

	it('fetches the templates when the channel is added', async () => {
		const { templates, syncedAt } = await scene.owner.get('template:list', { channelId: scene.channel.id });
		expect(syncedAt).not.toBeNull();
		expect(templates.length).toBeGreaterThanOrEqual(12);
		expect(templates.some(template => template.status === 'paused')).toBe(true);
	});

	it('refuses free text to somebody who never wrote, and names the way out', async () => {
		const result = await scene.owner.ask('message:send', {
			clientId: newClientId(),
			channelId: scene.channel.id,
			to: '+491713920001',
			content: { kind: 'text', text: 'Hello' },
		});
		expect(result).toMatchObject({ ok: false, error: { code: 'refused', refusal: 'window-closed' } });
	});

	it('sends a template whose ticks move to read', async () => {
		const { templates } = await scene.owner.get('template:list', { channelId: scene.channel.id });
		const template = templates.find(
			one =>
				one.status === 'approved' &&
				one.body.includes('{{1}}') &&
				!one.header &&
				one.buttons.length === 0 &&
				one.category !== 'authentication',
		);
		if (!template) throw new Error('The sandbox has no plain template with a variable.');
		const count = new Set(template.body.match(/\{\{\d+\}\}/g)).size;
		const message = await scene.send({
			to: '+49 171 3920001',
			content: {
				kind: 'template',
				name: template.name,
				language: template.language,
				parameters: Array.from({ length: count }, (_, i) => `value ${i}`),
			},
		});
		await scene.message(message.id, one => one.status === 'delivered');
		await scene.sandbox.customerReads({ customer: '+491713920001', number: scene.number });
		const read = await scene.message(message.id, one => one.status === 'read');
		expect(read.times.sentAt).not.toBeNull();
		const phone = scene.sandbox.messages({ customer: '+491713920001', number: scene.number });
		expect(phone).toHaveLength(1);
	});

	it('shows the answer, opens the window and lets free text through', async () => {
		await scene.sandbox.writeText('+491713920001', scene.number, 'Is the blue one in stock?');
		const { messages, conversationId } = await scene.open(
			provider === 'dialog360' ? '01713920001' : '+491713920001',
		);
		expect(messages.at(-1)).toMatchObject({
			direction: 'inbound',
			content: { kind: 'text', text: 'Is the blue one in stock?' },
		});
		const sent = await scene.send({
			conversationId: conversationId ?? '',
			content: { kind: 'text', text: 'Yes, two left.' },
		});
		await scene.message(sent.id, one => one.status === 'delivered');
	});
});
