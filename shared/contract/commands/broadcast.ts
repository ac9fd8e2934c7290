import { z } from 'zod';
import { BROADCAST_STATES, BUCKETS } from '../../domain/broadcast.ts';
import type {
	AnalyticsView,
	BroadcastView,
	RecipientView,
	RehearsalView,
	UnreadableView,
} from '../broadcast-views.ts';
import { command, reply } from '../command.ts';
import { addressOrText, clientId, contactFilter, id, templateParameters } from '../fields.ts';

const content = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('template'),
		name: z.string().min(1).max(512),
		language: z.string().min(2).max(16),
		parameters: templateParameters,
	}),
	z.object({ kind: z.literal('text'), text: z.string().max(20_000) }),
	z.object({ kind: z.literal('media'), mediaId: id, caption: z.string().max(4096).nullable().default(null) }),
	z.object({ kind: z.literal('quick-reply'), quickReplyId: id }),
]);

const day = z.iso.date('must be a day, like 2026-11-23');
const minutes = z.int().min(0).max(1440);
const share = z.number().gt(0).max(1).nullable();

/** The end of the year 9999: days after it are written in another way. */
const LAST_MOMENT = 253_402_300_799_999;

const plan = z.object({
	name: z.string().trim().min(1, 'A name is required.').max(120),
	channelId: id,
	content: content.nullable().default(null),
	fallback: z
		.object({ channelId: id, content: content.nullable().default(null) })
		.nullable()
		.default(null),
	period: z
		.object({
			from: day.nullable().default(null),
			to: day.nullable().default(null),
			days: z.array(z.int().min(1).max(7)).max(7).default([]),
			hours: z.object({ from: minutes, to: minutes }).nullable().default(null),
			clock: z.enum(['recipient', 'account']).default('account'),
		})
		.prefault({}),
	startAt: z.int().max(LAST_MOMENT).nullable().default(null),
	perMinute: z.int().min(1).max(60_000).nullable().default(null),
	logic: z
		.object({
			contacts: z.enum(['main', 'all']).default('main'),
			numbers: z.enum(['one', 'all']).default('one'),
		})
		.prefault({}),
	trackLinks: z.boolean().default(false),
	retryRefused: z.boolean().default(true),
	brake: z
		.object({
			after: z.int().min(1).max(1_000_000).default(50),
			failed: share.default(0.1),
			refused: share.default(0.3),
			stopped: share.default(0.03),
		})
		.prefault({}),
});

const values = z.record(z.string().max(100), z.string().max(1000));

const person = z.object({
	name: z.string().max(200).default(''),
	isMain: z.boolean().default(false),
	phones: z.array(z.string().max(160)).max(20),
	/** What only this person has: `row.<key>`. */
	values: values.optional(),
});

/** Where recipients come from. Whoever is in already is counted as repeated and stays once. */
const source = z.discriminatedUnion('kind', [
	/** Rows of a CRM's list, with all people and numbers: the broadcast's own logic chooses among them. */
	z.object({
		kind: z.literal('records'),
		records: z
			.array(
				z.object({
					id: z.string().max(128),
					title: z.string().max(300).default(''),
					people: z.array(person).max(50),
					values: values.optional(),
				}),
			)
			.min(1)
			.max(500),
	}),
	z.object({ kind: z.literal('contacts'), contactIds: z.array(id).min(1).max(1000) }),
	z.object({ kind: z.literal('segment'), segmentId: id }),
	z.object({ kind: z.literal('filter'), filter: contactFilter }),
	z.object({ kind: z.literal('broadcast'), broadcastId: id, bucket: z.enum(BUCKETS) }),
	/** A CSV that was uploaded (`media:ticket`). Its other columns become the values `row.<column>`. */
	z.object({
		kind: z.literal('csv'),
		mediaId: id,
		addressColumn: z.string().min(1).max(200),
		nameColumn: z.string().max(200).nullable().default(null),
	}),
]);

const one = z.object({ broadcastId: id });

export const broadcast = {
	'broadcast:list': command({
		summary: 'Broadcasts, the newest first',
		allow: 'broadcasts:view',
		request: z.object({
			states: z.array(z.enum(BROADCAST_STATES)).max(6).optional(),
			search: z.string().trim().max(120).optional(),
			before: z.object({ at: z.number(), id }).optional(),
			limit: z.int().min(1).max(100).default(50),
		}),
		reply: reply<{ broadcasts: BroadcastView[]; hasMore: boolean }>(),
	}),
	'broadcast:show': command({
		summary: 'One broadcast',
		allow: 'broadcasts:view',
		request: one,
		reply: reply<{ broadcast: BroadcastView }>(),
	}),
	/** Repeatable by `broadcastId`, which its writer makes. A scheduled one becomes a draft again when its plan changes. */
	'broadcast:save': command({
		summary: 'Keep a broadcast that is being made',
		allow: 'broadcasts:edit',
		request: z.object({
			broadcastId: id,
			plan,
			/** The `updatedAt` that the writer last saw; when another has saved since, it is refused as a conflict. */
			basedOn: z.number().nullable().optional(),
		}),
		reply: reply<{ broadcast: BroadcastView }>(),
	}),
	/** Repeatable. Only one that never sent anything. */
	'broadcast:remove': command({
		summary: 'Throw a broadcast away that sent nothing',
		allow: 'broadcasts:edit',
		request: one,
		reply: reply<Record<string, never>>(),
	}),
	/** Repeatable: whoever is in already stays once. `added` and `repeated` are summed over the broadcasts. */
	'broadcast:add-recipients': command({
		summary: 'Add recipients to one broadcast or several',
		allow: 'broadcasts:edit',
		request: z.object({ broadcastIds: z.array(id).min(1).max(20), source }),
		reply: reply<{
			added: number;
			repeated: number;
			/** At most 100 of `unreadableCount`. */
			unreadable: UnreadableView[];
			unreadableCount: number;
			broadcasts: BroadcastView[];
		}>(),
	}),
	/** Repeatable. Without ids all of them. */
	'broadcast:remove-recipients': command({
		summary: 'Take recipients out of a broadcast that has not begun',
		allow: 'broadcasts:edit',
		request: one.extend({ recipientIds: z.array(z.int()).max(1000).optional() }),
		reply: reply<{ broadcast: BroadcastView }>(),
	}),
	/** Stores and sends nothing. */
	'broadcast:rehearse': command({
		summary: 'What a broadcast would do: who is skipped, waves, end, cost, previews',
		allow: 'broadcasts:view',
		request: one,
		reply: reply<{ rehearsal: RehearsalView }>(),
	}),
	/** The same `clientId` is sent once. Counted in the statistics, and marked as a test. */
	'broadcast:test': command({
		summary: 'Send a broadcast’s message to oneself, with the values of its first recipient',
		allow: 'broadcasts:edit',
		request: one.extend({ clientId, to: addressOrText, fallback: z.boolean().default(false) }),
		reply: reply<{ messageId: string }>(),
	}),
	/** Repeatable: one that runs already is answered as it is. */
	'broadcast:launch': command({
		summary: 'Begin now, or at its time',
		allow: 'broadcasts:launch',
		request: one,
		reply: reply<{ broadcast: BroadcastView }>(),
	}),
	/** Repeatable. Nothing goes out a second later. */
	'broadcast:pause': command({
		summary: 'Let a broadcast rest; a scheduled one becomes a draft again',
		allow: 'broadcasts:run',
		request: one,
		reply: reply<{ broadcast: BroadcastView }>(),
	}),
	/** Repeatable. Whoever has been written to is not written to again. */
	'broadcast:resume': command({
		summary: 'Go on where it stopped',
		allow: 'broadcasts:launch',
		request: one,
		reply: reply<{ broadcast: BroadcastView }>(),
	}),
	/** Repeatable. Those whose turn had not come are “not sent”. */
	'broadcast:cancel': command({
		summary: 'End a broadcast for good',
		allow: 'broadcasts:run',
		request: one,
		reply: reply<{ broadcast: BroadcastView }>(),
	}),
	'broadcast:recipients': command({
		summary: 'The people behind a number of a broadcast',
		allow: 'broadcasts:view',
		request: one.extend({
			bucket: z.enum(BUCKETS).default('all'),
			/** The `reason` of a failure or a skip. */
			reason: z.string().max(100).optional(),
			country: z.string().max(2).optional(),
			search: z.string().trim().max(100).optional(),
			after: z.int().optional(),
			limit: z.int().min(1).max(200).default(100),
		}),
		reply: reply<{ recipients: RecipientView[]; hasMore: boolean }>(),
	}),
	'broadcast:analytics': command({
		summary: 'How a broadcast does: over time, by country, by reason, cost',
		allow: 'broadcasts:view',
		request: one,
		reply: reply<{ analytics: AnalyticsView }>(),
	}),
	/** Repeatable by `newId`. Nothing is sent before it is launched. */
	'broadcast:derive': command({
		summary: 'A new broadcast to those of a bucket: “Retry the failed”, or another content',
		allow: 'broadcasts:edit',
		request: one.extend({ newId: id, bucket: z.enum(BUCKETS), sameContent: z.boolean().default(true) }),
		reply: reply<{ broadcast: BroadcastView }>(),
	}),
	/** The address works for a few minutes. */
	'broadcast:report': command({
		summary: 'A CSV of every recipient, or the proof: recipient, attempt, external id, statuses',
		// It takes names and numbers along, as an export of contacts does.
		allow: 'contacts:export',
		request: one.extend({ report: z.enum(['recipients', 'proof']) }),
		reply: reply<{ url: string; filename: string }>(),
	}),
} as const;
