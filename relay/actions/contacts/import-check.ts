import type { ImportCheckView } from '../../../shared/contract/contact-views.ts';
import { ok } from '../../../shared/contract/result.ts';
import { nameKey } from '../../../shared/domain/contact-fields.ts';
import { readImportRow } from '../../../shared/domain/contact-import.ts';
import type { Action } from '../parts.ts';
import { optionsOf, rulesFor } from './import-rules.ts';
import { planRows } from './plan-rows.ts';
import { countRows, openImportFile } from './read-file.ts';

/** So many problems are listed; the report of the import has all of them. */
const LISTED = 200;

/** Plans every row as the import will, and stores nothing. */
export const checkImport: Action<'contacts:import-check'> = async (parts, request) => {
	const file = await openImportFile(parts, request.mediaId);
	if (!file.ok) return file;
	const rows = await countRows(file.value);
	if (!rows.ok) return rows;
	const rules = await rulesFor(parts, file.value, optionsOf(parts, request));
	if (!rules.ok) return rules;
	const counts = { added: 0, updated: 0, unchanged: 0, failed: 0, 'set-aside': 0 };
	const problems: ImportCheckView['problems'][number][] = [];
	const ambiguous: ImportCheckView['ambiguous'][number][] = [];
	const notes: ImportCheckView['notes'][number][] = [];
	const unknownTags = new Map<string, { name: string; rows: number }>();
	const lines = new Map<string, number>();
	let problemCount = 0;
	for await (const batch of file.value.rows()) {
		const read = batch.map(row => readImportRow(row, rules.value));
		for (const one of await planRows(parts.store, read, async () => lines)) {
			const { line, key, given, readings } = one.row;
			counts[one.outcome] += 1;
			if (one.outcome !== 'failed' && one.outcome !== 'set-aside' && key !== null) lines.set(key, line);
			if (one.outcome === 'set-aside' && ambiguous.length < LISTED)
				ambiguous.push({ line, ...given, readings: readings ?? [] });
			if (one.outcome === 'failed') {
				problemCount += one.problems.length;
				for (const problem of one.problems)
					if (problems.length < LISTED) problems.push({ line, ...problem, ...given });
			}
			for (const message of one.notes) if (notes.length < LISTED) notes.push({ line, message });
			for (const name of one.unknownTags) {
				const known = unknownTags.get(nameKey(name));
				unknownTags.set(nameKey(name), { name: known?.name ?? name, rows: (known?.rows ?? 0) + 1 });
			}
		}
	}
	const { 'set-aside': setAside, ...others } = counts;
	return ok({
		check: {
			counts: { total: rows.value, ...others, setAside },
			problems,
			problemCount,
			unknownTags: [...unknownTags.values()].sort((a, b) => b.rows - a.rows),
			ambiguous,
			notes,
		},
	});
};
