import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { IMPORT_BYTES_MAX, IMPORT_ROWS_MAX } from '../../../shared/domain/contact-import.ts';
import { type CsvRow, csvDelimiter, csvRows, decodeCsv } from '../../../shared/lib/csv.ts';
import type { Parts } from '../parts.ts';

/** A file with contacts, opened. */
export interface ImportFile {
	readonly filename: string;
	/** The first row. */
	readonly heads: readonly string[];
	/** The rows below it, some at a time, with a pause in between that others use. */
	rows(): AsyncGenerator<readonly CsvRow[]>;
}

const NOT_CSV =
	'This is not a CSV file. In a table program choose “Save as” or “Export”, then CSV (UTF-8), and upload that.';

/** Opens an uploaded CSV. Refuses what is none, what is too large, and what has no rows. */
export async function openImportFile(parts: Parts, mediaId: string): Promise<Result<ImportFile>> {
	const refuse = (code: 'invalid' | 'too-large', message: string, field: string) =>
		fail(code, message, { fields: { mediaId: field } });
	const media = await parts.store.media.find(mediaId);
	if (media?.state !== 'stored')
		return fail('not-found', 'The file is not on the relay. Upload it again.', {
			fields: { mediaId: 'is unknown' },
		});
	const filename = media.filename ?? 'contacts.csv';
	if (!/\.csv$/i.test(filename)) return refuse('invalid', NOT_CSV, 'is not a .csv file');
	if (Number(media.size) > IMPORT_BYTES_MAX)
		return refuse(
			'too-large',
			`The file is larger than ${IMPORT_BYTES_MAX / 1024 / 1024} MB. Divide it into several.`,
			'is too large',
		);
	const text = await decodeCsv(() => parts.mediaFiles.read(mediaId));
	if (text === null) return refuse('invalid', NOT_CSV, 'is not text');
	const delimiter = csvDelimiter(text);
	const heads = csvRows(text, delimiter).next().value?.[0]?.cells;
	if (!heads) return refuse('invalid', 'The file is empty.', 'is empty');
	return ok({
		filename,
		heads,
		async *rows() {
			let isFirst = true;
			for (const batch of csvRows(text, delimiter)) {
				const rows = isFirst ? batch.slice(1) : batch;
				isFirst = false;
				if (rows.length > 0) yield rows;
				await new Promise(resolve => setImmediate(resolve));
			}
		},
	});
}

/** How many rows the file has; refused when they are none or too many. */
export async function countRows(file: ImportFile): Promise<Result<number>> {
	let count = 0;
	for await (const batch of file.rows()) {
		count += batch.length;
		if (count > IMPORT_ROWS_MAX)
			return fail(
				'too-large',
				`The file has more than ${IMPORT_ROWS_MAX.toLocaleString('en')} rows. Divide it into several.`,
				{ fields: { mediaId: 'has too many rows' } },
			);
	}
	if (count === 0)
		return fail('invalid', 'The file has a head and no rows below it.', {
			fields: { mediaId: 'has no rows' },
		});
	return ok(count);
}
