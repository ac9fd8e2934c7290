import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { SECOND_MS } from '../../../shared/lib/time.ts';
import type { StoreParts } from '../../store/store.ts';
import { recordConsent } from '../consent/record.ts';
import type { Action } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';
import { absorb } from '../webhook/contact-of.ts';
import { viewOf } from './contact.ts';

/** Two contacts are one person, says a person of ours. */
export const mergeContacts: Action<'contact:merge'> = async (parts, request, caller) => {
	const changes = new Changes();
	const merged = await parts.store.transaction(async (tx): Promise<Result<string | null>> => {
		const keepId = await tx.merges.nowPartOf(request.keepId);
		const goneId = await tx.merges.nowPartOf(request.goneId);
		const field = (name: string) => ({ fields: { [name]: 'is unknown' } });
		if (!(await tx.contacts.find(keepId)))
			return fail('not-found', 'There is no such contact.', field('keepId'));
		if (!(await tx.contacts.find(goneId)))
			return fail('not-found', 'There is no such contact.', field('goneId'));
		if (keepId === goneId) return ok(null);
		if (await hasQueued(tx, goneId))
			return fail('conflict', 'A message to the second contact is on its way. Merge them once it has gone.');
		const byName = caller.user.name;
		return ok(await absorb(tx, { keepId, goneId, byName, now: parts.now() }, changes));
	});
	if (!merged.ok) return merged;
	await changes.publish(parts.bus);
	const contact = await viewOf(parts.store, request.keepId);
	return contact.ok ? ok({ contact: contact.value, mergeId: merged.value }) : contact;
};

/** A message that is being sent belongs to the conversation that it was claimed in. */
async function hasQueued(tx: StoreParts, contactId: string): Promise<boolean> {
	for (const conversation of await tx.conversations.allOfContact(contactId)) {
		const onTheWay = await tx.messageFinds.onTheWay(conversation.id);
		if (onTheWay.some(row => row.status === 'queued')) return true;
	}
	return false;
}

/** Parts them again. Both histories are as they were; what was said since stays where it was said. */
export const unmergeContacts: Action<'contact:unmerge'> = async (parts, request) => {
	const changes = new Changes();
	const undone = await parts.store.transaction(
		async (tx): Promise<Result<{ keepId: string; goneId: string }>> => {
			const merge = await tx.merges.find(request.mergeId);
			if (!merge) return fail('not-found', 'There is no such merge.', { fields: { mergeId: 'is unknown' } });
			const both = { keepId: merge.keep_id, goneId: merge.gone_id };
			if (merge.undone_at !== null) return ok(both);
			if (!(await tx.contacts.find(merge.keep_id)))
				return fail('conflict', 'The contact has become part of another one since. Undo that merge first.');
			const others = await tx.merges.into(merge.keep_id);
			if (others.some(later => tx.merges.undo.standsOn(later, merge)))
				return fail(
					'conflict',
					'Another contact has become part of the same conversation since. Undo that merge first.',
				);
			if (await tx.messageFinds.waitsIn(tx.merges.undo.conversationsOf(merge)))
				return fail(
					'conflict',
					'A message to this contact waits to be sent, and would go to the wrong one of the two. Undo the merge once it has gone.',
				);
			for (const id of await tx.merges.undo.run(merge, parts.now())) {
				const row = await tx.conversations.find(id);
				// Nobody has what it is now: everybody asks.
				if (row) changes.note(id, Number(row.revision));
			}
			// Who asked to stop since was one of the two, and nobody knows which: neither is written to. What a network told, a
			// block among it, its refusal tells again.
			for (const entry of await tx.consents.newestOf([both.keepId]))
				if (
					entry.word === 'opt-out' &&
					entry.source !== 'network' &&
					entry.at >= Number(merge.at) - SECOND_MS
				)
					await recordConsent({ tx, changes }, { ...entry, contactId: both.goneId });
			changes.merged([both.keepId, both.goneId]);
			return ok(both);
		},
	);
	if (!undone.ok) return undone;
	await changes.publish(parts.bus);
	const kept = await viewOf(parts.store, undone.value.keepId);
	const restored = await viewOf(parts.store, undone.value.goneId);
	if (!kept.ok) return kept;
	return restored.ok ? ok({ kept: kept.value, restored: restored.value }) : restored;
};
