import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { newMediaId } from './ids.ts';
import type { MediaRow, NumberRow } from './model.ts';
import { GraphError } from './whatsapp/graph-error.ts';
import { uploadProblem } from './whatsapp/media-rules.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;
/** Uploaded files live 30 days, received ones 7, and a link to either 5 minutes (Meta, Dec 2025). */
const LIFETIME_MS = { uploaded: 30 * DAY_MS, received: 7 * DAY_MS } as const;
const LINK_MS = 5 * 60_000;
const LINK_SECRET = 'sandbox-media-links';

/** Path of a file's bytes under the address that the provider gives. */
export const LOOKASIDE_PATH = '/whatsapp_business/attachments/';

/** Keeps a file. `origin` decides how long. */
export function keepMedia(
	world: World,
	numberId: string,
	file: { bytes: Buffer; mime: string; filename: string | null; voice?: boolean },
	origin: keyof typeof LIFETIME_MS,
): MediaRow {
	const row = world.store.media.put({
		id: newMediaId(),
		numberId,
		mime: file.mime,
		size: file.bytes.length,
		sha256: createHash('sha256').update(file.bytes).digest('hex'),
		filename: file.filename,
		expiresAt: world.clock.now() + LIFETIME_MS[origin],
		voice: file.voice ?? false,
	});
	world.store.saveBytes(row.id, file.bytes);
	world.store.flushSoon();
	return row;
}

/** Takes an upload of the business; throws `GraphError` for a type or size that WhatsApp refuses. */
export function takeUpload(
	world: World,
	number: NumberRow,
	file: { bytes: Buffer; mime: string; filename: string | null },
): MediaRow {
	const problem = uploadProblem(file.mime, file.bytes.length);
	if (problem) throw new GraphError(problem.code, problem.details);
	return keepMedia(world, number.id, file, 'uploaded');
}

/** The row of a media id for this number; throws 100 as Graph does for unknown objects. */
export function findMedia(world: World, number: NumberRow, id: string): MediaRow {
	const media = world.store.media.get(id);
	if (!media || media.numberId !== number.id || media.expiresAt <= world.clock.now()) {
		throw new GraphError(
			100,
			`Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
		);
	}
	return media;
}

/** `mid`, `ext` and `hash` of a link that works for five minutes from now. */
export function linkQuery(world: World, mediaId: string): string {
	const ext = String(Math.floor((world.clock.now() + LINK_MS) / 1000));
	return new URLSearchParams({ mid: mediaId, ext, hash: linkHash(mediaId, ext) }).toString();
}

/** The file behind a link; null when the link is forged or older than five minutes. */
export function openLink(
	world: World,
	number: NumberRow,
	query: Record<string, unknown>,
): { row: MediaRow; bytes: Buffer } | null {
	const { mid, ext, hash } = query;
	if (typeof mid !== 'string' || typeof ext !== 'string' || typeof hash !== 'string') return null;
	const expected = Buffer.from(linkHash(mid, ext));
	const given = Buffer.from(hash);
	if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
	if (world.clock.now() >= Number(ext) * 1000) return null;
	const row = world.store.media.get(mid);
	const bytes = row?.numberId === number.id ? world.store.readBytes(mid) : null;
	return row && bytes ? { row, bytes } : null;
}

/** The answer to `GET /{media_id}`. */
export function mediaAnswer(media: MediaRow, url: string): Record<string, unknown> {
	const { id, mime, sha256, size } = media;
	return { messaging_product: 'whatsapp', url, mime_type: mime, sha256, file_size: size, id };
}

export function deleteMedia(world: World, media: MediaRow): void {
	world.store.media.delete(media.id);
	world.store.deleteBytes(media.id);
}

function linkHash(mediaId: string, ext: string): string {
	return createHmac('sha256', LINK_SECRET).update(`${mediaId}:${ext}`).digest('base64url').slice(0, 32);
}
