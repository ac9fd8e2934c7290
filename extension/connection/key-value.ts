import type { Storage } from '../browser.ts';

/** What the connection needs of a storage area; tests give a map. */
export interface KeyValue {
	/** `undefined` when nothing is kept under the key. */
	get(key: string): Promise<unknown>;
	/** Resolves once the value survives a stop of the worker. */
	set(key: string, value: unknown): Promise<void>;
	remove(key: string): Promise<void>;
}

/** One of the browser's storage areas as a `KeyValue`. */
export function keyValue(area: Storage.StorageArea): KeyValue {
	return {
		get: async key => (await area.get(key))[key],
		set: (key, value) => area.set({ [key]: value }),
		remove: key => area.remove(key),
	};
}
