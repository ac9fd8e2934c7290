import { keepMedia } from '../media-shelf.ts';
import type { World } from '../world.ts';
import { badParameter, InstagramError } from './graph-error.ts';

const MB = 1024 * 1024;
const FETCH_MS = 10_000;

/** What each kind of attachment may be (providers.md §8.2). */
const RULES: Readonly<Record<string, { readonly types: RegExp; readonly maxBytes: number }>> = {
	image: { types: /^image\/(?:png|jpeg|gif)$/, maxBytes: 8 * MB },
	audio: { types: /^audio\/(?:aac|mp4|x-m4a|m4a|wav|x-wav)$/, maxBytes: 25 * MB },
	video: { types: /^video\/(?:mp4|ogg|x-msvideo|avi|quicktime|webm)$/, maxBytes: 25 * MB },
	file: { types: /^application\/pdf$/, maxBytes: 25 * MB },
};

/** True for a kind of attachment that has a file. */
export function isFileType(type: string): boolean {
	return type in RULES;
}

/**
 * Fetches a file from where the business says that it is, as Instagram does, and keeps it. Throws `InstagramError` when it is
 * not there, of another type, or too large.
 */
export async function fetchFile(
	world: World,
	type: string,
	url: unknown,
): Promise<{ id: string; mime: string }> {
	const rule = RULES[type];
	if (!rule || typeof url !== 'string' || !URL.canParse(url))
		throw badParameter('The attachment needs a payload with a url.');
	const { protocol, hostname } = new URL(url);
	const isNear = /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(hostname);
	if (protocol !== 'https:' && !(protocol === 'http:' && isNear)) throw notFetched('it is not https');
	const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_MS) }).catch(
		() => null,
	);
	if (answer?.status !== 200) throw notFetched(answer === null ? 'no answer' : `HTTP ${answer.status}`);
	const mime = (answer.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
	if (!rule.types.test(mime))
		throw new InstagramError(100, `Upload attachment failure: ${mime || 'no type'} is no ${type}.`, 2018047);
	const bytes = Buffer.from(await answer.arrayBuffer());
	if (bytes.length > rule.maxBytes)
		throw new InstagramError(100, 'The attachment is larger than the limit.', 2018109);
	return { id: keepMedia(world, 'instagram', { bytes, mime, filename: null }, 'uploaded').id, mime };
}

function notFetched(why: string): InstagramError {
	return new InstagramError(100, `Fetching the attachment from its url has failed (${why}).`, 2018008);
}
