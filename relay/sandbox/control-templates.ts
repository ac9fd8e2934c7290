import * as z from 'zod';
import { command } from './control-command.ts';
import { ControlError, needNumber } from './find-party.ts';
import type { TemplateRow } from './model.ts';
import type { World } from './world.ts';

const named = { number: z.string(), name: z.string(), language: z.string() };
const category = z.enum(['AUTHENTICATION', 'MARKETING', 'UTILITY']);

/** Control commands about templates: they play the reviewer and the customers who report. */
export const TEMPLATE_CONTROL = {
	/** `hand`: nothing is decided until somebody does; `auto`: by itself, by the words in the name. */
	reviewer: command(
		z.strictObject({ mode: z.enum(['auto', 'hand']), afterMs: z.int().min(0).optional() }),
		({ review, world }, { mode, afterMs }) => {
			review.plan = { mode, afterMs: afterMs ?? review.plan.afterMs };
			world.changed('templates');
			return review.plan;
		},
	),
	'template-status': command(
		z.strictObject({
			...named,
			status: z.enum(['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED']),
			reason: z.string().default('NONE'),
		}),
		({ world, review }, { status, reason, ...which }) =>
			review.decide(needTemplate(world, which), { status, reason }),
	),
	'template-pause': command(
		z.strictObject({ ...named, step: z.enum(['first', 'second', 'disable', 'unpause']) }),
		({ world, review }, { step, ...which }) => review.pause(needTemplate(world, which), step),
	),
	'template-category': command(
		z.strictObject({ ...named, category, state: z.enum(['pending', 'done']) }),
		({ world, review }, { category: wanted, state, ...which }) =>
			review.recategorise(needTemplate(world, which), wanted, state),
	),
	'template-quality': command(
		z.strictObject({ ...named, quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']) }),
		({ world, review }, { quality, ...which }) => review.rate(needTemplate(world, which), quality),
	),
} as const;

function needTemplate(
	world: World,
	{ number: reference, name, language }: { number: string; name: string; language: string },
): TemplateRow {
	const { wabaId } = needNumber(world, reference);
	const found = world.findTemplate(wabaId, name, language);
	if (!found) throw new ControlError(`There is no template ${name} in ${language}.`);
	return found;
}
