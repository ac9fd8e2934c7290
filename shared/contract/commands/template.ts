import { z } from 'zod';
import { command, reply } from '../command.ts';
import { id } from '../fields.ts';
import type { TemplateView } from '../views.ts';

export const template = {
	'template:list': command({
		summary: 'Templates of a channel as last synced',
		allow: 'templates:view',
		request: z.object({ channelId: id }),
		reply: reply<{ templates: TemplateView[]; syncedAt: number | null }>(),
	}),
	/** Repeatable. */
	'template:sync': command({
		summary: 'Fetch the templates from the provider now',
		allow: 'templates:sync',
		request: z.object({ channelId: id }),
		reply: reply<{ added: number; changed: number; removed: number; total: number; syncedAt: number }>(),
	}),
} as const;
