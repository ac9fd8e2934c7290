import { z } from 'zod';
import { command, reply } from '../command.ts';
import { id } from '../fields.ts';
import type { PriceCardView, PriceTotalView } from '../sending-views.ts';

const day = z.iso.date();

export const price = {
	'price:cards': command({
		summary: 'The rate cards that costs are computed with',
		allow: 'prices:view',
		request: z.object({}),
		reply: reply<{ cards: PriceCardView[]; currency: string }>(),
	}),
	/** Repeatable. A card of the same currency and day is replaced. */
	'price:import': command({
		summary:
			'Take over a rate card from CSV: market, marketing, utility, authentication, authentication-international, service',
		allow: 'prices:edit',
		request: z.object({
			currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters, like EUR'),
			effectiveFrom: day,
			csv: z.string().max(200_000),
		}),
		reply: reply<{ card: PriceCardView; warnings: string[] }>(),
	}),
	/** Repeatable. Only imported cards can be removed. */
	'price:remove': command({
		summary: 'Remove an imported rate card',
		allow: 'prices:edit',
		request: z.object({ cardId: id }),
		reply: reply<Record<string, never>>(),
	}),
	'price:totals': command({
		summary: 'What messages cost, by channel, category, country and month',
		allow: 'prices:view',
		request: z.object({
			/** First and last month, `2026-11`, in the account's zone. */
			from: z.string().regex(/^\d{4}-\d{2}$/),
			to: z.string().regex(/^\d{4}-\d{2}$/),
			channelId: id.optional(),
		}),
		reply: reply<{ totals: PriceTotalView[] }>(),
	}),
} as const;
