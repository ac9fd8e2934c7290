import { z } from 'zod';
import { CHANNEL_TYPES } from '../../domain/channel.ts';
import type { CheckLine } from '../../domain/channel-check.ts';
import type { AuthorizationView, ChannelKind, PartnerView } from '../channel-views.ts';
import { command, reply } from '../command.ts';
import { id } from '../fields.ts';
import type { ChannelView } from '../views.ts';

/** Names of channels: 5 to 25 characters, counted in code points after trimming. */
const name = z
	.string()
	.trim()
	.refine(text => [...text].length >= 5 && [...text].length <= 25, 'must have 5 to 25 characters');

const credentials = z.record(z.string().max(60), z.string().max(4000));
const url = z
	.url({ protocol: /^https?$/, message: 'must be an address that begins with https:// or http://' })
	.max(500);

/** What of a channel people choose, besides how it is reached. */
const choices = {
	/** Who gets the leads of its incoming messages. */
	responsibleUserId: id.nullable().optional(),
	/** The CRM's pipeline and stage for those leads, as the CRM names them. */
	pipeline: z.string().trim().max(120).nullable().optional(),
	stage: z.string().trim().max(120).nullable().optional(),
};

export const channel = {
	/** What can be connected, and what each asks for: forms are made from it. */
	'channel:kinds': command({
		summary: 'Messengers and providers that can be connected, with the fields that each asks for',
		allow: 'channels:view',
		request: z.object({}),
		reply: reply<{ kinds: ChannelKind[] }>(),
	}),
	/** Not repeatable: names and numbers are unique, so a second try is refused as a conflict. */
	'channel:add': command({
		summary: 'Connect a number, bot or account',
		allow: 'channels:manage',
		request: z.object({
			name,
			type: z.enum(CHANNEL_TYPES),
			/** `id` of a provider of `channel:kinds`. */
			provider: z.string().max(60),
			/** The number that contacts see. Asked of people only where the provider does not tell it (`addressFrom`). */
			address: z.string().trim().max(60).default(''),
			/** By the fields' keys in `channel:kinds`. */
			credentials: credentials.default({}),
			/** In place of the credentials that an authorisation brings. */
			authorizationId: id.optional(),
			/** Stands in for the provider's host, for a proxy or the sandbox. */
			apiUrl: url.optional(),
			state: z.enum(['active', 'off']).default('active'),
			...choices,
		}),
		reply: reply<{ channel: ChannelView; warnings: string[] }>(),
	}),
	/**
	 * Begins to let the relay into an account: the person opens `url`, agrees there, and comes back to the relay, which tells
	 * by `channel:authorized`. With `channelId` the fields that are not given are the channel's own.
	 */
	'channel:authorize': command({
		summary: 'The provider’s page where a person lets the relay into an account',
		allow: 'channels:manage',
		request: z.object({
			provider: z.string().max(60),
			credentials: credentials.default({}),
			channelId: id.optional(),
			apiUrl: url.optional(),
		}),
		reply: reply<{ authorizationId: string; url: string }>(),
	}),
	'channel:authorization': command({
		summary: 'What became of an authorisation',
		allow: 'channels:manage',
		request: z.object({ authorizationId: id }),
		reply: reply<{ authorization: AuthorizationView }>(),
	}),
	'channel:partner': command({
		summary: 'Partner access to 360dialog, by which keys of numbers are made',
		allow: 'channels:manage',
		request: z.object({}),
		reply: reply<{ partner: PartnerView | null }>(),
	}),
	/** Repeatable. Tried first: what 360dialog refuses changes nothing. Null ends the access here. */
	'channel:set-partner': command({
		summary: 'Set partner access to 360dialog',
		allow: 'channels:manage',
		request: z.object({
			partner: z
				.object({
					partnerId: z.string().trim().min(1).max(60),
					key: z.string().trim().min(1).max(400),
					apiUrl: url.optional(),
				})
				.nullable(),
		}),
		reply: reply<{ partner: PartnerView | null }>(),
	}),
	'channel:partner-numbers': command({
		summary: 'Numbers of the partner account; those that cannot be used yet say why',
		allow: 'channels:manage',
		request: z.object({}),
		reply: reply<{
			numbers: { channelId: string; phone: string; name: string | null; waitsFor: string | null }[];
		}>(),
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
			authorizationId: id.optional(),
			/** Another provider of the same messenger: all its credentials are needed, conversations stay. */
			provider: z.string().max(60).optional(),
			apiUrl: url.nullable().optional(),
			...choices,
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
