import { fail, ok } from '../../../shared/contract/result.ts';
import { CSV_MARK, csvLine } from '../../../shared/lib/csv.ts';
import type { StoreParts } from '../../store/store.ts';
import { exportLink } from '../export-link.ts';
import type { Action, Parts } from '../parts.ts';

/** So many rows are written at once. */
const PAGE = 500;

export const linkReport: Action<'contacts:import-report'> = async (parts, { importId }) => {
	const row = await parts.store.contactImports.find(importId);
	if (!row) return fail('not-found', 'There is no such import.', { fields: { importId: 'is unknown' } });
	const filename = `${row.filename.replace(/\.csv$/i, '')}-report.csv`;
	return ok({ url: exportLink(parts, `imports/${encodeURIComponent(importId)}`), filename });
};

/** The report behind the address: each row's line, what became of it, and why. */
export async function reportFile(
	parts: Parts,
	importId: string,
): Promise<{ filename: string; lines: AsyncIterable<string> } | null> {
	const row = await parts.store.contactImports.find(importId);
	if (!row) return null;
	return {
		filename: `${row.filename.replace(/\.csv$/i, '')}-report.csv`,
		lines: reportLines(parts.store, importId),
	};
}

async function* reportLines(store: StoreParts, importId: string): AsyncGenerator<string> {
	yield CSV_MARK + csvLine(['Line', 'Outcome', 'Name', 'Phone', 'Problem', 'Taken back']);
	for (let after = 0; ; ) {
		const rows = await store.contactImports.rows(importId, after, PAGE);
		yield rows
			.map(one =>
				csvLine([String(one.line), one.outcome, one.name, one.phone, one.problem ?? '', one.undone ?? '']),
			)
			.join('');
		await new Promise(resolve => setImmediate(resolve));
		const last = rows.at(-1);
		if (rows.length < PAGE || !last) return;
		after = Number(last.line);
	}
}
