import type { ReplyOf } from '../../shared/contract/commands/index.ts';
import type { ChannelView } from '../../shared/contract/views.ts';
import { browser } from '../browser.ts';

/** A conversation as it was last seen, to be shown at once and then brought up to date. */
export type Snapshot = ReplyOf<'conversation:open'>;

export interface SnapshotStore {
	find(key: string): Promise<Snapshot | null>;
	keep(key: string, snapshot: Snapshot): Promise<void>;
	findChannels(): Promise<readonly ChannelView[] | null>;
	keepChannels(channels: readonly ChannelView[]): Promise<void>;
}

const LIMIT = 20;
const INDEX = 'snapshots';
const CHANNELS = 'channels';

/** The last twenty conversations in `storage.session`: in memory only, and gone with the browser. */
export function sessionSnapshots(): SnapshotStore {
	const { session } = browser.storage;
	return {
		find: async key => ((await session.get(`snapshot:${key}`))[`snapshot:${key}`] ?? null) as Snapshot | null,
		keep: async (key, snapshot) => {
			const before = ((await session.get(INDEX))[INDEX] ?? []) as string[];
			const keys = [key, ...before.filter(other => other !== key)];
			await session.set({ [INDEX]: keys.slice(0, LIMIT), [`snapshot:${key}`]: snapshot });
			const gone = keys.slice(LIMIT).map(old => `snapshot:${old}`);
			if (gone.length > 0) await session.remove(gone);
		},
		findChannels: async () => ((await session.get(CHANNELS))[CHANNELS] ?? null) as ChannelView[] | null,
		keepChannels: channels => session.set({ [CHANNELS]: channels }),
	};
}
