import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ContactChangeView, ContactRowView } from '../../shared/contract/contact-views.ts';
import type { RelayError } from '../../shared/contract/result.ts';
import { nameKey } from '../../shared/domain/contact-fields.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createSource, type Source } from './loaded.ts';

export interface ContactValues {
	readonly name: string;
	readonly tags: readonly string[];
	/** By key; empty for none. */
	readonly attributes: Readonly<Record<string, string>>;
}

/** One contact that is being changed. Nothing written is lost by a refusal. */
export interface ContactEdit {
	readonly values: ReadonlySignal<ContactValues>;
	readonly dirty: ReadonlySignal<boolean>;
	readonly busy: ReadonlySignal<boolean>;
	readonly problem: ReadonlySignal<RelayError | null>;
	readonly history: Source<readonly ContactChangeView[]>;
	write(change: Partial<ContactValues>): void;
	/** The contact as it is then; null when it was refused. */
	save(): Promise<ContactRowView | null>;
	stop(): void;
}

/** Makes the form of one contact. Only what was changed is sent, so that two people do not undo each other. */
export function createContactEdit(port: RelayPort, row: ContactRowView): ContactEdit {
	const start: ContactValues = { name: row.name, tags: row.tags, attributes: row.attributes };
	const kept = signal(start);
	const values = signal(start);
	const busy = signal(false);
	const problem = signal<RelayError | null>(null);
	const changes = computed(() => changesOf(kept.value, values.value));
	const history = createSource<readonly ContactChangeView[]>(port, [], async () => {
		const answer = await port.call('contact:history', { contactId: row.id, limit: 100 });
		return answer.ok ? { ok: true, value: answer.value.changes } : answer;
	});
	return {
		values,
		dirty: computed(() => Object.keys(changes.value).length > 0),
		busy,
		problem,
		history,
		write: change => {
			values.value = { ...values.value, ...change };
		},
		save: async () => {
			if (busy.peek()) return null;
			busy.value = true;
			problem.value = null;
			const answer = await port.call('contact:update', { contactId: row.id, ...changes.peek() });
			busy.value = false;
			if (!answer.ok) {
				problem.value = answer.error;
				return null;
			}
			const { name, tags, attributes } = answer.value.row;
			kept.value = { name, tags, attributes };
			values.value = kept.value;
			void history.load();
			return answer.value.row;
		},
		stop: history.stop,
	};
}

interface ContactChanges {
	name?: string;
	addTags?: string[];
	removeTags?: string[];
	attributes?: Record<string, string | null>;
}

function changesOf(before: ContactValues, after: ContactValues): ContactChanges {
	const lacks = (tags: readonly string[]) => (tag: string) =>
		!tags.some(other => nameKey(other) === nameKey(tag));
	const added = after.tags.filter(lacks(before.tags));
	const removed = before.tags.filter(lacks(after.tags));
	const attributes = Object.fromEntries(
		Object.entries(after.attributes)
			.filter(([key, value]) => value !== (before.attributes[key] ?? ''))
			.map(([key, value]) => [key, value === '' ? null : value]),
	);
	return {
		...(after.name.trim() !== before.name && { name: after.name.trim() }),
		...(added.length > 0 && { addTags: added }),
		...(removed.length > 0 && { removeTags: removed }),
		...(Object.keys(attributes).length > 0 && { attributes }),
	};
}
