import type { ImportColumnView } from '../../../shared/contract/contact-views.ts';
import { ok } from '../../../shared/contract/result.ts';
import { guessTarget, type ImportTarget } from '../../../shared/domain/contact-import.ts';
import type { Action } from '../parts.ts';
import { countRows, openImportFile } from './read-file.ts';

/** Shown of each column. */
const SAMPLES = 3;

export const readImport: Action<'contacts:import-read'> = async (parts, request) => {
	const file = await openImportFile(parts, request.mediaId);
	if (!file.ok) return file;
	const rows = await countRows(file.value);
	if (!rows.ok) return rows;
	const attributes = await parts.store.attributes.list();
	const { heads, filename } = file.value;
	const taken = new Set<ImportTarget>();
	const columns: ImportColumnView[] = heads.map(head => {
		const guess = guessTarget(head, attributes);
		// Of two phone columns the first is the one that is written to.
		const isTaken = guess !== null && guess !== 'skip' && taken.has(guess);
		if (guess !== null) taken.add(guess);
		return { head, samples: [], guess: isTaken ? 'skip' : guess };
	});
	const samples: string[][] = heads.map(() => []);
	for await (const batch of file.value.rows()) {
		for (const { cells } of batch)
			for (const [index, own] of samples.entries())
				if (own.length < SAMPLES && cells[index]) own.push(cells[index].slice(0, 100));
		break;
	}
	return ok({
		columns: columns.map((column, index) => ({ ...column, samples: samples[index] ?? [] })),
		rows: rows.value,
		filename,
	});
};
