import { type ReadonlySignal, signal } from '@preact/signals';
import type { RelayError } from '../../shared/contract/result.ts';
import type { ConversationView, MessageView } from '../../shared/contract/views.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { comparePlaces } from './timeline.ts';

/** Everything said with one contact, over all channels, kept up to date while it is shown. */
export interface ContactTimeline {
	/** Oldest first; null until it came. */
	readonly messages: ReadonlySignal<readonly MessageView[] | null>;
	readonly conversations: ReadonlySignal<readonly ConversationView[]>;
	readonly hasOlder: ReadonlySignal<boolean>;
	readonly problem: ReadonlySignal<RelayError | null>;
	load(): Promise<void>;
	loadOlder(): Promise<void>;
	stop(): void;
}

export function createContactTimeline(
	port: Pick<RelayPort, 'call' | 'on' | 'onConnection'>,
	contactId: string,
): ContactTimeline {
	const messages = signal<readonly MessageView[] | null>(null);
	const conversations = signal<readonly ConversationView[]>([]);
	const hasOlder = signal(false);
	const problem = signal<RelayError | null>(null);
	let busy = false;

	const merge = (more: readonly MessageView[]) => {
		const known = new Map((messages.peek() ?? []).map(message => [message.id, message]));
		for (const message of more) {
			const before = known.get(message.id);
			if (!before || before.revision <= message.revision) known.set(message.id, message);
		}
		messages.value = [...known.values()].sort(comparePlaces);
	};
	const read = async (before: MessageView | null) => {
		if (busy) return;
		busy = true;
		const answer = await port.call('contact:timeline', {
			contactId,
			...(before && { before: { at: before.at, seq: before.seq } }),
		});
		busy = false;
		problem.value = answer.ok ? null : answer.error;
		if (!answer.ok) return;
		conversations.value = answer.value.conversations;
		hasOlder.value = answer.value.hasOlder;
		if (before === null) messages.value = answer.value.messages;
		else merge(answer.value.messages);
	};
	const stops = [
		port.on('conversation:changed', event => {
			const { contact, id } = event.conversation;
			if (contact.id !== contactId) return;
			const others = conversations.peek().filter(one => one.id !== id);
			conversations.value = [...others, event.conversation];
			if (messages.peek() !== null) merge(event.messages);
		}),
		port.on('contact:merged', ({ contactIds }) => {
			if (contactIds.includes(contactId)) void read(null);
		}),
		port.onConnection(({ state }) => {
			if (state === 'online') void read(null);
		}),
	];
	void read(null);
	return {
		messages,
		conversations,
		hasOlder,
		problem,
		load: () => read(null),
		loadOlder: () => read(messages.peek()?.[0] ?? null),
		stop: () => {
			for (const stop of stops) stop();
		},
	};
}
