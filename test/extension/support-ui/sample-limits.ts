import type { PoolView, TemplateUseView } from '../../../shared/contract/sending-views.ts';
import { NO_STANDING } from '../../../shared/domain/limits.ts';
import { standingAdvice } from '../../../shared/domain/standing.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';

/** Limits of an invented kitchen shop with two numbers. */

type PoolChannel = PoolView['channels'][number];

export function poolChannelOf(more: Partial<PoolChannel> = {}): PoolChannel {
	const standing = more.standing ?? NO_STANDING;
	return {
		channelId: 'ch-sales',
		name: 'Sales DE',
		used24h: 0,
		standing,
		advice: standingAdvice(standing),
		...more,
	};
}

export function poolOf(more: Partial<PoolView> = {}): PoolView {
	return {
		id: 'ch-sales',
		name: 'Sales DE',
		limit: 2000,
		tier: 'TIER_2K',
		used24h: 0,
		used7d: 0,
		nextTierNeeds: 1000,
		freeAt: null,
		channels: [poolChannelOf()],
		...more,
	};
}

export function useOf(more: Partial<TemplateUseView> & { readonly name: string }): TemplateUseView {
	return {
		channelId: 'ch-sales',
		language: 'en',
		category: 'marketing',
		quality: 'green',
		isNew: false,
		sent: 100,
		delivered: 95,
		read: 60,
		failed: 5,
		optedOut: 0,
		...more,
	};
}

export function samplePools(now: number): PoolView[] {
	return [
		poolOf({
			id: 'pol-1',
			name: 'Berger Kitchens GmbH',
			used24h: 1684,
			used7d: 812,
			freeAt: now + 3 * HOUR_MS,
			channels: [
				poolChannelOf({
					used24h: 1240,
					standing: {
						tier: 'TIER_2K',
						quality: 'green',
						numberStatus: 'connected',
						throughput: 80,
						verifiedName: 'Berger Kitchens',
						restrictions: [],
						paid: true,
						reportedAt: now - 3 * MINUTE_MS,
					},
				}),
				poolChannelOf({
					channelId: 'ch-service',
					name: 'Service & repairs',
					used24h: 444,
					standing: {
						tier: 'TIER_2K',
						quality: 'yellow',
						numberStatus: 'flagged',
						throughput: 20,
						verifiedName: null,
						restrictions: [{ type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', until: now + 5 * HOUR_MS }],
						paid: true,
						reportedAt: now - 2 * DAY_MS,
					},
				}),
			],
		}),
		poolOf({
			id: 'ch-madrid',
			name: 'Sales Madrid',
			limit: 250,
			tier: 'TIER_250',
			used24h: 250,
			used7d: 125,
			nextTierNeeds: 125,
			freeAt: now + 20 * HOUR_MS,
			channels: [
				poolChannelOf({
					channelId: 'ch-madrid',
					name: 'Sales Madrid',
					used24h: 250,
					standing: { ...NO_STANDING, tier: 'TIER_250', quality: 'red', numberStatus: 'connected' },
				}),
			],
		}),
		poolOf({
			id: 'ch-new',
			name: 'Outlet',
			limit: null,
			tier: null,
			nextTierNeeds: null,
			used24h: 12,
			channels: [poolChannelOf({ channelId: 'ch-new', name: 'Outlet' })],
		}),
	];
}

export function sampleUses(): TemplateUseView[] {
	return [
		useOf({
			name: 'winter_sale_2026',
			sent: 1412,
			delivered: 1287,
			read: 702,
			failed: 125,
			optedOut: 31,
			quality: 'yellow',
			isNew: true,
		}),
		useOf({ name: 'order_confirmed', category: 'utility', sent: 318, delivered: 317, read: 290, failed: 1 }),
		useOf({
			name: 'delivery_day',
			language: 'de',
			category: 'utility',
			channelId: 'ch-service',
			sent: 96,
			delivered: 96,
			read: 91,
			failed: 0,
			quality: null,
		}),
		useOf({
			name: 'showroom_invitation',
			language: 'pt_BR',
			sent: 4,
			delivered: 0,
			read: 0,
			failed: 4,
			quality: 'red',
		}),
	];
}
