import { type ReadonlySignal, signal } from '@preact/signals';
import type { BroadcastView, RecipientView } from '../../shared/contract/broadcast-views.ts';
import { fail, type RelayError, type Result } from '../../shared/contract/result.ts';
import { BUCKETS, type Bucket } from '../../shared/domain/broadcast.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { TimeSource } from './clock.ts';
import type { Loaded } from './loaded.ts';
import { createPages, type Page } from './pages.ts';
import type { Filters } from './settings-place.ts';

/** Which people of a broadcast are shown. */
export interface RecipientQuery {
	readonly bucket: Bucket;
	readonly reason: string | null;
	readonly country: string | null;
}

/** The people of one broadcast, as far as they were asked for. */
export interface Recipients {
	readonly shown: ReadonlySignal<Loaded<Page<RecipientView>>>;
	readonly busy: ReadonlySignal<boolean>;
	/** The one that an answer is awaited for; `all` for all of them. */
	readonly acting: ReadonlySignal<number | 'all' | null>;
	load(): Promise<void>;
	loadMore(): Promise<RelayError | null>;
	search(text: string): void;
	/** Says what became of an unknown one. */
	settle(recipient: RecipientView, outcome: 'sent' | 'failed'): Promise<RelayError | null>;
	/** Takes one out, or all, before it begins. */
	remove(recipientId: number | 'all'): Promise<Result<BroadcastView>>;
	stop(): void;
}

/** What the address asks for; everybody where it names no bucket. */
export function queryOf({ bucket, reason, country }: Filters): RecipientQuery {
	return {
		bucket: BUCKETS.find(one => one === bucket) ?? 'all',
		reason: reason ?? null,
		country: country ?? null,
	};
}

const PAGE = 100;
const MOST = 200;

/** Reads them, and again a while after the broadcast changed. */
export function createRecipients(
	port: RelayPort,
	time: TimeSource,
	broadcastId: string,
	{ bucket, reason, country }: RecipientQuery,
	search: string,
): Recipients {
	const acting = signal<number | 'all' | null>(null);
	const pages = createPages<RecipientView>({
		port,
		time,
		search,
		pageSize: PAGE,
		most: MOST,
		reloadMs: 2 * SECOND_MS,
		ask: async (words, after, limit) => {
			const answer = await port.call('broadcast:recipients', {
				broadcastId,
				bucket,
				...(reason !== null && { reason }),
				...(country !== null && { country }),
				...(words.trim() !== '' && { search: words.trim() }),
				...(after && { after: after.id }),
				limit,
			});
			if (!answer.ok) return answer;
			const { recipients, hasMore } = answer.value;
			return { ok: true, value: { items: recipients, hasMore } };
		},
	});
	const stopListening = port.on('broadcast:changed', ({ broadcast }) => {
		if (broadcast.id === broadcastId) pages.soon();
	});
	return {
		shown: pages.shown,
		busy: pages.busy,
		acting,
		load: pages.load,
		loadMore: pages.loadMore,
		search: pages.search,
		settle: async ({ id, messageId }, outcome) => {
			if (messageId === null || acting.peek() !== null) return null;
			acting.value = id;
			const answer = await port.call('message:settle', { messageId, outcome });
			acting.value = null;
			if (!answer.ok) return answer.error;
			await pages.load();
			return null;
		},
		remove: async recipientId => {
			if (acting.peek() !== null) return fail('conflict', '');
			acting.value = recipientId;
			const answer = await port.call('broadcast:remove-recipients', {
				broadcastId,
				...(recipientId !== 'all' && { recipientIds: [recipientId] }),
			});
			acting.value = null;
			if (!answer.ok) return answer;
			await pages.load();
			return { ok: true, value: answer.value.broadcast };
		},
		stop: () => {
			stopListening();
			pages.stop();
		},
	};
}
