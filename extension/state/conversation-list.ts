import { type ReadonlySignal, signal } from '@preact/signals';
import type { RelayError } from '../../shared/contract/result.ts';
import type { ConversationView } from '../../shared/contract/views.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { TimeSource } from './clock.ts';

const SEARCH_AFTER_MS = 250;

/** Conversations of all channels, the newest first. */
export interface ConversationList {
	readonly items: ReadonlySignal<readonly ConversationView[] | null>;
	readonly filter: ReadonlySignal<'unread' | 'all'>;
	readonly search: ReadonlySignal<string>;
	readonly unreadTotal: ReadonlySignal<number>;
	readonly hasMore: ReadonlySignal<boolean>;
	readonly problem: ReadonlySignal<RelayError | null>;
	setFilter(filter: 'unread' | 'all'): void;
	/** Asks the relay when the typing rests. */
	setSearch(text: string): void;
	load(): Promise<void>;
	loadMore(): Promise<void>;
	stop(): void;
}

/** Makes the list; it begins to load when `load` is called, and follows the relay from then on. */
export function createConversationList(port: RelayPort, time: TimeSource): ConversationList {
	const items = signal<readonly ConversationView[] | null>(null);
	const filter = signal<'unread' | 'all'>('unread');
	const search = signal('');
	const unreadTotal = signal(0);
	const hasMore = signal(false);
	const problem = signal<RelayError | null>(null);
	let turn = 0;
	let started = false;
	let cancel = () => {};

	const ask = async (before: ConversationView | null) => {
		turn++;
		const mine = turn;
		started = true;
		const words = search.value.trim();
		const listed = await port.call('conversation:list', {
			filter: filter.value,
			...(words !== '' && { search: words }),
			...(before && { before: { at: placeOf(before), id: before.id } }),
		});
		if (mine !== turn) return;
		problem.value = listed.ok ? null : listed.error;
		if (!listed.ok) return;
		const { conversations } = listed.value;
		items.value = before ? [...(items.value ?? []), ...conversations] : conversations;
		hasMore.value = listed.value.hasMore;
		unreadTotal.value = listed.value.unreadTotal;
	};
	const soon = (ms: number) => {
		cancel();
		cancel = time.after(ms, () => void ask(null));
	};

	const stops = [
		port.on('conversation:changed', ({ conversation }) => {
			if (!started) return;
			const known = items.value?.find(one => one.id === conversation.id);
			if (known && known.revision < conversation.revision) {
				const others = (items.value ?? []).filter(one => one.id !== conversation.id);
				// What has just been read stays in sight under "unread" until the list is asked again.
				items.value = [...others, conversation].sort((a, b) => placeOf(b) - placeOf(a));
				unreadTotal.value = Math.max(
					0,
					unreadTotal.value + Number(conversation.unread > 0) - Number(known.unread > 0),
				);
			} else if (!known) soon(100);
		}),
		port.onConnection(connection => {
			if (connection.state === 'online' && started) void ask(null);
		}),
	];

	return {
		items,
		filter,
		search,
		unreadTotal,
		hasMore,
		problem,
		setFilter: next => {
			filter.value = next;
			items.value = null;
			void ask(null);
		},
		setSearch: text => {
			search.value = text;
			soon(SEARCH_AFTER_MS);
		},
		load: () => ask(null),
		loadMore: async () => {
			const last = items.value?.at(-1);
			if (hasMore.value && last) await ask(last);
		},
		stop: () => {
			cancel();
			for (const stop of stops) stop();
		},
	};
}

function placeOf(conversation: ConversationView): number {
	return conversation.lastMessage?.at ?? conversation.createdAt;
}
