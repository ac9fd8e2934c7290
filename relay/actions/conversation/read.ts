import { fail, ok } from '../../../shared/contract/result.ts';
import type { Action } from '../parts.ts';
import { conversationView, conversationViews, messageViews } from '../views.ts';

const unknown = () =>
	fail('not-found', 'There is no such conversation.', { fields: { conversationId: 'is unknown' } });

export const listConversations: Action<'conversation:list'> = async (parts, request) => {
	const rows = await parts.store.conversations.list({
		unreadOnly: request.filter === 'unread',
		channelId: request.channelId ?? null,
		search: request.search ?? null,
		before: request.before ?? null,
		limit: request.limit + 1,
	});
	const [conversations, unreadTotal] = await Promise.all([
		conversationViews(parts.store, rows.slice(0, request.limit)),
		parts.store.conversations.unreadTotal(),
	]);
	return ok({ conversations, hasMore: rows.length > request.limit, unreadTotal });
};

export const readConversation: Action<'conversation:read'> = async (parts, request) => {
	if (!(await parts.store.conversations.find(request.conversationId))) return unknown();
	const rows = await parts.store.messages.page(
		request.conversationId,
		request.before ?? null,
		request.limit + 1,
	);
	const hasOlder = rows.length > request.limit;
	return ok({ messages: await messageViews(parts.store, hasOlder ? rows.slice(1) : rows), hasOlder });
};

/**
 * What changed after a revision. The conversation is read before the messages: a change in between is in the messages with
 * a revision above the conversation's, and comes again with the next call, so nothing is missed.
 */
export const syncConversation: Action<'conversation:sync'> = async (parts, request) => {
	const conversation = await conversationView(parts.store, request.conversationId);
	if (!conversation) return unknown();
	const rows = await parts.store.messages.changedAfter(
		request.conversationId,
		request.afterRevision,
		request.limit + 1,
	);
	const hasMore = rows.length > request.limit;
	const page = hasMore
		? wholeRevisions(rows.slice(0, request.limit), Number(rows[request.limit]?.revision))
		: rows;
	const last = page.at(-1);
	const revision =
		hasMore && last ? Number(last.revision) : Math.max(conversation.revision, request.afterRevision);
	return ok({ conversation, messages: await messageViews(parts.store, page), revision, hasMore });
};

/** Rows of a revision that does not fit wholly into the page are left for the next one, unless the page holds nothing else. */
function wholeRevisions<Row extends { revision: number }>(rows: Row[], nextRevision: number): Row[] {
	const whole = rows.filter(row => Number(row.revision) < nextRevision);
	return whole.length > 0 ? whole : rows;
}
