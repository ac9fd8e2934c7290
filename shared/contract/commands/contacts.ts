import { z } from 'zod';
import { ATTRIBUTE_TYPES, TAG_LENGTH } from '../../domain/contact-fields.ts';
import { AMBIGUOUS_AS, IMPORT_TARGETS, type ImportTarget } from '../../domain/contact-import.ts';
import { command, reply } from '../command.ts';
import type {
	AttributeView,
	ContactChangeView,
	ContactRowView,
	ImportCheckView,
	ImportColumnView,
	ImportView,
	SegmentView,
	TagView,
} from '../contact-views.ts';
import { clientId, contactFilter, id } from '../fields.ts';

const target = z.custom<ImportTarget>(
	value =>
		typeof value === 'string' &&
		((IMPORT_TARGETS as readonly string[]).includes(value) || /^attribute:[a-z][a-z0-9_]{0,59}$/.test(value)),
	'must be “skip”, a field of contacts, or “attribute:” and its key',
);
const country = z
	.string()
	.regex(/^[A-Z]{2}$/, 'must be two capital letters, like DE')
	.nullable();
const tagName = z.string().trim().min(1).max(TAG_LENGTH);

const reading = {
	/** A CSV that was uploaded (`media:ticket`). */
	mediaId: id,
	/** What each of its columns is, in order. */
	mapping: z.array(target).min(1).max(300),
	/** Whose national numbers stand in it; without it the rule `defaultCountry` says so. */
	country: country.optional(),
	ambiguous: z.enum(AMBIGUOUS_AS).default('set-aside'),
	/** Numbers that a person chose, by the line of the file. */
	choices: z.record(z.string().regex(/^\d{1,9}$/), z.string().max(40)).default({}),
};

/** Lists of contacts, and what brings many in and out. */
export const contacts = {
	'contacts:list': command({
		summary: 'Contacts that fit a filter',
		allow: 'contacts:view',
		request: z.object({
			filter: contactFilter.default({}),
			sort: z.enum(['name', 'lastSeen', 'created']).default('lastSeen'),
			/** `next` of the page before. */
			after: z.object({ key: z.union([z.string(), z.number()]), id }).optional(),
			limit: z.int().min(1).max(200).default(100),
		}),
		reply: reply<{
			contacts: ContactRowView[];
			/** Null on the last page. */
			next: { key: string | number; id: string } | null;
			/** How many fit; told with the first page only. */
			total: number | null;
		}>(),
	}),
	/** The address works for ten minutes. */
	'contacts:export': command({
		summary: 'A CSV of the contacts that fit a filter; importing it changes nothing',
		allow: 'contacts:export',
		request: z.object({ filter: contactFilter.default({}) }),
		reply: reply<{ url: string; filename: string }>(),
	}),
	'contacts:import-read': command({
		summary: 'The columns of an uploaded CSV, and what they probably are',
		allow: 'contacts:import',
		request: z.object({ mediaId: id }),
		reply: reply<{ columns: ImportColumnView[]; rows: number; filename: string }>(),
	}),
	/** Stores nothing. */
	'contacts:import-check': command({
		summary: 'What an import would do, with the problems of its rows',
		allow: 'contacts:import',
		request: z.object(reading),
		reply: reply<{ check: ImportCheckView }>(),
	}),
	/** Repeatable by `importId`, which its maker makes: the same one is done once. `import:changed` tells how far it is. */
	'contacts:import': command({
		summary: 'Take over the contacts of an uploaded CSV',
		allow: 'contacts:import',
		request: z.object({ importId: clientId, ...reading }),
		reply: reply<{ import: ImportView }>(),
	}),
	'contacts:imports': command({
		summary: 'Imports, the newest first',
		allow: 'contacts:import',
		request: z.object({
			before: z.object({ at: z.number(), id }).optional(),
			limit: z.int().min(1).max(100).default(20),
		}),
		reply: reply<{ imports: ImportView[]; hasMore: boolean }>(),
	}),
	/** The address works for ten minutes. */
	'contacts:import-report': command({
		summary: 'A CSV of what became of each row of an import',
		allow: 'contacts:import',
		request: z.object({ importId: id }),
		reply: reply<{ url: string; filename: string }>(),
	}),
	/** Repeatable. Whom somebody has to do with since stays, and so does what was changed since. */
	'contacts:import-undo': command({
		summary: 'Take an import back: whom it added go, what it changed is as before',
		allow: 'contacts:import',
		request: z.object({ importId: id }),
		reply: reply<{ import: ImportView }>(),
	}),
	'contact:history': command({
		summary: 'What was changed of a contact, the newest first',
		allow: 'contacts:view',
		request: z.object({
			contactId: id,
			before: z.int().optional(),
			limit: z.int().min(1).max(200).default(50),
		}),
		reply: reply<{ changes: ContactChangeView[]; hasMore: boolean }>(),
	}),
	'tag:list': command({
		summary: 'All tags by name, with how many contacts have them',
		allow: 'contacts:view',
		request: z.object({}),
		reply: reply<{ tags: TagView[] }>(),
	}),
	/** Repeatable: what is there already stays. */
	'tag:create': command({
		summary: 'Make tags',
		allow: 'contacts:edit',
		request: z.object({ names: z.array(tagName).min(1).max(500) }),
		reply: reply<{ tags: TagView[] }>(),
	}),
	/** Repeatable. Segments that name it follow. */
	'tag:rename': command({
		summary: 'Call a tag something else, wherever it is',
		allow: 'contacts:import',
		request: z.object({ tagId: id, name: tagName }),
		reply: reply<{ tags: TagView[] }>(),
	}),
	/** Repeatable. */
	'tag:remove': command({
		summary: 'Take a tag from all contacts, for good',
		allow: 'contacts:import',
		request: z.object({ tagId: id }),
		reply: reply<{ tags: TagView[] }>(),
	}),
	'attribute:list': command({
		summary: 'All attributes that contacts can have',
		allow: 'contacts:view',
		request: z.object({}),
		reply: reply<{ attributes: AttributeView[] }>(),
	}),
	/** Repeatable by `key`; without one it is made of the label. The type stays once somebody has a value. */
	'attribute:save': command({
		summary: 'Make or change an attribute',
		allow: 'contacts:import',
		request: z.object({
			key: z.string().max(60).optional(),
			label: z.string().trim().min(1).max(100),
			type: z.enum(ATTRIBUTE_TYPES).default('text'),
		}),
		reply: reply<{ attribute: AttributeView; attributes: AttributeView[] }>(),
	}),
	/** Repeatable. */
	'attribute:remove': command({
		summary: 'Remove an attribute with the values of all contacts, for good',
		allow: 'contacts:import',
		request: z.object({ key: z.string().max(60) }),
		reply: reply<{ attributes: AttributeView[] }>(),
	}),
	'segment:list': command({
		summary: 'Saved filters by name',
		allow: 'contacts:view',
		request: z.object({}),
		reply: reply<{ segments: SegmentView[] }>(),
	}),
	/** Repeatable by `segmentId`, which its maker makes. Names are unique. */
	'segment:save': command({
		summary: 'Save a filter under a name, or change a saved one',
		allow: 'segments:edit',
		request: z.object({
			segmentId: id,
			name: z.string().trim().min(1, 'A name is required.').max(100),
			filter: contactFilter,
		}),
		reply: reply<{ segment: SegmentView; segments: SegmentView[] }>(),
	}),
	/** Repeatable. */
	'segment:remove': command({
		summary: 'Remove a saved filter; its contacts stay',
		allow: 'segments:edit',
		request: z.object({ segmentId: id }),
		reply: reply<{ segments: SegmentView[] }>(),
	}),
} as const;
