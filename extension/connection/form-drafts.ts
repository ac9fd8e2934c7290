/** What stands in a form of the settings and is not saved yet. It survives a reload and ends with the tab. Never a secret. */
export interface FormDrafts {
	/** Null when nothing is kept, or it cannot be read. */
	find(key: string): unknown;
	/** Null forgets it. */
	keep(key: string, draft: object | null): void;
}

/** In the tab's own session storage. */
export function tabFormDrafts(storage: Storage = sessionStorage): FormDrafts {
	return {
		find: key => {
			const kept = storage.getItem(`form:${key}`);
			if (kept === null) return null;
			try {
				return JSON.parse(kept);
			} catch {
				// Of another version of this page: the form begins anew.
				return null;
			}
		},
		keep: (key, draft) => {
			if (draft === null) storage.removeItem(`form:${key}`);
			else storage.setItem(`form:${key}`, JSON.stringify(draft));
		},
	};
}
