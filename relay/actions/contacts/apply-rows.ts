import { newIdInOrder } from '../../ids.ts';
import type { NewContactChange } from '../../store/contact-history.ts';
import type { StoreParts } from '../../store/store.ts';
import { recordConsent } from '../consent/record.ts';
import type { Changes } from '../webhook/changes.ts';
import type { PlannedRow } from './plan-rows.ts';

export interface ApplyingRows {
	readonly tx: StoreParts;
	readonly changes: Changes;
	readonly importId: string;
	readonly byName: string;
	readonly now: number;
}

/** Does what was planned, in the caller's transaction. Returns the contact of each row that was taken, by its line. */
export async function applyRows(
	applying: ApplyingRows,
	planned: readonly PlannedRow[],
): Promise<Map<number, string>> {
	const { tx, now } = applying;
	const history: NewContactChange[] = [];
	const contacts = new Map<number, string>();
	const added = planned.filter(one => one.outcome === 'added');
	const ids = added.map(() => newIdInOrder('cnt', now));
	await tx.contactImports.insertContacts(
		added.map(({ row, changes }, index) => ({
			id: ids[index] ?? '',
			name: row.name ?? '',
			phone: row.phone ?? '',
			key: row.key ?? '',
			source: changes.source?.after ?? 'IMPORT',
			firstMessage: row.firstMessage,
			tagIds: changes.tags.map(tag => tag.id),
			attributes: row.attributes,
		})),
		now,
	);
	for (const [index, one] of added.entries()) {
		const contactId = ids[index] ?? '';
		contacts.set(one.row.line, contactId);
		history.push(lineOf(applying, contactId, 'created', null, one.row.name));
		await applyWord(applying, contactId, one);
	}
	for (const one of planned) {
		if (one.contactId === null) continue;
		contacts.set(one.row.line, one.contactId);
		if (one.outcome === 'updated') history.push(...(await update(applying, one.contactId, one)));
	}
	await tx.contactHistory.add(history);
	return contacts;
}

async function update(
	applying: ApplyingRows,
	contactId: string,
	planned: PlannedRow,
): Promise<NewContactChange[]> {
	const { tx, changes: told } = applying;
	const { name, source, firstMessage, tags, attributes } = planned.changes;
	const lines: NewContactChange[] = [];
	const line = (field: string, before: string | null, after: string | null) =>
		lines.push(lineOf(applying, contactId, field, before, after));
	if (name !== null) {
		const before = await tx.contacts.find(contactId);
		await tx.contacts.rename(contactId, { name });
		line('name', before?.name ?? null, name);
		// Whoever has the conversation open sees the new name.
		for (const conversation of await tx.conversations.allOfContact(contactId)) {
			told.note(conversation.id, Number(conversation.revision));
			await tx.conversations.change(conversation.id);
		}
	}
	if (source) line('source', source.before, source.after);
	if (firstMessage) line('first-message', firstMessage.before, firstMessage.after);
	if (source || firstMessage)
		await tx.contacts.describe(contactId, {
			...(source && { source: source.after }),
			...(firstMessage && { firstMessage: firstMessage.after }),
		});
	await tx.tags.give(
		contactId,
		tags.map(tag => tag.id),
	);
	for (const tag of tags) line('tag', null, tag.name);
	for (const [key, { before, after }] of Object.entries(attributes)) {
		await tx.attributes.set(contactId, key, after);
		line(`attribute:${key}`, before, after);
	}
	if (await applyWord(applying, contactId, planned)) line('consent', null, planned.changes.word);
	return lines;
}

async function applyWord(
	{ tx, changes, byName, now }: ApplyingRows,
	contactId: string,
	{ changes: { word } }: PlannedRow,
): Promise<boolean> {
	if (word === null) return false;
	await recordConsent(
		{ tx, changes },
		{
			contactId,
			channelType: 'whatsapp',
			word,
			at: now,
			source: 'import',
			text: null,
			messageId: null,
			byName,
		},
	);
	return true;
}

function lineOf(
	{ importId, byName, now }: ApplyingRows,
	contactId: string,
	field: string,
	before: string | null,
	after: string | null,
): NewContactChange {
	return { contact_id: contactId, at: now, field, before, after, by_name: byName, import_id: importId };
}
