import type { Content } from '../../../shared/domain/message.ts';
import { SECOND_MS } from '../../../shared/lib/time.ts';
import { newId } from '../../ids.ts';
import type { InboundContent } from '../../providers/events.ts';
import type { Applying } from './apply.ts';

/**
 * Messages stand in the timeline by whole seconds, which is all that WhatsApp tells; within a second they stand in the
 * order in which the relay stored them.
 */
export function timelinePlace(at: number): number {
	return Math.floor(at / SECOND_MS) * SECOND_MS;
}

/** The content as it is kept, and the provider's id of its file when there is one to fetch. */
export function toStored(content: InboundContent): { content: Content; mediaRef: string | null } {
	if (content.kind !== 'media') return { content, mediaRef: null };
	const { ref, ...rest } = content;
	return {
		content: { ...rest, mediaId: newId('med'), size: null, state: 'fetching', problem: null },
		mediaRef: ref,
	};
}

export async function wantMedia(
	applying: Applying,
	messageId: string,
	content: Content,
	ref: string,
): Promise<void> {
	if (content.kind !== 'media') return;
	const { tx, channel, receivedAt, changes, parts } = applying;
	await tx.media.insert({
		id: content.mediaId,
		channel_id: channel.row.id,
		message_id: messageId,
		state: 'fetching',
		mime_type: content.mimeType,
		filename: content.filename,
		provider_ref: ref,
		attempts: 0,
		due_at: receivedAt,
		created_at: receivedAt,
	});
	changes.afterwards(() => parts.bus.publish('media:wanted', {}));
}
