import type { TagView } from '../../../shared/contract/contact-views.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { nameKey, tagProblem } from '../../../shared/domain/contact-fields.ts';
import { newId } from '../../ids.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Action } from '../parts.ts';

async function tagViews(store: StoreParts): Promise<TagView[]> {
	return (await store.tags.list()).map(({ id, name, contacts }) => ({ id, name, contacts }));
}

function refusal(name: string): Result<never> | null {
	const problem = tagProblem(name);
	return problem === null
		? null
		: fail('invalid', `The tag “${name}” ${problem}.`, { fields: { name: problem } });
}

export const listTags: Action<'tag:list'> = async ({ store }) => ok({ tags: await tagViews(store) });

export const createTags: Action<'tag:create'> = async (parts, { names }) => {
	for (const name of names) {
		const refused = refusal(name);
		if (refused) return refused;
	}
	await parts.store.transaction(async tx => {
		for (const name of names) await tx.tags.create({ id: newId('tag'), name, createdAt: parts.now() });
	});
	return ok({ tags: await tagViews(parts.store) });
};

export const renameTag: Action<'tag:rename'> = async (parts, { tagId, name }) => {
	const refused = refusal(name);
	if (refused) return refused;
	const done = await parts.store.transaction(async (tx): Promise<Result<null>> => {
		const tag = await tx.tags.find(tagId);
		if (!tag) return fail('not-found', 'There is no such tag.', { fields: { tagId: 'is unknown' } });
		const [same] = await tx.tags.byNames([name]);
		if (same && same.id !== tagId)
			return fail('conflict', `There is a tag “${same.name}” already.`, { fields: { name: 'is in use' } });
		await tx.tags.rename(tagId, name);
		await renameInSegments(tx, { from: tag.name, to: name, now: parts.now() });
		return ok(null);
	});
	return done.ok ? ok({ tags: await tagViews(parts.store) }) : done;
};

/** Filters name tags as people do; saved ones follow. */
async function renameInSegments(
	tx: StoreParts,
	{ from, to, now }: { from: string; to: string; now: number },
): Promise<void> {
	const renamed = (names: readonly string[] | undefined) =>
		names?.map(name => (nameKey(name) === nameKey(from) ? to : name));
	for (const segment of await tx.segments.list()) {
		const { tags } = segment.filter;
		if (!tags) continue;
		const next = {
			...(tags.any && { any: renamed(tags.any) }),
			...(tags.none && { none: renamed(tags.none) }),
		};
		if (JSON.stringify(next) === JSON.stringify(tags)) continue;
		await tx.segments.put({ ...segment, filter: { ...segment.filter, tags: next } }, now);
	}
}

export const removeTag: Action<'tag:remove'> = async (parts, { tagId }) => {
	await parts.store.transaction(tx => tx.tags.remove(tagId));
	return ok({ tags: await tagViews(parts.store) });
};
