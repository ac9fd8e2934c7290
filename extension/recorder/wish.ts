import type { RecordingWish } from '../connection/page-messages.ts';

/** The wish in the window's address: `#<nonce>&<wish>`. Null when there is none that can be read. */
export function wishIn(hash: string): RecordingWish | null {
	const [, written] = hash.replace(/^#/, '').split('&', 2);
	if (!written) return null;
	try {
		// The background of this very build wrote it.
		return JSON.parse(decodeURIComponent(written)) as RecordingWish;
	} catch {
		// Somebody changed the address: nothing is known to record for.
		return null;
	}
}
