import { bareMimeType, type MediaKind } from '../../../shared/domain/channel.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { Content } from '../../../shared/domain/message.ts';
import { MINUTE_MS, SECOND_MS } from '../../../shared/lib/time.ts';
import { FileTooLarge } from '../../media-files.ts';
import type { MediaRow } from '../../store/tables.ts';
import { type Parts, within } from '../parts.ts';
import { changeMessage } from '../webhook/apply-to-message.ts';
import { Changes } from '../webhook/changes.ts';
import { RECEIVED_MAX } from './media.ts';

const FETCH_LIMIT_MS = 5 * MINUTE_MS;
/** Waits between tries; the provider's file lives seven days, so these end long before it does. */
const BACKOFF_MS = [5, 20, 60, 300, 1800, 7200].map(seconds => seconds * SECOND_MS);

/** Fetches one file of a customer into the store. Never rejects: a failure is kept for another try, then shown. */
export async function fetchMedia(parts: Parts, row: MediaRow): Promise<void> {
	try {
		const source = row.channel_id === null ? null : parts.channels.find(row.channel_id)?.connection.media;
		if (!source || row.provider_ref === null)
			throw new DeliveryError('media-not-received', { detail: 'The channel is no longer there.' });
		const { mimeType, body } = await source.download(row.provider_ref, within(parts, FETCH_LIMIT_MS));
		const { size, sha256 } = await parts.mediaFiles.write(row.id, body, RECEIVED_MAX);
		await settle(parts, row, {
			state: 'stored',
			size,
			sha256,
			mime_type: bareMimeType(mimeType ?? row.mime_type),
			problem: null,
		});
	} catch (error) {
		await failed(parts, row, error);
	}
}

async function failed(parts: Parts, row: MediaRow, error: unknown): Promise<void> {
	const tries = Number(row.attempts) + 1;
	const wait = BACKOFF_MS[tries - 1];
	parts.log.warn({ error, mediaId: row.id, tries }, 'a file could not be fetched');
	const isFinal =
		error instanceof FileTooLarge || (error instanceof DeliveryError && error.rule.retry === 'never');
	if (!isFinal && wait !== undefined) {
		await parts.store.media.update(row.id, { attempts: tries, due_at: parts.now() + wait });
		parts.bus.publish('media:wanted', {});
		return;
	}
	const why =
		error instanceof DeliveryError
			? [error.rule.sentence, asSentence(error.detail), error.rule.nextStep].filter(Boolean).join(' ')
			: error instanceof FileTooLarge
				? 'The file is larger than 100 MB.'
				: 'The file could not be fetched.';
	await settle(parts, row, { state: 'failed', problem: why, attempts: tries, due_at: null });
}

/** A provider's words, which may end without a full stop. */
function asSentence(words: string | null): string | null {
	return words === null || /[.!?…]$/.test(words) ? words : `${words}.`;
}

/** Keeps what became of a file, in its row and in the message that shows it. */
async function settle(
	parts: Parts,
	row: MediaRow,
	change: Partial<MediaRow> & { state: 'stored' | 'failed' },
): Promise<void> {
	const changes = new Changes();
	await parts.store.transaction(async tx => {
		await tx.media.update(row.id, change);
		const message = row.message_id === null ? null : await tx.messages.find(row.message_id);
		const content = message ? (JSON.parse(message.content) as Content) : null;
		if (!message || content?.kind !== 'media' || content.mediaId !== row.id) return;
		const next: Content = {
			...content,
			state: change.state,
			size: change.size ?? content.size,
			mediaKind: kindOf(content.mediaKind, change.mime_type ?? content.mimeType),
			mimeType: change.mime_type ?? content.mimeType,
			problem: change.problem ?? null,
		};
		await changeMessage({ tx, changes }, message, { content: JSON.stringify(next) });
	});
	await changes.publish(parts.bus);
}

/** A story or a share comes as a picture, and is a film at times: the file itself says which. */
function kindOf(told: MediaKind, mimeType: string): MediaKind {
	const family = bareMimeType(mimeType).split('/')[0];
	if (told === 'image' && family === 'video') return 'video';
	return told === 'video' && family === 'image' ? 'image' : told;
}
