import type { RelayEvents } from '../../../shared/contract/events.ts';
import type { StoreParts } from '../../store/store.ts';
import { conversationViews, messageViews } from '../views.ts';

/** Most messages of one push; who had less asks for the rest. */
const PUSH_MAX = 100;

/** What changed in conversations since the revisions given, as it is pushed. Conversations that are gone are left out. */
export async function loadChanges(
	store: StoreParts,
	since: readonly { conversationId: string; previousRevision: number }[],
): Promise<RelayEvents['conversation:changed'][]> {
	const rows = await store.conversations.findMany(since.map(one => one.conversationId));
	const views = await conversationViews(store, rows);
	const previous = new Map(since.map(one => [one.conversationId, one.previousRevision]));
	return Promise.all(
		views.map(async conversation => {
			const previousRevision = previous.get(conversation.id) ?? conversation.revision;
			const changed = await store.messages.changedAfter(conversation.id, previousRevision, PUSH_MAX + 1);
			// Too many for one push: a change that follows nothing but itself makes every reader ask.
			if (changed.length > PUSH_MAX)
				return { previousRevision: conversation.revision, conversation, messages: [] };
			return { previousRevision, conversation, messages: await messageViews(store, changed) };
		}),
	);
}
