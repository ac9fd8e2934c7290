import { readFile } from 'node:fs/promises';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { SampleFile } from '../abilities.ts';
import { text } from '../wire.ts';
import { type MessagesApi, success } from './messages-api.ts';

/** Where a provider takes sample files. */
export interface UploadPlace {
	/** Opens an upload session. */
	readonly sessionsUrl: string;
	/** In front of a session's id. */
	readonly base: string;
	readonly bytesHeaders: Readonly<Record<string, string>>;
}

/**
 * Hands a sample file over by Meta's resumable upload and returns its handle, `4::…`: opens a session, then sends all bytes
 * from offset 0 (providers.md §2.1).
 */
export async function uploadSample(
	api: MessagesApi,
	place: UploadPlace,
	file: Awaited<ReturnType<SampleFile>>,
	signal: AbortSignal,
): Promise<string> {
	const bytes = await readFile(file.path).catch(cause => {
		throw new DeliveryError('media-missing', { cause });
	});
	const query = new URLSearchParams({
		file_length: String(bytes.byteLength),
		file_type: file.mimeType,
		file_name: file.filename ?? 'sample',
	});
	const begun = await api.http.send({
		method: 'POST',
		url: `${place.sessionsUrl}?${query}`,
		headers: api.headers,
		signal,
	});
	const session = expected(success(begun, api.ownError).id);
	const sent = await api.http.send({
		method: 'POST',
		url: `${place.base}/${session}`,
		headers: { ...place.bytesHeaders, file_offset: '0', 'content-type': 'application/octet-stream' },
		body: bytes,
		signal,
	});
	return expected(success(sent, api.ownError).h);
}

function expected(value: unknown): string {
	const found = text(value);
	if (found === null)
		throw new DeliveryError('provider-down', {
			detail: 'The provider’s answer to the upload of a sample holds no id.',
		});
	return found;
}
