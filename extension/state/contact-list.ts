import { type ReadonlySignal, signal } from '@preact/signals';
import type { ContactRowView } from '../../shared/contract/contact-views.ts';
import type { RelayError, Result } from '../../shared/contract/result.ts';
import type { ContactFilter } from '../../shared/domain/contact-filter.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { ContactSort } from './contact-place.ts';
import { createSource, type Source } from './loaded.ts';

export interface ContactPage {
	readonly contacts: readonly ContactRowView[];
	readonly next: { readonly key: string | number; readonly id: string } | null;
	readonly total: number;
}

/** The contacts that fit a filter, as far as they were asked for. */
export interface ContactList {
	readonly shown: Source<ContactPage>;
	readonly busy: ReadonlySignal<boolean>;
	loadMore(): Promise<RelayError | null>;
	/** Puts a changed contact in its place. */
	put(row: ContactRowView): void;
	/** The address of a CSV of all that fit. */
	export(): Promise<Result<{ readonly url: string; readonly filename: string }>>;
	stop(): void;
}

const PAGE = 100;

/** Reads the first page; and again when an import has ended or contacts were merged. */
export function createContactList(
	port: RelayPort,
	query: { readonly filter: ContactFilter; readonly sort: ContactSort },
): ContactList {
	const busy = signal(false);
	const request = () => ({ filter: mutable(query.filter), sort: query.sort });
	const shown: Source<ContactPage> = createSource<ContactPage>(port, ['contact:merged'], async () => {
		const answer = await port.call('contacts:list', { ...request(), limit: PAGE });
		return answer.ok ? { ok: true, value: { ...answer.value, total: answer.value.total ?? 0 } } : answer;
	});
	const stopListening = port.on('import:changed', ({ import: one }) => {
		if (one.state !== 'running' && one.state !== 'undoing') void shown.load();
	});
	return {
		shown,
		busy,
		loadMore: async () => {
			const known = shown.current.peek().value;
			if (!known?.next || busy.peek()) return null;
			busy.value = true;
			const answer = await port.call('contacts:list', { ...request(), after: known.next, limit: PAGE });
			busy.value = false;
			if (!answer.ok) return answer.error;
			const { contacts, next } = answer.value;
			const ids = new Set(known.contacts.map(one => one.id));
			shown.take({
				...known,
				contacts: [...known.contacts, ...contacts.filter(one => !ids.has(one.id))],
				next,
			});
			return null;
		},
		put: row => {
			const known = shown.current.peek().value;
			if (known)
				shown.take({ ...known, contacts: known.contacts.map(one => (one.id === row.id ? row : one)) });
		},
		export: () => port.call('contacts:export', { filter: mutable(query.filter) }),
		stop: () => {
			stopListening();
			shown.stop();
		},
	};
}

/** The contract's own type of the same shape, whose lists are not read-only. */
export function mutable(filter: ContactFilter): MutableFilter {
	return filter as MutableFilter;
}

type Mutable<T> = T extends readonly (infer Item)[]
	? Mutable<Item>[]
	: T extends object
		? { -readonly [K in keyof T]: Mutable<T[K]> }
		: T;
type MutableFilter = Mutable<ContactFilter>;
