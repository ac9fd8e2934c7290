import type { ReplyOf } from '../../shared/contract/commands/index.ts';
import type { ChannelView } from '../../shared/contract/views.ts';
import { browser, type Storage } from '../browser.ts';

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

/** Where snapshots are kept: a place that ends with the browser. */
interface Area {
	get(key: string): Promise<unknown>;
	set(values: Record<string, unknown>): Promise<void>;
	remove(keys: string[]): Promise<void>;
}

/**
 * The last twenty conversations, in memory only and gone with the browser: in `storage.session`, or, where the browser
 * keeps that from framed pages (Firefox), in the tab's own session storage.
 */
export function sessionSnapshots(): SnapshotStore {
	const area = extensionArea() ?? tabArea();
	return {
		find: async key => ((await area.get(`snapshot:${key}`)) ?? null) as Snapshot | null,
		keep: async (key, snapshot) => {
			const before = ((await area.get(INDEX)) ?? []) as string[];
			const keys = [key, ...before.filter(other => other !== key)];
			await area.set({ [INDEX]: keys.slice(0, LIMIT), [`snapshot:${key}`]: snapshot });
			const gone = keys.slice(LIMIT).map(old => `snapshot:${old}`);
			if (gone.length > 0) await area.remove(gone);
		},
		findChannels: async () => ((await area.get(CHANNELS)) ?? null) as ChannelView[] | null,
		keepChannels: channels => area.set({ [CHANNELS]: channels }),
	};
}

function extensionArea(): Area | null {
	const session: Storage.StorageArea | undefined = browser.storage.session;
	if (!session) return null;
	return {
		get: async key => (await session.get(key))[key],
		set: values => session.set(values),
		remove: keys => session.remove(keys),
	};
}

/** A full or forbidden storage costs the head start, never the conversation. */
function tabArea(): Area {
	const attempt = <T>(work: (tab: globalThis.Storage) => T): T | null => {
		try {
			return work(sessionStorage);
		} catch {
			return null;
		}
	};
	return {
		get: async key => attempt(tab => JSON.parse(tab.getItem(key) ?? 'null')),
		async set(values) {
			for (const [key, value] of Object.entries(values))
				attempt(tab => tab.setItem(key, JSON.stringify(value)));
		},
		async remove(keys) {
			for (const key of keys) attempt(tab => tab.removeItem(key));
		},
	};
}
