import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { QuickReplyView } from '../../../shared/contract/sending-views.ts';
import { bareMimeType } from '../../../shared/domain/channel.ts';
import { fillText, variableContext } from '../../../shared/domain/variables.ts';
import type { QuickReplyRow } from '../../store/quick-replies.ts';
import type { Action, Parts } from '../parts.ts';

/** For whether a text can be read at all, whoever it will be filled for. */
const NOBODY = variableContext({
	contact: null,
	record: null,
	agentName: null,
	channel: null,
	now: 0,
	zone: 'UTC',
});

async function view(parts: Parts, row: QuickReplyRow): Promise<QuickReplyView> {
	const file = row.media_id === null ? null : await parts.store.media.find(row.media_id);
	return {
		id: row.id,
		name: row.name,
		description: row.description,
		type: row.type as QuickReplyView['type'],
		text: row.text,
		media: file
			? {
					mediaId: file.id,
					filename: file.filename,
					mimeType: file.mime_type,
					size: Number(file.size ?? 0),
				}
			: null,
		channelId: row.channel_id,
		used: Number(row.used),
		lastUsedAt: row.last_used_at === null ? null : Number(row.last_used_at),
		updatedAt: Number(row.updated_at),
	};
}

export const listQuickReplies: Action<'quick-reply:list'> = async (parts, request) => {
	const rows = await parts.store.quickReplies.list(request.channelId);
	return ok({ quickReplies: await Promise.all(rows.map(row => view(parts, row))) });
};

export const saveQuickReply: Action<'quick-reply:save'> = async (parts, request) => {
	const { quickReplyId: id, channelId, mediaId } = request;
	if (channelId !== null && !parts.channels.find(channelId))
		return fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });
	const unreadable = fillText(request.text, NOBODY).problem;
	if (unreadable !== null) return fail('invalid', unreadable, { fields: { text: unreadable } });
	if (request.type !== 'text') {
		const fit = await fileFits(parts, mediaId ?? '', request.type);
		if (!fit.ok) return fit;
	}
	await parts.store.quickReplies.put({
		id,
		name: request.name,
		description: request.description,
		type: request.type,
		text: request.text,
		media_id: request.type === 'text' ? null : mediaId,
		channel_id: channelId,
		updated_at: parts.now(),
	});
	parts.bus.publish('quick-reply:changed', {});
	const row = await parts.store.quickReplies.find(id);
	if (!row) return fail('conflict', 'Somebody else deleted this quick reply just now. Save it again.');
	return ok({ quickReply: await view(parts, row) });
};

async function fileFits(parts: Parts, mediaId: string, type: string): Promise<Result<null>> {
	const file = await parts.store.media.find(mediaId);
	if (file?.state !== 'stored')
		return fail('invalid', 'The file is not in the store. Attach it again.', {
			fields: { mediaId: 'is not a stored file' },
		});
	const kind = bareMimeType(file.mime_type).split('/')[0];
	if (type !== 'document' && kind !== type)
		return fail(
			'invalid',
			`This file is no ${type} (${file.mime_type}). Choose another, or the type document.`,
			{
				fields: { mediaId: `is no ${type}` },
			},
		);
	return ok(null);
}

export const removeQuickReply: Action<'quick-reply:remove'> = async (parts, request) => {
	await parts.store.quickReplies.remove(request.quickReplyId);
	parts.bus.publish('quick-reply:changed', {});
	return ok({});
};
