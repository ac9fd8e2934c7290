import { z } from 'zod';
import type { SendOutlook } from '../../domain/send-outlook.ts';
import { command, reply } from '../command.ts';
import { addressOrText, cursor, id } from '../fields.ts';
import type { ConversationView, MessageView } from '../views.ts';

export const conversation = {
	/** Stores nothing: a conversation begins with its first message. */
	'conversation:open': command({
		summary: 'Find the conversation with an address on a channel, with its newest messages',
		allow: 'conversations:use',
		request: z
			.object({
				conversationId: id.optional(),
				channelId: id.optional(),
				address: addressOrText.optional(),
				limit: z.int().min(1).max(200).default(50),
			})
			.refine(
				request =>
					request.conversationId !== undefined ||
					(request.channelId !== undefined && request.address !== undefined),
				{
					message: 'Give conversationId, or channelId and address.',
					path: ['conversationId'],
				},
			),
		reply: reply<{
			/** Null when nothing was ever said on this channel to this address. */
			conversation: ConversationView | null;
			/** Oldest first. */
			messages: MessageView[];
			hasOlder: boolean;
			/** How the address was matched: as written, or by another spelling of the same number. */
			matchedBy: 'exact' | 'variant' | null;
			/** The address as the relay understands it; null when opened by id. */
			address: { kind: string; value: string } | null;
		}>(),
	}),
	'conversation:list': command({
		summary: 'Conversations, the newest first',
		allow: 'conversations:use',
		request: z.object({
			filter: z.enum(['all', 'unread']).default('all'),
			channelId: id.optional(),
			search: z.string().max(100).optional(),
			before: z.object({ at: z.number(), id }).optional(),
			limit: z.int().min(1).max(100).default(50),
		}),
		reply: reply<{ conversations: ConversationView[]; hasMore: boolean; unreadTotal: number }>(),
	}),
	'conversation:read': command({
		summary: 'Older messages',
		allow: 'conversations:use',
		request: z.object({
			conversationId: id,
			before: cursor.optional(),
			limit: z.int().min(1).max(200).default(50),
		}),
		reply: reply<{ messages: MessageView[]; hasOlder: boolean }>(),
	}),
	'conversation:sync': command({
		summary: 'Everything that changed after a revision, in order of change',
		allow: 'conversations:use',
		request: z.object({
			conversationId: id,
			afterRevision: z.int().min(0),
			limit: z.int().min(1).max(500).default(200),
		}),
		reply: reply<{
			conversation: ConversationView;
			messages: MessageView[];
			/** The revision that the answer brings its reader to. */
			revision: number;
			/** True when more changes follow after `revision`. */
			hasMore: boolean;
			/** True when messages left for another conversation since: changes do not tell that, open it anew. */
			anew: boolean;
		}>(),
	}),
	/** Repeatable. Also tells the provider, so that the contact sees blue ticks. */
	'conversation:mark-read': command({
		summary: 'Everything up to this message has been seen',
		allow: 'conversations:use',
		request: z.object({ conversationId: id, messageId: id }),
		reply: reply<{ unread: number }>(),
	}),
	'conversation:outlook': command({
		summary: 'What sending to a contact on a channel depends on now: consent, caps, limits, prices',
		allow: 'conversations:use',
		request: z
			.object({ conversationId: id.optional(), channelId: id.optional(), address: addressOrText.optional() })
			.refine(
				request =>
					request.conversationId !== undefined ||
					(request.channelId !== undefined && request.address !== undefined),
				{ message: 'Give conversationId, or channelId and address.', path: ['conversationId'] },
			),
		reply: reply<{ outlook: SendOutlook }>(),
	}),
	'conversation:typing': command({
		summary: 'Show the contact that somebody writes',
		allow: 'conversations:use',
		request: z.object({ conversationId: id }),
		reply: reply<Record<string, never>>(),
	}),
} as const;
