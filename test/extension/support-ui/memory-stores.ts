import type { Draft, DraftStore } from '../../../extension/connection/drafts.ts';
import type { FormDrafts } from '../../../extension/connection/form-drafts.ts';
import type { Snapshot, SnapshotStore } from '../../../extension/connection/snapshots.ts';
import type { TimeSource } from '../../../extension/state/clock.ts';
import type { ChannelView } from '../../../shared/contract/views.ts';

/** Drafts in memory; the map outlives what uses it, as storage outlives a page. */
export function memoryDrafts(
	drafts = new Map<string, Draft>(),
	channels = new Map<string, string>(),
): DraftStore & { readonly drafts: Map<string, Draft> } {
	return {
		drafts,
		find: async key => drafts.get(key) ?? null,
		keep: async (key, draft) => {
			if (draft) drafts.set(key, draft);
			else drafts.delete(key);
		},
		findChannel: async key => channels.get(key) ?? null,
		keepChannel: async (key, channelId) => void channels.set(key, channelId),
	};
}

/** Snapshots in memory. */
export function memorySnapshots(kept = new Map<string, Snapshot>()): SnapshotStore {
	let channels: readonly ChannelView[] | null = null;
	return {
		find: async key => kept.get(key) ?? null,
		keep: async (key, snapshot) => void kept.set(key, snapshot),
		findChannels: async () => channels,
		keepChannels: async next => {
			channels = next;
		},
	};
}

/** What forms keep over a reload, in memory; hand the same to two pages to reload. */
export function memoryFormDrafts(kept = new Map<string, unknown>()): FormDrafts {
	return {
		find: key => kept.get(key) ?? null,
		keep: (key, draft) => {
			if (draft === null) kept.delete(key);
			else kept.set(key, JSON.parse(JSON.stringify(draft)));
		},
	};
}

/** A clock that stands still until it is moved; timers run in the order of their moments. */
export interface FakeTime extends TimeSource {
	/** Moves on by so many ms and runs what falls due. */
	pass(ms: number): void;
}

export function fakeTime(start: number): FakeTime {
	let now = start;
	let timers: { readonly at: number; readonly run: () => void }[] = [];
	return {
		now: () => now,
		after: (ms, run) => {
			const timer = { at: now + ms, run };
			timers.push(timer);
			return () => {
				timers = timers.filter(other => other !== timer);
			};
		},
		pass: ms => {
			const end = now + ms;
			for (;;) {
				const due = timers.filter(timer => timer.at <= end).sort((a, b) => a.at - b.at)[0];
				if (!due) break;
				timers = timers.filter(timer => timer !== due);
				now = Math.max(now, due.at);
				due.run();
			}
			now = end;
		},
	};
}

/** Lets all promises that are ready run on. */
export async function settled(): Promise<void> {
	for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}
