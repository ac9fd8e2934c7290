import busboy from 'busboy';
import type { Request } from 'express';
import type { UploadedMedia } from '../../shared/contract/commands/media.ts';
import { fail, type Result } from '../../shared/contract/result.ts';

type Store = (file: {
	body: AsyncIterable<Uint8Array>;
	mimeType: string;
	filename: string | null;
}) => Promise<Result<UploadedMedia>>;

/** Reads the field `file` of a multipart body into the store, without holding it in memory. Later files are left unread. */
export async function readUpload(
	request: Request,
	maxBytes: number,
	store: Store,
): Promise<Result<UploadedMedia>> {
	const missing = () =>
		fail('invalid', 'Send the file as multipart/form-data, in a field called “file”.', {
			fields: { file: 'is missing' },
		});
	if (!/^multipart\/form-data/i.test(request.headers['content-type'] ?? '')) return missing();
	return new Promise((resolve, reject) => {
		let storing: Promise<Result<UploadedMedia>> | null = null;
		let broken = false;
		let parser: busboy.Busboy;
		try {
			// One byte more than allowed: the store then sees that it is too large.
			parser = busboy({
				headers: request.headers,
				limits: { files: 1, fileSize: maxBytes + 1, fields: 10 },
				defParamCharset: 'utf8',
			});
		} catch {
			resolve(missing());
			return;
		}
		parser.on('file', (field, stream, info) => {
			// It may break off before its reader has begun; without a listener that would end the process.
			stream.on('error', () => undefined);
			if (field !== 'file') {
				stream.resume();
				return;
			}
			storing = store({ body: stream, mimeType: info.mimeType, filename: info.filename ?? null });
			// A refusal is answered at once; the rest is read and thrown away, so that the sender hears it.
			storing.then(
				result => {
					if (result.ok) return;
					request.unpipe(parser);
					request.resume();
					resolve(result);
				},
				error => (broken ? undefined : reject(error)),
			);
		});
		parser.on('close', () => {
			if (storing) storing.then(resolve, () => undefined);
			else resolve(missing());
		});
		parser.on('error', () => {
			broken = true;
			resolve(fail('invalid', 'The upload did not arrive whole. Send it again.'));
		});
		request.on('aborted', () => parser.destroy(new Error('aborted')));
		request.pipe(parser);
	});
}
