import { z } from 'zod';
import type { BotVariables } from '../../domain/bot-variables.ts';
import { command, reply } from '../command.ts';
import { addressOrText, clientId, id, sendContent } from '../fields.ts';
import type { MessageView } from '../views.ts';

export const message = {
	/** Repeatable: the same `clientId` is stored and sent once; later calls get the first one's answer. */
	'message:send': command({
		summary: 'Send one message',
		allow: 'conversations:use',
		request: z
			.object({
				clientId,
				conversationId: id.optional(),
				channelId: id.optional(),
				to: addressOrText.optional(),
				/** Names a contact that is made by this message. */
				name: z.string().max(200).optional(),
				content: sendContent,
				replyToMessageId: id.optional(),
				/**
				 * The newest message its writer had seen (null: none). When somebody else's message is newer, the send is
				 * refused with `newer-message`; without this field nothing is compared.
				 */
				lastSeenMessageId: id.nullable().optional(),
				/** The quick reply that the text came from: its uses are counted. */
				quickReplyId: id.optional(),
				/** Sent to ourselves to try something: billed and counted like any other, and marked in the statistics. */
				test: z.boolean().optional(),
			})
			.refine(
				request =>
					request.conversationId !== undefined ||
					(request.channelId !== undefined && request.to !== undefined),
				{
					message: 'Give conversationId, or channelId and to.',
					path: ['conversationId'],
				},
			),
		reply: reply<{ messageId: string; conversationId: string; message: MessageView }>(),
	}),
	/** Repeatable by `clientId`. The failed message stays; a new one is made with an identity of its own. */
	'message:retry': command({
		summary: 'Send a failed or unknown message again',
		allow: 'conversations:use',
		request: z.object({ messageId: id, clientId }),
		reply: reply<{ messageId: string; conversationId: string; message: MessageView }>(),
	}),
	'message:variables': command({
		summary: 'An incoming message as the variables that bots and scripts know',
		allow: 'conversations:use',
		request: z.object({ messageId: id }),
		reply: reply<{ variables: BotVariables }>(),
	}),
	/** Repeatable. Settles an `unknown` message without sending. */
	'message:settle': command({
		summary: 'Say what became of a message of which the provider told nothing',
		allow: 'conversations:use',
		request: z.object({ messageId: id, outcome: z.enum(['sent', 'failed']) }),
		reply: reply<{ message: MessageView }>(),
	}),
} as const;
