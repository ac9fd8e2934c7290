import { type ReadonlySignal, signal } from '@preact/signals';
import type { RelayError } from '../../shared/contract/result.ts';
import type { ContactView, MergeView } from '../../shared/contract/views.ts';
import type { RelayPort } from '../connection/page-messages.ts';

/** Two contacts that are one person: found, merged, and parted again. */
export interface Merging {
	readonly found: ReadonlySignal<readonly ContactView[] | null>;
	/** Who became part of this contact before; null until it is known. */
	readonly merges: ReadonlySignal<readonly MergeView[] | null>;
	readonly problem: ReadonlySignal<RelayError | null>;
	readonly busy: ReadonlySignal<boolean>;
	search(text: string): Promise<void>;
	/** True when it is done. */
	merge(other: ContactView): Promise<boolean>;
	undo(merge: MergeView): Promise<boolean>;
	stop(): void;
}

export function createMerging(port: Pick<RelayPort, 'call'>, contact: ContactView): Merging {
	const found = signal<readonly ContactView[] | null>(null);
	const merges = signal<readonly MergeView[] | null>(null);
	const problem = signal<RelayError | null>(null);
	const busy = signal(false);
	let turn = 0;

	const show = async () => {
		const answer = await port.call('contact:show', { contactId: contact.id });
		if (answer.ok) merges.value = answer.value.merges;
		else problem.value = answer.error;
	};
	const act = async (ask: () => Promise<{ ok: true } | { ok: false; error: RelayError }>) => {
		if (busy.peek()) return false;
		busy.value = true;
		const answer = await ask();
		busy.value = false;
		problem.value = answer.ok ? null : answer.error;
		return answer.ok;
	};
	void show();
	return {
		found,
		merges,
		problem,
		busy,
		search: async text => {
			turn++;
			const mine = turn;
			if (text.trim().length < 2) {
				found.value = null;
				return;
			}
			const answer = await port.call('contact:search', { text: text.trim() });
			if (mine !== turn) return;
			problem.value = answer.ok ? null : answer.error;
			if (answer.ok) found.value = answer.value.contacts.filter(one => one.id !== contact.id);
		},
		merge: other => act(() => port.call('contact:merge', { keepId: contact.id, goneId: other.id })),
		undo: async merge => {
			const done = await act(() => port.call('contact:unmerge', { mergeId: merge.id }));
			if (done) await show();
			return done;
		},
		stop: () => {
			turn++;
		},
	};
}
