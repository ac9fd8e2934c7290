import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { record, text } from '../wire.ts';
import { type BotApi, call, openFile } from './api.ts';

/**
 * Opens an inbound file: asks for its path, which lives an hour, then for its bytes. Its type is not told here, since
 * Telegram serves everything as a stream of bytes: the message told it (providers.md §7.5).
 */
export async function download(
	api: BotApi,
	ref: string,
	signal: AbortSignal,
): Promise<{ mimeType: null; body: AsyncIterable<Uint8Array> }> {
	const found = record(
		await call(api, { method: 'getFile', parameters: { file_id: ref } }, signal).catch(rethrow),
	);
	const path = text(found?.file_path);
	if (path === null)
		throw new DeliveryError('media-not-received', { detail: 'Telegram gives no address for the file.' });
	const file = await openFile(api, path, signal);
	if (file.status === 200) return { mimeType: null, body: file.body };
	for await (const _ of file.body) break;
	// A path that has ended is asked for anew at the next try.
	const code = file.status === 404 || file.status >= 500 ? 'provider-down' : 'media-not-received';
	throw new DeliveryError(code, {
		providerCode: `HTTP ${file.status}`,
		detail: 'Telegram did not hand over the file.',
	});
}

/** What is said of a file that we send means another thing of one that we want. */
function rethrow(error: unknown): never {
	if (!(error instanceof DeliveryError) || error.code !== 'media-refused') throw error;
	const { providerCode, detail } = error;
	if (detail?.includes('file is too big')) {
		throw new DeliveryError('media-not-received', {
			providerCode,
			detail: 'It is larger than 20 MB, the most that Telegram hands to bots: it must be smaller, or a link.',
		});
	}
	const code = detail?.includes('temporarily unavailable') ? 'provider-down' : 'media-not-received';
	throw new DeliveryError(code, { providerCode, detail });
}
