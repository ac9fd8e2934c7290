import type { ConsentEntry } from '../../../shared/domain/consent.ts';
import { newId } from '../../ids.ts';
import type { StoreParts } from '../../store/store.ts';
import { followOptOut } from '../broadcast/follow.ts';
import type { Changes } from '../webhook/changes.ts';

/**
 * Adds a line to the consent ledger and moves the contact's conversations on, so that whoever looks at them sees it. The
 * line is news when it changed what holds: an older word, and one that says the same again, are kept and change nothing.
 */
export async function recordConsent(
	{ tx, changes }: { tx: StoreParts; changes: Changes },
	line: Omit<ConsentEntry, 'id'>,
): Promise<{ entry: ConsentEntry; isNews: boolean }> {
	const entry = { ...line, id: newId('cns') };
	const before = await tx.consents.newestOn(entry.contactId, entry.channelType);
	const isNewest = await tx.consents.add(entry);
	if (!isNewest) return { entry, isNews: false };
	for (const conversation of await tx.conversations.allOfContact(entry.contactId)) {
		changes.note(conversation.id, Number(conversation.revision));
		await tx.conversations.change(conversation.id);
	}
	const isNews = before?.word !== entry.word;
	// What the provider refuses was said to it before: no message of ours made them say it.
	if (isNews && entry.word === 'opt-out' && entry.source !== 'provider')
		await followOptOut({ tx, changes }, entry.contactId, entry.at);
	return { entry, isNews };
}
