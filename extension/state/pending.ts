import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { ConversationView, MessageView } from '../../shared/contract/views.ts';
import type { OutboxItem } from '../connection/page-messages.ts';
import type { OpenConversation } from './conversation.ts';
import type { Link } from './link.ts';
import { asAddress, sameWritten, type Target, type Written } from './target.ts';

/** Whom an outbox item must be for, to belong to the open conversation. */
export interface PendingPlace {
	readonly target: Target | null;
	readonly view: ConversationView | null;
	readonly address: { readonly kind: string; readonly value: string } | null;
}

/** The outbox items of one conversation that are not among its messages yet, in the order they were made. */
export function pendingOf(
	items: readonly OutboxItem[],
	place: PendingPlace,
	messages: readonly MessageView[],
): OutboxItem[] {
	const arrived = new Set(messages.map(message => message.clientId));
	return items
		.filter(item => !arrived.has(item.request.clientId) && belongs(item, place))
		.sort((a, b) => a.madeAt - b.madeAt);
}

function belongs({ request }: OutboxItem, { target, view, address }: PendingPlace): boolean {
	if (!target) return false;
	if (request.conversationId !== undefined) {
		return (
			request.conversationId === view?.id ||
			(target.kind === 'conversation' && target.conversationId === request.conversationId)
		);
	}
	const { to } = request;
	if (request.channelId !== target.channelId || to === undefined) return false;
	const mine: Written[] = [
		...(target.kind === 'address' ? [target.raw] : []),
		...(address ? [address] : []),
		...(view?.contact.addresses ?? []).map(asAddress),
	];
	return mine.some(one => sameWritten(one, to));
}

/** The open conversation's pending messages. */
export interface Pending {
	readonly items: ReadonlySignal<readonly OutboxItem[]>;
	stop(): void;
}

/**
 * Follows the outbox for the open conversation.
 *
 * An item leaves the outbox when the relay has stored it, which can be told before the message itself is: it stays in
 * sight until the message has come, so that no bubble goes and comes back.
 */
export function createPending(
	link: Pick<Link, 'outbox'>,
	conversation: Pick<OpenConversation, 'target' | 'view' | 'address' | 'messages' | 'refresh'>,
	discarded: ReadonlySet<string>,
): Pending {
	const left = signal<readonly OutboxItem[]>([]);
	let before: readonly OutboxItem[] = link.outbox.peek();
	const stop = effect(() => {
		const now = link.outbox.value;
		const ids = new Set(now.map(item => item.request.clientId));
		const gone = before.filter(
			item =>
				item.state !== 'refused' &&
				!ids.has(item.request.clientId) &&
				!discarded.has(item.request.clientId) &&
				item.request.content.kind !== 'reaction',
		);
		before = now;
		if (gone.length === 0) return;
		untracked(() => {
			left.value = [...left.value, ...gone];
			void conversation.refresh().then(() => {
				left.value = left.value.filter(item => !gone.includes(item));
			});
		});
	});
	return {
		items: computed(() => {
			const place = {
				target: conversation.target.value,
				view: conversation.view.value,
				address: conversation.address.value,
			};
			const items = [...left.value, ...link.outbox.value].filter(
				item => item.request.content.kind !== 'reaction' || item.state === 'refused',
			);
			return pendingOf(items, place, conversation.messages.value);
		}),
		stop,
	};
}
