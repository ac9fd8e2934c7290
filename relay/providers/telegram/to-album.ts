import type { MediaKind } from '../../../shared/domain/channel.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { OutboundFile, OutboundMessage } from '../outbound.ts';
import type { AttachedFile, BotCall } from './api.ts';
import { FILE_METHODS, filename, toFile } from './to-file.ts';

/** Files of an album; it has two at least (providers.md §7.5). */
const MOST = 10;

/** What may stand beside what: pictures and films together, all else only with its like. */
const FAMILIES: Readonly<Partial<Record<MediaKind, string>>> = {
	image: 'visual',
	video: 'visual',
	audio: 'audio',
	document: 'document',
};
const TYPES: Readonly<Partial<Record<MediaKind, string>>> = {
	image: 'photo',
	video: 'video',
	audio: 'audio',
};

/**
 * Several files as one album. A mix that Telegram does not take goes as documents altogether, which it does: so nothing
 * arrives by halves. A single file is no album and goes alone.
 */
export function toAlbum({ items, caption }: Extract<OutboundMessage['content'], { kind: 'album' }>): BotCall {
	const [first] = items;
	if (!first || items.length > MOST)
		throw new DeliveryError('unsupported', { detail: 'An album has 2 to 10 files.' });
	if (items.length === 1) return toFile(first, caption);
	const families = new Set(items.map(({ mediaKind }) => FAMILIES[mediaKind] ?? null));
	const isMixed = families.size > 1 || families.has(null);
	const files: AttachedFile[] = [];
	const media = items.map((item, index) => ({
		type: isMixed ? 'document' : (TYPES[item.mediaKind] ?? 'document'),
		media: source(item, isMixed, index, files),
		// Telegram shows the first one's words below the whole.
		...(index === 0 && caption !== null && caption !== '' && { caption }),
	}));
	return { method: 'sendMediaGroup', parameters: { media }, ...(files.length > 0 && { files }) };
}

/** A file that Telegram has, if it has it as this kind; else the name under which its bytes go along. */
function source(item: OutboundFile, isMixed: boolean, index: number, files: AttachedFile[]): string {
	if (item.ref !== null && (!isMixed || FILE_METHODS[item.mediaKind].field === 'document')) return item.ref;
	const field = `file${index}`;
	files.push({ field, path: item.path, mimeType: item.mimeType, filename: filename(item) });
	return `attach://${field}`;
}
