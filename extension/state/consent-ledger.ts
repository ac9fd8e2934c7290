import { type ReadonlySignal, signal } from '@preact/signals';
import type { ReplyOf } from '../../shared/contract/commands/index.ts';
import type { RelayError, Result } from '../../shared/contract/result.ts';
import type { ConsentLineView } from '../../shared/contract/sending-views.ts';
import type { ConsentEntry, ConsentWord } from '../../shared/domain/consent.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createSource, type Source } from './loaded.ts';
import type { Filters } from './settings-place.ts';

export type LedgerPage = ReplyOf<'consent:list'>;

/** The consent ledger, the newest first, as far as it was asked for. */
export interface ConsentLedger {
	readonly shown: Source<LedgerPage>;
	readonly busy: ReadonlySignal<boolean>;
	/** Reads the next older lines. */
	loadMore(): Promise<RelayError | null>;
	/** The whole ledger as a file. */
	export(): Promise<Result<ReplyOf<'consent:export'>>>;
	stop(): void;
}

const PAGE = 50;

/** The word that the address narrows the ledger to; null for both, and for what is none. */
export function wordOf({ word }: Filters): ConsentWord | null {
	return word === 'opt-in' || word === 'opt-out' ? word : null;
}

/** Reads the ledger, of one word or of both, and puts new lines on top as contacts say them. */
export function createConsentLedger(port: RelayPort, word: ConsentWord | null): ConsentLedger {
	const filter = word === null ? {} : { word };
	const busy = signal(false);
	const known = () => shown.current.peek().value;
	const shown: Source<LedgerPage> = createSource<LedgerPage>(port, [], async () => {
		const answer = await port.call('consent:list', { ...filter, limit: PAGE });
		return answer.ok ? { ok: true, value: joined(answer.value, known()) } : answer;
	});
	const stopListening = port.on('conversation:changed', ({ conversation }) => {
		const { consents } = conversation.contact;
		if (consents.some(entry => (word === null || entry.word === word) && isNew(entry, known())))
			void shown.load();
	});
	return {
		shown,
		busy,
		loadMore: async () => {
			const last = known()?.lines.at(-1);
			if (!last || busy.peek()) return null;
			busy.value = true;
			const answer = await port.call('consent:list', {
				...filter,
				limit: PAGE,
				before: { at: last.at, id: last.id },
			});
			busy.value = false;
			if (!answer.ok) return answer.error;
			shown.take({
				lines: merged(known()?.lines ?? [], answer.value.lines),
				hasMore: answer.value.hasMore,
			});
			return null;
		},
		export: () => port.call('consent:export', {}),
		stop: () => {
			stopListening();
			shown.stop();
		},
	};
}

/** The newest page with the older lines that are known. Lines never change, so none is read twice. */
function joined(fresh: LedgerPage, known: LedgerPage | null): LedgerPage {
	const ids = new Set(fresh.lines.map(line => line.id));
	// With a gap between both, the older ones are read again when they are asked for.
	if (!known || !fresh.hasMore || !known.lines.some(line => ids.has(line.id))) return fresh;
	const lines = merged(fresh.lines, known.lines);
	return { lines, hasMore: ids.has(lines.at(-1)?.id ?? '') ? fresh.hasMore : known.hasMore };
}

function merged(a: readonly ConsentLineView[], b: readonly ConsentLineView[]): ConsentLineView[] {
	const all = new Map([...a, ...b].map(line => [line.id, line]));
	return [...all.values()].sort((one, other) => other.at - one.at || (other.id < one.id ? -1 : 1));
}

/** True for a line that belongs among those shown and is not there. */
function isNew({ id, at }: ConsentEntry, known: LedgerPage | null): boolean {
	if (!known || known.lines.some(line => line.id === id)) return false;
	return !known.hasMore || at >= (known.lines.at(-1)?.at ?? 0);
}
