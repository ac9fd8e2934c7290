import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClientId } from '../../support/relay.ts';
import { type Scene, startScene } from '../../support/scene.ts';

let scene: Scene;
beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene.close());

const send = (to: string, first: string, name?: string) =>
	scene.owner.ask('message:send', {
		clientId: newClientId(),
		channelId: scene.channel.id,
		to,
		...(name !== undefined && { name }),
		content: {
			kind: 'template',
			name: 'welcome_gift',
			language: 'pt_BR',
			parameters: { body: [first], buttons: { '0': 'CODE1' } },
		},
	});
const value = (result: Awaited<ReturnType<typeof send>>) => {
	if (!result.ok) throw new Error(result.error.message);
	const { content } = result.value.message;
	return content.kind === 'template' ? content.parameters.body?.['1'] : null;
};

describe('a variable in a template’s value', () => {
	it('is filled with what the relay knows of the contact, the agent and the channel', async () => {
		await scene.sandbox.writeText('+491713920001', scene.number, 'hi');
		await scene.open('+491713920001');
		const { conversations } = await scene.owner.get('conversation:list', {});
		const name = conversations[0]?.contact.name ?? '';
		expect(value(await send('+491713920001', '{{ contact.first_name }}'))).toBe(name.split(' ')[0]);
		expect(value(await send('+491713920001', '{{ agent.name }} of {{ channel.name }}'))).toBe(
			'Ann Owner of Sales Berlin',
		);
	});
	it('without a value takes its default', async () => {
		expect(value(await send('+491713929901', '{{ contact.first_name | default: "there" }}'))).toBe('there');
	});
	it('without either holds the message, at its field', async () => {
		expect(await send('+491713929902', 'Dear {{ contact.first_name }}')).toMatchObject({
			ok: false,
			error: {
				refusal: 'parameters',
				fields: { 'content.parameters.body.1': expect.stringContaining('contact.first_name') },
			},
		});
	});
	it('that cannot be read holds it too', async () => {
		expect(await send('+491713920001', 'Dear {{ contact.')).toMatchObject({ ok: false });
		expect(await send('+491713920001', '{% for a in b %}x{% endfor %}')).toMatchObject({ ok: false });
	});
});
