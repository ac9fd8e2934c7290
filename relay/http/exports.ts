import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { fail } from '../../shared/contract/result.ts';
import { broadcastFile } from '../actions/broadcast/report.ts';
import { contactsFile } from '../actions/contacts/export.ts';
import { reportFile } from '../actions/contacts/report.ts';
import { verifyExport } from '../actions/export-link.ts';
import type { Parts } from '../actions/parts.ts';
import { answer } from './answer.ts';

/** A file that is written as it is read; null when there is nothing to write. */
type MakeFile = (
	parts: Parts,
	id: string,
	params: Readonly<Record<string, string>>,
) => Promise<{ readonly filename: string; readonly lines: AsyncIterable<string> } | null>;

/** Files behind signed addresses (`exportLink`), by the first part of their path. */
const FILES: Readonly<Record<string, MakeFile>> = {
	broadcasts: broadcastFile,
	contacts: contactsFile,
	imports: reportFile,
};

/** `GET /exports/<what>/<id>?…&until=…&key=…`: CSVs of any length, for whoever was given the address. */
export function exportRoutes(parts: Parts): Router {
	const router = Router();
	router.get('/:what/:id', async (request: Request, response: Response) => {
		const { what = '', id = '' } = request.params as { what?: string; id?: string };
		const params = verifyExport(parts, `${what}/${id}`, request.query);
		if (!params)
			return answer(response, fail('unauthorised', 'This address has ended. Ask for the file again.'));
		const file = Object.hasOwn(FILES, what) ? await FILES[what]?.(parts, id, params) : null;
		if (!file) return answer(response, fail('not-found', 'There is no such file.'));
		response.set({
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
			'cache-control': 'no-store',
			'x-content-type-options': 'nosniff',
		});
		try {
			await pipeline(Readable.from(file.lines), response);
		} catch (error) {
			// Whoever asked went away, or hears from the broken connection that the file is not whole.
			if (!request.destroyed && !response.destroyed) response.destroy();
			parts.log.warn({ error, what }, 'a file was not written to its end');
		}
	});
	return router;
}
