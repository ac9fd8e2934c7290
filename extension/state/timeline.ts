import type { ReplyOf } from '../../shared/contract/commands/index.ts';
import type { RelayEvents } from '../../shared/contract/events.ts';
import type { ConversationView, MessageView } from '../../shared/contract/views.ts';

interface Place {
	readonly at: number;
	readonly seq: number;
}

/**
 * One conversation as far as it is known here.
 *
 * `known` holds every message that was ever told, by id; the timeline shows those from `floor` on, which follow each
 * other without a gap. What lies before the floor waits until its page is read: shown now, it would hide a hole.
 */
export interface Timeline {
	readonly conversation: ConversationView | null;
	readonly revision: number;
	readonly known: ReadonlyMap<string, MessageView>;
	/** The oldest place that is shown; null when everything from the beginning is known. */
	readonly floor: Place | null;
}

export const EMPTY_TIMELINE: Timeline = { conversation: null, revision: 0, known: new Map(), floor: null };

/** The timeline that an answer to `conversation:open` (or a snapshot of one) begins. */
export function fromOpened(opened: ReplyOf<'conversation:open'>): Timeline {
	return {
		conversation: opened.conversation,
		revision: opened.conversation?.revision ?? 0,
		known: merge(new Map(), opened.messages),
		floor: opened.hasOlder ? (opened.messages[0] ?? null) : null,
	};
}

/**
 * Applies a pushed change by its revisions. `gap`: something before it was missed, so ask `conversation:sync`.
 * A change that is already known leaves the timeline as it is.
 */
export function applyChanged(
	timeline: Timeline,
	event: RelayEvents['conversation:changed'],
): Timeline | 'gap' {
	const { conversation, messages, previousRevision } = event;
	if (conversation.revision <= timeline.revision) return timeline;
	if (previousRevision > timeline.revision) return 'gap';
	return {
		...timeline,
		conversation,
		revision: conversation.revision,
		known: merge(timeline.known, messages),
	};
}

/** Applies an answer to `conversation:sync`. */
export function applySynced(timeline: Timeline, synced: ReplyOf<'conversation:sync'>): Timeline {
	if (synced.revision < timeline.revision) return timeline;
	return {
		...timeline,
		conversation: synced.conversation,
		revision: synced.revision,
		known: merge(timeline.known, synced.messages),
	};
}

/** Puts a page of older messages before the floor. */
export function applyOlder(timeline: Timeline, older: ReplyOf<'conversation:read'>): Timeline {
	return {
		...timeline,
		known: merge(timeline.known, older.messages),
		floor: older.hasOlder ? (older.messages[0] ?? timeline.floor) : null,
	};
}

/** Takes single messages that an answer carried, without moving the revision: the push that follows does. */
export function applyMessages(timeline: Timeline, messages: readonly MessageView[]): Timeline {
	return { ...timeline, known: merge(timeline.known, messages) };
}

/** The messages that can be shown, oldest first. */
export function shownMessages(timeline: Timeline): MessageView[] {
	const { floor } = timeline;
	const shown = [...timeline.known.values()].filter(message => !floor || comparePlaces(message, floor) >= 0);
	return shown.sort(comparePlaces);
}

/** Orders by `at`, then `seq`, as the relay does. */
export function comparePlaces(a: Place, b: Place): number {
	return a.at - b.at || a.seq - b.seq;
}

// The newest state of each message wins, whichever answer or push brought it first.
function merge(known: ReadonlyMap<string, MessageView>, messages: readonly MessageView[]) {
	const merged = new Map(known);
	for (const message of messages) {
		const before = merged.get(message.id);
		if (!before || before.revision <= message.revision) merged.set(message.id, message);
	}
	return merged;
}
