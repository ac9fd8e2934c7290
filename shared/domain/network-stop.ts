import type { ConsentEntry } from './consent.ts';

/**
 * The stop that a contact set in the network's own app, while it holds; null when there is none.
 *
 * The network keeps it by itself and refuses marketing whatever words were written to us since: a START does not lift it,
 * only the network's own resume does. What a person of ours recorded later counts too, for the network's word may have been
 * lost on its way; when it was not, the network refuses again and that is a new line. `entries` are the ledger's lines of one
 * contact on one channel type, the newest first.
 */
export function networkStop(entries: readonly ConsentEntry[]): ConsentEntry | null {
	for (const entry of entries) {
		if (entry.source === 'person' && entry.word === 'opt-in') return null;
		if (entry.source === 'network' || entry.source === 'provider')
			return entry.word === 'opt-out' ? entry : null;
	}
	return null;
}
