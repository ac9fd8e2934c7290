import { z } from 'zod';
import { command, reply } from '../command.ts';
import type { ContactRowView } from '../contact-views.ts';
import { addressOrText, cursor, id } from '../fields.ts';
import type { ContactView, ConversationView, MergeView, MessageView } from '../views.ts';

export const contact = {
	'contact:show': command({
		summary: 'A contact with its conversations',
		allow: 'conversations:use',
		request: z.object({ contactId: id }),
		reply: reply<{ contact: ContactView; conversations: ConversationView[]; merges: MergeView[] }>(),
	}),
	/** For a record on a page: who has these numbers, whichever contact of ours they are. */
	'contact:find': command({
		summary: 'The contact with one of these addresses, and its conversations, the last used channel first',
		allow: 'conversations:use',
		request: z.object({ addresses: z.array(addressOrText).min(1).max(20) }),
		reply: reply<{ contact: ContactView | null; conversations: ConversationView[] }>(),
	}),
	'contact:search': command({
		summary: 'Contacts by name, number or user name',
		allow: 'conversations:use',
		request: z.object({ text: z.string().trim().min(2).max(100), limit: z.int().min(1).max(50).default(20) }),
		reply: reply<{ contacts: ContactView[] }>(),
	}),
	/** Everything said with one person, over all channels, oldest first. */
	'contact:timeline': command({
		summary: 'A contact’s messages on all channels',
		allow: 'conversations:use',
		request: z.object({
			contactId: id,
			before: cursor.optional(),
			limit: z.int().min(1).max(200).default(50),
		}),
		reply: reply<{ messages: MessageView[]; conversations: ConversationView[]; hasOlder: boolean }>(),
	}),
	/** Repeatable: merging what is one already changes nothing. Can be undone. */
	'contact:merge': command({
		summary: 'Two contacts are one person: the second becomes part of the first',
		allow: 'contacts:edit',
		request: z.object({ keepId: id, goneId: id }),
		reply: reply<{ contact: ContactView; mergeId: string | null }>(),
	}),
	/** Repeatable. What was said since stays where it was said. */
	'contact:unmerge': command({
		summary: 'Undo a merge: both contacts and their histories are as they were',
		allow: 'contacts:edit',
		request: z.object({ mergeId: id }),
		reply: reply<{ kept: ContactView; restored: ContactView }>(),
	}),
	/** Makes a new one-time link each time; it works for 30 days, for one person. */
	'contact:invite': command({
		summary: 'A link by which a contact begins a conversation on a channel where only contacts begin',
		allow: 'conversations:use',
		request: z.object({
			channelId: id,
			contactId: id.optional(),
			/** For somebody whom the relay does not know yet: a number, and a name. */
			address: addressOrText.optional(),
			name: z.string().max(200).optional(),
		}),
		reply: reply<{ url: string; expiresAt: number | null }>(),
	}),
	/** Repeatable. */
	'contact:update': command({
		summary: 'Change the name, tags and attributes of a contact',
		allow: 'contacts:edit',
		request: z.object({
			contactId: id,
			name: z.string().trim().min(1).max(200).optional(),
			/** By name. What is not given stays; so do attributes that are not named. */
			addTags: z.array(z.string().trim().min(1).max(60)).max(100).optional(),
			removeTags: z.array(z.string().trim().min(1).max(60)).max(100).optional(),
			/** By key; null takes the value away. */
			attributes: z.record(z.string().max(60), z.string().max(1000).nullable()).optional(),
		}),
		reply: reply<{ contact: ContactView; row: ContactRowView }>(),
	}),
} as const;
