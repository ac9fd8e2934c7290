import { ok } from '../../../shared/contract/result.ts';
import type { Action } from '../parts.ts';
import { conversationViews, messageViews } from '../views.ts';
import { viewOf } from './contact.ts';

/** Everything said with one person, over all channels. */
export const readTimeline: Action<'contact:timeline'> = async (parts, request) => {
	const contact = await viewOf(parts.store, request.contactId);
	if (!contact.ok) return contact;
	const conversations = await parts.store.conversations.allOfContact(contact.value.id);
	const rows = await parts.store.messageFinds.timeline(
		conversations.map(row => row.id),
		request.before ?? null,
		request.limit + 1,
	);
	const hasOlder = rows.length > request.limit;
	return ok({
		messages: await messageViews(parts.store, hasOlder ? rows.slice(1) : rows),
		conversations: await conversationViews(parts.store, conversations),
		hasOlder,
	});
};
