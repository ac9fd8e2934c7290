import { z } from 'zod';
import { command, reply } from '../command.ts';
import { id } from '../fields.ts';
import type { AlertView, PoolView, TemplateUseView } from '../sending-views.ts';

export const limit = {
	'limit:show': command({
		summary:
			'Every limit pool with its channels: limit, use, progress, quality, and the last seven days of templates',
		allow: 'limits:view',
		request: z.object({}),
		reply: reply<{ pools: PoolView[]; templates: TemplateUseView[] }>(),
	}),
	/** Repeatable. */
	'limit:look': command({
		summary: 'Ask the provider now how a channel stands',
		allow: 'limits:view',
		request: z.object({ channelId: id }),
		reply: reply<{ pools: PoolView[] }>(),
	}),
	/** Repeatable. A channel that joins leaves its former pool. */
	'limit:join': command({
		summary: 'Count channels together, because one portfolio owns them',
		allow: 'channels:manage',
		request: z.object({
			name: z.string().trim().min(1, 'A name is required.').max(60),
			channelIds: z.array(id).min(1, 'Choose at least one channel.').max(100),
		}),
		reply: reply<{ pools: PoolView[] }>(),
	}),
	'alert:list': command({
		summary: 'What the managers and owners should know, the newest first',
		allow: 'alerts:view',
		request: z.object({ open: z.boolean().default(true) }),
		reply: reply<{ alerts: AlertView[] }>(),
	}),
	/** Repeatable. */
	'alert:dismiss': command({
		summary: 'An alert was seen and dealt with',
		allow: 'alerts:view',
		request: z.object({ alertId: id }),
		reply: reply<Record<string, never>>(),
	}),
} as const;
