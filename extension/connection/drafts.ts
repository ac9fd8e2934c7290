import { browser } from '../browser.ts';

/** What somebody wrote and has not sent yet. A chosen file is kept once it is on the relay. */
export interface Draft {
	readonly text: string;
	readonly replyToMessageId: string | null;
	readonly attachment: DraftFile | null;
}

export interface DraftFile {
	readonly mediaId: string;
	readonly mimeType: string;
	readonly filename: string;
	readonly size: number;
	/** A recording: it is sent as a voice message. */
	readonly voice?: true;
}

/** Small things that outlive a reload, on this device only: drafts, and the channel chosen for a contact. */
export interface DraftStore {
	find(key: string): Promise<Draft | null>;
	/** Null forgets it. Writes of one key are kept in order. */
	keep(key: string, draft: Draft | null): Promise<void>;
	findChannel(contactKey: string): Promise<string | null>;
	keepChannel(contactKey: string, channelId: string): Promise<void>;
}

/** Drafts in `storage.local`: they survive reloads, restarts and updates of the extension. */
export function localDrafts(): DraftStore {
	const { local } = browser.storage;
	const find = async (key: string): Promise<unknown> => (await local.get(key))[key] ?? null;
	return {
		find: async key => (await find(`draft:${key}`)) as Draft | null,
		keep: (key, draft) =>
			draft === null ? local.remove(`draft:${key}`) : local.set({ [`draft:${key}`]: draft }),
		findChannel: async key => (await find(`channel-of:${key}`)) as string | null,
		keepChannel: (key, channelId) => local.set({ [`channel-of:${key}`]: channelId }),
	};
}
