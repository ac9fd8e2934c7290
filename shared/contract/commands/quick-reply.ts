import { z } from 'zod';
import { command, reply } from '../command.ts';
import { id } from '../fields.ts';
import type { QuickReplyView } from '../sending-views.ts';

export const quickReply = {
	'quick-reply:list': command({
		summary: 'Quick replies; with a channel, those of the channel and those for all',
		allow: 'conversations:use',
		request: z.object({ channelId: id.optional() }),
		reply: reply<{ quickReplies: QuickReplyView[] }>(),
	}),
	/** Repeatable by `quickReplyId`, which its writer makes. */
	'quick-reply:save': command({
		summary: 'Make or change a quick reply',
		allow: 'quick-replies:edit',
		request: z
			.object({
				quickReplyId: id,
				name: z.string().trim().min(1, 'A name is required.').max(100),
				description: z.string().trim().max(500).default(''),
				type: z.enum(['text', 'image', 'video', 'document', 'audio']),
				text: z.string().max(4096).default(''),
				/** Our own id of the stored file; null for text. */
				mediaId: id.nullable().default(null),
				/** Null: for all channels. */
				channelId: id.nullable().default(null),
			})
			.refine(one => one.type !== 'text' || one.text.trim() !== '', {
				message: 'Write the text of this quick reply.',
				path: ['text'],
			})
			.refine(one => one.type === 'text' || one.mediaId !== null, {
				message: 'Choose the file of this quick reply.',
				path: ['mediaId'],
			}),
		reply: reply<{ quickReply: QuickReplyView }>(),
	}),
	/** Repeatable. */
	'quick-reply:remove': command({
		summary: 'Delete a quick reply',
		allow: 'quick-replies:edit',
		request: z.object({ quickReplyId: id }),
		reply: reply<Record<string, never>>(),
	}),
} as const;
