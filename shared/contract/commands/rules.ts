import { z } from 'zod';
import { command, reply } from '../command.ts';
import type { RulesView } from '../sending-views.ts';

/** What owners set about sending. */
export const rules = {
	'rules:show': command({
		summary: 'The rules for sending that owners can change',
		allow: 'rules:view',
		request: z.object({}),
		reply: reply<{ rules: RulesView }>(),
	}),
	/** Repeatable. Fields that are not given stay. */
	'rules:change': command({
		summary: 'Change the rules for sending',
		allow: 'rules:edit',
		request: z.object({
			/** Marketing templates to one contact in 24 h without an answer; null for no cap. */
			marketingCap: z.int().min(1).max(50).nullable().optional(),
			refuseUnreachable: z.boolean().optional(),
			/** Button texts over 20 characters are errors, not warnings. */
			strictButtons: z.boolean().optional(),
			/** IANA zone of months and days in statistics. */
			zone: z.string().max(60).optional(),
			currency: z
				.string()
				.regex(/^[A-Z]{3}$/, 'must be three capital letters, like EUR')
				.optional(),
			confirmOptOut: z.string().trim().max(1000).nullable().optional(),
			confirmOptIn: z.string().trim().max(1000).nullable().optional(),
			/** Choices go as numbered lines on every channel, as some bots do it. */
			numberedChoices: z.boolean().optional(),
			/** Agents prepare broadcasts, managers and owners launch them. */
			fourEyes: z.boolean().optional(),
			/** How far ahead a broadcast may be scheduled. */
			scheduleDays: z.int().min(1).max(366).optional(),
			/** Whose national numbers imports hold; null reads only those with their code. */
			defaultCountry: z
				.string()
				.regex(/^[A-Z]{2}$/, 'must be two capital letters, like DE')
				.nullable()
				.optional(),
			/** Days after which files of messages are deleted here; null keeps them. */
			keepFilesDays: z.int().min(1).max(3650).nullable().optional(),
		}),
		reply: reply<{ rules: RulesView }>(),
	}),
} as const;
