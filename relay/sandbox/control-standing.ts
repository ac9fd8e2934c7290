import * as z from 'zod';
import { command } from './control-command.ts';
import type { WebhookLine } from './deliver.ts';
import { needCustomer, needNumber } from './find-party.ts';
import type { NumberRow } from './model.ts';
import { seconds, webhookContact } from './whatsapp/webhook.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;
const TIERS = ['TIER_50', 'TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED'] as const;
/** Messages a second of Meta's levels (Feb 2026). */
const PER_SECOND = { STANDARD: 80, HIGH: 1000, NOT_APPLICABLE: 80 } as const;

/** Control commands about what Meta thinks of a number, its account and its portfolio, and what customers want. */
export const STANDING_CONTROL = {
	limit: command(z.strictObject({ number: z.string(), tier: z.enum(TIERS) }), ({ world, line }, wish) => {
		const { portfolio } = needNumber(world, wish.number);
		world.store.portfolios.put({ id: portfolio, tier: wish.tier });
		for (const number of world.store.numbers.all()) {
			if (number.portfolio !== portfolio) continue;
			tell(world, line, number, 'business_capability_update', {
				max_daily_conversations_per_business: wish.tier,
				max_phone_numbers_per_business: 20,
			});
		}
		world.changed('numbers');
	}),
	standing: command(
		z.strictObject({
			number: z.string(),
			quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
			status: z.string().optional(),
			throughput: z.enum(['STANDARD', 'HIGH', 'NOT_APPLICABLE']).optional(),
			name: z.string().optional(),
			/** Tells `phone_number_quality_update` with this event; without it nothing is told. */
			event: z.string().optional(),
		}),
		({ world, line }, { number: reference, quality, status, throughput, name, event }) => {
			const number = needNumber(world, reference);
			world.store.numbers.put(
				Object.assign(number, {
					quality: quality ?? number.quality,
					phoneStatus: status ?? number.phoneStatus,
					verifiedName: name ?? number.verifiedName,
					...(throughput && { throughputLevel: throughput, throughput: PER_SECOND[throughput] }),
				}),
			);
			world.changed('numbers');
			if (event === undefined) return;
			tell(world, line, number, 'phone_number_quality_update', {
				display_phone_number: number.displayPhone,
				event,
				max_daily_conversations_per_business: world.tierOf(number),
			});
		},
	),
	restrict: command(
		z.strictObject({ number: z.string(), type: z.string(), days: z.number().min(0) }),
		({ world, line }, { number: reference, type, days }) => {
			const number = needNumber(world, reference);
			const until = Math.floor((world.clock.now() + days * DAY_MS) / 1000) * 1000;
			number.restrictions = [...number.restrictions.filter(one => one.type !== type), { type, until }];
			world.store.numbers.put(number);
			world.changed('numbers');
			tell(world, line, number, 'account_update', {
				event: 'ACCOUNT_RESTRICTION',
				restriction_info: [{ restriction_type: type, expiration: until / 1000 }],
			});
		},
	),
	alert: command(
		z.strictObject({
			number: z.string(),
			severity: z.enum(['CRITICAL', 'WARNING', 'INFORMATIONAL']),
			type: z.string(),
			description: z.string(),
		}),
		({ world, line }, { number: reference, severity, type, description }) => {
			const number = needNumber(world, reference);
			tell(world, line, number, 'account_alerts', {
				entity_type: 'PHONE_NUMBER',
				entity_id: number.phoneNumberId,
				alert_info: {
					alert_severity: severity,
					alert_status: 'ACTIVE',
					alert_type: type,
					alert_description: description,
				},
			});
		},
	),
	preference: command(
		z.strictObject({ customer: z.string(), number: z.string(), value: z.enum(['stop', 'resume']) }),
		({ world, line }, wish) => {
			const number = needNumber(world, wish.number);
			const customer = needCustomer(world, wish.customer);
			const chat = world.chat(number.id, customer.id);
			chat.marketingStopped = wish.value === 'stop';
			world.store.chats.put(chat);
			world.changed('messages');
			tell(world, line, number, 'user_preferences', {
				messaging_product: 'whatsapp',
				metadata: {
					display_phone_number: number.displayPhone,
					phone_number_id: number.phoneNumberId,
				},
				contacts: [webhookContact(customer)],
				user_preferences: [
					{
						...(customer.showsPhone && { wa_id: customer.waId }),
						user_id: customer.userId,
						detail:
							wish.value === 'stop'
								? 'User requested to stop marketing messages'
								: 'User requested to resume marketing messages',
						category: 'marketing_messages',
						value: wish.value,
						timestamp: Number(seconds(world.clock.now())),
					},
				],
			});
		},
	),
	'marketing-cap': command(z.strictObject({ customer: z.string(), on: z.boolean() }), ({ world }, wish) => {
		const customer = needCustomer(world, wish.customer);
		customer.marketingCapped = wish.on;
		world.putCustomer(customer);
		world.changed('customers');
	}),
} as const;

function tell(
	world: World,
	line: WebhookLine,
	number: NumberRow,
	field: string,
	value: Record<string, unknown>,
): void {
	line.enqueue(number.id, { change: { field, value, time: Math.floor(world.clock.now() / 1000) } });
}
