import { fail, ok } from '../../../shared/contract/result.ts';
import type { MessageRow } from '../../store/tables.ts';
import type { Action, Parts } from '../parts.ts';
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
	const row = await parts.store.conversations.find(request.conversationId);
	const conversation = row && (await conversationView(parts.store, row.id));
	if (!conversation) return unknown();
	if (row.whole_from !== null && request.afterRevision < Number(row.whole_from))
		return ok({ conversation, messages: [], revision: conversation.revision, hasMore: false, anew: true });
	const rows = await parts.store.messages.changedAfter(
		request.conversationId,
		request.afterRevision,
		request.limit + 1,
	);
	const hasMore = rows.length > request.limit;
	const page = hasMore ? await wholeRevisions(parts, request.conversationId, rows) : rows;
	const last = page.at(-1);
	const revision =
		hasMore && last ? Number(last.revision) : Math.max(conversation.revision, request.afterRevision);
	return ok({
		conversation,
		messages: await messageViews(parts.store, page),
		revision,
		hasMore,
		anew: false,
	});
};

/**
 * The rows of the revisions that fit wholly into a page of which `rows` holds one row more. One revision may change more
 * messages than any page (everything was marked read): then the page is that revision, however long.
 */
async function wholeRevisions(
	parts: Parts,
	conversationId: string,
	rows: readonly MessageRow[],
): Promise<MessageRow[]> {
	const cut = Number(rows.at(-1)?.revision);
	const whole = rows.filter(row => Number(row.revision) < cut);
	return whole.length > 0 ? whole : parts.store.messages.ofRevision(conversationId, cut);
}
