import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { MessageView } from '../../shared/contract/views.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { OpenConversation } from './conversation.ts';
import type { Link } from './link.ts';

/** What somebody has seen of the open conversation. */
export interface Reading {
	/** The newest message is in sight. Set by the list. */
	readonly atNewest: ReadonlySignal<boolean>;
	/** The first message that was unread when the conversation was opened. */
	readonly firstUnread: ReadonlySignal<string | null>;
	/** How many messages have come below what is in sight. */
	readonly newBelow: ReadonlySignal<number>;
	setAtNewest(at: boolean): void;
	/** Whether the page has the keyboard's focus. */
	setFocused(focused: boolean): void;
	stop(): void;
}

/** Marks the conversation read once its newest inbound message is in sight of somebody who looks at it. */
export function createReading(
	port: Pick<RelayPort, 'call'>,
	link: Pick<Link, 'online'>,
	conversation: OpenConversation,
): Reading {
	const atNewest = signal(true);
	const focused = signal(false);
	const seen = signal<string | null>(null);
	const firstUnread = signal<string | null>(null);
	let lineFor: unknown = null;
	let lined = false;
	let marked: string | null = null;

	const stops = [
		effect(() => {
			const target = conversation.target.value;
			const fresh = conversation.fresh.value;
			const messages = conversation.messages.value;
			untracked(() => {
				if (target !== lineFor) {
					lineFor = target;
					firstUnread.value = null;
					seen.value = null;
					lined = false;
					atNewest.value = true;
				}
				if (!fresh || lined) return;
				lined = true;
				firstUnread.value = firstOfUnread(messages, conversation.view.value?.unread ?? 0);
			});
		}),
		effect(() => {
			const newest = conversation.messages.value.at(-1)?.id ?? null;
			if (atNewest.value && newest !== null) seen.value = newest;
		}),
		effect(() => {
			const view = conversation.view.value;
			if (!link.online.value || !focused.value || !atNewest.value || !view || view.unread === 0) return;
			const newest = conversation.messages.value.findLast(message => message.direction === 'inbound');
			if (!newest || newest.id === marked) return;
			marked = newest.id;
			untracked(() => {
				void port
					.call('conversation:mark-read', { conversationId: view.id, messageId: newest.id })
					.then(result => {
						if (!result.ok && marked === newest.id) marked = null;
					});
			});
		}),
	];

	return {
		atNewest,
		firstUnread,
		newBelow: computed(() => {
			if (atNewest.value) return 0;
			const messages = conversation.messages.value;
			const at = messages.findIndex(message => message.id === seen.value);
			return at < 0 ? 0 : messages.slice(at + 1).filter(one => one.direction === 'inbound').length;
		}),
		setAtNewest: at => {
			atNewest.value = at;
		},
		setFocused: now => {
			focused.value = now;
		},
		stop: () => {
			for (const stop of stops) stop();
		},
	};
}

/** The oldest of the last `unread` inbound messages, or null. */
export function firstOfUnread(messages: readonly MessageView[], unread: number): string | null {
	const inbound = messages.filter(message => message.direction === 'inbound');
	return unread > 0 ? (inbound.at(-Math.min(unread, inbound.length))?.id ?? null) : null;
}
