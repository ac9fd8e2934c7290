import type { ProviderEvent, StatusEvent } from '../events.ts';
import { type Json, list, record, text } from '../wire.ts';

/** How far a message of ours had come, in Meta's words (providers.md §2.10). */
const REACHED: Readonly<Record<string, StatusEvent['status']>> = {
	DELIVERED: 'delivered',
	READ: 'read',
	PLAYED: 'read',
};

/**
 * What was said before a number of the WhatsApp Business app was connected: threads of up to 180 days, in chunks of any order,
 * and afterwards the files of the last 14 days as messages of their own (providers.md §2.10). None of it is news.
 */
export function fromHistory(
	value: Json,
	fromMessage: (message: Json, direction: 'inbound' | 'outbound') => ProviderEvent,
): ProviderEvent[] {
	const own = text(record(value.metadata)?.display_phone_number)?.replace(/\D/g, '') ?? null;
	const read = (item: unknown, threadId: string | null): ProviderEvent[] => {
		const message = record(item) ?? {};
		const isOurs = own !== null && text(message.from)?.replace(/\D/g, '') === own;
		// Ours name nobody at times: the thread is the other side's number.
		const whole =
			isOurs && text(message.to) === null && threadId !== null ? { ...message, to: threadId } : message;
		const event = fromMessage(whole, isOurs ? 'outbound' : 'inbound');
		if (event.kind !== 'message') return [event];
		const status = isOurs ? statusOf(message, event) : null;
		return [{ ...event, history: true }, ...(status ? [status] : [])];
	};
	const events = list(value.messages).flatMap(message => read(message, null));
	for (const chunk of list(value.history)) {
		const part = record(chunk) ?? {};
		for (const thread of list(part.threads)) {
			const { id, messages } = record(thread) ?? {};
			events.push(...list(messages).flatMap(message => read(message, text(id))));
		}
		for (const error of list(part.errors))
			events.push({
				kind: 'ignored',
				reason: `the history is not shared: ${text(record(error)?.message) ?? text(record(error)?.title) ?? 'no reason told'}`,
			});
	}
	return events.length > 0 ? events : [{ kind: 'ignored', reason: 'a part of the history without messages' }];
}

function statusOf(message: Json, event: Extract<ProviderEvent, { kind: 'message' }>): StatusEvent | null {
	const word = text(record(message.history_context)?.status)?.toUpperCase() ?? '';
	const status = REACHED[word];
	if (!status) return null;
	return {
		kind: 'status',
		externalId: event.externalId,
		reference: null,
		status,
		at: event.at,
		error: null,
		recipient: [],
		freeUntil: null,
		price: null,
	};
}
