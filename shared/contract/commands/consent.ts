import { z } from 'zod';
import { CHANNEL_TYPES } from '../../domain/channel.ts';
import { command, reply } from '../command.ts';
import { id } from '../fields.ts';
import type { ConsentLineView } from '../sending-views.ts';

export const consent = {
	'consent:list': command({
		summary: 'The consent ledger, the newest first: of one contact, or of all',
		allow: 'conversations:use',
		request: z.object({
			contactId: id.optional(),
			word: z.enum(['opt-in', 'opt-out']).optional(),
			before: z.object({ at: z.number(), id }).optional(),
			limit: z.int().min(1).max(200).default(50),
		}),
		reply: reply<{ lines: ConsentLineView[]; hasMore: boolean }>(),
	}),
	/** Not repeatable: each call is a line of the ledger. */
	'consent:record': command({
		summary: 'Record that a contact opted in or out, with the evidence',
		allow: 'contacts:edit',
		request: z.object({
			contactId: id,
			channelType: z.enum(CHANNEL_TYPES),
			word: z.enum(['opt-in', 'opt-out']),
			/** Where and how it was said: "by phone on Monday", "form on our site". */
			evidence: z.string().trim().min(1, 'Say how the contact told you.').max(1000),
			/** When it was said, in epoch ms; now without it. Not in the future. */
			at: z.int().min(0).optional(),
		}),
		reply: reply<{ line: ConsentLineView }>(),
	}),
	'consent:export': command({
		summary: 'The whole ledger as CSV, for an auditor',
		allow: 'consent:export',
		request: z.object({}),
		reply: reply<{ filename: string; csv: string; lines: number }>(),
	}),
} as const;
