import { z } from 'zod';
import { command, reply } from '../command.ts';
import { id, templateDraft, templateNotes } from '../fields.ts';
import type { DraftView, TemplateChangeView, TemplateView } from '../sending-views.ts';

const key = { channelId: id, name: z.string().min(1).max(512), language: z.string().min(2).max(16) };

export const template = {
	'template:list': command({
		summary: 'Templates of a channel as last synced, and the drafts that wait to be submitted',
		allow: 'templates:view',
		request: z.object({ channelId: id }),
		reply: reply<{
			templates: TemplateView[];
			drafts: DraftView[];
			syncedAt: number | null;
			/** What this channel's provider can do with templates. */
			abilities: { create: boolean; edit: boolean; remove: boolean };
		}>(),
	}),
	/** Repeatable. */
	'template:sync': command({
		summary: 'Fetch the templates from the provider now',
		allow: 'templates:sync',
		request: z.object({ channelId: id }),
		reply: reply<{ added: number; changed: number; removed: number; total: number; syncedAt: number }>(),
	}),
	/** Repeatable by `draftId`, which its writer makes. An incomplete draft is kept as it is. */
	'template:save-draft': command({
		summary: 'Keep a template that is being written',
		allow: 'templates:edit',
		request: z.object({
			draftId: id,
			channelId: id,
			draft: templateDraft,
			notes: templateNotes,
			/** The approved template that this draft changes; null for a new one. */
			edits: z.object({ name: key.name, language: key.language }).nullable().default(null),
			/** Made once by each place where a draft is written: a tab. */
			writer: id.optional(),
			/**
			 * The `updatedAt` that the writer last saw (null: none). When another writer has saved since, it is refused as a conflict
			 * and nothing is lost; without it nothing is compared.
			 */
			basedOn: z.number().nullable().optional(),
		}),
		reply: reply<{ draft: DraftView }>(),
	}),
	/** Repeatable. */
	'template:remove-draft': command({
		summary: 'Throw a draft away',
		allow: 'templates:edit',
		request: z.object({ draftId: id }),
		reply: reply<Record<string, never>>(),
	}),
	/**
	 * Repeatable: a draft that was submitted is gone, and the answer is its template. A draft with errors is refused with each
	 * at its place (`fields`), and kept.
	 */
	'template:submit': command({
		summary: 'Hand a draft to the provider for review',
		allow: 'templates:edit',
		request: z.object({ draftId: id }),
		reply: reply<{ template: TemplateView }>(),
	}),
	/** Repeatable. */
	'template:annotate': command({
		summary: 'Change what is ours about a template: its label and description',
		allow: 'templates:edit',
		request: z.object({ ...key, notes: templateNotes }),
		reply: reply<{ template: TemplateView }>(),
	}),
	/** Repeatable: one that is gone already is no error. */
	'template:remove': command({
		summary: 'Delete a template at the provider, in one language or (null) in all',
		allow: 'templates:edit',
		request: z.object({ ...key, language: key.language.nullable() }),
		reply: reply<{ removed: number }>(),
	}),
	'template:history': command({
		summary: 'What changed about a template, the newest first',
		allow: 'templates:view',
		request: z.object(key),
		reply: reply<{ changes: TemplateChangeView[] }>(),
	}),
} as const;
