import { z } from 'zod';
import type { ChannelStatisticsView } from '../broadcast-views.ts';
import { command, reply } from '../command.ts';
import { id } from '../fields.ts';

export const statistics = {
	'statistics:channels': command({
		summary: 'Messages of each channel in a period',
		allow: 'statistics:view',
		request: z.object({
			/** Epoch ms; `to` is not included. */
			from: z.int(),
			to: z.int(),
			channelIds: z.array(id).max(100).optional(),
		}),
		reply: reply<{ channels: ChannelStatisticsView[] }>(),
	}),
} as const;
