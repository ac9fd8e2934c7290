import { z } from 'zod';
import { command, reply } from '../command.ts';
import { id } from '../fields.ts';
import type { ContactView, ConversationView } from '../views.ts';

export const contact = {
	'contact:show': command({
		summary: 'A contact with its conversations',
		allow: 'conversations:use',
		request: z.object({ contactId: id }),
		reply: reply<{ contact: ContactView; conversations: ConversationView[] }>(),
	}),
	/** Repeatable. */
	'contact:update': command({
		summary: 'Name a contact',
		allow: 'contacts:edit',
		request: z.object({
			contactId: id,
			name: z.string().trim().min(1).max(200).optional(),
		}),
		reply: reply<{ contact: ContactView }>(),
	}),
} as const;
