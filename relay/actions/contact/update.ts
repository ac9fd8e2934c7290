import type { ContactChangeView } from '../../../shared/contract/contact-views.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { nameKey, readAttribute, TAGS_MAX } from '../../../shared/domain/contact-fields.ts';
import type { NewContactChange } from '../../store/contact-history.ts';
import type { StoreParts } from '../../store/store.ts';
import { contactRowViews } from '../contacts/row-views.ts';
import type { Action } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';
import { viewOf } from './contact.ts';

type Line = Pick<NewContactChange, 'field' | 'before' | 'after'>;
type Wanted = {
	readonly addTags?: readonly string[] | undefined;
	readonly removeTags?: readonly string[] | undefined;
	readonly attributes?: Readonly<Record<string, string | null>> | undefined;
};

export const updateContact: Action<'contact:update'> = async (parts, request, caller) => {
	const changes = new Changes();
	const contactId = await parts.store.merges.nowPartOf(request.contactId);
	const { name } = request;
	const done = await parts.store.transaction(async (tx): Promise<Result<null>> => {
		const row = await tx.contacts.find(contactId);
		if (!row) return fail('not-found', 'There is no such contact.', { fields: { contactId: 'is unknown' } });
		const tags = await tagLines(tx, contactId, request);
		if (!tags.ok) return tags;
		const attributes = await attributeLines(tx, contactId, request.attributes ?? {});
		if (!attributes.ok) return attributes;
		const lines: Line[] = [...tags.value, ...attributes.value];
		if (name !== undefined) {
			if (name !== row.name) lines.push({ field: 'name', before: row.name, after: name });
			await tx.contacts.rename(contactId, { name });
		}
		const shared = { contact_id: contactId, at: parts.now(), by_name: caller.user.name, import_id: null };
		await tx.contactHistory.add(lines.map(line => ({ ...shared, ...line })));
		for (const conversation of await tx.conversations.allOfContact(contactId)) {
			changes.note(conversation.id, Number(conversation.revision));
			await tx.conversations.change(conversation.id);
		}
		return ok(null);
	});
	if (!done.ok) return done;
	await changes.publish(parts.bus);
	const contact = await viewOf(parts.store, contactId);
	if (!contact.ok) return contact;
	const rows = await parts.store.contacts.findMany([contactId]);
	const [row] = await contactRowViews(parts.store, rows);
	return row ? ok({ contact: contact.value, row }) : fail('not-found', 'There is no such contact.');
};

/** Gives and takes the tags that are asked for; what is so already makes no line. */
async function tagLines(tx: StoreParts, contactId: string, wanted: Wanted): Promise<Result<Line[]>> {
	const { addTags = [], removeTags = [] } = wanted;
	if (addTags.length === 0 && removeTags.length === 0) return ok([]);
	const known = await tx.tags.byNames(addTags);
	const unknown = addTags.find(name => !known.some(tag => tag.name_key === nameKey(name)));
	if (unknown !== undefined)
		return fail('invalid', `There is no tag “${unknown}”. Create it first.`, {
			fields: { addTags: 'names an unknown tag' },
		});
	const own = (await tx.tags.ofContacts([contactId])).get(contactId) ?? [];
	const gone = own.filter(tag => removeTags.some(name => nameKey(name) === tag.name_key));
	const fresh = known.filter(tag => !own.some(one => one.id === tag.id));
	if (own.length - gone.length + fresh.length > TAGS_MAX)
		return fail('invalid', `A contact has at most ${TAGS_MAX} tags. Take one away first.`, {
			fields: { addTags: `would make more than ${TAGS_MAX}` },
		});
	await tx.tags.take(
		contactId,
		gone.map(tag => tag.id),
	);
	await tx.tags.give(
		contactId,
		fresh.map(tag => tag.id),
	);
	return ok([
		...gone.map(tag => ({ field: 'tag', before: tag.name, after: null })),
		...fresh.map(tag => ({ field: 'tag', before: null, after: tag.name })),
	]);
}

async function attributeLines(
	tx: StoreParts,
	contactId: string,
	wanted: Readonly<Record<string, string | null>>,
): Promise<Result<Line[]>> {
	const lines: Line[] = [];
	const own = (await tx.attributes.ofContacts([contactId])).get(contactId) ?? {};
	for (const [key, given] of Object.entries(wanted)) {
		const refuse = (message: string, problem: string) =>
			fail('invalid', message, { fields: { [`attributes.${key}`]: problem } });
		const attribute = await tx.attributes.find(key);
		if (!attribute) return refuse(`There is no attribute “${key}”. Create it first.`, 'is unknown');
		const read =
			given === null || given.trim() === ''
				? { ok: true as const, value: null }
				: readAttribute(attribute.type, given);
		if (!read.ok) return refuse(`${attribute.label}: “${given}” ${read.problem}.`, read.problem);
		const before = own[key] ?? null;
		if (before === read.value) continue;
		await tx.attributes.set(contactId, key, read.value);
		lines.push({ field: `attribute:${key}`, before, after: read.value });
	}
	return ok(lines);
}

/** With the history of those who became part of the contact. */
export const showHistory: Action<'contact:history'> = async ({ store }, { contactId, before, limit }) => {
	const ids = [await store.merges.nowPartOf(contactId)];
	for (const id of ids) ids.push(...(await store.merges.into(id)).map(merge => merge.gone_id));
	const rows = await store.contactHistory.list(ids, before ?? null, limit + 1);
	const labels = new Map((await store.attributes.list()).map(one => [`attribute:${one.key}`, one.label]));
	const changes: ContactChangeView[] = rows.slice(0, limit).map(row => ({
		id: Number(row.id),
		at: Number(row.at),
		field: row.field,
		label: labels.get(row.field) ?? null,
		before: row.before,
		after: row.after,
		byName: row.by_name,
		byImport: row.import_id !== null,
	}));
	return ok({ changes, hasMore: rows.length > limit });
};
