import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { Http } from '../http.ts';

/** Hosts that Meta serves files of chats, posts and stories from. */
const FILE_HOSTS =
	/^(?:[a-z0-9-]+\.)+(?:cdninstagram\.com|fbcdn\.net|fbsbx\.com)$|^lookaside\.instagram\.com$/;

/** True for an address on Meta's file hosts, by HTTPS, or on the stand-in host. */
export function isFileAddress(url: string, apiUrl: string | null): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname, host } = new URL(url);
	const isMeta = protocol === 'https:' && FILE_HOSTS.test(hostname);
	return isMeta || (apiUrl !== null && host === new URL(apiUrl).host);
}

/** Opens a file by its address, which is open to whoever has it: no token goes along. */
export async function download(
	http: Http,
	apiUrl: string | null,
	url: string,
	signal: AbortSignal,
): Promise<{ mimeType: string | null; body: AsyncIterable<Uint8Array> }> {
	if (!isFileAddress(url, apiUrl))
		throw new DeliveryError('media-not-received', {
			detail: 'The file’s address is on a host that is not Instagram’s.',
		});
	const file = await http.open({ method: 'GET', url, headers: {}, signal });
	if (file.status === 200) {
		const type = file.headers['content-type'];
		return { mimeType: (Array.isArray(type) ? type[0] : type) ?? null, body: file.body };
	}
	for await (const _ of file.body) break;
	// An address that has ended, or whose file was deleted, comes back no more (providers.md §8.4).
	throw new DeliveryError(
		file.status >= 500 || file.status === 429 ? 'provider-down' : 'media-not-received',
		{
			providerCode: `HTTP ${file.status}`,
			detail: 'Instagram did not hand over the file.',
		},
	);
}
