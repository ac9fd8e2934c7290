import { type ReadonlySignal, signal } from '@preact/signals';
import type { RelayError, Result } from '../../shared/contract/result.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createCalmReload } from './calm-reload.ts';
import type { TimeSource } from './clock.ts';
import { createSource, type Loaded, type Source } from './loaded.ts';

export interface Page<Item> {
	readonly items: readonly Item[];
	readonly hasMore: boolean;
}

/** A list of the relay's that is read piece by piece, and again when something changed. */
export interface Pages<Item> {
	readonly shown: ReadonlySignal<Loaded<Page<Item>>>;
	/** True while more is being read. */
	readonly busy: ReadonlySignal<boolean>;
	load(): Promise<void>;
	/** Reads what follows the last one shown. */
	loadMore(): Promise<RelayError | null>;
	/** Looks for these words a moment after the last was typed; what is shown stays until then. */
	search(text: string): void;
	/** Reads it again in a while: for what changes often. */
	soon(): void;
	stop(): void;
}

export interface PagesParts<Item> {
	readonly port: RelayPort;
	readonly time: TimeSource;
	readonly search: string;
	readonly pageSize: number;
	/** As many as the relay gives at once. */
	readonly most: number;
	readonly reloadMs: number;
	readonly ask: (search: string, after: Item | null, limit: number) => Promise<Result<Page<Item>>>;
}

const TYPING_MS = 250;

/** Reads the first piece now and after every reconnect; a later reading holds as many as were shown. */
export function createPages<Item>(parts: PagesParts<Item>): Pages<Item> {
	const { port, time, pageSize, most, reloadMs, ask } = parts;
	const busy = signal(false);
	let words = parts.search;
	let stopTyping: (() => void) | null = null;
	/** As many as are shown, so that a later reading does not take away what was asked for. */
	let count = pageSize;
	const source: Source<Page<Item>> = createSource<Page<Item>>(port, [], () =>
		ask(words, null, Math.min(most, count)),
	);
	const reload = createCalmReload(time, reloadMs, () => void source.load());
	return {
		shown: source.current,
		busy,
		load: source.load,
		loadMore: async () => {
			const before = source.current.peek().value;
			const last = before?.items.at(-1);
			if (!before || last === undefined || busy.peek()) return null;
			busy.value = true;
			const answer = await ask(words, last, pageSize);
			busy.value = false;
			if (!answer.ok) return answer.error;
			// What was read again meanwhile may end elsewhere: its own "more" asks from there.
			if (source.current.peek().value !== before) return null;
			const items = [...before.items, ...answer.value.items];
			count = items.length;
			source.take({ items, hasMore: answer.value.hasMore });
			return null;
		},
		search: text => {
			if (text === words) return;
			words = text;
			stopTyping?.();
			stopTyping = time.after(TYPING_MS, () => void source.load());
		},
		soon: reload.soon,
		stop: () => {
			stopTyping?.();
			reload.stop();
			source.stop();
		},
	};
}
