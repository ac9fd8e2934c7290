import type { UploadedMedia } from '../../shared/contract/commands/media.ts';
import { fail, type Result } from '../../shared/contract/result.ts';

/** Puts one file at an address of `media:ticket`. Never rejects; an abort answers `offline`. */
export type Upload = (
	url: string,
	file: File,
	/** Told from 0 to 1 as the bytes go. */
	onProgress: (part: number) => void,
	signal: AbortSignal,
) => Promise<Result<UploadedMedia>>;

/** XMLHttpRequest, because fetch tells nothing of an upload's progress. */
export const uploadFile: Upload = (url, file, onProgress, signal) =>
	new Promise(resolve => {
		const request = new XMLHttpRequest();
		const lost = () => resolve(fail('offline', 'The file did not reach the relay. Try it again.'));
		request.open('POST', url);
		request.responseType = 'json';
		request.upload.onprogress = event => {
			if (event.lengthComputable) onProgress(event.loaded / event.total);
		};
		request.onload = () => {
			const answer = request.response as Result<UploadedMedia> | null;
			if (answer && typeof answer === 'object' && 'ok' in answer) resolve(answer);
			else if (request.status === 413) resolve(fail('too-large', 'The file is too large for the relay.'));
			else resolve(fail('unavailable', `The relay did not take the file (${request.status}). Try it again.`));
		};
		request.onerror = lost;
		request.onabort = lost;
		request.ontimeout = lost;
		if (signal.aborted) return lost();
		signal.addEventListener('abort', () => request.abort(), { once: true });
		const form = new FormData();
		form.append('file', file, file.name);
		request.send(form);
	});
