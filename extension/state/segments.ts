import type { ContactFilter } from '../../shared/domain/contact-filter.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createSource, type Source } from './loaded.ts';

/** Contacts under one name: whoever fits the filter at the moment of asking. */
export interface Segment {
	readonly id: string;
	readonly name: string;
	readonly filter: ContactFilter;
	readonly count?: number;
}

/** Reads the segments. A relay that knows none refuses, and nothing of them is shown. */
export function createSegments(port: RelayPort): Source<readonly Segment[]> {
	return createSource<readonly Segment[]>(port, [], async () => {
		const answer = await port.call('segment:list', {});
		return answer.ok ? { ok: true, value: answer.value.segments } : answer;
	});
}

/** The segment that `#broadcasts?from=segment:<id>` names; null for none. */
export function segmentIdOf(from: string | undefined): string | null {
	return /^segment:(.+)$/.exec(from ?? '')?.[1] ?? null;
}

/** The filter that the address holds as JSON; null for none, and for what cannot be read. */
export function contactFilterOf(text: string | undefined): ContactFilter | null {
	if (text === undefined) return null;
	try {
		const read: unknown = JSON.parse(text);
		// Its parts are checked by the relay, which is the one that uses them.
		return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as ContactFilter) : null;
	} catch {
		return null;
	}
}
