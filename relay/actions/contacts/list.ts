import { ok } from '../../../shared/contract/result.ts';
import { placeOf } from '../../store/contact-lists.ts';
import type { Action } from '../parts.ts';
import { contactRowViews } from './row-views.ts';

export const listContacts: Action<'contacts:list'> = async ({ store }, request) => {
	const { filter, sort, after, limit } = request;
	const { rows, hasMore } = await store.contactLists.page(filter, { sort, after: after ?? null, limit });
	const last = rows.at(-1);
	return ok({
		contacts: await contactRowViews(store, rows),
		next: hasMore && last ? placeOf(last, sort) : null,
		total: after ? null : await store.contactLists.count(filter),
	});
};
