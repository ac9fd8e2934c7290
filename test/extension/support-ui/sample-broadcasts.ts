import type {
	AnalyticsView,
	BroadcastView,
	ChannelStatisticsView,
	RecipientView,
	RehearsalView,
} from '../../../shared/contract/broadcast-views.ts';
import {
	ANY_TIME,
	type BroadcastPlan,
	type RecipientCounts,
	USUAL_BRAKE,
} from '../../../shared/domain/broadcast.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';

/** Broadcasts of an invented kitchen shop. All people and numbers are invented. */

export const NO_COUNTS: RecipientCounts = {
	waiting: 0,
	sending: 0,
	sent: 0,
	delivered: 0,
	read: 0,
	failed: 0,
	skipped: 0,
	'not-sent': 0,
	unknown: 0,
	replied: 0,
	clicked: 0,
	stopped: 0,
};

export function planWith(more: Partial<BroadcastPlan> = {}): BroadcastPlan {
	return {
		name: 'Autumn fronts',
		channelId: 'ch-sales',
		content: {
			kind: 'template',
			name: 'follow_up',
			language: 'en',
			parameters: { body: { 1: '{{ contact.first_name | default: "there" }}' } },
		},
		fallback: null,
		period: ANY_TIME,
		startAt: null,
		perMinute: null,
		logic: { contacts: 'main', numbers: 'one' },
		trackLinks: false,
		retryRefused: true,
		brake: USUAL_BRAKE,
		...more,
	};
}

export function broadcastOf(
	more: Partial<Omit<BroadcastView, 'counts'>> & {
		readonly id: string;
		readonly counts?: Partial<RecipientCounts>;
	},
): BroadcastView {
	return {
		plan: planWith(),
		state: 'draft',
		again: 0,
		pause: null,
		waiting: null,
		parent: null,
		createdAt: 1,
		createdByName: 'Mara Lindt',
		launchedByName: null,
		startedAt: null,
		startedLateMs: null,
		endedAt: null,
		expectedEndAt: null,
		rate: 0,
		updatedAt: 1,
		...more,
		counts: { ...NO_COUNTS, ...more.counts },
	};
}

/** One that runs: 1,000 people, each in one state. */
export function runningBroadcast(now: number): BroadcastView {
	return broadcastOf({
		id: 'bc-run',
		state: 'running',
		plan: planWith({ name: 'Spring offer to everybody who asked last year' }),
		counts: {
			waiting: 300,
			sending: 2,
			sent: 98,
			delivered: 240,
			read: 260,
			failed: 40,
			skipped: 55,
			unknown: 5,
			replied: 31,
			clicked: 74,
			stopped: 3,
		},
		launchedByName: 'Mara Lindt',
		startedAt: now - 25 * MINUTE_MS,
		expectedEndAt: now + 12 * MINUTE_MS,
		rate: 0.42,
		createdAt: 4,
		updatedAt: 4,
	});
}

export function sampleBroadcasts(now: number): BroadcastView[] {
	return [
		runningBroadcast(now),
		broadcastOf({
			id: 'bc-paused',
			state: 'paused',
			plan: planWith({ name: 'Showroom evening', channelId: 'ch-service' }),
			counts: { waiting: 2200, delivered: 900, read: 411, failed: 210 },
			pause: {
				reason: 'failures',
				message:
					'12 % of 1,521 failed, most because the number is not on WhatsApp. Look at the list, then resume.',
				at: now - 2 * HOUR_MS,
				byName: null,
			},
			startedAt: now - 3 * HOUR_MS,
			createdAt: 3,
			updatedAt: 3,
		}),
		broadcastOf({
			id: 'bc-scheduled',
			state: 'scheduled',
			plan: planWith({ name: 'Wood care', startAt: now + 2 * DAY_MS }),
			counts: { waiting: 812 },
			createdAt: 2,
		}),
		broadcastOf({
			id: 'bc-done',
			state: 'completed',
			plan: planWith({ name: 'Delivery days' }),
			counts: { delivered: 20, read: 180, failed: 4, 'not-sent': 0, replied: 12 },
			startedAt: now - 9 * DAY_MS,
			endedAt: now - 9 * DAY_MS + HOUR_MS,
			createdAt: 1,
		}),
		broadcastOf({ id: 'bc-draft', counts: { waiting: 3 }, createdAt: 0 }),
		broadcastOf({
			id: 'bc-cancelled',
			state: 'cancelled',
			plan: planWith({ name: 'Old prices' }),
			counts: { read: 3, 'not-sent': 120 },
			startedAt: now - 30 * DAY_MS,
			endedAt: now - 30 * DAY_MS,
			createdAt: -1,
		}),
	];
}

export function recipientOf(more: Partial<RecipientView> & { readonly id: number }): RecipientView {
	return {
		contactId: `ct-${more.id}`,
		name: 'Ann Berger',
		address: '+4915550100234',
		channelId: 'ch-sales',
		country: 'DE',
		state: 'waiting',
		reason: null,
		message: null,
		providerCode: null,
		attempts: 0,
		dueAt: null,
		messageId: null,
		conversationId: null,
		sentAt: null,
		deliveredAt: null,
		readAt: null,
		failedAt: null,
		repliedAt: null,
		clickedAt: null,
		stoppedAt: null,
		...more,
	};
}

export function sampleRecipients(now: number): RecipientView[] {
	return [
		recipientOf({
			id: 1,
			state: 'read',
			attempts: 1,
			sentAt: now - 20 * MINUTE_MS,
			deliveredAt: now - 19 * MINUTE_MS,
			readAt: now - 3 * MINUTE_MS,
		}),
		recipientOf({
			id: 2,
			name: 'Tom Fischer',
			address: '+4915550100888',
			state: 'unknown',
			attempts: 1,
			messageId: 'msg-2',
			message: 'The provider gave no answer: it may have arrived.',
			sentAt: null,
		}),
		recipientOf({
			id: 3,
			name: '',
			address: '+351210000012',
			country: 'PT',
			contactId: null,
			state: 'failed',
			reason: 'not-on-whatsapp',
			message: 'The number is not on WhatsApp. Call instead.',
			providerCode: '131026',
			attempts: 1,
			failedAt: now - 10 * MINUTE_MS,
		}),
		recipientOf({
			id: 4,
			name: 'Elif Demir',
			address: '+4915550100999',
			state: 'waiting',
			attempts: 1,
			message: 'WhatsApp held this marketing back. It is tried again.',
			dueAt: now + DAY_MS,
		}),
	];
}

export function rehearsalOf(now: number, more: Partial<RehearsalView> = {}): RehearsalView {
	return {
		audience: 5000,
		sends: 4812,
		byFallback: 12,
		skips: [
			{ reason: 'opted-out', message: 'They opted out of marketing.', count: 120 },
			{ reason: 'duplicate', message: 'Their number is in the list twice.', count: 68 },
		],
		problems: [],
		warnings: ['The quality of the number is medium: a falling one pauses the broadcast.'],
		waves: [
			{ startsAt: now, endsAt: now + HOUR_MS, count: 4000 },
			{ startsAt: now + DAY_MS, endsAt: now + DAY_MS + 20 * MINUTE_MS, count: 812 },
		],
		startsAt: now,
		endsAt: now + 6 * HOUR_MS,
		rate: 20,
		cost: {
			currency: 'EUR',
			amount: 391_240_000,
			withoutRate: 3,
			byCountry: [
				{ country: 'DE', category: 'marketing', messages: 4000, amount: 361_240_000 },
				{ country: 'AT', category: 'marketing', messages: 809, amount: 30_000_000 },
				{ country: null, category: 'marketing', messages: 3, amount: 0 },
			],
		},
		previews: [
			{
				name: 'Ann Berger',
				address: '+4915550100234',
				channelId: 'ch-sales',
				header: 'Your kitchen',
				body: 'Hello Ann, we talked about your kitchen some days ago.',
				footer: 'Berg & Tal Küchen',
				buttons: ['Yes, call me'],
			},
			{
				name: '',
				address: '+4915550100888',
				channelId: 'ch-sales',
				header: null,
				body: 'Hello there, we talked about your kitchen some days ago.',
				footer: null,
				buttons: [],
			},
		],
		...more,
	};
}

export function analyticsOf(now: number, more: Partial<AnalyticsView> = {}): AnalyticsView {
	const steps = 12;
	return {
		counts: NO_COUNTS,
		overTime: {
			stepMs: 5 * MINUTE_MS,
			points: Array.from({ length: steps }, (_, index) => ({
				at: now - (steps - index) * 5 * MINUTE_MS,
				sent: Math.round(120 * Math.exp(-((index - 3) ** 2) / 8)),
				delivered: Math.round(110 * Math.exp(-((index - 4) ** 2) / 8)),
				read: Math.round(70 * Math.exp(-((index - 6) ** 2) / 12)),
				failed: index === 3 ? 14 : 2,
				replied: index > 4 ? 4 : 0,
				clicked: 0,
			})),
		},
		byCountry: [
			{ country: 'DE', audience: 800, sent: 500, delivered: 480, read: 250, replied: 30, failed: 20 },
			{ country: 'AT', audience: 150, sent: 90, delivered: 20, read: 10, replied: 1, failed: 20 },
			{ country: null, audience: 50, sent: 0, delivered: 0, read: 0, replied: 0, failed: 0 },
		],
		reasons: [
			{
				state: 'failed',
				reason: 'not-on-whatsapp',
				message: 'The number is not on WhatsApp.',
				nextStep: 'Call instead.',
				count: 31,
				retryable: false,
			},
			{
				state: 'failed',
				reason: 'throttled',
				message: 'WhatsApp took no more at that moment.',
				nextStep: 'Retry the failed.',
				count: 9,
				retryable: true,
			},
			{
				state: 'skipped',
				reason: 'opted-out',
				message: 'They opted out of marketing.',
				nextStep: null,
				count: 55,
				retryable: false,
			},
		],
		links: [{ url: 'https://kitchens.example.org/fronts/blue', people: 74, clicks: 91 }],
		cost: {
			currency: 'EUR',
			amount: 51_300_000,
			withoutRate: 0,
			byCountry: [{ country: 'DE', category: 'marketing', messages: 598, amount: 51_300_000 }],
		},
		tests: 2,
		...more,
	};
}

export function channelStatisticsOf(more: Partial<ChannelStatisticsView> = {}): ChannelStatisticsView {
	return {
		channelId: 'ch-sales',
		inbound: 412,
		sent: 1630,
		delivered: 1590,
		read: 1200,
		failed: 21,
		unknown: 1,
		byBroadcast: 1200,
		byPeople: 400,
		automatic: 30,
		tests: 3,
		people: 1290,
		cost: { currency: 'EUR', amount: 104_500_000 },
		...more,
	};
}
