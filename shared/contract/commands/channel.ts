import { z } from 'zod';
import { command, reply } from '../command.ts';
import { id } from '../fields.ts';
import type { ChannelView, CheckLine } from '../views.ts';

/** Names of channels: 5 to 25 characters, counted in code points after trimming. */
const name = z
	.string()
	.trim()
	.refine(text => [...text].length >= 5 && [...text].length <= 25, 'must have 5 to 25 characters');

const credentials = z.record(z.string().max(60), z.string().max(4000));
const url = z
	.url({ protocol: /^https?$/, message: 'must be an address that begins with https:// or http://' })
	.max(500);

export const channel = {
	/** Not repeatable: names are unique, so a second try is refused as a conflict. */
	'channel:add': command({
		summary: 'Connect a number',
		allow: 'channels:manage',
		request: z.object({
			name,
			type: z.enum(['whatsapp']),
			provider: z.enum(['dialog360', 'cloud-api']),
			address: z.string().trim().min(1, 'The business phone number is required.').max(60),
			/** dialog360: `apiKey`, optional `partnerSecret`. cloud-api: `accessToken`, `appSecret`, `verifyToken`, `phoneNumberId`, `businessAccountId`. */
			credentials,
			/** Stands in for the provider's host, for a proxy or the sandbox. */
			apiUrl: url.optional(),
		}),
		reply: reply<{ channel: ChannelView; warnings: string[] }>(),
	}),
	'channel:list': command({
		summary: 'All channels',
		allow: 'channels:view',
		request: z.object({}),
		reply: reply<{ channels: ChannelView[] }>(),
	}),
	/** Repeatable. New credentials are tried first; refused ones change nothing. */
	'channel:update': command({
		summary: 'Change a channel',
		allow: 'channels:manage',
		request: z.object({
			channelId: id,
			name: name.optional(),
			address: z.string().trim().min(1).max(60).optional(),
			credentials: credentials.optional(),
			apiUrl: url.nullable().optional(),
			/** `active` also ends a pause that the relay made itself. */
			state: z.enum(['active', 'off']).optional(),
		}),
		reply: reply<{ channel: ChannelView; warnings: string[] }>(),
	}),
	/** Repeatable. Conversations stay readable. */
	'channel:remove': command({
		summary: 'Disconnect a number',
		allow: 'channels:manage',
		request: z.object({ channelId: id }),
		reply: reply<Record<string, never>>(),
	}),
	'channel:check': command({
		summary: 'Ask the provider whether all is well, and register the webhook again if it is not',
		allow: 'channels:check',
		request: z.object({ channelId: id }),
		reply: reply<{ lines: CheckLine[]; channel: ChannelView }>(),
	}),
} as const;
