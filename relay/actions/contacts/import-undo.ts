import type { ContactChangeRow, NewContactChange } from '../../store/contact-history.ts';
import type { ContactImportRow, ImportedRow } from '../../store/contact-imports.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Parts } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';

/** So many rows in one transaction. */
const CHUNK = 50;

const KEPT = {
	written: 'Kept: there are messages with this contact.',
	broadcast: 'Kept: the contact is a recipient of a broadcast.',
	consent: 'Kept: the contact opted in or out since.',
	merged: 'Kept: another contact has become part of it.',
	absorbed: 'Kept: the contact has become part of another one.',
	changed: 'Partly kept: what was changed since stays',
	word: 'a word of consent stays in the ledger',
} as const;

interface Undoing {
	readonly tx: StoreParts;
	readonly changes: Changes;
	readonly byName: string | null;
	readonly now: number;
}

/** Takes the next rows of an import back. True when that was the last of it. */
export async function undoRows(parts: Parts, row: ContactImportRow): Promise<boolean> {
	const changes = new Changes();
	const now = parts.now();
	const isOver = await parts.store.transaction(async tx => {
		const rows = await tx.contactImports.toUndo(row.id, CHUNK);
		const counts = { removed: 0, restored: 0, kept: 0 };
		for (const one of rows) {
			const undoing = { tx, changes, byName: row.undone_by, now };
			const undone = one.outcome === 'added' ? await remove(tx, one) : await restore(undoing, row.id, one);
			counts[undone === 'removed' || undone === 'restored' ? undone : 'kept'] += 1;
			await tx.contactImports.markUndone(row.id, Number(one.line), undone);
		}
		if (!(await tx.contactImports.advance(row.id, Number(row.done), rows.length, counts)))
			throw new Error('Another relay takes this import back.');
		if (rows.length < CHUNK) await tx.contactImports.change(row.id, { state: 'undone' });
		return rows.length < CHUNK;
	});
	await changes.publish(parts.bus);
	return isOver;
}

/** A contact that the import added goes, unless somebody has had to do with it since. */
async function remove(tx: StoreParts, { contact_id: contactId }: ImportedRow): Promise<string> {
	if (contactId === null) return 'removed';
	if ((await tx.merges.nowPartOf(contactId)) !== contactId) return KEPT.absorbed;
	const why = await tx.contactImports.whyKept(contactId);
	if (why !== null) return KEPT[why];
	await tx.contactImports.removeContact(contactId);
	return 'removed';
}

/** What the import changed is as before, where it still is what the import made it. */
async function restore(
	undoing: Undoing,
	importId: string,
	{ contact_id: contactId }: ImportedRow,
): Promise<string> {
	const { tx, byName, now } = undoing;
	if (contactId === null || !(await tx.contacts.find(contactId))) return KEPT.absorbed;
	const lines: NewContactChange[] = [];
	const kept = new Set<string>();
	for (const change of await tx.contactHistory.ofImport(importId, contactId)) {
		if (change.field === 'consent') kept.add(KEPT.word);
		else if (await putBack(undoing, contactId, change))
			lines.push({
				contact_id: contactId,
				at: now,
				field: change.field,
				before: change.after,
				after: change.before,
				by_name: byName,
				import_id: null,
			});
		else kept.add(nameOf(change.field));
	}
	await tx.contactHistory.add(lines);
	return kept.size === 0 ? 'restored' : `${KEPT.changed} (${[...kept].join(', ')}).`;
}

function nameOf(field: string): string {
	return field.replace('attribute:', '').replace('-', ' ');
}

async function putBack(
	{ tx, changes }: Undoing,
	contactId: string,
	{ field, before, after }: ContactChangeRow,
): Promise<boolean> {
	const row = await tx.contacts.find(contactId);
	switch (field) {
		case 'name':
			if (row?.name !== after) return false;
			await tx.contacts.rename(contactId, { name: before });
			for (const conversation of await tx.conversations.allOfContact(contactId)) {
				changes.note(conversation.id, Number(conversation.revision));
				await tx.conversations.change(conversation.id);
			}
			return true;
		case 'source':
			if (row?.source !== after || before === null) return false;
			await tx.contacts.describe(contactId, { source: before });
			return true;
		case 'first-message':
			if (row?.first_message !== after) return false;
			await tx.contacts.describe(contactId, { firstMessage: before });
			return true;
		case 'tag': {
			const own = (await tx.tags.ofContacts([contactId])).get(contactId) ?? [];
			const tag = own.find(one => one.name === after);
			if (!tag) return false;
			await tx.tags.take(contactId, [tag.id]);
			return true;
		}
		default: {
			const key = field.replace('attribute:', '');
			const values = (await tx.attributes.ofContacts([contactId])).get(contactId);
			if (values?.[key] !== after) return false;
			await tx.attributes.set(contactId, key, before);
			return true;
		}
	}
}
