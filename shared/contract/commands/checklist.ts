import { z } from 'zod';
import { command, reply } from '../command.ts';

const word = z
	.string()
	.min(1)
	.max(60)
	.regex(/^[a-z0-9-]+$/, 'must be lower-case letters, digits and dashes');

/** How far a step of a guide is. */
export const STEP_STATES = ['none', 'pending', 'done'] as const;

/** Steps of the connection guides that people have ticked; the same for everybody of this relay. */
export const checklist = {
	'checklist:show': command({
		summary: 'Which steps of the guides are done',
		allow: 'channels:check',
		request: z.object({}),
		/** By guide, by step. What is missing is `none`. */
		reply: reply<{ steps: Record<string, Record<string, (typeof STEP_STATES)[number]>> }>(),
	}),
	/** Repeatable. */
	'checklist:mark': command({
		summary: 'Tick a step of a guide',
		allow: 'channels:check',
		request: z.object({ guide: word, step: word, state: z.enum(STEP_STATES) }),
		reply: reply<Record<string, never>>(),
	}),
} as const;
