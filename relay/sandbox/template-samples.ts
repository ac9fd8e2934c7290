import { randomBytes } from 'node:crypto';
import type { NumberRow } from './model.ts';
import type { MediaFormat } from './whatsapp/check-new-template-text.ts';
import { GraphError } from './whatsapp/graph-error.ts';
import type { World } from './world.ts';

const MAX_BYTES = 100 * 1024 * 1024;
/** What the reviewer takes as a sample of each kind of header. */
const MIMES: Record<MediaFormat, readonly string[]> = {
	IMAGE: ['image/jpeg', 'image/png'],
	VIDEO: ['video/mp4'],
	DOCUMENT: ['application/pdf'],
};

/** The id of the app that a number's token is of. */
export function appIdOf(number: NumberRow): string {
	return `9${number.wabaId.slice(1)}`;
}

/** Opens a resumable upload; throws for a size or type that Graph refuses. Returns the session's id. */
export function openUpload(world: World, number: NumberRow, query: Record<string, unknown>): string {
	const length = Number(query.file_length);
	const mime = String(query.file_type ?? '').replace('image/jpg', 'image/jpeg');
	if (!Number.isInteger(length) || length < 1 || length > MAX_BYTES)
		throw new GraphError(100, 'The parameter file_length is required: the number of bytes, at most 100 MB.');
	if (!Object.values(MIMES).flat().includes(mime))
		throw new GraphError(100, `The parameter file_type must be a known type - got "${mime}".`);
	// Graph's own ids end in a signature, which a client must hand back as it is.
	const id = `upload:${randomBytes(18).toString('base64url')}?sig=${randomBytes(9).toString('base64url')}`;
	world.store.uploads.put({ id, wabaId: number.wabaId, mime, length });
	return id;
}

/** Takes the bytes of an upload and returns the handle of the file. */
export function takeUploadBytes(
	world: World,
	number: NumberRow,
	id: string,
	offset: string | undefined,
	bytes: Buffer,
): string {
	const session = world.store.uploads.get(id);
	if (!session || session.wabaId !== number.wabaId)
		throw new GraphError(100, `The upload session ${id} does not exist.`);
	if (offset !== '0') throw new GraphError(100, 'The header file_offset is required and must be 0.');
	if (bytes.length !== session.length)
		throw new GraphError(100, `The file has ${bytes.length} bytes and should have ${session.length}.`);
	world.store.uploads.delete(id);
	const handle = `4::${Buffer.from(session.mime).toString('base64')}:AR${randomBytes(24).toString('base64url')}`;
	world.store.uploads.put({ ...session, id: handle });
	return handle;
}

/**
 * Says what is wrong with the sample of a header; null when it is good. 360dialog gives no upload for samples, so there a
 * file of its media store and a public link do, too.
 */
export function sampleProblem(
	world: World,
	number: NumberRow,
	handle: string,
	format: MediaFormat,
): string | null {
	const own = number.provider === 'dialog360' ? world.store.media.get(handle) : null;
	const file = world.store.uploads.get(handle) ?? (own?.numberId === number.id ? own : null);
	if (!file) {
		const link = number.provider === 'dialog360' && /^https:\/\/\S+$/.test(handle);
		return link ? null : 'the handle of the sample is not known.';
	}
	return MIMES[format].includes(file.mime) ? null : `a sample of type ${file.mime} does not fit ${format}.`;
}
