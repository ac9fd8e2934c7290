import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { RelayError, Result } from '../../shared/contract/result.ts';
import type { MessageView } from '../../shared/contract/views.ts';
import type { OutboxItem, RelayPort } from '../connection/page-messages.ts';
import type { Composer } from './composer.ts';
import type { OpenConversation } from './conversation.ts';
import type { Pending } from './pending.ts';
import type { Sending } from './sending.ts';

/** What can be done with single messages and with pending ones. */
export interface Acts {
	/** Messages that an answer is awaited for. */
	readonly busy: ReadonlySignal<ReadonlySet<string>>;
	/** What the relay said to the last act on a message that did not work. */
	readonly problems: ReadonlySignal<ReadonlyMap<string, RelayError>>;
	/** Pending messages that were stopped because somebody else wrote meanwhile. */
	readonly heldBack: ReadonlySignal<readonly OutboxItem[]>;
	retry(message: MessageView): Promise<void>;
	settle(message: MessageView, outcome: 'sent' | 'failed'): Promise<void>;
	/** An empty emoji takes the reaction back. */
	react(message: MessageView, emoji: string): void;
	fetchMedia(message: MessageView): Promise<void>;
	discard(item: OutboxItem): void;
	/** Back into the composer, out of the outbox. */
	edit(item: OutboxItem): void;
	/** All that was held back goes out as it is, under new identities and without the comparison. */
	sendAnyway(): void;
	/** All that was held back returns to the composer. */
	lookFirst(): void;
}

export interface ActParts {
	readonly port: Pick<RelayPort, 'call' | 'send' | 'discard'>;
	readonly conversation: OpenConversation;
	readonly sending: Pick<Sending, 'send'>;
	readonly composer: Pick<Composer, 'giveBack' | 'commentReply'>;
	readonly pending: Pending;
	/** Client ids that a person has discarded; shared with the pending list. */
	readonly discarded: Set<string>;
	readonly newId: () => string;
}

/** Makes the acts on messages of the open conversation. */
export function createActs(parts: ActParts): Acts {
	const { port, conversation, sending, composer, pending, discarded, newId } = parts;
	const busy = signal<ReadonlySet<string>>(new Set());
	const problems = signal<ReadonlyMap<string, RelayError>>(new Map());
	const retryIds = new Map<string, string>();
	const heldBack = computed(() =>
		pending.items.value.filter(item => item.state === 'refused' && item.error?.refusal === 'newer-message'),
	);

	/** One act at a time per message; an answer that carries the message is taken at once. */
	const act = async (messageId: string, ask: () => Promise<Result<unknown>>) => {
		if (busy.value.has(messageId)) return;
		busy.value = new Set([...busy.value, messageId]);
		const result = await ask();
		busy.value = new Set([...busy.value].filter(id => id !== messageId));
		const next = new Map(problems.value);
		if (result.ok) {
			next.delete(messageId);
			const { message } = (result.value ?? {}) as { message?: MessageView };
			if (message) conversation.take([message]);
		} else next.set(messageId, result.error);
		problems.value = next;
	};

	const discard = (item: OutboxItem) => {
		discarded.add(item.request.clientId);
		port.discard(item.request.clientId);
	};

	const edit = (item: OutboxItem) => {
		const { content, replyToMessageId = null } = item.request;
		discard(item);
		if (content.kind === 'text') composer.giveBack({ text: content.text, replyToMessageId, mediaId: null });
		if (content.kind === 'comment-reply') {
			const message = conversation.messages.peek().find(one => one.id === content.messageId);
			composer.giveBack({ text: content.text, replyToMessageId: null, mediaId: null });
			if (message) composer.commentReply.begin({ message, mode: content.mode });
		}
		if (content.kind === 'media') {
			const { caption = '', mediaId } = content;
			composer.giveBack({ text: caption, replyToMessageId, mediaId });
		}
	};

	return {
		busy,
		problems,
		heldBack,
		retry: message => {
			// The same identity for every press on the same message: it is sent again once.
			const clientId = retryIds.get(message.id) ?? newId();
			retryIds.set(message.id, clientId);
			return act(message.id, () => port.call('message:retry', { messageId: message.id, clientId }));
		},
		settle: (message, outcome) =>
			act(message.id, () => port.call('message:settle', { messageId: message.id, outcome })),
		react: (message, emoji) => {
			sending.send({ kind: 'reaction', messageId: message.id, emoji });
		},
		fetchMedia: message => act(message.id, () => port.call('media:fetch', { messageId: message.id })),
		discard,
		edit,
		sendAnyway: () => {
			for (const item of heldBack.peek()) {
				const { lastSeenMessageId: _, ...request } = item.request;
				discard(item);
				port.send({ ...request, clientId: newId() });
			}
		},
		lookFirst: () => {
			for (const item of [...heldBack.peek()].reverse()) edit(item);
		},
	};
}
