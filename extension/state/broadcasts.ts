import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { BroadcastView } from '../../shared/contract/broadcast-views.ts';
import type { RelayError } from '../../shared/contract/result.ts';
import { BROADCAST_STATES, type BroadcastState } from '../../shared/domain/broadcast.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { TimeSource } from './clock.ts';
import type { Loaded } from './loaded.ts';
import { createPages, type Page } from './pages.ts';
import type { Filters } from './settings-place.ts';

/** The broadcasts, the newest first, as far as they were asked for. */
export interface Broadcasts {
	readonly shown: ReadonlySignal<Loaded<Page<BroadcastView>>>;
	readonly busy: ReadonlySignal<boolean>;
	load(): Promise<void>;
	loadMore(): Promise<RelayError | null>;
	search(text: string): void;
	/** Puts a newer one in its place, as an answer carried it. */
	take(broadcast: BroadcastView): void;
	stop(): void;
}

/** The state that the address narrows the list to; null for all, and for what is none. */
export function stateOf({ state }: Filters): BroadcastState | null {
	return BROADCAST_STATES.find(one => one === state) ?? null;
}

const PAGE = 50;
const MOST = 100;

/** Reads the broadcasts of one state (null: of all) and follows each as the relay tells. */
export function createBroadcasts(
	port: RelayPort,
	time: TimeSource,
	state: BroadcastState | null,
	search: string,
): Broadcasts {
	/** What was told of single ones since they were read; null for one that is gone. */
	const told = signal<ReadonlyMap<string, BroadcastView | null>>(new Map());
	const pages = createPages<BroadcastView>({
		port,
		time,
		search,
		pageSize: PAGE,
		most: MOST,
		reloadMs: SECOND_MS,
		ask: async (words, after, limit) => {
			const answer = await port.call('broadcast:list', {
				...(state !== null && { states: [state] }),
				...(words.trim() !== '' && { search: words.trim() }),
				...(after && { before: { at: after.createdAt, id: after.id } }),
				limit,
			});
			if (!answer.ok) return answer;
			const { broadcasts, hasMore } = answer.value;
			return { ok: true, value: { items: broadcasts, hasMore } };
		},
	});
	const tell = (id: string, view: BroadcastView | null) => {
		told.value = new Map([...told.value, [id, view]]);
	};
	const take = (broadcast: BroadcastView) => {
		tell(broadcast.id, broadcast);
		const { value } = pages.shown.peek();
		if (value && !value.items.some(one => one.id === broadcast.id)) pages.soon();
	};
	const stops = [
		port.on('broadcast:changed', ({ broadcast }) => take(broadcast)),
		port.on('broadcast:removed', ({ broadcastId }) => tell(broadcastId, null)),
	];
	return {
		shown: computed(() => {
			const { value, problem } = pages.shown.value;
			if (!value) return { value, problem };
			const items = value.items.flatMap(one => newest(one, told.value.get(one.id)));
			return {
				value: { ...value, items: items.filter(one => state === null || one.state === state) },
				problem,
			};
		}),
		busy: pages.busy,
		load: pages.load,
		loadMore: pages.loadMore,
		search: pages.search,
		take,
		stop: () => {
			for (const stop of stops) stop();
			pages.stop();
		},
	};
}

function newest(read: BroadcastView, told: BroadcastView | null | undefined): BroadcastView[] {
	if (told === null) return [];
	return [told !== undefined && told.updatedAt >= read.updatedAt ? told : read];
}
