import type { MediaRow, NumberRow, ViewMedia } from '../model.ts';
import type { World } from '../world.ts';
import { GraphError } from './graph-error.ts';
import type { MediaKind } from './media-rules.ts';
import { checkText, type Fields, needText } from './read-body.ts';

/** The stored file of this number behind an id; throws 131009 when it is unknown, expired or another number's. */
function needMedia(world: World, number: NumberRow, id: unknown): MediaRow {
	const media = typeof id === 'string' ? world.store.media.get(id) : null;
	if (!media || media.numberId !== number.id || media.expiresAt <= world.clock.now()) {
		throw new GraphError(
			131009,
			`Media ID ${String(id)} does not exist, has expired or belongs to another number.`,
		);
	}
	return media;
}

/** A file given by `id` or `link`. Exactly one of them. */
export function checkFile(
	world: World,
	number: NumberRow,
	kind: MediaKind,
	content: Fields,
	place: string,
): ViewMedia {
	if ((content.id === undefined) === (content.link === undefined)) {
		throw new GraphError(131008, `Exactly one of ${place}['id'] and ${place}['link'] is required.`);
	}
	const filename = checkText(content.filename, `${place}['filename']`, 240) ?? null;
	if (content.id !== undefined) {
		const media = needMedia(world, number, content.id);
		return { kind, mime: media.mime, id: media.id, link: null, filename: filename ?? media.filename };
	}
	const link = needText(content.link, `${place}['link']`, 2048);
	if (!URL.canParse(link) || !/^https?:/.test(link))
		throw new GraphError(100, `Param ${place}['link'] is not a valid URI.`);
	return { kind, mime: '', id: null, link, filename };
}
