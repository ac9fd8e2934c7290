import type { CrmRecord } from '../../shared/domain/crm-record.ts';
import type { Crm, CrmReading } from './crm.ts';

/** Waits for the page to pause, but not for longer than the second: a busy feed never stops changing. */
const QUIET_MS = 150;
const LATEST_MS = 600;

export interface PageWatch {
	/** The newest reading. */
	readonly reading: CrmReading;
	/** Looks again soon; for a changed address. */
	look(): void;
	/** Leaves no listener, observer or timer behind. */
	stop(): void;
}

export interface WatchOptions {
	readonly crm: Crm;
	readonly document: Document;
	readonly url: () => URL;
	/** Called with the first reading, and then when what is shown has changed. */
	readonly onChange: (reading: CrmReading) => void;
	/** Called after each look, changed or not: nodes may be others though they say the same. */
	readonly onLook: (reading: CrmReading) => void;
}

/**
 * Watches a page for the record it shows. The body stays when a single-page app swaps its content, so one observer on it
 * is enough; readings are compared before anybody hears of them.
 */
export function watchPage({ crm, document, url, onChange, onLook }: WatchOptions): PageWatch {
	const ended = new AbortController();
	let reading: CrmReading = { state: 'loading' };
	let key: string | null = null;
	let quiet: ReturnType<typeof setTimeout> | undefined;
	let latest: ReturnType<typeof setTimeout> | undefined;

	function look(): void {
		clearTimeout(quiet);
		clearTimeout(latest);
		latest = undefined;
		reading = crm.read({ document, url: url() });
		const next = keyOf(reading);
		const changed = next !== key;
		key = next;
		if (changed) onChange(reading);
		onLook(reading);
	}

	function lookSoon(): void {
		clearTimeout(quiet);
		quiet = setTimeout(look, QUIET_MS);
		latest ??= setTimeout(look, LATEST_MS);
	}

	const observer = new MutationObserver(lookSoon);
	observer.observe(document.body, { childList: true, subtree: true });
	// What a person types changes no node.
	document.addEventListener('change', lookSoon, { passive: true, capture: true, signal: ended.signal });
	look();

	return {
		get reading() {
			return reading;
		},
		look: lookSoon,
		stop() {
			ended.abort();
			observer.disconnect();
			clearTimeout(quiet);
			clearTimeout(latest);
		},
	};
}

/** Two readings with the same key tell the sidebar the same. */
function keyOf(reading: CrmReading): string {
	return reading.state === 'record' ? JSON.stringify(reading.record satisfies CrmRecord) : reading.state;
}
