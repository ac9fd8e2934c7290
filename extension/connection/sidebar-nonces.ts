import type { KeyValue } from './key-value.ts';

/** Where a nonce may be used: in the tab it was made for, by the first frame of our own that shows it. */
interface Place {
	readonly tabId: number;
	readonly frameId: number | null;
}

/** More frames than these were never placed at once in one tab; older ones are gone. */
const PER_TAB = 4;
const KEY = 'sidebar-nonces';

/**
 * Which sidebars our content script has placed. Kept in the session's storage, so that a sidebar is still known after the
 * worker was stopped; forgotten when the browser ends.
 */
export class SidebarNonces {
	readonly #store: KeyValue;
	/** One change after the other: two ports may open at once. */
	#last: Promise<unknown> = Promise.resolve();

	readonly #key: string;

	/** `key` keeps those of other pages apart. */
	constructor(store: KeyValue, key = KEY) {
		this.#store = store;
		this.#key = key;
	}

	/** A nonce for a frame that is about to be placed in a tab. */
	make(tabId: number): Promise<string> {
		return this.#change(places => {
			const nonce = crypto.randomUUID();
			const older = [...places].filter(([, place]) => place.tabId === tabId);
			for (const [key] of older.slice(0, Math.max(0, older.length - PER_TAB + 1))) places.delete(key);
			places.set(nonce, { tabId, frameId: null });
			return nonce;
		});
	}

	/** True when the frame may be a sidebar. The first frame that shows a nonce keeps it: another that learnt it is refused. */
	confirm(nonce: string, tabId: number, frameId: number): Promise<boolean> {
		return this.#change(places => {
			const place = places.get(nonce);
			if (!place || place.tabId !== tabId) return false;
			if (place.frameId !== null) return place.frameId === frameId;
			places.set(nonce, { tabId, frameId });
			return true;
		});
	}

	/** The tab that a nonce was made for; null for one that is unknown. */
	tabOf(nonce: string): Promise<number | null> {
		return this.#change(places => places.get(nonce)?.tabId ?? null);
	}

	forgetTab(tabId: number): Promise<void> {
		return this.#change(places => {
			for (const [nonce, place] of [...places]) if (place.tabId === tabId) places.delete(nonce);
		});
	}

	#change<T>(act: (places: Map<string, Place>) => T): Promise<T> {
		const next = this.#last.then(async () => {
			const kept = await this.#store.get(this.#key);
			const places = new Map<string, Place>(Array.isArray(kept) ? kept : []);
			const result = act(places);
			await this.#store.set(this.#key, [...places]);
			return result;
		});
		this.#last = next.catch(() => {});
		return next;
	}
}
