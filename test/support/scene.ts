import { type Sandbox, type SandboxOptions, startSandbox } from '../../relay/sandbox/sandbox.ts';
import { CLOUD_API_NUMBER, DIALOG360_NUMBER } from '../../relay/sandbox/seed.ts';
import type { RequestOf } from '../../shared/contract/commands/index.ts';
import type { ChannelView, MessageView } from '../../shared/contract/views.ts';
import { newClientId, type Person, startTestRelay, type TestRelay, type TestRelayOptions } from './relay.ts';
import { until } from './until.ts';

/** A relay with the sandbox as its provider, an owner, and one channel. */
export interface Scene {
	readonly sandbox: Sandbox;
	readonly relay: TestRelay;
	readonly owner: Person;
	readonly channel: ChannelView;
	/** The sandbox's id of the channel's number. */
	readonly number: string;
	send(
		request: Omit<RequestOf<'message:send'>, 'clientId' | 'channelId'> & { clientId?: string },
	): Promise<MessageView>;
	/** The message once it satisfies `is`. */
	message(id: string, is: (message: MessageView) => boolean): Promise<MessageView>;
	/** The conversation with an address and its messages, after all that the sandbox had to deliver was applied. */
	open(address: string): Promise<{ conversationId: string | null; messages: MessageView[] }>;
	close(): Promise<void>;
}

export async function startScene(
	options: { provider?: 'dialog360' | 'cloud-api'; sandbox?: SandboxOptions; relay?: TestRelayOptions } = {},
): Promise<Scene> {
	const sandbox = await startSandbox(options.sandbox ?? {});
	const relay = await startTestRelay(options.relay ?? {});
	const owner = await relay.person('owner', 'Ann Owner');
	const provider = options.provider ?? 'dialog360';
	const channel = await addSandboxChannel(owner, sandbox, provider);
	const number = provider === 'dialog360' ? DIALOG360_NUMBER.id : CLOUD_API_NUMBER.id;

	const find = async (id: string) => {
		const row = await relay.relay.parts.store.messages.find(id);
		if (!row) return null;
		const { messages } = await owner.get('conversation:open', {
			conversationId: row.conversation_id,
			limit: 200,
		});
		return messages.find(message => message.id === id) ?? null;
	};
	return {
		sandbox,
		relay,
		owner,
		channel,
		number,
		async send(request) {
			const target = request.conversationId === undefined ? { channelId: channel.id } : {};
			const sent = await owner.get('message:send', { clientId: newClientId(), ...target, ...request });
			return sent.message;
		},
		message: (id, is) =>
			until(`message ${id} is as wanted`, async () => {
				const found = await find(id);
				return found && is(found) ? found : null;
			}),
		async open(address) {
			await sandbox.idle();
			await relay.relay.drained();
			const opened = await owner.get('conversation:open', { channelId: channel.id, address, limit: 200 });
			return { conversationId: opened.conversation?.id ?? null, messages: [...opened.messages] };
		},
		async close() {
			await sandbox.close();
			await relay.close();
		},
	};
}

/** Adds a channel on one of the sandbox's numbers and points the number's webhooks at it. */
export async function addSandboxChannel(
	owner: Person,
	sandbox: Sandbox,
	provider: 'dialog360' | 'cloud-api',
): Promise<ChannelView> {
	const { channel } = await owner.get(
		'channel:add',
		provider === 'dialog360'
			? {
					name: 'Sales Berlin',
					type: 'whatsapp',
					provider,
					address: `+${DIALOG360_NUMBER.displayPhone}`,
					credentials: { apiKey: DIALOG360_NUMBER.apiKey },
					apiUrl: `${sandbox.url}/dialog360`,
				}
			: {
					name: 'Sales Lisbon',
					type: 'whatsapp',
					provider,
					address: `+${CLOUD_API_NUMBER.displayPhone}`,
					credentials: {
						accessToken: CLOUD_API_NUMBER.accessToken,
						appSecret: CLOUD_API_NUMBER.appSecret,
						phoneNumberId: CLOUD_API_NUMBER.phoneNumberId,
						businessAccountId: CLOUD_API_NUMBER.wabaId,
						verifyToken: CLOUD_API_NUMBER.verifyToken,
					},
					apiUrl: `${sandbox.url}/cloud-api`,
				},
	);
	// Meta's callback is pasted by hand; 360dialog's was registered by the relay.
	if (provider === 'cloud-api' && channel.webhookUrl) {
		await sandbox.webhook({
			number: CLOUD_API_NUMBER.id,
			url: channel.webhookUrl,
			verifyToken: CLOUD_API_NUMBER.verifyToken,
		});
	}
	return channel;
}
