import type * as z from 'zod';
import type { WebhookLine } from './deliver.ts';
import type { InstagramDesk } from './instagram/desk.ts';
import type { StatusSchedule } from './schedule.ts';
import type { TelegramParts } from './telegram/telegram-parts.ts';
import type { TemplateReview } from './template-review.ts';
import type { Accounts } from './whatsapp/accounts.ts';
import type { SendDesk } from './whatsapp/send.ts';
import type { World } from './world.ts';

/** The parts of a running sandbox that the control commands work on. */
export interface Parts {
	world: World;
	line: WebhookLine;
	schedule: StatusSchedule;
	review: TemplateReview;
	desk: SendDesk;
	accounts: Accounts;
	instagram: InstagramDesk;
	telegram: TelegramParts;
	idle: () => Promise<void>;
}

/** One command: what it takes and what it does. */
export function command<S extends z.ZodType, R>(
	request: S,
	run: (parts: Parts, wish: z.output<S>) => R | Promise<R>,
) {
	return { request, run };
}
