import { type Sandbox, type SandboxOptions, startSandbox } from '../../relay/sandbox/sandbox.ts';
import { TELEGRAM_BOT } from '../../relay/sandbox/telegram/seed.ts';
import type { RequestOf } from '../../shared/contract/commands/index.ts';
import type { ChannelView, ConversationView, MessageView } from '../../shared/contract/views.ts';
import {
	newClientId,
	type Person,
	startTestRelay,
	type TestRelay,
	type TestRelayOptions,
} from '../support/relay.ts';
import { until } from '../support/until.ts';

/** People of the sandbox who write in these tests. */
export const JONAS = '+491713920001';
export const MIRIAM = '+491760406902';

/** A relay with the sandbox's bot as its channel. */
export interface TelegramScene {
	readonly sandbox: Sandbox;
	readonly relay: TestRelay;
	readonly owner: Person;
	readonly channel: ChannelView;
	/** The one conversation with this person, or in this group, and its messages, after all updates were applied. */
	open(
		where?: string | { chat: string },
	): Promise<{ conversation: ConversationView; messages: MessageView[] }>;
	send(
		content: RequestOf<'message:send'>['content'],
		where?: string | { chat: string },
	): Promise<MessageView>;
	message(id: string, is: (message: MessageView) => boolean): Promise<MessageView>;
	/** What the bot has written to a person or into a group. */
	written(where?: string | { chat: string }): Promise<Record<string, unknown>[]>;
	close(): Promise<void>;
}

export async function startTelegram(
	options: { sandbox?: SandboxOptions; relay?: TestRelayOptions } = {},
): Promise<TelegramScene> {
	const sandbox = await startSandbox(options.sandbox ?? {});
	const relay = await startTestRelay(options.relay ?? {});
	const owner = await relay.person('owner', 'Ann Owner');
	const channel = await addTelegram(owner, sandbox);
	const chatOf = async (where: string | { chat: string }) => {
		if (typeof where !== 'string') return where.chat;
		return String((await sandbox.telegram.chats({ customer: where })).person.userId);
	};
	const conversationOf = async (where: string | { chat: string }) => {
		await sandbox.idle();
		await relay.relay.drained();
		const chatId = await chatOf(where);
		const { conversations } = await owner.get('conversation:list', { channelId: channel.id, limit: 100 });
		const found = conversations.find(one => one.contact.addresses.some(({ value }) => value === chatId));
		if (!found) throw new Error(`There is no conversation in chat ${chatId}.`);
		return found;
	};
	return {
		sandbox,
		relay,
		owner,
		channel,
		async open(where = JONAS) {
			const { id } = await conversationOf(where);
			const opened = await owner.get('conversation:open', { conversationId: id, limit: 200 });
			if (!opened.conversation) throw new Error('The conversation is gone.');
			return { conversation: opened.conversation, messages: [...opened.messages] };
		},
		async send(content, where = JONAS) {
			const { id } = await conversationOf(where);
			const sent = await owner.get('message:send', { clientId: newClientId(), conversationId: id, content });
			return sent.message;
		},
		message: (id, is) =>
			until(`message ${id} is as wanted`, async () => {
				const row = await relay.relay.parts.store.messages.find(id);
				if (!row) return null;
				const opened = await owner.get('conversation:open', {
					conversationId: row.conversation_id,
					limit: 200,
				});
				const found = opened.messages.find(message => message.id === id);
				return found && is(found) ? found : null;
			}),
		async written(where = JONAS) {
			const { messages } = await sandbox.telegram.messages({ chat: await chatOf(where) });
			return messages.filter(({ from }) => from === 'bot').map(({ message }) => message);
		},
		async close() {
			await sandbox.close();
			await relay.close();
		},
	};
}

/** Connects the sandbox's bot; the relay registers its webhook by itself. */
export async function addTelegram(owner: Person, sandbox: Sandbox): Promise<ChannelView> {
	const { channel } = await owner.get('channel:add', {
		name: 'Lindenblatt bot',
		type: 'telegram',
		provider: 'telegram',
		credentials: { botToken: TELEGRAM_BOT.token },
		apiUrl: `${sandbox.url}/telegram`,
	});
	return channel;
}
