import { openAsBlob } from 'node:fs';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { type MessagesApi, success } from '../whatsapp/messages-api.ts';
import { text } from '../whatsapp/wire.ts';

/**
 * Hands a sample file over by Meta's resumable upload and returns its handle, `4::…`: asks for the app that the token is of,
 * opens a session there, and sends the bytes from offset 0. The second call takes `OAuth` instead of `Bearer`.
 */
export async function uploadSample(
	api: MessagesApi,
	base: string,
	file: { path: string; mimeType: string; filename: string | null; size: number },
	signal: AbortSignal,
): Promise<string> {
	const { http } = api;
	const app = await http.send({ method: 'GET', url: `${base}/app?fields=id`, headers: api.headers, signal });
	const appId = text(success(app, api.ownError).id);
	const query = new URLSearchParams({
		file_length: String(file.size),
		file_type: file.mimeType,
		file_name: file.filename ?? 'sample',
	});
	const begun = await http.send({
		method: 'POST',
		url: `${base}/${appId}/uploads?${query}`,
		headers: api.headers,
		signal,
	});
	const session = text(success(begun, api.ownError).id);
	const blob = await openAsBlob(file.path, { type: file.mimeType }).catch(cause => {
		throw new DeliveryError('media-missing', { cause });
	});
	const sent = await http.send({
		method: 'POST',
		url: `${base}/${session}`,
		headers: {
			authorization: (api.headers.authorization ?? '').replace(/^Bearer /, 'OAuth '),
			file_offset: '0',
			'content-type': 'application/octet-stream',
		},
		body: new Uint8Array(await blob.arrayBuffer()),
		signal,
	});
	const handle = text(success(sent, api.ownError).h);
	if (handle === null)
		throw new DeliveryError('provider-down', {
			detail: 'The answer to the upload of a sample holds no handle.',
		});
	return handle;
}
