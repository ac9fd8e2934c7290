import type { ImportView } from '../../../shared/contract/contact-views.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import type { ContactImportRow } from '../../store/contact-imports.ts';
import type { Action, Parts } from '../parts.ts';
import { optionsOf, rulesFor } from './import-rules.ts';
import { countRows, openImportFile } from './read-file.ts';

export function importView(row: ContactImportRow): ImportView {
	return {
		id: row.id,
		filename: row.filename,
		state: row.state as ImportView['state'],
		total: Number(row.total),
		done: Number(row.done),
		added: Number(row.added),
		updated: Number(row.updated),
		unchanged: Number(row.unchanged),
		failed: Number(row.failed),
		setAside: Number(row.set_aside),
		problem: row.problem,
		byName: row.by_name,
		createdAt: Number(row.created_at),
		endedAt: row.ended_at === null ? null : Number(row.ended_at),
		undone:
			row.undone_at === null
				? null
				: {
						at: Number(row.undone_at),
						byName: row.undone_by,
						removed: Number(row.removed),
						restored: Number(row.restored),
						kept: Number(row.kept),
					},
	};
}

const unknown = () => fail('not-found', 'There is no such import.', { fields: { importId: 'is unknown' } });

/** Stores that the file is to be imported; the work itself is done by `import-run.ts`, also after a restart. */
export const importContacts: Action<'contacts:import'> = async (parts, request, caller) => {
	const known = await parts.store.contactImports.find(request.importId);
	if (known) return ok({ import: importView(known) });
	const file = await openImportFile(parts, request.mediaId);
	if (!file.ok) return file;
	const total = await countRows(file.value);
	if (!total.ok) return total;
	const options = optionsOf(parts, request);
	const rules = await rulesFor(parts, file.value, options);
	if (!rules.ok) return rules;
	await parts.store.contactImports.begin({
		id: request.importId,
		state: 'running',
		filename: file.value.filename,
		media_id: request.mediaId,
		options: JSON.stringify(options),
		total: total.value,
		by_name: caller.user.name,
		created_at: parts.now(),
	});
	return begun(parts, request.importId);
};

export const listImports: Action<'contacts:imports'> = async ({ store }, { before, limit }) => {
	const rows = await store.contactImports.list(before ?? null, limit + 1);
	return ok({ imports: rows.slice(0, limit).map(importView), hasMore: rows.length > limit });
};

export const undoImport: Action<'contacts:import-undo'> = async (parts, { importId }, caller) => {
	const { contactImports } = parts.store;
	const row = await contactImports.find(importId);
	if (!row) return unknown();
	if (row.state === 'undoing' || row.state === 'undone') return ok({ import: importView(row) });
	if (row.state === 'running')
		return fail('conflict', 'The import is still under way. It can be taken back once it has ended.');
	await contactImports.change(importId, {
		state: 'undoing',
		done: 0,
		undone_at: parts.now(),
		undone_by: caller.user.name,
	});
	return begun(parts, importId);
};

async function begun(parts: Parts, importId: string) {
	const row = await parts.store.contactImports.find(importId);
	if (!row) return unknown();
	parts.bus.publish('import:wanted', {});
	parts.bus.publish('import:changed', { importId });
	return ok({ import: importView(row) });
}
