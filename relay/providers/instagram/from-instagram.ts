import type { Activity } from '../../../shared/domain/message.ts';
import type { ParsedEvent, ProviderEvent } from '../events.ts';
import { type Json, list, record, text } from '../wire.ts';
import { fromComment } from './from-comment.ts';
import { fromMessaging } from './from-messaging.ts';
import { type Place, timeOf } from './place.ts';

/** What of a channel decides how its webhooks are read. */
export interface Reading {
	readonly accountId: string;
	readonly isFile: (url: string) => boolean;
	/** Ours, for what Instagram gives no time of. */
	readonly receivedAt: number;
}

/** The dashboard's test button writes in the name of no account (providers.md §8.4). */
const TEST_ACCOUNT = '0';

/**
 * Reads a webhook body of Instagram: every entry, in order, whichever way it carries its events (providers.md §8.4). Nothing
 * throws; what is not understood is kept as `unsupported` or `ignored`.
 */
export function parseInstagram(body: unknown, reading: Reading): ParsedEvent[] {
	const events: ParsedEvent[] = [];
	const entries = list(record(body)?.entry);
	const add = (numberId: string | null, event: ProviderEvent) =>
		events.push({ numberId, accountId: null, event });
	if (entries.length === 0) add(null, ignored('the body has no entry'));
	for (const one of entries) {
		const entry = record(one) ?? {};
		const id = text(entry.id);
		const numberId = id === null || id === TEST_ACCOUNT ? null : id;
		const place: Place = {
			account: numberId ?? reading.accountId,
			at: timeOf(entry.time, reading.receivedAt),
			isFile: reading.isFile,
		};
		for (const event of fromEntry(entry, place)) add(numberId, event);
	}
	return events;
}

function fromEntry(entry: Json, place: Place): ProviderEvent[] {
	const events: ProviderEvent[] = [];
	// Standby is what another app answers: it is shown all the same.
	for (const item of [...list(entry.messaging), ...list(entry.standby)])
		events.push(...fromMessaging(record(item) ?? {}, place));
	for (const change of list(entry.changes)) events.push(...fromChange(record(change) ?? {}, place));
	if (text(entry.field) !== null) events.push(...fromChange(entry, place));
	return events.length > 0 ? events : [ignored('an entry without events')];
}

function fromChange(change: Json, place: Place): ProviderEvent[] {
	const field = text(change.field) ?? 'of no name';
	const value = record(change.value);
	if (!value) return [ignored(`a change of ${field} without a value`)];
	switch (field) {
		case 'comments':
		case 'live_comments':
			return [fromComment(value, place)];
		case 'mentions':
			return [ignored('a mention under a post of others: Instagram tells neither who wrote it nor what')];
		case 'messages':
		case 'message_echoes':
		case 'message_edit':
		case 'message_reactions':
		case 'messaging_postbacks':
		case 'messaging_referral':
		case 'messaging_seen':
		case 'standby':
			return fromMessaging(value, place);
		default:
			return [ignored(`a change of ${field}`)];
	}
}

/** Why a message is left out, of whose kind nothing is ticked; null for all else. */
export function leftOut(event: ProviderEvent, activities: readonly Activity[]): string | null {
	if (event.kind !== 'message') return null;
	const activity = event.content.kind === 'comment' ? event.content.activity : 'direct';
	return activities.includes(activity)
		? null
		: `${LEFT_OUT[activity]} are not ticked in the channel’s settings`;
}

const LEFT_OUT: Record<Activity, string> = {
	direct: 'direct messages',
	feed: 'comments on posts',
	reels: 'comments on reels',
	stories: 'comments on stories',
	notes: 'comments on notes',
};

function ignored(reason: string): ProviderEvent {
	return { kind: 'ignored', reason };
}
