import { type ReadonlySignal, signal } from '@preact/signals';
import type { ReplyOf, RequestOf } from '../../shared/contract/commands/index.ts';
import type { RelayError } from '../../shared/contract/result.ts';
import type { ConsentLineView } from '../../shared/contract/sending-views.ts';
import type { ConsentWord } from '../../shared/domain/consent.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createSource, type Loaded, NOTHING_YET } from './loaded.ts';

type Page = ReplyOf<'consent:list'>;

/** What of the ledger is shown: one contact's lines, or those of one word. */
export interface ConsentFilter {
	readonly contactId?: string;
	readonly word?: ConsentWord;
}

/** The consent ledger, the newest first, page by page. */
export interface Consents {
	readonly current: ReadonlySignal<Loaded<readonly ConsentLineView[]>>;
	readonly hasMore: ReadonlySignal<boolean>;
	load(): Promise<void>;
	loadMore(): Promise<void>;
	/** Adds a line. Never repeated: a lost answer shows as an error, and the ledger is read again. */
	record(line: RequestOf<'consent:record'>): Promise<RelayError | null>;
	stop(): void;
}

export function createConsents(port: RelayPort, filter: ConsentFilter): Consents {
	const current = signal<Loaded<readonly ConsentLineView[]>>(NOTHING_YET);
	const hasMore = signal(false);
	const page = createSource<Page>(port, [], () => port.call('consent:list', { ...filter }));
	const stop = page.current.subscribe(({ value, problem }) => {
		if (value) hasMore.value = value.hasMore;
		current.value = { value: value?.lines ?? current.peek().value, problem };
	});
	return {
		current,
		hasMore,
		load: page.load,
		loadMore: async () => {
			const last = current.peek().value?.at(-1);
			if (!last) return;
			const answer = await port.call('consent:list', { ...filter, before: { at: last.at, id: last.id } });
			if (!answer.ok) {
				current.value = { value: current.peek().value, problem: answer.error };
				return;
			}
			hasMore.value = answer.value.hasMore;
			current.value = { value: [...(current.peek().value ?? []), ...answer.value.lines], problem: null };
		},
		record: async line => {
			const answer = await port.call('consent:record', line);
			await page.load();
			return answer.ok ? null : answer.error;
		},
		stop: () => {
			stop();
			page.stop();
		},
	};
}
