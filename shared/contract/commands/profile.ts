import { z } from 'zod';
import type { BusinessProfile, ProfileProblem } from '../../domain/business-profile.ts';
import { command, reply } from '../command.ts';
import { id } from '../fields.ts';

const text = z.string().max(5000);

/** The business as a network shows it. */
export const profile = {
	'profile:show': command({
		summary: 'A channel’s business profile as it was last read; null when it never was',
		allow: 'channels:check',
		request: z.object({ channelId: id }),
		reply: reply<{ profile: BusinessProfile | null; syncedAt: number | null }>(),
	}),
	/** Repeatable. */
	'profile:sync': command({
		summary: 'Read a channel’s business profile from its provider',
		allow: 'channels:check',
		request: z.object({ channelId: id }),
		reply: reply<{ profile: BusinessProfile; syncedAt: number }>(),
	}),
	/** Repeatable. Only what differs from what the provider has now is sent. `photoMediaId` is an uploaded file. */
	'profile:save': command({
		summary: 'Change a channel’s business profile',
		allow: 'channels:manage',
		request: z.object({
			channelId: id,
			about: text.optional(),
			address: text.optional(),
			description: text.optional(),
			email: text.optional(),
			websites: z.array(text).max(10).optional(),
			vertical: text.optional(),
			photoMediaId: id.optional(),
		}),
		reply: reply<{
			profile: BusinessProfile;
			syncedAt: number;
			sent: string[];
			problems: ProfileProblem[];
		}>(),
	}),
} as const;
