import { INSTAGRAM_APP } from '../../relay/sandbox/instagram/seed.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../relay/sandbox/sandbox.ts';
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

/** Somebody of the sandbox who writes in these tests. */
export const JONAS = '+491713920001';

/** A relay with the sandbox's Instagram account as its channel. */
export interface InstagramScene {
	readonly sandbox: Sandbox;
	readonly relay: TestRelay;
	readonly owner: Person;
	readonly channel: ChannelView;
	/** What was reported of the one conversation with this person, and its messages, after all webhooks were applied. */
	open(customer?: string): Promise<{ conversation: ConversationView; messages: MessageView[] }>;
	send(content: RequestOf<'message:send'>['content'], customer?: string): Promise<MessageView>;
	message(id: string, is: (message: MessageView) => boolean): Promise<MessageView>;
	close(): Promise<void>;
}

/** Presses Allow or Deny on the page of consent; the relay's page that it leads back to. `without` are unticked. */
export async function consent(
	url: string,
	answer: 'allow' | 'deny' = 'allow',
	without: readonly string[] = [],
): Promise<{ status: number; page: string; url: string; headers: Headers }> {
	const page = await (await fetch(url)).text();
	const fields = [
		...page.matchAll(/<input type="(hidden|checkbox)" name="(\w+)" value="([^"]*)"[^>]*?( checked)?>/g),
	];
	const form = new URLSearchParams({ answer });
	for (const [, type, name = '', value = '', checked] of fields) {
		if (type === 'hidden' || (checked && !without.includes(value)))
			form.append(
				name,
				value.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
			);
	}
	const sent = await fetch(new URL('authorize', url), { method: 'POST', body: form, redirect: 'manual' });
	const back = sent.headers.get('location') ?? '';
	const returned = await fetch(back);
	return { status: returned.status, page: await returned.text(), url: back, headers: returned.headers };
}

/** The word that a person pastes at Meta, from the sentence that tells them to. */
export function verifyTokenOf(channel: ChannelView): string {
	return (
		/and ([0-9a-f]{24}) as verify token/.exec(channel.checks.map(line => line.message).join('\n'))?.[1] ?? ''
	);
}

export async function startInstagram(
	options: { sandbox?: SandboxOptions; relay?: TestRelayOptions; activities?: string } = {},
): Promise<InstagramScene> {
	const sandbox = await startSandbox(options.sandbox ?? {});
	const relay = await startTestRelay(options.relay ?? {});
	const owner = await relay.person('owner', 'Ann Owner');
	const channel = await addInstagram(owner, sandbox, options.activities);
	const all = async () => {
		await sandbox.idle();
		await relay.relay.drained();
	};
	const conversationOf = async (customer: string) => {
		await all();
		const { messages } = await sandbox.instagramChat({ customer });
		const { username } = await sandbox.instagramChat({ customer });
		const { conversations } = await owner.get('conversation:list', { channelId: channel.id });
		const igsid = `7001${customer.replace(/\D/g, '').padStart(12, '0')}`;
		const found = conversations.find(one =>
			one.contact.addresses.some(({ value }) => value.endsWith(`/${igsid}`)),
		);
		if (!found) throw new Error(`${username} has no conversation, and ${messages.length} messages.`);
		return found;
	};
	const open = async (customer = JONAS) => {
		const { id } = await conversationOf(customer);
		const opened = await owner.get('conversation:open', { conversationId: id, limit: 200 });
		if (!opened.conversation) throw new Error('The conversation is gone.');
		return { conversation: opened.conversation, messages: [...opened.messages] };
	};
	return {
		sandbox,
		relay,
		owner,
		channel,
		open,
		async send(content, customer = JONAS) {
			const { id } = await conversationOf(customer);
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
		async close() {
			await sandbox.close();
			await relay.close();
		},
	};
}

/** Lets the relay into the sandbox's account by its page, saves the channel, and pastes the callback at "Meta". */
export async function addInstagram(
	owner: Person,
	sandbox: Sandbox,
	activities?: string,
): Promise<ChannelView> {
	const credentials = { ...INSTAGRAM_APP, ...(activities !== undefined && { activities }) };
	const apiUrl = `${sandbox.url}/instagram`;
	const begun = await owner.get('channel:authorize', { provider: 'instagram', credentials, apiUrl });
	await consent(begun.url);
	const { channel } = await owner.get('channel:add', {
		name: 'Lindenblatt',
		type: 'instagram',
		provider: 'instagram',
		authorizationId: begun.authorizationId,
	});
	await sandbox.instagram.webhook({ url: channel.webhookUrl, verifyToken: verifyTokenOf(channel) });
	return channel;
}
