import { expect, it } from 'vitest';
import { newClientId } from '../support/relay.ts';
import { JONAS, startTelegram } from './telegram-scene.ts';

it('a group that moves takes nobody else’s chat from the contact that it is part of', async () => {
	const scene = await startTelegram();
	try {
		await scene.sandbox.telegram.start({ customer: JONAS });
		const person = (await scene.open()).conversation.contact;
		const { chat } = await scene.sandbox.telegram.group({ title: 'Jonas and us', customers: [JONAS] });
		await scene.sandbox.telegram.writes({ customer: JONAS, chat, message: { type: 'text', text: 'Here' } });
		const group = (await scene.open({ chat })).conversation.contact;
		await scene.owner.get('contact:merge', { keepId: person.id, goneId: group.id });
		await scene.sandbox.faults({ webhooks: { held: true } });
		await scene.sandbox.telegram.migrates({ chat });
		const { conversation } = await scene.owner.get('conversation:open', {
			channelId: scene.channel.id,
			address: { kind: 'telegram-chat', value: chat },
		});
		const { message } = await scene.owner.get('message:send', {
			clientId: newClientId(),
			conversationId: conversation?.id ?? '',
			content: { kind: 'text', text: 'Hello group' },
		});
		await scene.message(message.id, ({ status }) => status === 'sent');
		await scene.sandbox.faults({ webhooks: { held: false } });
		await scene.sandbox.telegram.writes({ customer: JONAS, message: { type: 'text', text: 'Only to you' } });
		expect((await scene.open()).conversation.contact.id).toBe(person.id);
	} finally {
		await scene.close();
	}
});
